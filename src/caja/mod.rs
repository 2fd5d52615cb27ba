//! The drawer and the money. Owns series, cajas, sesiones_caja, movimientos_caja, arqueos with their denominaciones and
//! medios, cierres_caja, ventas, ventas_lineas, pagos, pagos_medios, asignaciones, abonos, recibos_impresos,
//! idempotencia, convenios and convenios_precios.

pub(crate) mod convenios;
pub(crate) mod historial;
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
    ("ventas_convenio", "Ese convenio no existe."),
    ("convenios_nombre_unico", "Ya hay un convenio con ese nombre."),
    ("convenios_version", "Otra persona lo cambió mientras lo editabas: recarga y vuelve a intentarlo."),
    ("convenios_precios_prestacion", "Una de las prestaciones ya no existe: recarga y vuelve a intentarlo."),
    ("ventas_cita_unica", "Esa cita ya se cobró."),
    ("ventas_pagado", "Otra persona acaba de cobrar esta venta: revisa lo que falta."),
    ("pagos_una_anulacion", "Ese pago ya está anulado."),
    ("pago_no_anulable", "Solo se anula un pago de la sesión de caja que sigue abierta."),
    ("pagos_motivo", "Escribe el motivo."),
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
