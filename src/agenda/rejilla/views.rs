//! How a grid looks: few attributes a piece, because a full day has hundreds. The letters of states are in `agenda.css`.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::Tipo;
use super::plano::{Columna, Pieza, Plano};
use crate::agenda::citas::views::{ancla, local};
use crate::agenda::{Estado, HoraPedida, Pago};
use crate::ui::{Icono, Pagination, empty, format, pagination};
use crate::urls;

pub struct Rejilla<'a> {
    pub clinica: &'a str,
    pub zona: Tz,
    pub plano: &'a Plano<'a>,
    pub prestacion: Option<i64>,
    /// Free time leads to booking it.
    pub reserva: bool,
    /// The columns are days; else professionals.
    pub semana: bool,
    /// Where the heading of a column leads.
    pub enlace: &'a dyn Fn(&Columna<'_>) -> String,
    pub paginas: Pagination,
}

pub fn rejilla(r: &Rejilla<'_>) -> Markup {
    if r.plano.columnas.is_empty() {
        return empty(
            Icono::Agenda,
            "Nadie atiende este día",
            "No hay horarios ni citas. Revisa otro día, o los horarios en Configuración.",
            html! {},
        );
    }
    html! {
        div.rejilla tabindex="0" role="region" aria-label="Jornada"
            data-nueva=[r.reserva.then(|| urls::cita_nueva(r.clinica, &"", numero(r.prestacion)))] {
            div.rejilla-lienzo {
                div.horas aria-hidden="true" {
                    @for (n, muro) in r.plano.eje.horas.iter().enumerate() {
                        span class={ "d12 f" (n * 12 + 1) } { (format::time(muro.time())) }
                    }
                }
                @for c in &r.plano.columnas { (columna(r, c)) }
                @if let Some(fila) = r.plano.eje.ahora {
                    div.rejilla-ahora aria-hidden="true" { span id="ahora" class={ "f" (fila) } {} }
                }
            }
        }
        @if r.paginas.anterior.is_some() || r.paginas.siguiente.is_some() { (pagination(&r.paginas)) }
    }
}

fn columna(r: &Rejilla<'_>, c: &Columna<'_>) -> Markup {
    html! {
        section.columna data-p=(c.profesional) data-paso=(c.paso) data-cero=(c.cero.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)) {
            header {
                h2 { a href=((r.enlace)(c)) { @if r.semana { (format::date_short(c.fecha)) } @else { (c.nombre) } } }
                p { (cuantas(c.citas)) " · " b data-libres { (libre(r, c)) } }
            }
            div.pista { @for p in &c.piezas { (pieza(r, c, p)) } }
        }
    }
}

fn cuantas(citas: usize) -> String {
    format!("{citas} {}", if citas == 1 { "cita" } else { "citas" })
}

/// Slots of the prestación asked for, or time.
fn libre(r: &Rejilla<'_>, c: &Columna<'_>) -> String {
    match (r.prestacion, c.libres, c.minutos_libres) {
        (_, 0, _) => "sin horas".into(),
        (Some(_), 1, _) => "1 hora libre".into(),
        (Some(_), n, _) => format!("{n} horas libres"),
        (None, _, minutos) => format!("{} libres", tiempo(minutos)),
    }
}

/// As short as it can be said: `45 min`, `3 h`, `3 h 45`.
fn tiempo(minutos: i64) -> String {
    match (minutos / 60, minutos % 60) {
        (0, resto) => format!("{resto} min"),
        (horas, 0) => format!("{horas} h"),
        (horas, resto) => format!("{horas} h {resto:02}"),
    }
}

fn pieza(r: &Rejilla<'_>, c: &Columna<'_>, p: &Pieza<'_>) -> Markup {
    let f = p.franja;
    let hora = |instante| format::time(local(r.zona, instante).time());
    let clases = |mas: &str| format!("{mas} f{} d{}{}{}", p.fila, p.dura, ancho(p.carriles), lugar(p.carril));
    html! {
        @match f.tipo {
            Tipo::Columna => {}
            Tipo::Jornada => { span class=(clases("abierto")) {} }
            Tipo::Bloqueo => { span class=(clases("cerrado")) { (motivo(&f.texto)) } }
            Tipo::Libre if r.reserva => { a href=(nueva(r, c, p)) class=(clases("libre")) { (hora(p.inicio)) @if r.prestacion.is_none() { "–" (hora(f.fin)) } } }
            Tipo::Libre => { span class=(clases("libre")) { (hora(p.inicio)) @if r.prestacion.is_none() { "–" (hora(f.fin)) } } }
            Tipo::Cita if f.estado == Some(Estado::Retenida) => { span class=(clases("cita e-retenida")) { (hora(f.inicio)) } }
            Tipo::Cita => {
                a id=(ancla(f.id)) class=(clases(estado(f.estado, f.pago))) data-fila href=(urls::cita(r.clinica, f.id)) {
                    (hora(f.inicio)) " " b { (f.texto) } " " (f.detalle) @if f.sobrecupo { " (sobrecupo)" }
                }
            }
        }
    }
}

fn nueva(r: &Rejilla<'_>, c: &Columna<'_>, p: &Pieza<'_>) -> String {
    let hora = HoraPedida { profesional: c.profesional, inicio: p.inicio };
    urls::cita_nueva(r.clinica, &hora, numero(r.prestacion))
}

fn numero(id: Option<i64>) -> String {
    id.map(|n| n.to_string()).unwrap_or_default()
}

fn motivo(codigo: &str) -> &'static str {
    match codigo {
        "ausencia" => "Ausencia",
        "almuerzo" => "Almuerzo",
        "reunion" => "Reunión",
        "vacaciones" => "Vacaciones",
        "mantencion" => "Mantención",
        _ => "Bloqueado",
    }
}

const fn estado(estado: Option<Estado>, pago: Option<Pago>) -> &'static str {
    macro_rules! con_pago {
        ($clase:literal) => {
            match pago {
                Some(Pago::Pagada) => concat!($clase, " pago-p"),
                Some(Pago::EnPlan) => concat!($clase, " pago-pl"),
                Some(Pago::NoPagada) | None => concat!($clase, " pago-np"),
            }
        };
    }
    match estado {
        Some(Estado::Confirmada) => con_pago!("cita e-confirmada"),
        Some(Estado::Llego) => con_pago!("cita e-llego"),
        Some(Estado::EnAtencion) => con_pago!("cita e-en_atencion"),
        Some(Estado::Atendida) => con_pago!("cita e-atendida"),
        Some(Estado::NoAsistio) => con_pago!("cita e-no_asistio"),
        Some(Estado::SeRetiro) => con_pago!("cita e-se_retiro"),
        Some(Estado::Cancelada) => con_pago!("cita e-cancelada"),
        Some(Estado::Reagendada) => con_pago!("cita e-reagendada"),
        Some(Estado::Reservada | Estado::Retenida) | None => con_pago!("cita e-reservada"),
    }
}

/// How many share the width; beyond four the last ones lie on top of each other.
const fn ancho(carriles: usize) -> &'static str {
    match carriles {
        0 | 1 => "",
        2 => " de2",
        3 => " de3",
        _ => " de4",
    }
}

const fn lugar(carril: usize) -> &'static str {
    match carril {
        0 => "",
        1 => " k1",
        2 => " k2",
        _ => " k3",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letter of a state is drawn by the style sheet: it is the same letter.
    #[test]
    fn la_hoja_de_estilo_dibuja_la_letra_de_cada_estado() {
        let css = include_str!("../../../assets/css/agenda.css");
        for e in Estado::TODOS.into_iter().filter(|e| !matches!(e, Estado::Cancelada | Estado::Reagendada)) {
            let (codigo, letra, nombre) = (e.codigo(), e.letra(), e.nombre());
            let regla = format!(".e-{codigo}::before {{ content: \"{letra}\"; content: \"{letra}\" / \"{nombre}\"; }}");
            assert!(css.contains(&regla), "{regla}");
        }
    }
}
