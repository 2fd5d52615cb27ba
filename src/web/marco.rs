//! The frame of a page out of who asks: only what the person may open is shown.

use maud::{Markup, html};

use super::Ctx;
use crate::identidad::{Permiso, Rol};
use crate::ui::{self, Enlace, Entrada, Icono, Marco};
use crate::urls;

impl Ctx {
    /// The whole page, with `activa` as its entry of the sidebar.
    pub fn pagina(&self, titulo: &str, activa: &'static str, contenido: Markup) -> Markup {
        ui::pagina(&self.marco(titulo, activa), contenido)
    }

    /// A page of the settings, under the tabs that the person may open; `pestana` is its own.
    pub fn pagina_configuracion(&self, titulo: &str, pestana: &str, contenido: Markup) -> Markup {
        let pestanas: Vec<Enlace> =
            self.configuracion().map(|(id, texto, url)| Enlace::new(texto, url).activo(id == pestana)).collect();
        self.pagina(titulo, "configuracion", html! { (ui::tabs("Configuración", &pestanas)) (contenido) })
    }

    /// What the person may set, the first being where the sidebar leads: id, text, URL.
    fn configuracion(&self) -> impl Iterator<Item = (&'static str, &'static str, String)> {
        let slug = self.slug();
        let todas = [
            (Permiso::UsuariosEditar, "usuarios", "Usuarios", urls::configuracion_usuarios(slug)),
            (Permiso::UsuariosEditar, "roles", "Roles", urls::configuracion_roles(slug)),
            (Permiso::ConfiguracionEditar, "profesionales", "Profesionales", urls::configuracion_profesionales(slug)),
            (Permiso::ConfiguracionEditar, "prestaciones", "Prestaciones", urls::configuracion_prestaciones(slug)),
            (Permiso::ConfiguracionEditar, "convenios", "Convenios", urls::configuracion_convenios(slug)),
            (Permiso::ConfiguracionEditar, "boxes", "Boxes", urls::configuracion_boxes(slug)),
            (Permiso::ConfiguracionEditar, "feriados", "Feriados", urls::configuracion_feriados(slug, None)),
            (Permiso::ConfiguracionEditar, "cajas", "Cajas", urls::configuracion_cajas(slug)),
            (Permiso::ConfiguracionEditar, "depositos", "Depósitos", urls::configuracion_depositos(slug)),
            (Permiso::ConfiguracionEditar, "avisos", "Avisos", urls::configuracion_avisos(slug)),
            (Permiso::ConfiguracionEditar, "en-linea", "En línea", urls::configuracion_en_linea(slug)),
            (Permiso::ConfiguracionEditar, "plantillas", "Plantillas", urls::configuracion_plantillas(slug)),
            (Permiso::ConfiguracionEditar, "clinica", "Clínica", urls::configuracion_clinica(slug)),
            (Permiso::CajaSupervisar, "comisiones", "Comisiones", urls::configuracion_comisiones(slug)),
            (Permiso::TrabajosVer, "trabajos", "Trabajos", urls::trabajos(slug, "", None)),
        ];
        todas.into_iter().filter(|(permiso, ..)| self.puede(*permiso)).map(|(_, id, texto, url)| (id, texto, url))
    }

    /// For pages that add to the frame (scripts of their own).
    pub fn marco(&self, titulo: &str, activa: &'static str) -> Marco {
        Marco {
            titulo: titulo.into(),
            clinica: self.clinica.nombre.clone(),
            sucursal: String::new(),
            usuario: self.nombre.clone(),
            rol: self.roles.iter().map(|r| Rol::nombre(*r)).collect::<Vec<_>>().join(", "),
            entradas: self.entradas(),
            activa,
            menu: self.menu(),
            url_inicio: urls::hoy(self.slug()),
            url_busqueda: urls::buscar(self.slug()),
            url_tema: urls::tema(),
            url_salir: urls::salir(),
            csrf: self.csrf.clone(),
            tema: self.tema,
            sin_atajos: !self.atajos,
            tostadas: self.tomar_aviso(),
            ..Marco::default()
        }
    }

    /// The history of what is on the page costs it nothing: it is a link, to who may follow it.
    fn menu(&self) -> Vec<Enlace> {
        let ve = self.puede(Permiso::AuditoriaVer);
        let historia = ve.then(|| urls::historia_de(self.slug(), &self.aqui)).flatten();
        let historia = historia.map(|url| Enlace::new("Historia de esta página", url));
        let fijos = [
            Enlace::new("Mi cuenta", urls::cuenta()),
            Enlace::new("Mis avisos", urls::mis_avisos(self.slug())),
            Enlace::new("Cambiar de clínica", urls::clinicas()),
        ];
        historia.into_iter().chain(fijos).collect()
    }

    /// For pages with a live place.
    pub fn marco_vivo(&self, titulo: &str, activa: &'static str) -> Marco {
        Marco { modulos: vec!["vivo.js"], ..self.marco(titulo, activa) }
    }

    fn entradas(&self) -> Vec<Entrada> {
        let slug = self.slug();
        let entrada = |id, texto, icono, url, tecla| Entrada { id, texto, icono, url, tecla, pendientes: 0 };
        let todas = [
            (None, entrada("hoy", "Hoy", Icono::Hoy, urls::hoy(slug), Some("g h"))),
            (Some(Permiso::AgendaVer), entrada("agenda", "Agenda", Icono::Agenda, urls::agenda(slug), Some("g a"))),
            (
                Some(Permiso::AgendaVer),
                entrada("sala", "Sala de espera", Icono::Sala, urls::sala(slug, "", ""), Some("g s")),
            ),
            (
                Some(Permiso::PacientesVer),
                entrada("pacientes", "Pacientes", Icono::Pacientes, urls::pacientes(slug), Some("g p")),
            ),
            (Some(Permiso::CajaVer), entrada("caja", "Caja", Icono::Caja, urls::caja(slug), Some("g c"))),
            (Some(Permiso::BodegaVer), entrada("bodega", "Bodega", Icono::Bodega, urls::bodega(slug), Some("g b"))),
            (Some(Permiso::AvisosVer), entrada("avisos", "Avisos", Icono::Avisos, urls::avisos(slug), None)),
            (
                Some(Permiso::ConversacionesAtender),
                entrada("conversaciones", "Conversaciones", Icono::Conversacion, urls::conversaciones(slug), None),
            ),
            (
                Some(Permiso::ReportesVer),
                entrada("reportes", "Reportes", Icono::Reportes, urls::reportes(slug), Some("g r")),
            ),
            (
                Some(Permiso::AuditoriaVer),
                entrada("auditoria", "Auditoría", Icono::Auditoria, urls::auditoria(slug), None),
            ),
        ];
        let configuracion = self
            .configuracion()
            .next()
            .map(|(_, _, url)| entrada("configuracion", "Configuración", Icono::Configuracion, url, None));
        let suyas = todas.into_iter().filter(|(permiso, _)| permiso.is_none_or(|p| self.puede(p))).map(|(_, e)| e);
        suyas.chain(configuracion).collect()
    }
}
