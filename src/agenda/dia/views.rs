//! What stands around each screen of the agenda, and how the search for an hour looks.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use super::VIVA;
use super::forms::{DiaFiltro, Vista};
use crate::agenda::citas::views::{Fila, Puede, local};
use crate::agenda::lista::views::{Lista, lista};
use crate::agenda::mes::views::{Mes, mes};
use crate::agenda::mes::{Cuenta, lunes};
use crate::agenda::rejilla::Franja;
use crate::agenda::rejilla::plano::{Columna, Marco, trazar};
use crate::agenda::rejilla::queries::COLUMNAS;
use crate::agenda::rejilla::views::{Rejilla, rejilla};
use crate::agenda::{Cita, Estado, Hora};
use crate::catalogos::{Opcion, Opciones};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, card_flush, dialog, empty, form, format, hidden,
    live, page_header, table, tabs,
};
use crate::urls;
use crate::values::fecha;

/// Who looks, at what date, how.
pub struct Agenda<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub fecha: NaiveDate,
    pub hoy: NaiveDate,
    pub ahora: DateTime<Utc>,
    pub filtro: &'a DiaFiltro,
    pub puede: Puede,
    /// The stream that says when what is shown changes.
    pub cambios: String,
}

/// What there is to see.
pub enum Mirada {
    Rejilla {
        marco: Marco,
        franjas: Vec<Franja>,
    },
    Mes(Vec<Cuenta>),
    Lista {
        citas: Vec<Cita>,
        hay_mas: bool,
    },
    /// A week of nobody.
    Nada,
}

/// The screen of a date, with what the filter chooses and no page of it.
pub fn url(clinica: &str, fecha: NaiveDate, vista: Vista, filtro: &DiaFiltro) -> String {
    let vista = if vista == Vista::Dia { "" } else { vista.codigo() };
    let estado = if vista == Vista::Lista.codigo() { filtro.estado.as_str() } else { "" };
    let base = urls::agenda_dia(clinica, fecha, "", "");
    let filtros: [(&str, &dyn std::fmt::Display); 4] = [
        ("vista", &vista),
        ("profesional", &filtro.profesional),
        ("prestacion", &filtro.prestacion),
        ("estado", &estado),
    ];
    urls::con_filtros(&base, &filtros)
}

impl Agenda<'_> {
    fn vista(&self) -> Vista {
        self.filtro.vista()
    }

    fn en(&self, fecha: NaiveDate) -> String {
        url(self.clinica, fecha, self.vista(), self.filtro)
    }

    fn como(&self, vista: Vista) -> String {
        url(self.clinica, self.fecha, vista, self.filtro)
    }

    /// The same screen from another place on: `pagina=2`, `despues=…`.
    fn desde(&self, nombre: &str, valor: &str) -> String {
        let aqui = self.en(self.fecha);
        let mas = urls::con_filtros("", &[(nombre, &valor)]);
        if aqui.contains('?') { aqui + &mas.replacen('?', "&", 1) } else { aqui + &mas }
    }

    /// The dates one step before and after, while there is an agenda for them.
    fn vecinas(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let dias = match self.vista() {
            Vista::Dia | Vista::Lista => 1,
            Vista::Semana => 7,
            Vista::Mes => 0,
        };
        let (antes, despues) = match self.vista() {
            Vista::Mes => {
                let primero = self.fecha.with_day(1).unwrap_or(self.fecha);
                (primero.checked_sub_months(Months::new(1)), primero.checked_add_months(Months::new(1)))
            }
            _ => (self.fecha.checked_sub_days(Days::new(dias)), self.fecha.checked_add_days(Days::new(dias))),
        };
        let hay = |fecha: &NaiveDate| fecha::parse(&fecha.to_string()).is_ok();
        (antes.filter(hay), despues.filter(hay))
    }

    fn titulo(&self) -> String {
        match self.vista() {
            Vista::Dia | Vista::Lista => format::date_long(self.fecha),
            Vista::Semana => format!("Semana del {}", format::date_long(lunes(self.fecha))),
            Vista::Mes => format!("{} de {}", format::month(self.fecha), self.fecha.year()),
        }
    }
}

pub fn agenda(a: &Agenda<'_>, opciones: &Opciones, mirada: &Mirada) -> Markup {
    html! {
        (page_header("Agenda", &a.titulo(), None, html! {
            @if a.vista() == Vista::Lista { (impresion(a, mirada)) }
            @if a.puede.bloquear { (Button::secondary("Bloquear horas").goes(bloquear(a))) }
            (Button::secondary("Lista de espera").goes(urls::esperas(a.clinica)))
            (Button::primary("Buscar hora").icon(Icono::Buscar).goes(urls::agenda_buscar(a.clinica)).tecla("n"))
        }))
        (barra(a, opciones))
        (viva(a, mirada))
        p.agenda-pie { a href=(urls::citas_fuera(a.clinica, a.filtro.profesional())) { "Citas fuera de horario" } }
    }
}

fn bloquear(a: &Agenda<'_>) -> String {
    let de = a.filtro.profesional().map(|id| format!("p{id}")).unwrap_or_default();
    urls::bloqueo_nuevo(a.clinica, &de, &fecha::iso(a.fecha))
}

/// Paper has no pages to turn: a list that has more is first asked for whole.
fn impresion(a: &Agenda<'_>, mirada: &Mirada) -> Markup {
    let entera = matches!(mirada, Mirada::Lista { hay_mas: false, .. }) && a.filtro.despues.is_empty();
    html! {
        @if entera { button.btn.btn-secundario type="button" data-imprime hidden { span data-texto { "Imprimir" } } }
        @else { (Button::secondary("Lista completa").goes(a.desde("completa", "true"))) }
    }
}

/// What changes while somebody looks: asked for again under its own URL, it is merged with what is there.
pub fn viva(a: &Agenda<'_>, mirada: &Mirada) -> Markup {
    let pagina = if a.filtro.pagina() > 0 { Some(("pagina", a.filtro.pagina.as_str())) } else { None };
    let despues = (!a.filtro.despues.is_empty()).then_some(("despues", a.filtro.despues.as_str()));
    let completa = a.filtro.completa.then_some(("completa", "true"));
    let aqui = pagina.or(despues).or(completa).map_or_else(|| a.en(a.fecha), |(nombre, valor)| a.desde(nombre, valor));
    let contenido = match mirada {
        Mirada::Rejilla { marco, franjas } => columnas(a, marco, franjas),
        Mirada::Mes(cuentas) => del_mes(a, cuentas),
        Mirada::Lista { citas, hay_mas } => en_lista(a, citas, *hay_mas),
        Mirada::Nada => empty(
            Icono::Agenda,
            "La agenda está vacía",
            "Crea profesionales, prestaciones y horarios en Configuración.",
            html! {},
        ),
    };
    live(VIVA, &aqui, &a.cambios, contenido)
}

fn columnas(a: &Agenda<'_>, marco: &Marco, franjas: &[Franja]) -> Markup {
    let plano = trazar(marco, franjas);
    let semana = a.vista() == Vista::Semana;
    let enlace = |c: &Columna<'_>| {
        let suyo = DiaFiltro { profesional: c.profesional.to_string(), ..a.filtro.clone() };
        if semana { url(a.clinica, c.fecha, Vista::Dia, &suyo) } else { url(a.clinica, a.fecha, Vista::Semana, &suyo) }
    };
    let pagina = a.filtro.pagina();
    let otra = |n: i64| a.desde("pagina", &(n + 1).to_string());
    let hasta = (pagina + 1) * COLUMNAS;
    rejilla(&Rejilla {
        clinica: a.clinica,
        zona: a.zona,
        plano: &plano,
        prestacion: a.filtro.prestacion(),
        reserva: a.puede.reservar,
        semana,
        enlace: &enlace,
        paginas: Pagination {
            anterior: (pagina > 0).then(|| otra(pagina - 1)),
            siguiente: (plano.total > hasta && !semana).then(|| otra(pagina + 1)),
            resumen: format!("{} a {} de {} profesionales", pagina * COLUMNAS + 1, hasta.min(plano.total), plano.total),
        },
    })
}

fn del_mes(a: &Agenda<'_>, cuentas: &[Cuenta]) -> Markup {
    let enlace = |fecha: NaiveDate| url(a.clinica, fecha, Vista::Dia, a.filtro);
    let horas = a.filtro.prestacion().is_some();
    mes(&Mes { cuentas, fecha: a.fecha, hoy: a.hoy, horas, enlace: &enlace })
}

fn en_lista(a: &Agenda<'_>, citas: &[Cita], hay_mas: bool) -> Markup {
    let ultima = citas.last().filter(|_| hay_mas);
    let siguiente = ultima.map(|c| a.desde("despues", &format!("{}_{}", c.inicio.timestamp(), c.id)));
    let anterior = (!a.filtro.despues.is_empty()).then(|| a.en(a.fecha));
    let resumen = format!("{} {}", citas.len(), if citas.len() == 1 { "cita" } else { "citas" });
    let fila = |cita| Fila { clinica: a.clinica, csrf: a.csrf, zona: a.zona, ahora: a.ahora, puede: a.puede, cita };
    lista(&Lista { citas, fila: &fila, paginas: Pagination { anterior, siguiente, resumen } })
}

fn barra(a: &Agenda<'_>, opciones: &Opciones) -> Markup {
    let vistas: Vec<Enlace> =
        Vista::TODAS.into_iter().map(|v| Enlace::new(v.nombre(), a.como(v)).activo(v == a.vista())).collect();
    let (antes, despues) = a.vecinas();
    let vecino =
        |texto: &str, icono, fecha, tecla| Button::ghost(texto).only_icon(icono).goes(a.en(fecha)).tecla(tecla);
    html! {
        div.agenda-barra {
            (tabs("Vistas de la agenda", &vistas))
            div.agenda-pasos {
                @if let Some(fecha) = antes { (vecino("Anterior", Icono::Atras, fecha, "j")) }
                (Button::ghost("Hoy").goes(a.en(a.hoy)).tecla("t"))
                @if let Some(fecha) = despues { (vecino("Siguiente", Icono::Adelante, fecha, "k")) }
                @if a.fecha == a.hoy && a.vista() == Vista::Dia { (Button::ghost("Ahora").goes("#ahora")) }
            }
            form.agenda-filtros method="get" action=(urls::agenda(a.clinica)) {
                @if a.vista() != Vista::Dia { (hidden("vista", a.vista().codigo())) }
                (Field::date("fecha", "Fecha").value(format::date_input(a.fecha)))
                @let profesional = elegir("profesional", "Profesional", &opciones.profesionales, a.filtro.profesional());
                @if a.vista() == Vista::Semana { (profesional) } @else { (profesional.placeholder("Todos")) }
                (elegir("prestacion", "Prestación", &opciones.prestaciones, a.filtro.prestacion()).placeholder("Cualquiera"))
                @if a.vista() == Vista::Lista { (estados(a.filtro)) }
                (Button::secondary("Ver"))
            }
        }
    }
}

fn estados(filtro: &DiaFiltro) -> Field {
    let todos = Estado::TODOS.into_iter().filter(|e| *e != Estado::Retenida);
    let opciones = todos.map(|e| Choice::new(e.codigo(), e.nombre())).collect();
    Field::select("estado", "Estado", opciones).value(&filtro.estado).placeholder("Todos").short()
}

fn elegir(nombre: &str, texto: &str, opciones: &[Opcion], elegida: Option<i64>) -> Field {
    let opciones = opciones.iter().map(|o| Choice::new(o.id, o.nombre.clone())).collect();
    Field::select(nombre, texto, opciones).value(elegida.map(|n| n.to_string()).unwrap_or_default()).short()
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
            @if b.cita.is_none() && b.puede.reservar { (en_espera(b)) (sin_hora(b)) }
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

/// For whom none of these will do.
fn en_espera(b: &Busca<'_>) -> Markup {
    let numero = |id: Option<i64>| id.map(|n| n.to_string()).unwrap_or_default();
    let url = urls::espera_nueva(b.clinica, b.paciente, numero(b.prestacion), numero(b.profesional));
    html! { (Button::secondary("Anotar en lista de espera").icon(Icono::Reloj).goes(url)) }
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
