//! The drawer and the money. Owns series, cajas, sesiones_caja with aperturas_denominaciones, movimientos_caja,
//! traspasos_caja, relevos_caja, arqueos with their denominaciones and medios, cierres_caja, reaperturas_caja, ventas,
//! ventas_lineas, convenios, convenios_precios, pagos, pagos_medios, asignaciones, abonos, reasignaciones,
//! recibos_impresos, devoluciones, notas_credito, presupuestos, comisiones_reglas, liquidaciones and idempotencia.

pub(crate) mod abonos;
pub(crate) mod ajustes;
pub(crate) mod anulaciones;
pub(crate) mod cajas;
pub(crate) mod cierres;
pub(crate) mod comisiones;
pub(crate) mod convenios;
pub(crate) mod deudas;
pub(crate) mod devoluciones;
pub(crate) mod historial;
pub(crate) mod notas;
pub(crate) mod pagos;
pub(crate) mod papel;
pub(crate) mod presupuestos;
pub(crate) mod reasignaciones;
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
    ("abono_usado", "Lo que ese pago dejó a favor ya se usó: anula antes lo que se pagó con eso."),
    ("venta_pagada_con_otras", "Un pago de esta venta cubrió también otras: anula antes ese pago, o muévelo."),
    ("reasignacion_excede", "Eso es más de lo que ese pago cubre de la venta."),
    ("reasignacion_destino", "Esa venta no es del mismo paciente o no debe tanto."),
    ("reasignaciones_motivo", "Escribe el motivo."),
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
    ("devolucion_sin_paciente", "No se sabe de qué paciente es ese pago: devuélvelo por otro medio."),
    ("devolucion_otro_estado", "Otra persona la resolvió entretanto: mira cómo quedó."),
    ("devoluciones_otra_persona", "La resuelve otra persona, no quien la pidió."),
    ("devoluciones_rechazo", "Di por qué se rechaza."),
    ("comisiones_reglas_sin_traslape", "Ya hay una regla igual de precisa en esas fechas: ponle término antes."),
    ("comisiones_reglas_vigencia", "Una regla no termina antes de empezar."),
    ("comisiones_reglas_profesional", "Ese profesional no existe."),
    ("comisiones_reglas_prestacion", "Esa prestación no existe."),
    ("liquidacion_vacia", "No queda nada por liquidar en esas fechas."),
    ("liquidaciones_lineas_una", "Otra persona acaba de congelar estas líneas: mira las liquidadas."),
    ("presupuesto_otro_estado", "Otra persona lo cambió entretanto: mira cómo quedó."),
    ("presupuesto_vencido", "Ya venció: cópialo para hacerlo de nuevo, con los precios de hoy."),
    ("presupuesto_sin_correo", "No tiene un correo que sirva en su ficha: corrígelo y vuelve a enviarlo."),
    ("presupuestos_version", "Otra persona lo cambió mientras lo editabas: recarga y vuelve a intentarlo."),
    ("presupuestos_lineas_vendido", "Otra persona acaba de vender eso del presupuesto: mira lo que queda."),
    ("presupuestos_paciente", "Ese paciente no existe."),
    ("presupuestos_convenio", "Ese convenio no existe."),
    ("presupuestos_motivo", "Escribe el motivo."),
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

/// Of a form that is drawn again: its key, unless it made something else already.
fn clave_por_repetir(error: &AppError, clave: &str) -> String {
    let gastada = matches!(error, AppError::Rechazo(rechazo) if rechazo.regla == "idempotencia_ajena");
    if gastada { String::new() } else { clave.to_owned() }
}

fn divisa(ctx: &Ctx) -> AppResult<Moneda> {
    Moneda::de_codigo(&ctx.clinica.moneda).ok_or_else(|| interno("the clinic's currency has no money of ours"))
}
