//! The icons: one list, from which the build also makes the sprite.

use maud::{Markup, html};

use crate::web::assets;

macro_rules! iconos {
    ($($variant:ident => $name:literal,)+) => {
        /// An icon of the sprite.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Icono { $($variant,)+ }

        impl Icono {
            pub const TODOS: &[Self] = &[$(Self::$variant,)+];

            /// Its id in the sprite, which is its name in Tabler.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

iconos! {
    Abajo => "chevron-down",
    Adelante => "chevron-right",
    Agenda => "calendar",
    Alerta => "alert-triangle",
    Anular => "ban",
    Aparato => "device-desktop",
    Atajos => "keyboard",
    Atras => "chevron-left",
    Auditoria => "history",
    Avisos => "message",
    Bien => "circle-check",
    Bodega => "package",
    Borrar => "trash",
    Buscar => "search",
    Caja => "cash-register",
    Cambio => "arrows-exchange",
    Campana => "bell",
    Cerrar => "x",
    Claro => "sun",
    Clave => "lock",
    Clinica => "building-hospital",
    Configuracion => "settings",
    Conversacion => "messages",
    Copiar => "copy",
    Correo => "mail",
    Creditos => "credit-card",
    Descargar => "download",
    Dinero => "coins",
    Editar => "pencil",
    Error => "circle-x",
    Ficha => "stethoscope",
    Filtro => "filter",
    Fuera => "external-link",
    Hoy => "home",
    Identidad => "id",
    Imprimir => "printer",
    Info => "info-circle",
    Listo => "check",
    Llave => "key",
    Mas => "plus",
    Menu => "menu-2",
    NuevaCita => "calendar-plus",
    NuevoPaciente => "user-plus",
    Opciones => "dots",
    Oscuro => "moon",
    Paciente => "user",
    Pacientes => "users",
    Recibo => "receipt",
    Recargar => "refresh",
    Reloj => "clock",
    Reportes => "chart-histogram",
    Sala => "armchair",
    Salir => "logout",
    Selector => "selector",
    Subir => "upload",
    Sucursal => "map-pin",
    Telefono => "phone",
    Ver => "eye",
    Volver => "arrow-left",
}

/// A decorative icon: the text beside it says what it means.
pub fn icon(icono: Icono) -> Markup {
    let href = format!("{}#{}", assets::url("iconos.svg"), icono.name());
    html! { svg.icono aria-hidden="true" focusable="false" { use href=(href) {} } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_points_into_the_sprite_and_is_silent() {
        let markup = icon(Icono::Caja).into_string();
        assert!(markup.contains("#cash-register\""), "{markup}");
        assert!(markup.contains("aria-hidden=\"true\""), "{markup}");
    }
}
