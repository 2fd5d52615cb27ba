//! The drawer and the money. Owns series, cajas, sesiones_caja with aperturas_denominaciones, movimientos_caja,
//! traspasos_caja, relevos_caja, arqueos with their denominaciones and medios, cierres_caja, reaperturas_caja, ventas,
//! ventas_lineas, pagos, pagos_medios, asignaciones, abonos, recibos_impresos, idempotencia,
//! convenios and convenios_precios.

pub(crate) mod ajustes;
pub(crate) mod cajas;
pub(crate) mod cierres;
pub(crate) mod convenios;
pub(crate) mod historial;
pub(crate) mod pagos;
pub(crate) mod papel;
pub(crate) mod recibos;
pub(crate) mod relevos;
pub(crate) mod sesiones;
pub(crate) mod traspasos;
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
    ("caja_apertura_sin_motivo", "No es lo que quedó en el último cierre: escribe el motivo."),
    ("caja_archivada", "Esa caja está archivada: no se puede abrir."),
    ("caja_con_sesion", "Alguien la tiene abierta: ciérrala antes de archivarla."),
    ("cajas_version", "Otra persona lo cambió mientras lo editabas: recarga y vuelve a intentarlo."),
    ("cajas_nombre_unico", "Ya hay una caja con ese nombre en esa sucursal."),
    ("cajas_deposito", "Elige un depósito de la lista."),
    ("series_prefijo_unico", "Otra caja ya numera sus recibos con ese prefijo."),
    ("series_prefijo", "Usa hasta 6 letras o números, sin acentos."),
    (
        "caja_traspaso_pendiente",
        "Hay un traspaso de efectivo sin responder: acéptalo, recházalo o retíralo antes de cerrar.",
    ),
    ("caja_relevo_pendiente", "Hay un relevo sin responder: retíralo antes de cerrar."),
    ("caja_ventas_impagas", "Quedan ventas de esta sesión sin pagar: revísalas y marca que lo sabes."),
    ("caja_sin_cerrar", "La caja todavía no está cerrada."),
    ("caja_contabilizada", "La sesión ya está contabilizada: no cambia más."),
    ("caja_transicion", "La caja ya no está así: recarga y revisa cómo quedó."),
    ("traspaso_resuelto", "Ese traspaso ya se respondió."),
    ("traspasos_caja_lados", "Elige otra caja que esta."),
    ("relevo_resuelto", "Ese relevo ya se respondió."),
    ("relevo_sin_permiso", "Elige a alguien que cobre en esta clínica."),
    ("relevos_caja_uno_pendiente", "Ya hay un relevo pedido para esta caja."),
    ("relevos_caja_otra_persona", "Elige a otra persona."),
    ("reaperturas_caja_motivo", "Escribe el motivo."),
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

/// Of the forms of drawers: each refusal at its field.
fn errores_de_cajas(error: AppError) -> AppResult<Errores> {
    let campo = match &error {
        AppError::Rechazo(rechazo) => match rechazo.regla.as_str() {
            "cajas_nombre_unico" => "nombre",
            "cajas_deposito" => "deposito",
            "series_prefijo_unico" | "series_prefijo" => "prefijo",
            "caja_con_sesion" => "archivada",
            _ => "",
        },
        _ => "",
    };
    errores_de(error, campo)
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
