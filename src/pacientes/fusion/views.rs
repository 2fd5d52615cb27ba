//! What is shown of merges.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::{FusionFiltro, FusionForm, MOTIVO_MAX, SeparacionForm};
use super::model::Fusion;
use crate::agenda::Cruce;
use crate::pacientes::model::mostrar_documento;
use crate::pacientes::{Paciente, Resumen};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Tono, actions, alert, card, card_flush, empty, form,
    form_error, format, hidden, page_header, table,
};
use crate::urls;
use crate::web::form::Errores;

pub fn elegir(clinica: &str, p: &Paciente, filtro: &FusionFiltro, hallados: &[Resumen]) -> Markup {
    let volver = Enlace::new("Ficha", urls::paciente(clinica, p.id));
    let url = urls::paciente_fusion(clinica, p.id);
    html! {
        (page_header("Fusionar ficha", &format!("{} · {}", p.nombre(), p.documento_legible()), Some(&volver), html! {}))
        form.filtros method="get" action=(url) role="search" aria-label="La otra ficha" {
            (Field::search("q", "Buscar la otra ficha por nombre, RUT o teléfono").value(&filtro.q).autofocus())
            (Button::secondary("Buscar").icon(Icono::Buscar))
        }
        (card_flush(if filtro.q.trim().is_empty() { "Se parecen" } else { "Resultados" }, html! {}, html! {
            @if hallados.is_empty() {
                (empty(Icono::Pacientes, "Nadie más", "Busca por el nombre, el RUT o el teléfono de la otra ficha.", html! {}))
            } @else {
                (table("Fichas", &[Column::text("Paciente"), Column::text("Documento"), Column::text("Teléfono"), Column::actions()], html! {
                    @for otro in hallados { (candidato(clinica, p.id, otro)) }
                }))
            }
        }))
    }
}

fn candidato(clinica: &str, id: i64, otro: &Resumen) -> Markup {
    let comparar = Button::secondary("Comparar").small().goes(urls::paciente_fusion_con(clinica, id, otro.id));
    html! {
        tr {
            td { a href=(urls::paciente(clinica, otro.id)) { (otro.nombre()) } @if otro.archivado.is_some() { " · archivado" } }
            td.text-nowrap { (otro.documento()) }
            td.text-nowrap { (otro.telefono().as_deref().unwrap_or("—")) }
            td.fila-acciones { (comparar) }
        }
    }
}

pub struct Comparacion<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub esta: &'a Paciente,
    pub otra: &'a Paciente,
    pub cruces: &'a [Cruce],
    pub form: &'a FusionForm,
    pub errores: &'a Errores,
    /// Sent without having seen all of them.
    pub cruzadas: bool,
}

pub fn comparar(v: &Comparacion<'_>) -> Markup {
    let volver = Enlace::new("Ficha", urls::paciente(v.clinica, v.esta.id));
    let quien = |p: &Paciente| format!("{} · {} · ficha {}", p.nombre(), p.documento_legible(), p.id);
    let opciones = vec![Choice::new("esta", quien(v.esta)), Choice::new("otra", quien(v.otra))];
    html! {
        (page_header("Fusionar ficha", "Dos fichas de la misma persona", Some(&volver), html! {}))
        @if v.cruzadas {
            (form_error("Hay citas que se cruzan", html! { p { "Todavía no se fusionó nada. Revísalas abajo, y fusiona si aun así corresponde." } }))
        }
        (card_flush("Las dos fichas", html! {}, lado_a_lado(v)))
        @if !v.cruces.is_empty() { (cruces(v)) }
        (card("", html! {}, form(&Form::post(urls::paciente_fusion(v.clinica, v.esta.id), v.csrf), html! {
            (hidden("con", &v.form.con)) (hidden("vistos", &v.form.vistos))
            (Field::radio("queda", "Qué ficha queda", opciones).value(&v.form.queda).error(v.errores.get("queda"))
                .hint("Sus datos son los que se verán. Nada de la otra se borra, y se pueden separar."))
            (Field::text("motivo", "Motivo").value(&v.form.motivo).error(v.errores.get("motivo")).maxlength(MOTIVO_MAX).required())
            (actions(html! {
                (Button::primary(if v.cruces.is_empty() { "Fusionar" } else { "Fusionar con citas cruzadas" }).working("Fusionando…"))
                (Button::secondary("Cancelar").goes(volver.url))
            }))
        })))
    }
}

fn lado_a_lado(v: &Comparacion<'_>) -> Markup {
    let raya = |t: String| if t.is_empty() { "—".to_owned() } else { t };
    let filas = |p: &Paciente| {
        [
            ("Nombre", p.nombre()),
            ("Documento", p.documento_legible()),
            ("Nacimiento", p.nacimiento.map(format::date).unwrap_or_default()),
            ("Teléfono", p.telefono_legible()),
            ("Correo", p.correo.clone().unwrap_or_default()),
            ("Dirección", p.direccion.clone()),
            ("Observación", p.observacion.clone()),
            ("Creada", format::date(p.creado.with_timezone(&v.zona).date_naive())),
        ]
    };
    let columnas = [Column::text("Dato"), Column::text("Esta ficha"), Column::text("La otra")];
    table(
        "Las dos fichas",
        &columnas,
        html! {
            @for ((dato, esta), (_, otra)) in filas(v.esta).into_iter().zip(filas(v.otra)) {
                tr { th scope="row" { (dato) } td { (raya(esta)) } td { (raya(otra)) } }
            }
        },
    )
}

fn cruces(v: &Comparacion<'_>) -> Markup {
    let cita = |id, inicio: chrono::DateTime<chrono::Utc>, con: &str, estado: &str| {
        html! {
            a href=(urls::cita(v.clinica, id)) { (format::date_time(inicio.with_timezone(&v.zona).naive_local())) }
            " " (con) " · " (estado)
        }
    };
    let columnas = [Column::text("De esta ficha"), Column::text("De la otra")];
    html! {
        (alert(Tono::Alerta, "Citas a la misma hora", html! { "Una persona no está en dos partes: mira cuál sobra y anúlala o cámbiala. Fusionar no toca ninguna." }))
        (card_flush("Citas que se cruzan", html! {}, table("Citas que se cruzan", &columnas, html! {
            @for c in v.cruces {
                tr {
                    td { (cita(c.una_id, c.una_inicio, &c.una_con, c.una_estado.nombre())) }
                    td { (cita(c.otra_id, c.otra_inicio, &c.otra_con, c.otra_estado.nombre())) }
                }
            }
        })))
    }
}

/// On the ficha that lives: whom it stands for.
pub fn fusionadas(clinica: &str, zona: Tz, fusiones: &[Fusion], puede: bool) -> Markup {
    let columnas = [Column::text("Ficha"), Column::text("Quién y cuándo"), Column::text("Motivo"), Column::actions()];
    html! {
        @if !fusiones.is_empty() {
            (card_flush("Fichas fusionadas en esta", html! {}, table("Fichas fusionadas en esta", &columnas, html! {
                @for f in fusiones {
                    tr {
                        td { (f.nombre) " · " (mostrar_documento(&f.documento_tipo, f.documento.as_deref())) }
                        td.text-nowrap { (quien(f, zona)) }
                        td { (f.motivo) }
                        td.fila-acciones { @if puede { (Button::ghost("Separar").small().goes(urls::paciente_cambio(clinica, f.absorbido_id, "separacion"))) } }
                    }
                }
            })))
        }
    }
}

fn quien(f: &Fusion, zona: Tz) -> String {
    let cuando = format::date_time(f.en.with_timezone(&zona).naive_local());
    format!("{}, {cuando}", f.quien.as_deref().unwrap_or("Antesala"))
}

pub fn separar(clinica: &str, csrf: &str, zona: Tz, f: &Fusion, valores: &SeparacionForm, e: &Errores) -> Markup {
    let volver = Enlace::new("Ficha", urls::paciente(clinica, f.absorbido_id));
    let documento = mostrar_documento(&f.documento_tipo, f.documento.as_deref());
    html! {
        (page_header("Separar ficha", &format!("{} · {documento}", f.nombre), Some(&volver), html! {}))
        (card("", html! {}, html! {
            p { "La fusionó " (quien(f, zona)) ": " (f.motivo) }
            p { "Al separarla vuelve a tener lo suyo: sus citas, sus pagos y sus mensajes." }
            (form(&Form::post(urls::paciente_cambio(clinica, f.absorbido_id, "separacion"), csrf), html! {
                (Field::text("motivo", "Motivo").value(&valores.motivo).error(e.get("motivo")).maxlength(MOTIVO_MAX).required().autofocus())
                (actions(html! {
                    (Button::primary("Separar").working("Separando…"))
                    (Button::secondary("Cancelar").goes(volver.url))
                }))
            }))
        }))
    }
}
