//! What a person sees of their own account.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::aparato;
use super::forms::ClaveForm;
use super::queries::Sesion;
use crate::identidad::clave::LARGO_MINIMO;
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, Simple, Tema, Toast, Tono, badge, card, card_flush, form, form_error,
    format, page_header, pagina_simple, table,
};
use crate::urls;
use crate::web::form::Errores;

pub struct Cuenta<'a> {
    pub nombre: &'a str,
    pub correo: &'a str,
    pub csrf: &'a str,
    pub tema: Tema,
    pub avisos: Vec<Toast>,
    pub atajos: bool,
    pub sesiones: &'a [Sesion],
    /// A second factor is asked for at every sign-in.
    pub con_factor: bool,
    /// The one that asks.
    pub esta: i64,
    pub ahora: DateTime<Utc>,
}

pub fn cuenta(c: &Cuenta<'_>, valores: &ClaveForm, errores: &Errores) -> Markup {
    let simple = Simple {
        titulo: "Mi cuenta".into(),
        nombre: "Antesala".into(),
        tema: c.tema,
        ancha: true,
        tostadas: c.avisos.clone(),
        ..Simple::default()
    };
    let volver = Enlace::new("Volver a la clínica", urls::inicio());
    pagina_simple(
        &simple,
        html! {
            (page_header("Mi cuenta", &format!("{} · {}", c.nombre, c.correo), Some(&volver), html! {}))
            (card("Cambiar la clave", html! {}, cambio_de_clave(c, valores, errores)))
            (card("Segundo factor", html! {}, segundo_factor(c)))
            (sesiones(c))
            (card("Atajos de teclado", html! {}, atajos(c)))
        },
    )
}

fn cambio_de_clave(c: &Cuenta<'_>, valores: &ClaveForm, errores: &Errores) -> Markup {
    let ayuda = format!("Al menos {LARGO_MINIMO} caracteres; una frase corta sirve. Se cerrarán tus otras sesiones.");
    html! {
        (form(&Form::post(urls::cuenta_clave(), c.csrf), html! {
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            input.visually-hidden type="text" name="correo" value=(c.correo) autocomplete="username" readonly tabindex="-1" aria-hidden="true";
            (Field::password("actual", "Clave actual").value(&valores.actual).error(errores.get("actual")).required())
            (Field::password("nueva", "Clave nueva").hint(ayuda).error(errores.get("nueva")).autocomplete("new-password").required())
            (Field::password("repetida", "Clave nueva, otra vez").error(errores.get("repetida")).autocomplete("new-password").required())
            (Button::primary("Cambiar la clave").working("Cambiando…"))
        }))
    }
}

fn segundo_factor(c: &Cuenta<'_>) -> Markup {
    let (marca, texto, boton) = match c.con_factor {
        true => (badge(Tono::Bien, "Activo"), " Al entrar se te pide también un código de tu teléfono.", "Cambiar"),
        false => (
            badge(Tono::Neutro, "Inactivo"),
            " Con él, quien sepa tu clave no puede entrar sin tu teléfono.",
            "Activar",
        ),
    };
    html! {
        p { (marca) (texto) }
        (Button::secondary(boton).icon(Icono::Telefono).goes(urls::segundo_factor(None)))
    }
}

fn sesiones(c: &Cuenta<'_>) -> Markup {
    let otras = html! {
        @if c.sesiones.len() > 1 {
            (form(&Form::post(urls::cierre_otras_sesiones(), c.csrf).inline(), html! { (Button::secondary("Cerrar las demás").small()) }))
        }
    };
    let columnas = [Column::text("Aparato"), Column::text("Dirección"), Column::text("Último uso"), Column::actions()];
    card_flush(
        "Sesiones abiertas",
        otras,
        table("Sesiones abiertas", &columnas, html! { @for sesion in c.sesiones { (fila(c, sesion)) } }),
    )
}

fn fila(c: &Cuenta<'_>, sesion: &Sesion) -> Markup {
    let minutos = (c.ahora - sesion.ultima).num_minutes();
    html! {
        tr {
            th scope="row" { (aparato::describir(&sesion.agente)) " " @if sesion.id == c.esta { (badge(Tono::Info, "Esta sesión")) } }
            td { (sesion.direccion) }
            td { @if minutos < 1 { "Ahora" } @else { "Hace " (format::minutes(minutos)) } }
            td.fila-acciones {
                @if sesion.id != c.esta {
                    (form(&Form::post(urls::cierre_sesion(sesion.id), c.csrf).inline(), html! {
                        (Button::ghost("Cerrar").icon(Icono::Salir).small())
                    }))
                }
            }
        }
    }
}

fn atajos(c: &Cuenta<'_>) -> Markup {
    html! {
        (form(&Form::post(urls::cuenta_atajos(), c.csrf), html! {
            (Field::checkbox("atajos", "Usar atajos de una tecla", c.atajos).id("usar-atajos")
                .hint("Apágalos si dictas por voz o si una tecla suelta hace lo que no quieres. Vale para todos tus aparatos."))
            (Button::secondary("Guardar").working("Guardando…"))
        }))
    }
}
