//! The list and the form of prestaciones.

use maud::{Markup, html};

use super::forms::PrestacionForm;
use super::model::Prestacion;
use crate::catalogos::boxes::Eleccion;
use crate::catalogos::forms::NOMBRE_MAX;
use crate::catalogos::views::{Edicion, casillas, color, estado, general, nombres};
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, actions, card_flush, empty, form, format, hidden, money, page_header,
    row, section, table,
};
use crate::urls;

pub fn prestaciones(clinica: &str, lista: &[Prestacion]) -> Markup {
    let nueva = Button::primary("Nueva prestación")
        .icon(Icono::Mas)
        .goes(urls::configuracion_prestacion_nueva(clinica))
        .tecla("n");
    let columnas = [
        Column::text("Código"),
        Column::text("Nombre"),
        Column::num("Duración"),
        Column::num("Precio"),
        Column::text("Estado"),
    ];
    html! {
        (page_header("Prestaciones", "Lo que se reserva y se cobra", None, html! { (nueva) }))
        @if lista.is_empty() {
            (empty(Icono::Ficha, "Aún no hay prestaciones", "Crea la primera: duración, precio y quién la hace.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Prestaciones", &columnas, html! {
                @for p in lista {
                    tr {
                        td { (p.codigo) }
                        td { a href=(urls::configuracion_prestacion(clinica, p.id)) { (p.nombre) } }
                        td.num { (format::minutes(i64::from(p.duracion))) }
                        td.num { (money(p.precio, &p.moneda)) }
                        td { (estado(p.estado == "activa")) }
                    }
                }
            })))
        }
    }
}

pub fn editar_prestacion(e: &Edicion<'_>, boxes: &[Eleccion], f: &PrestacionForm) -> Markup {
    let destino = e.id.map_or_else(
        || urls::configuracion_prestaciones(e.clinica),
        |id| urls::configuracion_prestacion(e.clinica, id),
    );
    let titulo = if e.id.is_some() { "Editar prestación" } else { "Nueva prestación" };
    let volver = Enlace::new("Prestaciones", urls::configuracion_prestaciones(e.clinica));
    let error = |campo: &str| e.errores.get(campo).map(str::to_owned);
    let numero = |campo: &str, texto: &str, valor: &str| Field::number(campo, texto).value(valor).error(error(campo));
    html! {
        (page_header(titulo, "", Some(&volver), html! {
            @if let Some(id) = e.id { (Button::secondary("Receta").goes(urls::receta(e.clinica, id))) }
        }))
        (form(&Form::post(destino, e.csrf), html! {
            (general(e.errores))
            (hidden("version", &f.version))
            (row(html! {
                (Field::text("codigo", "Código").value(&f.codigo).error(error("codigo")).required().autofocus().short())
                (Field::text("nombre", "Nombre").value(&f.nombre).error(error("nombre")).maxlength(NOMBRE_MAX).required())
            }))
            (row(html! {
                (Field::money("precio", "Precio", format::decimals(e.moneda)).value(&f.precio).error(error("precio")).required())
                (color(&f.color, error("color")))
            }))
            (Field::checkbox("afecto", "Afecta a IVA", f.afecto))
            (section("Tiempos, en minutos", row(html! {
                (numero("duracion", "Duración", &f.duracion))
                (numero("paso", "Una hora cada", &f.paso))
                (numero("antes", "Preparación antes", &f.antes))
                (numero("despues", "Aseo después", &f.despues))
            })))
            (row(html! {
                (numero("aviso_minimo", "Aviso mínimo (minutos)", &f.aviso_minimo))
                (numero("horizonte", "Se reserva hasta (días)", &f.horizonte))
            }))
            (section("Cuántas toma cada profesional; vacío: las que quepan", row(html! {
                (numero("limite_dia", "Al día", &f.limite_dia))
                (numero("limite_semana", "A la semana", &f.limite_semana))
                (numero("limite_mes", "Al mes", &f.limite_mes))
            })))
            (Field::text("recordatorios", "Recordar, horas antes").value(&f.recordatorios).error(error("recordatorios"))
                .hint("Separadas por comas: 48, 2. Vacío: como la clínica. Con 0 no se recuerda."))
            (Field::checkbox("en_linea", "Los pacientes la reservan en línea", f.en_linea))
            (casillas("Quién la hace", "profesionales", nombres(e.opciones), &f.profesionales))
            @if !boxes.is_empty() {
                (casillas("Dónde se hace; sin marcar ninguno, en cualquier lugar", "boxes", boxes.iter().map(|b| (b.id, b.nombre.as_str())), &f.boxes))
            }
            @if e.id.is_some() { (Field::checkbox("archivada", "Archivada: no se ofrece en la agenda", f.archivada)) }
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(&volver.url)) }))
        }))
    }
}
