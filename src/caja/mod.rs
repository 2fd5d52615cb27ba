//! The drawer and the money. Owns series, cajas, sesiones_caja, movimientos_caja, arqueos with their denominaciones and
//! medios, cierres_caja, ventas, ventas_lineas, pagos, pagos_medios, asignaciones, abonos, recibos_impresos, devoluciones, notas_credito, comisiones_reglas,
//! liquidaciones and idempotencia.

pub(crate) mod anulaciones;
pub(crate) mod comisiones;
pub(crate) mod devoluciones;
pub(crate) mod historial;
pub(crate) mod notas;
pub(crate) mod pagos;
pub(crate) mod papel;
pub(crate) mod recibos;
pub(crate) mod sesiones;
pub(crate) mod ventas;

pub(crate) use ventas::{PorCobrar, por_cobrar};

use uuid::Uuid;

use crate::error::{AppError, AppResult, DESBORDE, Rechazo, interno};
use crate::values::dinero::Moneda;
use crate::web::Ctx;
use crate::web::form::Errores;

/// Name of the constraint, and what the person reads.
const REGLAS: &[(&str, &str)] = &[
    ("sesiones_caja_una_abierta", "Esa caja ya está abierta."),
    ("sesiones_caja_apertura", "El fondo no puede ser negativo."),
    ("sesiones_caja_caja", "Esa caja no existe."),
    ("caja_cerrada", "La caja no está abierta: ábrela antes de seguir."),
    ("caja_sin_arqueo", "Cuenta la caja antes de cerrarla."),
    ("caja_diferencia_sin_motivo", "Hay una diferencia: escribe el motivo."),
    ("cierres_caja_dejado", "Lo que queda en la caja no puede pasar de lo contado."),
    (DESBORDE, "La suma pasa de lo que se puede anotar: revisa los montos."),
    ("movimientos_caja_monto", "El monto debe ser mayor que cero."),
    ("movimientos_caja_motivo", "Escribe el motivo."),
    ("ventas_paciente", "Ese paciente no existe."),
    ("ventas_lineas_profesional", "Elige a quien atendió de la lista."),
    ("ventas_cita_unica", "Esa cita ya se cobró."),
    ("ventas_pagado", "Otra persona acaba de cobrar esta venta: revisa lo que falta."),
    ("pagos_una_anulacion", "Ese pago ya está anulado."),
    ("pago_no_anulable", "Solo se anula un pago de la sesión de caja que sigue abierta."),
    ("pagos_motivo", "Escribe el motivo."),
    ("pago_con_devolucion", "Ese pago ya se devolvió o hay quien pidió devolverlo: no se anula."),
    ("pagos_aprobado", "Quien aprobó la devolución no la paga: pídelo a otra persona."),
    ("venta_no_anulable", "Solo se anula una venta de la sesión de caja que sigue abierta. Después se devuelve."),
    ("venta_anulada", "Esa venta ya está anulada."),
    ("venta_con_devolucion", "Esa venta tiene una devolución o una nota de crédito: no se anula."),
    ("venta_de_otra_caja", "Un pago de esta venta se cobró en otra sesión de caja: anula o devuelve ese pago primero."),
    ("ventas_acreditado", "Eso es más de lo que se cobró y no se ha devuelto."),
    ("devolucion_excede", "Eso es más de lo que se cobró y no se ha devuelto, contando lo que otros pidieron."),
    ("devolucion_nota_excede", "Eso es más de lo que queda por acreditar de esa línea."),
    ("devolucion_bienes", "Los insumos vuelven a la bodega solo si se devuelve la línea entera."),
    ("devolucion_nada", "Es tan poco que no queda nada que entregar."),
    ("devolucion_no_exacta", "Ese monto no se puede entregar justo en efectivo: devuélvelo por otro medio."),
    (
        "devolucion_sin_efectivo",
        "No hay tanto efectivo en la caja: espera a que entre más, o devuélvelo por otro medio.",
    ),
    ("devolucion_otro_estado", "Otra persona la resolvió entretanto: mira cómo quedó."),
    ("devoluciones_otra_persona", "La resuelve otra persona, no quien la pidió."),
    ("devoluciones_rechazo", "Di por qué se rechaza."),
    ("comisiones_reglas_sin_traslape", "Ya hay una regla igual de precisa en esas fechas: ponle término antes."),
    ("comisiones_reglas_vigencia", "Una regla no termina antes de empezar."),
    ("comisiones_reglas_profesional", "Ese profesional no existe."),
    ("comisiones_reglas_prestacion", "Esa prestación no existe."),
    ("liquidacion_vacia", "No queda nada por liquidar en esas fechas."),
    ("liquidaciones_lineas_una", "Otra persona acaba de congelar estas líneas: mira las liquidadas."),
    ("lote_vencido", "Un lote de esos insumos venció: no vuelven a la bodega. Pide otra devolución sin ellos."),
    (
        "idempotencia_ajena",
        "Este formulario ya se usó para otra operación. Revisa lo que quedó hecho antes de repetir.",
    ),
];

pub fn mensaje(rechazo: &Rechazo) -> Option<&'static str> {
    rechazo.mensaje(REGLAS)
}

/// A refusal of ours becomes a message at `campo`; anything else goes on as it came.
fn errores_de(error: AppError, campo: &'static str) -> AppResult<Errores> {
    let texto = match &error {
        AppError::Rechazo(rechazo) => mensaje(rechazo),
        _ => None,
    };
    texto.map(|texto| Errores::de(campo, texto)).ok_or(error)
}

/// The key of an intention as a form sends it; a form of ours always does.
fn clave(texto: &str) -> AppResult<Uuid> {
    texto.parse().map_err(|_error| AppError::Malformado("clave"))
}

/// The key a refused form came with, so that corrected it goes through with it; a fresh one for a new form.
fn clave_o_nueva(texto: &str) -> String {
    texto.parse().unwrap_or_else(|_error| Uuid::new_v4()).to_string()
}

fn divisa(ctx: &Ctx) -> AppResult<Moneda> {
    Moneda::de_codigo(&ctx.clinica.moneda).ok_or_else(|| interno("the clinic's currency has no money of ours"))
}
