//! How a day looks: what each professional has left, and the citas in order.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::agenda::citas::views::{Fila, Puede, fila, local};
use crate::agenda::{Capacidad, Cita, Hora};
use crate::catalogos::{Opcion, Opciones};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, card_flush, dialog, empty, form, format, hidden, page_header,
    table,
};
use crate::urls;

pub enum Libres {
    /// The slots of one professional.
    Horas(Vec<Hora>),
    /// How many each one has.
    Capacidad(Vec<Capacidad>),
}

pub struct Dia<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub fecha: NaiveDate,
    pub hoy: NaiveDate,
    pub ahora: DateTime<Utc>,
    pub profesional: Option<i64>,
    pub prestacion: Option<i64>,
    pub opciones: &'a Opciones,
    pub citas: &'a [Cita],
    pub libres: &'a Libres,
    pub puede: Puede,
}

pub fn dia(d: &Dia<'_>) -> Markup {
    let buscar = Button::secondary("Buscar hora").icon(Icono::Buscar).goes(urls::agenda_buscar(d.clinica));
    html! {
        (page_header("Agenda", &format::date_long(d.fecha), None, html! { (buscar) }))
        (filtros(d))
        @match d.libres {
            Libres::Horas(horas) => { (jornada(d, horas)) }
            Libres::Capacidad(capacidad) => { (capacidades(d, capacidad)) (citas(d)) }
        }
    }
}

impl Dia<'_> {
    fn otro(&self, fecha: Option<NaiveDate>) -> String {
        let numero = |id: Option<i64>| id.map(|n| n.to_string()).unwrap_or_default();
        let fecha = fecha.unwrap_or(self.fecha);
        urls::agenda_dia(self.clinica, fecha, &numero(self.profesional), &numero(self.prestacion))
    }

    fn fila<'b>(&'b self, cita: &'b Cita) -> Fila<'b> {
        Fila { clinica: self.clinica, csrf: self.csrf, zona: self.zona, ahora: self.ahora, puede: self.puede, cita }
    }

    fn nueva(&self, hora: &Hora) -> String {
        urls::cita_nueva(self.clinica, &hora.pedida(), self.prestacion.unwrap_or_default())
    }
}

fn filtros(d: &Dia<'_>) -> Markup {
    let vecino =
        |texto: &str, icono, fecha, tecla| Button::ghost(texto).only_icon(icono).goes(d.otro(fecha)).tecla(tecla);
    html! {
        form.filtros method="get" action=(urls::agenda(d.clinica)) {
            div {
                (vecino("Día anterior", Icono::Atras, d.fecha.pred_opt(), "j"))
                (Button::ghost("Hoy").goes(d.otro(Some(d.hoy))).tecla("t"))
                (vecino("Día siguiente", Icono::Adelante, d.fecha.succ_opt(), "k"))
            }
            (Field::date("fecha", "Fecha").value(format::date_input(d.fecha)))
            (elegir("profesional", "Profesional", &d.opciones.profesionales, d.profesional).placeholder("Todos"))
            (elegir("prestacion", "Prestación", &d.opciones.prestaciones, d.prestacion))
            (Button::secondary("Ver"))
        }
    }
}

fn elegir(nombre: &str, texto: &str, opciones: &[Opcion], elegida: Option<i64>) -> Field {
    let opciones = opciones.iter().map(|o| Choice::new(o.id, o.nombre.clone())).collect();
    Field::select(nombre, texto, opciones).value(elegida.map(|n| n.to_string()).unwrap_or_default()).short()
}

fn columnas() -> [Column; 6] {
    [
        Column::text("Hora"),
        Column::text("Paciente"),
        Column::text("Atención"),
        Column::text("Estado"),
        Column::text("Pago"),
        Column::actions(),
    ]
}

/// Citas and free slots of one professional, in the order of the clock.
fn jornada(d: &Dia<'_>, horas: &[Hora]) -> Markup {
    let mut filas: Vec<(DateTime<Utc>, Markup)> = d.citas.iter().map(|c| (c.inicio, fila(&d.fila(c)))).collect();
    filas.extend(horas.iter().map(|h| (h.inicio, libre(d, h))));
    filas.sort_by_key(|(inicio, _)| *inicio);
    let resumen =
        format!("{} · {}", cuantas(d.citas.len(), "cita", "citas"), cuantas(horas.len(), "hora libre", "horas libres"));
    html! {
        @if filas.is_empty() {
            (empty(Icono::Agenda, "Sin horas este día", "No hay horario ni citas. Revisa otro día o el horario del profesional.", html! {}))
        } @else {
            (card_flush(&resumen, html! {}, table("Jornada", &columnas(), html! { @for (_, fila) in &filas { (fila) } })))
        }
    }
}

fn libre(d: &Dia<'_>, hora: &Hora) -> Markup {
    html! {
        tr.libre {
            td.text-nowrap { (format::time(local(d.zona, hora.inicio).time())) }
            td colspan="4" { span.text-secondary { "Libre" } }
            td.fila-acciones {
                @if d.puede.reservar { (Button::secondary("Reservar").small().goes(d.nueva(hora)).into(dialog::HOLDER)) }
            }
        }
    }
}

fn capacidades(d: &Dia<'_>, capacidad: &[Capacidad]) -> Markup {
    let columnas =
        [Column::text("Profesional"), Column::num("Citas"), Column::num("Horas libres"), Column::text("Primera libre")];
    let de = |id: i64| capacidad.iter().find(|c| c.profesional_id == id);
    let prestacion = d.prestacion.map(|n| n.to_string()).unwrap_or_default();
    html! {
        @if d.opciones.profesionales.is_empty() {
            (empty(Icono::Agenda, "La agenda está vacía", "Crea profesionales, prestaciones y horarios en Configuración.", html! {}))
        } @else {
            (card_flush("Capacidad del día", html! {}, table("Capacidad del día", &columnas, html! {
                @for p in &d.opciones.profesionales {
                    tr {
                        td { a href=(urls::agenda_dia(d.clinica, d.fecha, &p.id.to_string(), &prestacion)) { (p.nombre) } }
                        td.num { (d.citas.iter().filter(|c| c.profesional_id == p.id && c.bloquea).count()) }
                        td.num data-libres=(p.id) { (de(p.id).map_or(0, |c| c.libres)) }
                        td { @if let Some(c) = de(p.id) { (primera(d, c)) } @else { "—" } }
                    }
                }
            })))
        }
    }
}

fn primera(d: &Dia<'_>, c: &Capacidad) -> Markup {
    let hora =
        Hora { profesional_id: c.profesional_id, box_id: None, fecha: d.fecha, inicio: c.primera, fin: c.primera };
    let texto = format::time(local(d.zona, c.primera).time());
    html! {
        @if d.puede.reservar { (Button::ghost(&texto).small().goes(d.nueva(&hora)).into(dialog::HOLDER)) } @else { (texto) }
    }
}

fn citas(d: &Dia<'_>) -> Markup {
    html! {
        @if !d.citas.is_empty() {
            (card_flush("Citas", html! {}, table("Citas", &columnas(), html! { @for c in d.citas { (fila(&d.fila(c))) } })))
        }
    }
}

fn cuantas(n: usize, una: &str, varias: &str) -> String {
    format!("{n} {}", if n == 1 { una } else { varias })
}

pub struct Busca<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub desde: NaiveDate,
    pub profesional: Option<i64>,
    pub prestacion: Option<i64>,
    pub opciones: &'a Opciones,
    /// The cita that is being moved.
    pub cita: Option<&'a Cita>,
    /// For whom, when it is known; else empty.
    pub paciente: &'a str,
    pub puede: Puede,
    pub horas: &'a [Hora],
}

pub fn buscar(b: &Busca<'_>) -> Markup {
    let volver = Enlace::new("Agenda", urls::agenda(b.clinica));
    let (titulo, detalle) = match b.cita {
        Some(c) => ("Reagendar", format!("{} · {}", c.paciente, format::date_time(local(b.zona, c.inicio)))),
        None => ("Buscar hora", String::new()),
    };
    html! {
        (page_header(titulo, &detalle, Some(&volver), html! {
            @if b.cita.is_none() && b.puede.reservar { (sin_hora(b)) }
        }))
        form.filtros method="get" action=(urls::agenda_buscar(b.clinica)) {
            @match b.cita {
                Some(c) => { (hidden("cita", &c.id.to_string())) }
                None => {
                    @if !b.paciente.is_empty() { (hidden("paciente", b.paciente)) }
                    (elegir("prestacion", "Prestación", &b.opciones.prestaciones, b.prestacion))
                }
            }
            (elegir("profesional", "Profesional", &b.opciones.profesionales, b.profesional).placeholder("Cualquiera"))
            (Field::date("desde", "Desde").value(format::date_input(b.desde)))
            (Button::primary("Buscar").icon(Icono::Buscar))
        }
        @if b.horas.is_empty() {
            (empty(Icono::Agenda, "No hay horas libres", "Prueba con otra fecha, otro profesional u otra prestación.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Horas libres", &[Column::text("Cuándo"), Column::text("Profesional"), Column::actions()], html! {
                @for hora in b.horas { (hallada(b, hora)) }
            })))
        }
    }
}

fn sin_hora(b: &Busca<'_>) -> Markup {
    let numero = |id: Option<i64>| id.map(|n| n.to_string()).unwrap_or_default();
    let url = urls::cita_sin_hora(b.clinica, &numero(b.profesional), &numero(b.prestacion), b.paciente);
    html! { (Button::secondary("Llegó sin hora").goes(url).into(dialog::HOLDER)) }
}

fn hallada(b: &Busca<'_>, hora: &Hora) -> Markup {
    let cuando = local(b.zona, hora.inicio);
    html! {
        tr {
            td.text-nowrap { (format::date_short(cuando.date())) " " strong { (format::time(cuando.time())) } }
            td { (b.opciones.profesional(hora.profesional_id).map_or("", |p| p.nombre.as_str())) }
            td.fila-acciones {
                @match b.cita {
                    Some(c) => {
                        (form(&Form::post(urls::cita_cambio(b.clinica, c.id, "reagendamiento"), b.csrf).inline(), html! {
                            (hidden("version", &c.version.to_string())) (hidden("hora", &hora.pedida().to_string()))
                            (Button::secondary("Mover aquí").small().working("Moviendo…"))
                        }))
                    }
                    None if b.puede.reservar => {
                        @let (prestacion, cualquiera) = (b.prestacion.unwrap_or_default(), b.profesional.is_none());
                        (Button::secondary("Reservar").small()
                            .goes(urls::cita_nueva_para(b.clinica, &hora.pedida(), prestacion, b.paciente, cualquiera)).into(dialog::HOLDER))
                    }
                    None => {}
                }
            }
        }
    }
}
