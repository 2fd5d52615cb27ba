//! The waiting list, its forms, and who fits an hour.

use chrono::NaiveDate;
use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::{EsperaForm, ListaFiltro};
use super::model::{Dias, Espera, EstadoEspera, MOTIVO_MAX, NOTA_MAX, Prioridad};
use crate::agenda::citas::views::local;
use crate::agenda::reserva::views as reservas;
use crate::catalogos::{Opcion, Opciones};
use crate::pacientes::Resumen;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, badge, card, card_flush, data_list,
    dialog, empty, form, form_error, format, hidden, page_header, pagination, row, table,
};
use crate::urls;
use crate::web::form::Errores;

/// Who looks, when.
#[derive(Clone, Copy)]
pub struct De<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub hoy: NaiveDate,
    pub reserva: bool,
}

pub struct Lista<'a> {
    pub de: De<'a>,
    pub filtro: &'a ListaFiltro,
    pub opciones: &'a Opciones,
    pub esperas: &'a [Espera],
    pub hay_mas: bool,
}

pub fn lista(l: &Lista<'_>) -> Markup {
    let volver = Enlace::new("Agenda", urls::agenda(l.de.clinica));
    let anotar =
        Button::primary("Anotar").icon(Icono::Mas).goes(urls::espera_nueva(l.de.clinica, "", "", "")).tecla("n");
    html! {
        (page_header("Lista de espera", "Quiénes esperan una hora: primero los urgentes, después los que llevan más tiempo", Some(&volver), html! {
            @if l.de.reserva { (anotar) }
        }))
        (filtros(l))
        @if l.esperas.is_empty() { (vacia(l)) } @else { (filas(l)) }
    }
}

fn filtros(l: &Lista<'_>) -> Markup {
    let f = l.filtro;
    let estados = EstadoEspera::TODOS.into_iter().map(|e| Choice::new(e.codigo(), e.nombre())).collect();
    html! {
        form.filtros method="get" action=(urls::esperas(l.de.clinica)) {
            (Field::search("q", "Paciente").value(&f.q).placeholder("Nombre, RUT o teléfono"))
            (Field::select("prestacion", "Prestación", elegibles(&l.opciones.prestaciones)).placeholder("Todas").value(&f.prestacion).short())
            (Field::select("profesional", "Profesional", elegibles(&l.opciones.profesionales)).placeholder("Todos").value(&f.profesional).short())
            (Field::select("estado", "Estado", estados).value(f.estado().codigo()).short())
            (Button::secondary("Ver"))
        }
    }
}

fn elegibles(opciones: &[Opcion]) -> Vec<Choice> {
    opciones.iter().map(|o| Choice::new(o.id, o.nombre.clone())).collect()
}

fn vacia(l: &Lista<'_>) -> Markup {
    let f = l.filtro;
    let filtrada = [&f.q, &f.prestacion, &f.profesional, &f.estado].iter().any(|valor| !valor.is_empty());
    let que_hacer = if filtrada {
        "Nadie coincide: prueba con otro filtro."
    } else {
        "Anota a quien no encuentre una hora que le acomode: cuando se libere una, la agenda dirá quién la espera."
    };
    empty(Icono::Reloj, "Nadie en la lista", que_hacer, html! {})
}

fn filas(l: &Lista<'_>) -> Markup {
    let columnas = [
        Column::text("Paciente"),
        Column::text("Prestación"),
        Column::text("Cuándo le acomoda"),
        Column::text("Espera"),
        Column::actions(),
    ];
    let otra = |despues: i64| {
        let f = l.filtro;
        let filtros: [(&str, &dyn std::fmt::Display); 5] = [
            ("q", &f.q),
            ("prestacion", &f.prestacion),
            ("profesional", &f.profesional),
            ("estado", &f.estado),
            ("despues", &if despues > 0 { despues.to_string() } else { String::new() }),
        ];
        urls::con_filtros(&urls::esperas(l.de.clinica), &filtros)
    };
    let paginas = Pagination {
        anterior: (!l.filtro.despues.is_empty()).then(|| otra(0)),
        siguiente: l.esperas.last().filter(|_| l.hay_mas).map(|e| otra(e.id)),
        resumen: personas(l.esperas.len()),
    };
    html! {
        (card_flush("", html! {}, table("Lista de espera", &columnas, html! {
            @for e in l.esperas { tr { (celdas(&l.de, e)) td.fila-acciones { (acciones(&l.de, e)) } } }
        })))
        (pagination(&paginas))
    }
}

fn personas(cuantas: usize) -> String {
    format!("{cuantas} {}", if cuantas == 1 { "persona" } else { "personas" })
}

/// Who, for what, when it suits, since when.
pub fn celdas(de: &De<'_>, e: &Espera) -> Markup {
    html! {
        td {
            a href=(urls::paciente(de.clinica, e.paciente_id)) { (e.paciente) }
            @if e.prioridad() != Prioridad::Normal { " " (prioridad(e.prioridad())) }
            @if let Some(telefono) = e.telefono() { div.text-secondary { (telefono) } }
            @if let (Some(id), Some(inicio)) = (e.otra_id, e.otra_inicio) {
                @let cuando = local(de.zona, inicio);
                div { a href=(urls::cita(de.clinica, id)) { "Tiene hora el " (format::date_short(cuando.date())) ", " (format::time(cuando.time())) } }
            }
        }
        td {
            (e.prestacion)
            div.text-secondary { (e.profesional.as_deref().unwrap_or("Cualquier profesional")) @if let Some(s) = &e.sucursal { " · " (s) } }
        }
        td {
            (cuando(e, de.hoy))
            @if e.hasta.is_some_and(|hasta| hasta < de.hoy) { " " (badge(Tono::Alerta, "Plazo vencido")) }
            @if !e.nota.is_empty() { div.text-secondary { (e.nota) } }
        }
        td.text-nowrap { (espera_hace(de, e)) }
    }
}

fn prioridad(p: Prioridad) -> Markup {
    badge(if p == Prioridad::Urgente { Tono::Error } else { Tono::Alerta }, p.nombre())
}

fn espera_hace(de: &De<'_>, e: &Espera) -> String {
    match (de.hoy - local(de.zona, e.creado).date()).num_days() {
        ..=0 => "Desde hoy".into(),
        1 => "1 día".into(),
        dias => format!("{dias} días"),
    }
}

/// `lun a vie · 09:00 a 12:00 · hasta el 30-11-2026`; a first date is said while it is to come.
fn cuando(e: &Espera, hoy: NaiveDate) -> String {
    let horas = match (e.desde_hora, e.hasta_hora) {
        (Some(desde), Some(hasta)) => Some(format!("{} a {}", format::time(desde), format::time(hasta))),
        (Some(desde), None) => Some(format!("desde las {}", format::time(desde))),
        (None, Some(hasta)) => Some(format!("hasta las {}", format::time(hasta))),
        (None, None) => None,
    };
    let desde = (e.desde > hoy).then(|| format!("desde el {}", format::date(e.desde)));
    let hasta = e.hasta.map(|hasta| format!("hasta el {}", format::date(hasta)));
    let dicho = [e.dias().nombre(), horas, desde, hasta].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if dicho.is_empty() { "Cualquier hora".into() } else { dicho }
}

fn acciones(de: &De<'_>, e: &Espera) -> Markup {
    let editar = |texto| Button::ghost(texto).small().goes(urls::espera(de.clinica, e.id));
    html! {
        @if de.reserva && e.estado() == EstadoEspera::Esperando {
            (Button::secondary("Buscar hora").small().goes(urls::espera_cambio(de.clinica, e.id, "hora")).into(dialog::HOLDER))
            " " (editar("Editar"))
        } @else if de.reserva { (editar("Ver")) }
    }
}

/// The form of one who waits.
pub struct Edicion<'a> {
    pub de: De<'a>,
    pub form: &'a EsperaForm,
    pub errores: &'a Errores,
    pub opciones: &'a Opciones,
    /// A choice only when there are several.
    pub sucursales: &'a [(i64, String)],
}

impl Edicion<'_> {
    fn error(&self, campo: &str) -> Option<String> {
        self.errores.get(campo).map(str::to_owned)
    }

    fn general(&self) -> Markup {
        html! { @if let Some(mensaje) = self.errores.get("") { (form_error(mensaje, html! {})) } }
    }
}

pub fn anotar(e: &Edicion<'_>, hallados: &[Resumen], tocayos: &[Resumen]) -> Markup {
    let volver = Enlace::new("Lista de espera", urls::esperas(e.de.clinica));
    html! {
        (page_header("Anotar en lista de espera", "", Some(&volver), html! {}))
        (form(&Form::post(urls::esperas(e.de.clinica), e.de.csrf).clave(&e.form.clave), html! {
            (e.general())
            @if !tocayos.is_empty() { (reservas::tocayos(tocayos, "Todavía no se anotó a nadie.", "crear y anotar")) }
            (reservas::paciente(e.de.clinica, e.form.paciente(), e.errores, hallados))
            (deseos(e, None))
            (actions(html! { (Button::primary("Anotar").working("Anotando…")) (Button::secondary("Volver").goes(&volver.url)) }))
        }))
    }
}

/// One who waits, to change or to withdraw; or what became of them.
pub fn espera(e: &Edicion<'_>, fila: &Espera) -> Markup {
    let volver = Enlace::new("Lista de espera", urls::esperas(e.de.clinica));
    html! {
        (page_header(&fila.paciente, fila.telefono().as_deref().unwrap_or(""), Some(&volver), html! {
            (Button::ghost("Ficha del paciente").goes(urls::paciente(e.de.clinica, fila.paciente_id)))
        }))
        (e.general())
        @if fila.estado() == EstadoEspera::Esperando { (editar(e, fila)) } @else { (cerrada(&e.de, fila)) }
    }
}

fn editar(e: &Edicion<'_>, fila: &Espera) -> Markup {
    let clinica = e.de.clinica;
    html! {
        (card("Qué espera", html! {}, form(&Form::post(urls::espera(clinica, fila.id), e.de.csrf), html! {
            (hidden("version", &e.form.version))
            (deseos(e, Some(fila)))
            (actions(html! {
                (Button::primary("Guardar").working("Guardando…"))
                (Button::secondary("Buscar hora").goes(urls::espera_cambio(clinica, fila.id, "hora")).into(dialog::HOLDER))
            }))
        })))
        (card("Retirar de la lista", html! {}, form(&Form::post(urls::espera_cambio(clinica, fila.id, "retiro"), e.de.csrf), html! {
            (Field::text("motivo", "Motivo").hint("Por ejemplo: se atendió en otro lugar").error(e.error("motivo")).maxlength(MOTIVO_MAX).required())
            (actions(html! { (Button::danger("Retirar").working("Retirando…")) }))
        })))
    }
}

fn cerrada(de: &De<'_>, fila: &Espera) -> Markup {
    card(
        "Ya no espera",
        html! {},
        html! {
            (data_list(&[
                ("Estado", html! { (fila.estado().nombre()) }),
                ("Prestación", html! { (fila.prestacion) }),
                ("Cuándo le acomodaba", html! { (cuando(fila, de.hoy)) }),
                ("Cita", html! { @match fila.cita_id { Some(id) => { a href=(urls::cita(de.clinica, id)) { "Ver la cita" } } None => { "—" } } }),
                ("Motivo", html! { @if fila.motivo.is_empty() { "—" } @else { (fila.motivo) } }),
            ]))
            (form(&Form::post(urls::espera_cambio(de.clinica, fila.id, "vuelta"), de.csrf).inline(), html! {
                (Button::secondary("Volver a la lista").working("Volviendo…"))
            }))
        },
    )
}

/// What, with whom, when. `fila`: what stands, so that what is no longer offered is not lost.
fn deseos(e: &Edicion<'_>, fila: Option<&Espera>) -> Markup {
    let f = e.form;
    let actual = fila.map(|fila| Choice::new(fila.prestacion_id, fila.prestacion.clone()));
    let suyo = fila.and_then(|fila| Some(Choice::new(fila.profesional_id?, fila.profesional.clone()?)));
    let prioridades = Prioridad::TODAS.into_iter().map(|p| Choice::new(p.codigo(), p.nombre())).collect();
    let prioridad = if f.prioridad.is_empty() { Prioridad::Normal.codigo() } else { &f.prioridad };
    html! {
        (row(html! {
            (Field::select("prestacion", "Prestación", con(&e.opciones.prestaciones, actual)).value(&f.prestacion).error(e.error("prestacion")).placeholder("Elige").required())
            (Field::select("profesional", "Profesional", con(&e.opciones.profesionales, suyo)).value(&f.profesional).error(e.error("profesional")).placeholder("Cualquiera"))
            @if e.sucursales.len() > 1 { (sucursal(e)) }
        }))
        (row(html! {
            (Field::date("desde", "Desde el").value(&f.desde).error(e.error("desde")).hint("Vacío: desde hoy"))
            (Field::date("hasta", "Hasta el").value(&f.hasta).error(e.error("hasta")).hint("Vacío: sin plazo"))
        }))
        (row(html! {
            (Field::time("desde_hora", "Que empiece desde las").value(&f.desde_hora).error(e.error("desde_hora")))
            (Field::time("hasta_hora", "Que empiece hasta las").value(&f.hasta_hora).error(e.error("hasta_hora")))
        }))
        (dias(f))
        (Field::radio("prioridad", "Prioridad", prioridades).value(prioridad).error(e.error("prioridad")))
        (Field::textarea("nota", "Nota").value(&f.nota).error(e.error("nota")).rows(2).maxlength(NOTA_MAX))
    }
}

fn con(opciones: &[Opcion], actual: Option<Choice>) -> Vec<Choice> {
    let mut todas = elegibles(opciones);
    if let Some(actual) = actual.filter(|a| todas.iter().all(|c| c.value != a.value)) {
        todas.push(actual);
    }
    todas
}

fn sucursal(e: &Edicion<'_>) -> Field {
    let sucursales = e.sucursales.iter().map(|(id, nombre)| Choice::new(id, nombre.clone())).collect();
    Field::select("sucursal", "Sucursal", sucursales)
        .value(&e.form.sucursal)
        .error(e.error("sucursal"))
        .placeholder("Cualquiera")
}

fn dias(f: &EsperaForm) -> Markup {
    html! {
        fieldset.campo aria-describedby="dias-ayuda" {
            legend.form-label { "Días" }
            div.opciones {
                @for (n, nombre) in (1..).zip(Dias::NOMBRES) {
                    @let valor = i32::to_string(&n);
                    label.opcion {
                        input.form-check-input type="checkbox" name="dias" value=(valor) checked[f.dias.contains(&valor)];
                        span { (nombre) }
                    }
                }
            }
            p.campo-ayuda id="dias-ayuda" { "Sin marcar ninguno, cualquier día." }
        }
    }
}
