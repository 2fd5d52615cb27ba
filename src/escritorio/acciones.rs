//! What the search offers to do: words, where they lead and who may.

use crate::identidad::Permiso;
use crate::urls;
use crate::values::texto;

struct Accion {
    texto: &'static str,
    permiso: Permiso,
    url: fn(&str) -> String,
}

const fn accion(texto: &'static str, permiso: Permiso, url: fn(&str) -> String) -> Accion {
    Accion { texto, permiso, url }
}

const ACCIONES: &[Accion] = &[
    accion("Nuevo paciente", Permiso::PacientesEditar, urls::paciente_nuevo),
    accion("Buscar hora", Permiso::AgendaVer, urls::agenda_buscar),
    accion("Agenda de hoy", Permiso::AgendaVer, urls::agenda),
    accion("Caja", Permiso::CajaVer, urls::caja),
    accion("Sesiones y cierres de caja", Permiso::CajaVer, urls::caja_sesiones),
    accion("Nueva venta", Permiso::CajaOperar, |clinica| urls::venta_nueva(clinica, None)),
    accion("Insumos de bodega", Permiso::BodegaVer, urls::bodega),
    accion("Registrar entrada de insumos", Permiso::BodegaOperar, |clinica| urls::entrada_nueva(clinica, "")),
    accion("Avisos y mensajes", Permiso::AvisosVer, urls::avisos),
    accion("Tablero de reportes", Permiso::ReportesVer, urls::reportes),
    accion("Encuestas de pacientes", Permiso::ReportesVer, |clinica| urls::encuestas(clinica, None)),
    accion("Auditoría", Permiso::AuditoriaVer, urls::auditoria),
    accion("Trabajos en segundo plano", Permiso::TrabajosVer, |clinica| urls::trabajos(clinica, "", None)),
    accion("Configurar profesionales", Permiso::ConfiguracionEditar, urls::configuracion_profesionales),
    accion("Configurar prestaciones", Permiso::ConfiguracionEditar, urls::configuracion_prestaciones),
    accion("Configurar cajas", Permiso::ConfiguracionEditar, urls::configuracion_cajas),
    accion("Configurar depósitos", Permiso::ConfiguracionEditar, urls::configuracion_depositos),
    accion("Usuarios e invitaciones", Permiso::UsuariosEditar, urls::configuracion_usuarios),
    accion("Roles y permisos", Permiso::UsuariosEditar, urls::configuracion_roles),
];

/// Text and URL of each that `puede` and has, for each word typed, one that starts so.
pub fn buscar(clinica: &str, buscado: &str, puede: impl Fn(Permiso) -> bool) -> Vec<(&'static str, String)> {
    let palabras = texto::palabras(buscado);
    let dice = |texto: &str| {
        let suyas = texto::palabras(texto);
        !palabras.is_empty() && palabras.iter().all(|p| suyas.iter().any(|s| s.starts_with(p.as_str())))
    };
    ACCIONES.iter().filter(|a| puede(a.permiso) && dice(a.texto)).map(|a| (a.texto, (a.url)(clinica))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cada_palabra_es_el_comienzo_de_una_suya_y_solo_lo_que_se_puede() {
        let textos =
            |q, puede: fn(Permiso) -> bool| buscar("norte", q, puede).into_iter().map(|(t, _)| t).collect::<Vec<_>>();
        assert_eq!(textos("nue pac", |_| true), ["Nuevo paciente"]);
        assert_eq!(textos("AUDITORIA", |_| true), ["Auditoría"]);
        assert_eq!(textos("nue", |p| p == Permiso::CajaOperar), ["Nueva venta"]);
        assert_eq!(textos("", |_| true), [""; 0]);
    }
}
