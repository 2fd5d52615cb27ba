//! What commissions show: who earned what, line by line, and with which rule.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::model::{LineaComision, Liquidacion, Periodo, PorProfesional, Profesional};
use crate::caja::sesiones::views::Aqui;
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, badge, card, card_flush, empty, form,
    form_error, format, hidden, money, page_header, pagina_impresa, pagination, stat, stats, table, table_with_foot,
};
use crate::urls;
use crate::web::form::Errores;

pub struct Resumen<'a> {
    pub periodo: Periodo,
    pub filas: &'a [PorProfesional],
    pub congeladas: &'a [Liquidacion],
    /// Where the next page of those begins.
    pub antes: Option<i64>,
}

fn entre(periodo: Periodo) -> String {
    format!("Del {} al {}", format::date(periodo.desde), format::date(periodo.hasta))
}

pub fn lista(aqui: &Aqui<'_>, resumen: &Resumen<'_>) -> Markup {
    let raiz = urls::comisiones(aqui.clinica);
    let reglas = Button::ghost("Reglas").goes(urls::configuracion_comisiones(aqui.clinica));
    let siguiente = resumen.antes.map(|antes| urls::con_filtros(&raiz, &[("antes", &antes)]));
    html! {
        (page_header("Comisiones", &entre(resumen.periodo), Some(&Enlace::new("Caja", urls::caja(aqui.clinica))), html! { (reglas) }))
        form.filtros method="get" action=(raiz) {
            (Field::date("desde", "Desde").value(format::date_input(resumen.periodo.desde)))
            (Field::date("hasta", "Hasta").value(format::date_input(resumen.periodo.hasta)))
            (Button::secondary("Ver"))
        }
        @if resumen.filas.is_empty() {
            (empty(Icono::Creditos, "Nada por liquidar", "Lo cobrado en esas fechas ya se liquidó, o nadie cobró prestaciones.", html! {}))
        } @else {
            (card_flush("Por liquidar", html! {}, por_liquidar(aqui, resumen)))
        }
        @if !resumen.congeladas.is_empty() {
            (card_flush("Liquidadas", html! {}, html! {
                (congeladas(aqui, resumen.congeladas))
                (pagination(&Pagination { anterior: None, siguiente, resumen: String::new() }))
            }))
        }
    }
}

fn por_liquidar(aqui: &Aqui<'_>, resumen: &Resumen<'_>) -> Markup {
    let columnas = [
        Column::text("Profesional"),
        Column::num("Cobros"),
        Column::num("Base sin IVA"),
        Column::num("Comisión"),
        Column::actions(),
    ];
    let total: Decimal = resumen.filas.iter().map(|f| f.comision).sum();
    table_with_foot(
        "Por liquidar",
        &columnas,
        html! {
            @for fila in resumen.filas {
                tr data-profesional=(fila.profesional_id) {
                    td { a href=(resumen.periodo.en(&urls::comisiones_de(aqui.clinica, fila.profesional_id))) { (fila.profesional) } }
                    td.num { (format::count(fila.lineas)) }
                    td.num { (money(fila.base, aqui.moneda)) }
                    td.num { (money(fila.comision, aqui.moneda)) }
                    td { @if fila.sin_regla > 0 { (badge(Tono::Alerta, &format!("{} sin regla", format::count(fila.sin_regla)))) } }
                }
            }
        },
        html! { tr { th scope="row" { "Total" } td {} td {} td.num { (money(total, aqui.moneda)) } td {} } },
    )
}

fn congeladas(aqui: &Aqui<'_>, filas: &[Liquidacion]) -> Markup {
    let columnas = [
        Column::text("Liquidación"),
        Column::text("Profesional"),
        Column::text("Período"),
        Column::text("Congelada"),
        Column::num("Total"),
    ];
    table(
        "Liquidadas",
        &columnas,
        html! {
            @for l in filas {
                tr data-liquidacion=(l.id) {
                    td { a href=(urls::liquidacion(aqui.clinica, l.id)) { "Liquidación " (l.id) } }
                    td { (l.profesional) }
                    td { (entre(Periodo { desde: l.desde, hasta: l.hasta })) }
                    td { (l.quien) ", " (format::date_time(l.fecha)) }
                    td.num { (money(l.total, &l.moneda)) }
                }
            }
        },
    )
}

pub struct DeProfesional<'a> {
    pub profesional: &'a Profesional,
    pub periodo: Periodo,
    pub lineas: &'a [LineaComision],
    pub clave: &'a str,
    pub errores: &'a Errores,
}

pub fn profesional(aqui: &Aqui<'_>, v: &DeProfesional<'_>) -> Markup {
    let volver = Enlace::new("Comisiones", v.periodo.en(&urls::comisiones(aqui.clinica)));
    let destino = Form::post(urls::comisiones_de(aqui.clinica, v.profesional.id), aqui.csrf).clave(v.clave);
    let con_regla = v.lineas.iter().filter(|l| l.con_regla()).count();
    html! {
        (page_header(&v.profesional.nombre, &entre(v.periodo), Some(&volver), html! {}))
        @if let Some(mensaje) = v.errores.get("") { (form_error(mensaje, html! {})) }
        @if v.lineas.is_empty() {
            (empty(Icono::Creditos, "Nada por liquidar", "Lo cobrado en esas fechas ya se liquidó.", html! {}))
        } @else {
            (card_flush("", html! {}, detalle(aqui.clinica, aqui.moneda, v.lineas)))
            @if con_regla > 0 {
                (card("Congelar", html! {}, form(&destino, html! {
                    p { "Copia estas líneas con su regla. Lo que se devuelva después baja de la próxima liquidación; lo que aún no tiene regla queda pendiente." }
                    (hidden("desde", &format::date_input(v.periodo.desde)))
                    (hidden("hasta", &format::date_input(v.periodo.hasta)))
                    (actions(html! { (Button::primary("Congelar liquidación").working("Congelando…")) }))
                })))
            }
        }
    }
}

fn regla(linea: &LineaComision, moneda: &str) -> Markup {
    match (linea.porcentaje, linea.monto_fijo) {
        (Some(porcentaje), _) => html! { (format::number(porcentaje)) " %" },
        (None, Some(monto)) => html! { (money(monto, moneda)) },
        (None, None) => badge(Tono::Alerta, "Sin regla"),
    }
}

fn detalle(clinica: &str, moneda: &str, lineas: &[LineaComision]) -> Markup {
    let columnas = [
        Column::text("Folio"),
        Column::text("Cuándo"),
        Column::text("Paciente"),
        Column::text("Prestación"),
        Column::num("Cobrado"),
        Column::num("Base sin IVA"),
        Column::text("Regla"),
        Column::num("Comisión"),
    ];
    let total: Decimal = lineas.iter().map(|l| l.comision).sum();
    table_with_foot(
        "Detalle",
        &columnas,
        html! {
            @for l in lineas {
                tr {
                    td.text-nowrap { a href=(urls::recibo(clinica, l.pago_id)) { (l.folio) } }
                    td.text-nowrap { (format::date_time(l.fecha)) }
                    td { (l.paciente) }
                    td { (l.descripcion) }
                    td.num { (money(l.monto, moneda)) }
                    td.num { (money(l.base, moneda)) }
                    td { (regla(l, moneda)) }
                    td.num { (money(l.comision, moneda)) }
                }
            }
        },
        html! { tr { th scope="row" { "Total" } td {} td {} td {} td {} td {} td {} td.num { strong { (money(total, moneda)) } } } },
    )
}

/// As it was frozen.
pub struct Congelada {
    pub liquidacion: Liquidacion,
    pub lineas: Vec<LineaComision>,
}

pub fn liquidacion(aqui: &Aqui<'_>, c: &Congelada) -> Markup {
    let l = &c.liquidacion;
    let acciones = html! {
        (Button::primary("Imprimir").icon(Icono::Imprimir).goes(urls::liquidacion_impresa(aqui.clinica, l.id)))
        (Button::secondary("Bajar CSV").icon(Icono::Descargar).goes(urls::liquidacion_csv(aqui.clinica, l.id)))
    };
    html! {
        (page_header(&format!("Liquidación {}", l.id), &l.profesional, Some(&Enlace::new("Comisiones", urls::comisiones(aqui.clinica))), acciones))
        (stats(html! {
            (stat("Comisión", &money(l.total, &l.moneda), &entre(Periodo { desde: l.desde, hasta: l.hasta })))
            (stat("Congelada", &format::date_time(l.fecha), &l.quien))
        }))
        (card_flush("Detalle", html! {}, detalle(aqui.clinica, &l.moneda, &c.lineas)))
    }
}

pub fn impresa(aqui: &Aqui<'_>, nombre: &str, c: &Congelada) -> Markup {
    let l = &c.liquidacion;
    let periodo = Periodo { desde: l.desde, hasta: l.hasta };
    pagina_impresa(
        &format!("Liquidación {}", l.id),
        html! {
            div.recibo.recibo-a4 {
                header.recibo-cabeza {
                    h1 { (nombre) }
                    p { "Liquidación de comisiones " strong { (l.id) } }
                    p { (l.profesional) }
                    p { (entre(periodo)) }
                }
                (detalle(aqui.clinica, &l.moneda, &c.lineas))
                p { "Congelada por " (l.quien) ", " (format::date_time(l.fecha)) }
                nav.recibo-pantalla {
                    button.btn.btn-primary type="button" data-imprime hidden { "Imprimir" }
                    (Button::secondary("Volver").goes(urls::liquidacion(aqui.clinica, l.id)))
                }
            }
        },
    )
}
