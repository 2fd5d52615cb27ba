//! The dashboard on the screen: the figures, then a card for each that has parts.

mod tarjetas;

use std::fmt::Display;

use chrono::{Days, NaiveDate, TimeDelta};
use maud::{Markup, html};
use rust_decimal::{Decimal, RoundingStrategy};

use super::model::{Ahora, Lapsos, Par, Periodo, Sumas, Ve, agendada, cuenta, entro, monto, ocupa};
use crate::reportes::replica::leido_de;
use crate::ui::{
    Button, Choice, Enlace, Field, Icono, empty, format, hidden, money, page_header, stat_link, stats, tabs,
};
use crate::urls;

pub struct Tablero<'a> {
    pub clinica: &'a str,
    pub moneda: &'a str,
    pub hoy: NaiveDate,
    pub periodo: Periodo,
    pub fecha: NaiveDate,
    pub lapsos: Lapsos,
    /// Of all, when none is chosen.
    pub sucursal: Option<i64>,
    pub ve: Ve,
    pub sumas: &'a Sumas,
    pub ahora: &'a Ahora,
    /// Of the replica, when it answered.
    pub atraso: Option<TimeDelta>,
}

type Filtros<'a> = Vec<(&'a str, &'a dyn Display)>;

impl Tablero<'_> {
    /// A report, of the same days and sucursal.
    fn reporte(&self, codigo: &str, mas: &[(&str, &dyn Display)]) -> String {
        let (desde, hasta) = (format::date_input(self.lapsos.desde), format::date_input(self.lapsos.hasta));
        self.reporte_entre(codigo, (&desde, &hasta), mas)
    }

    fn reporte_entre(&self, codigo: &str, (desde, hasta): (&str, &str), mas: &[(&str, &dyn Display)]) -> String {
        let sucursal = self.texto_sucursal();
        let mut filtros: Filtros<'_> = vec![("desde", &desde), ("hasta", &hasta), ("sucursal", &sucursal)];
        filtros.extend(mas);
        urls::con_filtros(&urls::reporte(self.clinica, codigo), &filtros)
    }

    /// A report of how things stand, whatever the days.
    fn reporte_de_hoy(&self, codigo: &str, mas: &[(&str, &dyn Display)]) -> String {
        let sucursal = self.texto_sucursal();
        let mut filtros: Filtros<'_> = vec![("sucursal", &sucursal)];
        filtros.extend(mas);
        urls::con_filtros(&urls::reporte(self.clinica, codigo), &filtros)
    }

    fn texto_sucursal(&self) -> String {
        self.sucursal.map(|id| id.to_string()).unwrap_or_default()
    }

    fn url(&self, periodo: Periodo, fecha: NaiveDate) -> String {
        let fecha = if fecha == self.hoy { String::new() } else { format::date_input(fecha) };
        let filtros: [(&str, &dyn Display); 3] =
            [("periodo", &periodo.codigo()), ("fecha", &fecha), ("sucursal", &self.texto_sucursal())];
        urls::con_filtros(&urls::reportes(self.clinica), &filtros)
    }

    fn dinero(&self, monto: Decimal) -> String {
        money(monto.round_dp(format::decimals(self.moneda)), self.moneda)
    }

    /// The figure of before as `decir` says it, and how much it changed.
    fn contra(&self, par: Par, decir: impl Fn(Decimal) -> String) -> String {
        let antes = decir(par.antes);
        match par.variacion() {
            None => format!("antes {antes}"),
            Some(v) if v.is_zero() => format!("igual que antes, {antes}"),
            Some(v) if v.is_sign_positive() => format!("▲ {} % · antes {antes}", format::number(v)),
            Some(v) => format!("▼ {} % · antes {antes}", format::number(v.abs())),
        }
    }
}

/// Half goes up, as people round.
fn redondo(valor: Decimal) -> Decimal {
    valor.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
}

pub(super) fn entero(valor: Decimal) -> String {
    format::number(redondo(valor))
}

pub(super) fn porcentaje(valor: Decimal) -> String {
    format!("{} %", format::number(redondo(valor)))
}

fn minutos(valor: Decimal) -> String {
    format!("{} min", format::number(redondo(valor)))
}

pub fn tablero(v: &Tablero<'_>) -> Markup {
    let nada = !(v.ve.caja || v.ve.agenda || v.ve.bodega || v.ve.avisos);
    let leido = dias(v.lapsos.desde, v.lapsos.hasta) + &leido_de(v.atraso);
    html! {
        (page_header("Tablero", &leido, None, html! {
            (Button::primary("Todos los reportes").icon(Icono::Reportes).goes(urls::reportes_lista(v.clinica)))
            (Button::secondary("Encuestas").goes(urls::encuestas(v.clinica, None)))
        }))
        (tabs("Período", &pestanas(v)))
        (filtros(v))
        @if nada {
            (empty(Icono::Reportes, "Nada que mostrarte aquí", "Las cifras de caja, agenda, bodega y mensajes las ve quien puede ver esas pantallas.", html! {}))
        } @else {
            p.grafico-leyenda {
                "Cada cifra contra la del " (dias(v.lapsos.antes_desde, v.lapsos.antes_hasta)) ", días completos"
                @if v.lapsos.hasta == v.hoy { "; hoy todavía no termina" }
                "."
            }
            (cifras(v))
            div.graficos { (tarjetas::tarjetas(v)) }
        }
    }
}

fn dias(desde: NaiveDate, hasta: NaiveDate) -> String {
    if desde == hasta {
        format::date_long(desde)
    } else {
        format!("{} al {}", format::date_short(desde), format::date_short(hasta))
    }
}

fn pestanas(v: &Tablero<'_>) -> Vec<Enlace> {
    let nombre = |periodo| match periodo {
        Periodo::Hoy if v.fecha == v.hoy => "Hoy",
        Periodo::Hoy => "Día",
        Periodo::Semana => "Semana",
        Periodo::Mes => "Mes",
    };
    Periodo::TODOS.map(|p| Enlace::new(nombre(p), v.url(p, v.fecha)).activo(p == v.periodo)).into()
}

fn filtros(v: &Tablero<'_>) -> Markup {
    let todas = std::iter::once(Choice::new("", "Todas"));
    let sucursales = v.ahora.sucursales.iter().zip(&v.ahora.nombres).map(|(id, nombre)| Choice::new(id, nombre));
    html! {
        form.filtros method="get" action=(urls::reportes(v.clinica)) {
            (hidden("periodo", v.periodo.codigo()))
            (Field::date("fecha", "Día").value(format::date_input(v.fecha)))
            @if v.ahora.sucursales.len() > 1 {
                (Field::select("sucursal", "Sucursal", todas.chain(sucursales).collect()).value(v.texto_sucursal()))
            }
            (Button::secondary("Ver"))
            @if v.fecha != v.hoy { (Button::ghost("Volver a hoy").goes(v.url(v.periodo, v.hoy))) }
        }
    }
}

fn cifras(v: &Tablero<'_>) -> Markup {
    stats(html! {
        @if v.ve.caja { (de_caja(v)) }
        @if v.ve.agenda { (de_agenda(v)) }
        @if v.ve.bodega { (de_bodega(v)) }
        @if v.ve.avisos {
            (stat_link("Mensajes fallidos", &format::count(v.ahora.fallidos), "sin atender, ahora", &urls::avisos(v.clinica)))
        }
    })
}

fn de_caja(v: &Tablero<'_>) -> Markup {
    let (cobrado, vendido, ventas) =
        (v.sumas.par(entro, monto), v.sumas.de("venta", monto), v.sumas.de("venta", cuenta));
    let (debe, deben) = (v.sumas.de("edad", monto), v.sumas.de("edad", cuenta));
    html! {
        (stat_link("Cobrado", &v.dinero(cobrado.ahora), &v.contra(cobrado, |m| v.dinero(m)), &v.reporte("pagos", &[])))
        (stat_link("Vendido", &v.dinero(vendido.ahora), &v.contra(vendido, |m| v.dinero(m)), &v.reporte("ventas", &[])))
        (stat_link("Ventas", &entero(ventas.ahora), &v.contra(ventas, entero), &v.reporte("ventas", &[])))
        (stat_link("Por cobrar", &v.dinero(debe.ahora), &format!("{} ventas, ahora", entero(deben.ahora)), &v.reporte_de_hoy("por-cobrar", &[])))
    }
}

fn de_agenda(v: &Tablero<'_>) -> Markup {
    let ocupacion = v.sumas.par(ocupa, monto).entre(v.sumas.de("ofrecido", monto), 100);
    let faltas = v.sumas.par(|s| s.tipo == "cita" && s.clave == "no_asistio", cuenta);
    let de_cada_cien = faltas.entre(v.sumas.par(agendada, cuenta), 100);
    let espera = v
        .sumas
        .de("espera", monto)
        .entre(v.sumas.de("espera", cuenta), 1)
        .entre(Par { ahora: 60.into(), antes: 60.into() }, 1);
    let faltaron =
        format!("{} de las agendadas · antes {}", porcentaje(de_cada_cien.ahora), porcentaje(de_cada_cien.antes));
    html! {
        (stat_link("Ocupación", &porcentaje(ocupacion.ahora), &format!("antes {}", porcentaje(ocupacion.antes)), &v.reporte("ocupacion", &[])))
        (stat_link("No asistieron", &entero(faltas.ahora), &faltaron, &v.reporte("ocupacion", &[])))
        (stat_link("Espera media", &minutos(espera.ahora), &v.contra(espera, minutos), &v.reporte("esperas", &[])))
    }
}

fn de_bodega(v: &Tablero<'_>) -> Markup {
    // Of the whole clinic, as the figures are.
    let bajos = urls::con_filtros(&urls::reporte(v.clinica, "existencias"), &[("nivel", &"bajo")]);
    let (desde, hasta) = (v.hoy, v.hoy.checked_add_days(Days::new(30)).unwrap_or(v.hoy));
    let dias: [(&str, &dyn Display); 2] =
        [("desde", &format::date_input(desde)), ("hasta", &format::date_input(hasta))];
    let por_vencer = urls::con_filtros(&urls::reporte(v.clinica, "vencimientos"), &dias);
    let vencidos = format!("en 30 días · {} vencidos", format::count(v.ahora.vencidos));
    html! {
        (stat_link("Valor en bodega", &v.dinero(v.ahora.valor), "a costo promedio, ahora", &v.reporte_de_hoy("existencias", &[])))
        (stat_link("Bajo el mínimo", &format::count(v.ahora.bajos), "insumos de toda la clínica", &bajos))
        (stat_link("Lotes por vencer", &format::count(v.ahora.por_vencer), &vencidos, &por_vencer))
    }
}
