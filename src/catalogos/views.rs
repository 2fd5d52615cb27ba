//! The lists and forms of the catalogues.

use maud::{Markup, html};

use super::forms::{BLOQUES_POR_DIA, NOMBRE_MAX, PrestacionForm, ProfesionalForm};
use super::model::{COLORES, Opcion, Prestacion, Profesional};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Tono, actions, badge, card_flush, empty, form, form_error,
    format, hidden, money, page_header, row, section, table,
};
use crate::urls;
use crate::web::form::Errores;

const DIAS: [&str; 7] = ["Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"];

pub fn profesionales(clinica: &str, lista: &[Profesional]) -> Markup {
    let nuevo = Button::primary("Nuevo profesional")
        .icon(Icono::Mas)
        .goes(urls::configuracion_profesional_nuevo(clinica))
        .tecla("n");
    let columnas = [
        Column::text("Nombre"),
        Column::text("Especialidad"),
        Column::num("Sobrecupos al día"),
        Column::text("Estado"),
    ];
    html! {
        (page_header("Profesionales", "Quién atiende, qué hace y cuándo", None, html! { (nuevo) }))
        @if lista.is_empty() {
            (empty(Icono::Pacientes, "Aún no hay profesionales", "Crea al primero con sus horarios para abrir la agenda.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Profesionales", &columnas, html! {
                @for p in lista {
                    tr {
                        td { a href=(urls::configuracion_profesional(clinica, p.id)) { (p.nombre) } }
                        td { (p.especialidad) }
                        td.num { (p.sobrecupos_maximo) }
                        td { (estado(p.estado == "activo")) }
                    }
                }
            })))
        }
    }
}

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

/// What a form stands on: where it goes, the choices beside it, and what was wrong.
pub struct Edicion<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub id: Option<i64>,
    pub moneda: &'a str,
    pub opciones: &'a [Opcion],
    pub errores: &'a Errores,
}

pub fn editar_profesional(e: &Edicion<'_>, f: &ProfesionalForm) -> Markup {
    let destino = e.id.map_or_else(
        || urls::configuracion_profesionales(e.clinica),
        |id| urls::configuracion_profesional(e.clinica, id),
    );
    let titulo = if e.id.is_some() { "Editar profesional" } else { "Nuevo profesional" };
    let volver = Enlace::new("Profesionales", urls::configuracion_profesionales(e.clinica));
    let error = |campo: &str| e.errores.get(campo).map(str::to_owned);
    html! {
        (page_header(titulo, "", Some(&volver), html! {
            @if let Some(id) = e.id { (Button::secondary("Calendario").icon(Icono::Agenda).goes(urls::profesional_calendario(e.clinica, id))) }
        }))
        (form(&Form::post(destino, e.csrf), html! {
            (general(e.errores))
            (hidden("version", &f.version))
            (row(html! {
                (Field::text("nombre", "Nombre").value(&f.nombre).error(error("nombre")).maxlength(NOMBRE_MAX).required().autofocus())
                (Field::text("especialidad", "Especialidad").value(&f.especialidad).error(error("especialidad")).maxlength(NOMBRE_MAX))
            }))
            (row(html! {
                (color(&f.color, error("color")))
                (Field::number("sobrecupos", "Sobrecupos al día").value(&f.sobrecupos).error(error("sobrecupos")))
            }))
            (Field::checkbox("trabaja_feriados", "Atiende también en feriados", f.trabaja_feriados))
            (casillas("Prestaciones que hace", "prestaciones", e.opciones, &f.prestaciones))
            (semana(f, error("horario")))
            @if e.id.is_some() { (Field::checkbox("archivado", "Archivado: no se ofrece en la agenda", f.archivado)) }
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(&volver.url)) }))
        }))
    }
}

pub fn editar_prestacion(e: &Edicion<'_>, f: &PrestacionForm) -> Markup {
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
            (casillas("Quién la hace", "profesionales", e.opciones, &f.profesionales))
            @if e.id.is_some() { (Field::checkbox("archivada", "Archivada: no se ofrece en la agenda", f.archivada)) }
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(&volver.url)) }))
        }))
    }
}

fn general(errores: &Errores) -> Markup {
    html! { @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) } }
}

fn estado(activo: bool) -> Markup {
    if activo { badge(Tono::Bien, "En uso") } else { badge(Tono::Neutro, "Archivado") }
}

fn color(elegido: &str, error: Option<String>) -> Field {
    let opciones = COLORES.iter().map(|(valor, nombre)| Choice::new(valor, *nombre)).collect();
    Field::select("color", "Color en la agenda", opciones).value(elegido).error(error).short()
}

fn casillas(titulo: &str, nombre: &str, opciones: &[Opcion], elegidas: &[String]) -> Markup {
    section(
        titulo,
        html! {
            @if opciones.is_empty() { p.campo-ayuda { "Todavía no hay ninguno." } }
            div.opciones {
                @for o in opciones {
                    label.opcion {
                        input.form-check-input type="checkbox" name=(nombre) value=(o.id) checked[elegidas.contains(&o.id.to_string())];
                        span { (o.nombre) }
                    }
                }
            }
        },
    )
}

fn semana(f: &ProfesionalForm, error: Option<String>) -> Markup {
    let columnas = [
        Column::text("Día"),
        Column::text("Desde"),
        Column::text("Hasta"),
        Column::text("Desde"),
        Column::text("Hasta"),
    ];
    let filas = html! {
        @for (d, dia) in DIAS.iter().enumerate() {
            tr {
                th scope="row" { (dia) }
                @for n in d * BLOQUES_POR_DIA..(d + 1) * BLOQUES_POR_DIA {
                    td { (hora("desde", dia, n, f.bloque(n).0)) }
                    td { (hora("hasta", dia, n, f.bloque(n).1)) }
                }
            }
        }
    };
    section(
        "Horario semanal",
        html! {
            @if let Some(error) = error { p.campo-error id="horario-error" { (error) } }
            (table("Horario semanal", &columnas, filas))
            p.campo-ayuda { "Rige desde hoy; las citas ya reservadas no se mueven." }
        },
    )
}

fn hora(nombre: &str, dia: &str, n: usize, valor: &str) -> Markup {
    html! {
        input.form-control type="time" name=(nombre) value=(valor) aria-label={ (dia) ", bloque " (n % BLOQUES_POR_DIA + 1) ", " (nombre) };
    }
}
