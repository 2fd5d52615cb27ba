//! The list and the form of convenios.

use maud::{Markup, html};

use super::forms::{ConvenioForm, NOMBRE_MAX};
use super::model::{EnLista, Precio};
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, Tono, actions, badge, card_flush, empty, form, form_error, format,
    hidden, money, page_header, table,
};
use crate::urls;
use crate::web::form::Errores;

pub fn lista(clinica: &str, convenios: &[EnLista]) -> Markup {
    let nuevo =
        Button::primary("Nuevo convenio").icon(Icono::Mas).goes(urls::configuracion_convenio_nuevo(clinica)).tecla("n");
    let columnas = [Column::text("Nombre"), Column::num("Prestaciones con precio propio"), Column::text("Estado")];
    html! {
        (page_header("Convenios", "Listas de precios", None, html! { (nuevo) }))
        @if convenios.is_empty() {
            (empty(Icono::Dinero, "Aún no hay convenios", "Todo se cobra al precio particular, el del catálogo.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Convenios", &columnas, html! {
                @for c in convenios {
                    tr {
                        td { a href=(urls::configuracion_convenio(clinica, c.id)) { (c.nombre) } }
                        td.num { (format::count(c.precios)) }
                        td { @if c.activo { (badge(Tono::Bien, "En uso")) } @else { (badge(Tono::Neutro, "Archivado")) } }
                    }
                }
            })))
        }
    }
}

pub struct Edicion<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub id: Option<i64>,
    pub precios: &'a [Precio],
    pub errores: &'a Errores,
}

pub fn editar(e: &Edicion<'_>, f: &ConvenioForm) -> Markup {
    let lista = urls::configuracion_convenios(e.clinica);
    let destino = e.id.map_or_else(|| lista.clone(), |id| urls::configuracion_convenio(e.clinica, id));
    let titulo = if e.id.is_some() { "Editar convenio" } else { "Nuevo convenio" };
    html! {
        (page_header(titulo, "", Some(&Enlace::new("Convenios", lista.as_str())), html! {}))
        (form(&Form::post(destino, e.csrf), html! {
            (hidden("version", &f.version))
            (Field::text("nombre", "Nombre").value(&f.nombre).error(e.errores.get("nombre")).maxlength(NOMBRE_MAX).required().autofocus())
            @if let Some(error) = e.errores.get("precios") { (form_error(error, html! {})) }
            (card_flush("Precios", html! {}, precios(e.precios, f)))
            p.campo-ayuda { "Donde no escribas nada vale el precio particular. Lo que ya se vendió conserva su precio." }
            @if e.id.is_some() { (Field::checkbox("archivado", "Archivado: no se ofrece al cobrar", f.archivado)) }
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(lista.as_str())) }))
        }))
    }
}

fn precios(precios: &[Precio], f: &ConvenioForm) -> Markup {
    let columnas =
        [Column::text("Código"), Column::text("Prestación"), Column::num("Particular"), Column::num("Convenio")];
    table(
        "Precios",
        &columnas,
        html! {
            @for p in precios {
                tr {
                    td { (p.codigo) }
                    td { (p.nombre) }
                    td.num { (money(p.catalogo, &p.moneda)) }
                    td.num {
                        (hidden("prestacion", &p.prestacion_id.to_string()))
                        input.form-control name="precio" inputmode="decimal" autocomplete="off" value=(f.precio_de(p.prestacion_id))
                            aria-label={ "Precio de convenio, " (p.nombre) };
                    }
                }
            }
        },
    )
}
