//! The parts of the frame: top bar, sidebar, menus and the list of shortcuts.

use maud::{Markup, html};

use super::{
    dialog::dialog,
    form,
    icon::{Icono, icon},
    layout::{Enlace, Entrada, Marco, Tema},
    search,
};

pub(super) fn brand() -> Markup {
    html! {
        svg.marca viewBox="0 0 32 32" aria-hidden="true" focusable="false" {
            rect width="32" height="32" rx="8" {}
            path d="M8.5 24V13a7.5 7.5 0 0 1 15 0v11" {}
            path d="M16 12.5v7M12.5 16h7" {}
        }
    }
}

pub(super) fn topbar(marco: &Marco) -> Markup {
    html! {
        header.barra {
            button.btn.btn-llano.btn-icon.barra-menu type="button" popovertarget="lateral" {
                (icon(Icono::Menu)) span.visually-hidden { "Menú" }
            }
            a.barra-marca href=(marco.url_inicio) { (brand()) span { "Antesala" } }
            (search::box_(&marco.url_busqueda))
            div.barra-final {
                (choice_menu("menu-clinica", "Clínica", Icono::Clinica, &marco.clinica, &marco.clinicas))
                @if !marco.sucursal.is_empty() {
                    (choice_menu("menu-sucursal", "Sucursal", Icono::Sucursal, &marco.sucursal, &marco.sucursales))
                }
                (user_menu(marco))
            }
        }
    }
}

/// What is in use, and when there is a choice, the links to the others.
fn choice_menu(id: &str, nombre: &str, icono: Icono, actual: &str, enlaces: &[Enlace]) -> Markup {
    html! {
        @if enlaces.is_empty() {
            span.barra-dato { (icon(icono)) span.visually-hidden { (nombre) ": " } span.barra-texto { (actual) } }
        } @else {
            div.menu {
                button.btn.btn-llano.barra-dato type="button" popovertarget=(id) {
                    (icon(icono)) span.visually-hidden { (nombre) ": " } span.barra-texto { (actual) } (icon(Icono::Abajo))
                }
                nav.menu-panel id=(id) popover="auto" aria-label=(nombre) { (links(enlaces)) }
            }
        }
    }
}

fn links(enlaces: &[Enlace]) -> Markup {
    html! {
        @for enlace in enlaces {
            a.menu-opcion href=(enlace.url) aria-current=[enlace.activo.then_some("true")] { (enlace.texto) }
        }
    }
}

fn user_menu(marco: &Marco) -> Markup {
    html! {
        div.menu {
            button.btn.btn-llano.barra-persona type="button" popovertarget="menu-usuario" {
                span.iniciales aria-hidden="true" { (initials(&marco.usuario)) }
                span.visually-hidden { "Menú de " (marco.usuario) }
            }
            div.menu-panel id="menu-usuario" popover="auto" {
                p.menu-quien { strong { (marco.usuario) } span { (marco.rol) } }
                (links(&marco.menu))
                @if !marco.url_tema.is_empty() { (theme_switch(marco)) }
                button.menu-opcion type="button" data-abre="atajos" aria-haspopup="dialog" data-tecla="?" {
                    (icon(Icono::Atajos)) span data-texto { "Atajos de teclado" }
                }
                form method="post" action=(marco.url_salir) {
                    (form::csrf(&marco.csrf))
                    button.menu-opcion type="submit" { (icon(Icono::Salir)) span data-texto { "Salir" } }
                }
            }
        }
    }
}

fn theme_switch(marco: &Marco) -> Markup {
    html! {
        form method="post" action=(marco.url_tema) data-tema {
            (form::csrf(&marco.csrf))
            div.tema-opciones role="group" aria-label="Colores" {
                @for tema in Tema::TODOS {
                    @let (icono, texto) = theme_option(tema);
                    button.tema-opcion type="submit" name="tema" value=(tema.value()) aria-pressed=(tema == marco.tema) {
                        (icon(icono)) (texto)
                    }
                }
            }
        }
    }
}

const fn theme_option(tema: Tema) -> (Icono, &'static str) {
    match tema {
        Tema::Claro => (Icono::Claro, "Claro"),
        Tema::Oscuro => (Icono::Oscuro, "Oscuro"),
        Tema::Auto => (Icono::Aparato, "Auto"),
    }
}

/// Beside the content on a desk; on a phone a popover that the menu button opens, scripts or not.
pub(super) fn sidebar(marco: &Marco) -> Markup {
    html! {
        nav.lateral id="lateral" popover="auto" aria-label="Secciones" {
            ul { @for entrada in &marco.entradas { li { (entry(entrada, entrada.id == marco.activa)) } } }
        }
    }
}

fn entry(entrada: &Entrada, active: bool) -> Markup {
    html! {
        a.lateral-entrada href=(entrada.url) aria-current=[active.then_some("page")] data-tecla=[entrada.tecla] {
            (icon(entrada.icono))
            span data-texto { (entrada.texto) }
            @if entrada.pendientes > 0 {
                span.lateral-pendientes { (entrada.pendientes) span.visually-hidden { " pendientes" } }
            }
        }
    }
}

/// The script fills the list with the shortcuts that the page has. `off`: the person wants none, on any device.
pub(super) fn shortcuts(off: bool) -> Markup {
    dialog(
        "atajos",
        "Atajos de teclado",
        html! {
            dl.atajos data-atajos {
                div { dt { kbd { "/" } } dd { "Buscar" } }
                div { dt { kbd { "Esc" } } dd { "Cerrar y volver" } }
            }
            @if off {
                p.campo-ayuda data-sin-atajos { "Los atajos de una tecla están apagados en tu cuenta." }
            } @else {
                label.form-check {
                    input.form-check-input type="checkbox" data-atajos-activos checked;
                    span.form-check-label { "Usar atajos de una tecla en este equipo" }
                }
            }
        },
    )
}

fn initials(nombre: &str) -> String {
    nombre.split_whitespace().filter_map(|word| word.chars().next()).take(2).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_two_capitals() {
        assert_eq!(initials("ángela de la Rosa"), "ÁD");
        assert_eq!(initials(""), "");
    }
}
