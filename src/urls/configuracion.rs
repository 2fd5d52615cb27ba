//! The URLs of the settings.

use super::con_filtros;

pub fn configuracion_usuarios(clinica: &str) -> String {
    format!("/{clinica}/configuracion/usuarios")
}

pub fn configuracion_usuario_nuevo(clinica: &str) -> String {
    format!("/{clinica}/configuracion/usuarios/nuevo")
}

/// By membership: the person may have others elsewhere.
pub fn configuracion_usuario(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/usuarios/{id}")
}

pub fn usuario_invitacion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/usuarios/{id}/invitacion")
}

pub fn usuario_suspension(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/usuarios/{id}/suspension")
}

pub fn usuario_reactivacion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/usuarios/{id}/reactivacion")
}

pub fn usuario_segundo_factor(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/usuarios/{id}/segundo-factor/retiro")
}

/// Which roles need a second factor.
pub fn roles_segundo_factor(clinica: &str) -> String {
    format!("/{clinica}/configuracion/roles/segundo-factor")
}

pub fn configuracion_roles(clinica: &str) -> String {
    format!("/{clinica}/configuracion/roles")
}

/// How the clinic speaks to its patients.
pub fn configuracion_whatsapp(clinica: &str) -> String {
    format!("/{clinica}/configuracion/avisos/whatsapp")
}

pub fn configuracion_plantillas_whatsapp(clinica: &str) -> String {
    format!("/{clinica}/configuracion/avisos/whatsapp/plantillas")
}

pub fn configuracion_avisos(clinica: &str) -> String {
    format!("/{clinica}/configuracion/avisos")
}

/// The words of the letters to patients.
pub fn configuracion_plantillas(clinica: &str) -> String {
    format!("/{clinica}/configuracion/avisos/plantillas")
}

pub fn configuracion_plantilla(clinica: &str, tipo: &str) -> String {
    format!("/{clinica}/configuracion/avisos/plantillas/{tipo}")
}

/// When a patient is asked how a visit was.
pub fn configuracion_encuesta(clinica: &str) -> String {
    format!("/{clinica}/configuracion/avisos/encuesta")
}

pub fn plantilla_vista(clinica: &str, tipo: &str) -> String {
    format!("/{clinica}/configuracion/avisos/plantillas/{tipo}/vista")
}

pub fn plantilla_prueba(clinica: &str, tipo: &str) -> String {
    format!("/{clinica}/configuracion/avisos/plantillas/{tipo}/prueba")
}

/// Back to the words of the house.
pub fn plantilla_retiro(clinica: &str, tipo: &str) -> String {
    format!("/{clinica}/configuracion/avisos/plantillas/{tipo}/retiro")
}

pub fn configuracion_profesionales(clinica: &str) -> String {
    format!("/{clinica}/configuracion/profesionales")
}

pub fn configuracion_profesional_nuevo(clinica: &str) -> String {
    format!("/{clinica}/configuracion/profesionales/nuevo")
}

pub fn configuracion_profesional(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/profesionales/{id}")
}

/// The week of a professional, of today unless a filter says otherwise.
pub fn configuracion_horario(clinica: &str, profesional: i64) -> String {
    format!("/{clinica}/configuracion/profesionales/{profesional}/horario")
}

pub fn configuracion_excepciones(clinica: &str, profesional: i64) -> String {
    format!("/{clinica}/configuracion/profesionales/{profesional}/excepciones")
}

pub fn configuracion_excepciones_retiro(clinica: &str, profesional: i64) -> String {
    format!("/{clinica}/configuracion/profesionales/{profesional}/excepciones/retiro")
}

pub fn configuracion_prestaciones(clinica: &str) -> String {
    format!("/{clinica}/configuracion/prestaciones")
}

pub fn configuracion_prestacion_nueva(clinica: &str) -> String {
    format!("/{clinica}/configuracion/prestaciones/nueva")
}

pub fn configuracion_prestacion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/prestaciones/{id}")
}

pub fn configuracion_boxes(clinica: &str) -> String {
    format!("/{clinica}/configuracion/boxes")
}

pub fn configuracion_box_nuevo(clinica: &str) -> String {
    format!("/{clinica}/configuracion/boxes/nuevo")
}

pub fn configuracion_box(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/boxes/{id}")
}

/// Of a year; of this one unless said.
pub fn configuracion_feriados(clinica: &str, anio: Option<i32>) -> String {
    let anio = anio.map(|a| a.to_string()).unwrap_or_default();
    con_filtros(&format!("/{clinica}/configuracion/feriados"), &[("anio", &anio)])
}

pub fn configuracion_feriado_retiro(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/feriados/{id}/retiro")
}

pub fn configuracion_clinica(clinica: &str) -> String {
    format!("/{clinica}/configuracion/clinica")
}

pub fn configuracion_sucursales(clinica: &str) -> String {
    format!("/{clinica}/configuracion/sucursales")
}

pub fn configuracion_sucursal_nueva(clinica: &str) -> String {
    format!("/{clinica}/configuracion/sucursales/nueva")
}

pub fn configuracion_sucursal(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/sucursales/{id}")
}

pub fn configuracion_cajas(clinica: &str) -> String {
    format!("/{clinica}/configuracion/cajas")
}

pub fn configuracion_caja_nueva(clinica: &str) -> String {
    format!("/{clinica}/configuracion/cajas/nueva")
}

pub fn configuracion_caja_una(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/cajas/{id}")
}

/// The rules that all drawers go by.
pub fn configuracion_caja(clinica: &str) -> String {
    format!("/{clinica}/configuracion/caja")
}

pub fn configuracion_depositos(clinica: &str) -> String {
    format!("/{clinica}/configuracion/depositos")
}

pub fn configuracion_deposito_nuevo(clinica: &str) -> String {
    format!("/{clinica}/configuracion/depositos/nuevo")
}

pub fn configuracion_deposito(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/depositos/{id}")
}

/// Lists of prices.
pub fn configuracion_convenios(clinica: &str) -> String {
    format!("/{clinica}/configuracion/convenios")
}

pub fn configuracion_convenio_nuevo(clinica: &str) -> String {
    format!("/{clinica}/configuracion/convenios/nuevo")
}

pub fn configuracion_convenio(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/convenios/{id}")
}
