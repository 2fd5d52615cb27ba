//! Every URL as a function, so that a route and its links cannot part. A leaf: it names nothing else of the house.

mod adjuntos;
mod auditoria;
mod bodega;
mod caja;
mod comisiones;
mod compras;
mod configuracion;
mod devoluciones;
mod en_linea;
mod espera;
mod importaciones;
mod inventarios;
mod planillas;
mod presupuestos;
mod recibos;
mod reportes;
mod sala;
mod trabajos;
mod ventas;

use std::fmt::{Display, Write};

pub use adjuntos::*;
pub use auditoria::*;
pub use bodega::*;
pub use caja::*;
pub use comisiones::*;
pub use compras::*;
pub use configuracion::*;
pub use devoluciones::*;
pub use en_linea::*;
pub use espera::*;
pub use importaciones::*;
pub use inventarios::*;
pub use planillas::*;
pub use presupuestos::*;
pub use recibos::*;
pub use reportes::*;
pub use sala::*;
pub use trabajos::*;
pub use ventas::*;

pub fn inicio() -> String {
    "/".into()
}

/// The login; `luego` is where to go afterwards.
pub fn entrar(luego: Option<&str>) -> String {
    match luego {
        Some(ruta) if !ruta.is_empty() && ruta != "/" => con_filtros("/entrar", &[("luego", &ruta)]),
        _ => "/entrar".into(),
    }
}

/// The second step of the login; `luego` as there.
pub fn entrar_codigo(luego: Option<&str>) -> String {
    match luego {
        Some(ruta) if !ruta.is_empty() && ruta != "/" => con_filtros("/entrar/codigo", &[("luego", &ruta)]),
        _ => "/entrar/codigo".into(),
    }
}

/// The second factor of the person; `luego` is where to go once there is one.
pub fn segundo_factor(luego: Option<&str>) -> String {
    con_filtros("/cuenta/segundo-factor", &[("luego", &luego.unwrap_or_default())])
}

pub fn segundo_factor_codigos() -> String {
    "/cuenta/segundo-factor/codigos".into()
}

pub fn segundo_factor_retiro() -> String {
    "/cuenta/segundo-factor/retiro".into()
}

/// For who forgot the password.
pub fn recuperar() -> String {
    "/entrar/recuperar".into()
}

/// Where the letter to who forgot it leads.
pub fn clave_nueva(token: &str) -> String {
    format!("/entrar/clave/{token}")
}

pub fn salir() -> String {
    "/salir".into()
}

/// The choice among the clinics of a person.
pub fn clinicas() -> String {
    "/clinicas".into()
}

/// Where an invited person chooses a password.
pub fn invitacion(token: &str) -> String {
    format!("/invitacion/{token}")
}

/// What is said by WhatsApp.
pub fn conversaciones(clinica: &str) -> String {
    format!("/{clinica}/conversaciones")
}

pub fn conversacion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/conversaciones/{id}")
}

pub fn conversacion_respuestas(clinica: &str, id: i64) -> String {
    format!("/{clinica}/conversaciones/{id}/respuestas")
}

pub fn conversacion_atencion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/conversaciones/{id}/atencion")
}

/// Where a patient answers for a cita.
pub fn enlace_cita(token: &str) -> String {
    format!("/r/{token}")
}

/// What the patient does there: `confirmacion`, `anulacion`, `cambio`.
pub fn enlace_cita_efecto(token: &str, recurso: &str) -> String {
    format!("/r/{token}/{recurso}")
}

/// The free hours to change to, from a date on.
pub fn enlace_cita_horas(token: &str, desde: impl Display) -> String {
    con_filtros(&enlace_cita_efecto(token, "cambio"), &[("desde", &desde)])
}

pub fn cuenta() -> String {
    "/cuenta".into()
}

pub fn tema() -> String {
    "/cuenta/tema".into()
}

pub fn cuenta_clave() -> String {
    "/cuenta/clave".into()
}

pub fn cuenta_atajos() -> String {
    "/cuenta/atajos".into()
}

/// Ends one session of the person.
pub fn cierre_sesion(id: i64) -> String {
    format!("/cuenta/sesiones/{id}/cierre")
}

/// Ends all sessions of the person but the one that asks.
pub fn cierre_otras_sesiones() -> String {
    "/cuenta/sesiones/cierre".into()
}

pub fn hoy(clinica: &str) -> String {
    format!("/{clinica}/")
}

pub fn buscar(clinica: &str) -> String {
    format!("/{clinica}/buscar")
}

pub fn pacientes(clinica: &str) -> String {
    format!("/{clinica}/pacientes")
}

pub fn paciente_nuevo(clinica: &str) -> String {
    format!("/{clinica}/pacientes/nuevo")
}

pub fn paciente(clinica: &str, id: i64) -> String {
    format!("/{clinica}/pacientes/{id}")
}

pub fn paciente_editar(clinica: &str, id: i64) -> String {
    format!("/{clinica}/pacientes/{id}/editar")
}

/// What hangs from a ficha: `archivo`, `separacion`…
pub fn paciente_cambio(clinica: &str, id: i64, recurso: &str) -> String {
    format!("/{clinica}/pacientes/{id}/{recurso}")
}

/// Who answers and pays for a patient.
pub fn contactos(clinica: &str, paciente: i64) -> String {
    format!("/{clinica}/pacientes/{paciente}/contactos")
}

pub fn contacto_retiro(clinica: &str, id: i64) -> String {
    format!("/{clinica}/contactos/{id}/retiro")
}

/// Where a ficha is merged with another one.
pub fn paciente_fusion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/pacientes/{id}/fusion")
}

pub fn paciente_fusion_con(clinica: &str, id: i64, con: i64) -> String {
    con_filtros(&paciente_fusion(clinica, id), &[("con", &con)])
}

pub fn agenda(clinica: &str) -> String {
    format!("/{clinica}/agenda")
}

/// A day; empty filters are left out.
pub fn agenda_dia(clinica: &str, fecha: impl Display, profesional: &str, prestacion: &str) -> String {
    con_filtros(&format!("/{clinica}/agenda/{fecha}"), &[("profesional", &profesional), ("prestacion", &prestacion)])
}

pub fn agenda_buscar(clinica: &str) -> String {
    format!("/{clinica}/agenda/buscar")
}

pub fn citas(clinica: &str) -> String {
    format!("/{clinica}/citas")
}

/// The form that books a free slot.
pub fn cita_nueva(clinica: &str, hora: &dyn Display, prestacion: impl Display) -> String {
    con_filtros(&citas_nueva(clinica), &[("hora", hora), ("prestacion", &prestacion)])
}

pub fn citas_nueva(clinica: &str) -> String {
    format!("/{clinica}/citas/nueva")
}

/// The same for a patient already known (or not: empty), with whoever is free then if `cualquiera`.
pub fn cita_nueva_para(clinica: &str, hora: &dyn Display, prestacion: i64, paciente: &str, cualquiera: bool) -> String {
    let cualquiera = if cualquiera { "true" } else { "" };
    let filtros: [(&str, &dyn Display); 4] =
        [("hora", hora), ("prestacion", &prestacion), ("paciente", &paciente), ("cualquiera", &cualquiera)];
    con_filtros(&citas_nueva(clinica), &filtros)
}

/// The free hours for a patient.
pub fn dar_hora(clinica: &str, paciente: i64) -> String {
    con_filtros(&agenda_buscar(clinica), &[("paciente", &paciente)])
}

pub fn cita_pacientes(clinica: &str) -> String {
    format!("/{clinica}/citas/nueva/pacientes")
}

/// The form for who came without an hour.
pub fn cita_sin_hora(clinica: &str, profesional: &str, prestacion: &str, paciente: &str) -> String {
    let filtros: [(&str, &dyn Display); 3] =
        [("profesional", &profesional), ("prestacion", &prestacion), ("paciente", &paciente)];
    con_filtros(&format!("/{clinica}/citas/sin-hora"), &filtros)
}

/// Where an open form asks to keep its slot.
pub fn retenciones(clinica: &str) -> String {
    format!("/{clinica}/citas/retenciones")
}

pub fn retenciones_cierre(clinica: &str) -> String {
    format!("/{clinica}/citas/retenciones/cierre")
}

pub fn cita(clinica: &str, id: i64) -> String {
    format!("/{clinica}/citas/{id}")
}

/// The resource of a change: `llegada`, `anulacion`…; of several: `serie`, `serie/anulacion`…
pub fn cita_cambio(clinica: &str, id: i64, recurso: &str) -> String {
    format!("/{clinica}/citas/{id}/{recurso}")
}

/// Citas that hours left outside; of one professional or of all.
pub fn citas_fuera(clinica: &str, profesional: Option<i64>) -> String {
    let profesional = profesional.map(|id| id.to_string()).unwrap_or_default();
    con_filtros(&format!("/{clinica}/citas/fuera-de-horario"), &[("profesional", &profesional)])
}

/// `de` is `p12` for a professional, `b3` for a box; empty for all.
pub fn bloqueos(clinica: &str, de: &str, desde: &str) -> String {
    con_filtros(&format!("/{clinica}/bloqueos"), &[("de", &de), ("desde", &desde)])
}

pub fn bloqueo_nuevo(clinica: &str, de: &str, fecha: &str) -> String {
    con_filtros(&format!("/{clinica}/bloqueos/nuevo"), &[("de", &de), ("desde", &fecha)])
}

pub fn bloqueo_anulacion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bloqueos/{id}/anulacion")
}

pub fn avisos(clinica: &str) -> String {
    format!("/{clinica}/avisos")
}

pub fn aviso(clinica: &str, id: i64) -> String {
    format!("/{clinica}/avisos/{id}")
}

pub fn aviso_reintento(clinica: &str, id: i64) -> String {
    format!("/{clinica}/avisos/{id}/reintento")
}

/// Those that did not leave.
pub fn avisos_fallidos(clinica: &str) -> String {
    format!("/{clinica}/avisos?estado=fallido")
}

/// What patients said of their visits; older than `antes`.
pub fn encuestas(clinica: &str, antes: Option<i64>) -> String {
    let antes = antes.map(|id| id.to_string()).unwrap_or_default();
    con_filtros(&format!("/{clinica}/encuestas"), &[("antes", &antes)])
}

/// Where a patient says it.
pub fn enlace_encuesta(token: &str) -> String {
    format!("/r/{token}/encuesta")
}

/// Where whoever got a letter asks for no more of these.
pub fn baja(token: &str) -> String {
    format!("/b/{token}")
}

pub fn baja_decision(token: &str) -> String {
    format!("/b/{token}/decision")
}

/// What a person wants to be told by mail.
pub fn mis_avisos(clinica: &str) -> String {
    format!("/{clinica}/mis-avisos")
}

pub fn avisos_reintentos(clinica: &str) -> String {
    format!("/{clinica}/avisos/reintentos")
}

/// The inbox of the demo and of development.
pub fn correo() -> String {
    "/correo".into()
}

pub fn correo_carta(id: u64) -> String {
    format!("/correo/{id}")
}

pub fn correo_html(id: u64) -> String {
    format!("/correo/{id}/html")
}

/// `base?nombre=valor&…`, leaving out what is empty, so that the shortest URL names each state.
pub fn con_filtros(base: &str, filtros: &[(&str, &dyn Display)]) -> String {
    let mut url = base.to_owned();
    let mut separador = '?';
    for (nombre, valor) in filtros {
        let valor = valor.to_string();
        if !valor.is_empty() {
            url.push(separador);
            url.push_str(nombre);
            url.push('=');
            codificar(&mut url, &valor);
            separador = '&';
        }
    }
    url
}

/// RFC 3986: everything but the unreserved letters.
fn codificar(url: &mut String, valor: &str) {
    for byte in valor.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn los_filtros_se_codifican_y_los_vacios_no_estan() {
        let url = con_filtros("/norte/pacientes", &[("q", &"ñandú & co"), ("archivados", &""), ("despues", &12)]);
        assert_eq!(url, "/norte/pacientes?q=%C3%B1and%C3%BA%20%26%20co&despues=12");
    }

    #[test]
    fn entrar_recuerda_adonde_se_iba() {
        assert_eq!(entrar(Some("/norte/agenda?dia=1")), "/entrar?luego=%2Fnorte%2Fagenda%3Fdia%3D1");
        assert_eq!(entrar(None), "/entrar");
    }
}
