//! The Z report: one markup for the screen, the 80 mm printer and A4.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::model::{Cierre, Informe, Renglon};
use crate::caja::sesiones::views::{Aqui, denominacion};
use crate::ui::{Button, format, pagina_impresa};
use crate::urls;
use crate::values::cobro::Metodo;

pub fn papel(aqui: &Aqui<'_>, clinica: &str, informe: &Informe, a4: bool) -> Markup {
    let cierre = &informe.cierre;
    let (clase, otro, texto) =
        if a4 { ("recibo recibo-a4", "80mm", "En 80 mm") } else { ("recibo recibo-80mm", "a4", "En A4") };
    pagina_impresa(
        &format!("Informe Z {}", cierre.id),
        html! {
            div class=(clase) {
                (cabeza(aqui, clinica, cierre))
                (ventas(aqui, cierre))
                (pagos(aqui, informe))
                (efectivo(aqui, informe))
                (conteo(aqui, informe))
                (firmas(cierre))
                nav.recibo-pantalla {
                    button.btn.btn-primary type="button" data-imprime hidden { "Imprimir" }
                    (Button::secondary(texto).goes(urls::caja_cierre_impreso(aqui.clinica, cierre.id, otro)))
                    (Button::secondary("Volver a la sesión").goes(urls::caja_sesion(aqui.clinica, cierre.sesion_id)))
                }
            }
        },
    )
}

fn cabeza(aqui: &Aqui<'_>, clinica: &str, cierre: &Cierre) -> Markup {
    html! {
        header.recibo-cabeza {
            h1 { (clinica) }
            p { "Informe Z " strong { (cierre.id) } }
            p { (cierre.caja) ", de " (cierre.responsable) }
            p { "Abierta " (format::date_time(aqui.local(cierre.abierta))) }
            p { "Cerrada " (format::date_time(aqui.local(cierre.cerrada))) " por " (cierre.quien) }
            p { (folios(cierre)) }
        }
    }
}

fn folios(cierre: &Cierre) -> String {
    match (cierre.folio_desde, cierre.folio_hasta) {
        (Some(desde), Some(hasta)) => format!("Folios {p}-{desde} a {p}-{hasta}", p = cierre.prefijo),
        _ => "Sin folios".into(),
    }
}

/// A titled list of amounts; nothing when it is empty.
fn lista(titulo: &str, filas: &[(String, String)], total: Option<(&str, String)>) -> Markup {
    html! {
        @if !filas.is_empty() {
            table.recibo-lineas {
                caption.recibo-titulo { (titulo) }
                thead.visually-hidden { tr { th scope="col" { "Qué" } th scope="col" { "Monto" } } }
                tbody { @for (nombre, monto) in filas { tr { td { (nombre) } td.num { (monto) } } } }
                @if let Some((nombre, monto)) = total { tfoot { tr { th scope="row" { (nombre) } td.num { strong { (monto) } } } } }
            }
        }
    }
}

fn ventas(aqui: &Aqui<'_>, cierre: &Cierre) -> Markup {
    let mut filas = vec![
        ("Exento".to_owned(), aqui.dinero(cierre.exento)),
        ("Afecto neto".to_owned(), aqui.dinero(cierre.neto)),
        ("IVA".to_owned(), aqui.dinero(cierre.iva)),
    ];
    if cierre.anuladas > 0 {
        filas.push((
            format!("Anuladas, {} (no suman)", format::count(cierre.anuladas)),
            aqui.dinero(cierre.total_anulado),
        ));
    }
    if cierre.impagas > 0 {
        filas.push(("Con saldo por cobrar".to_owned(), format::count(cierre.impagas)));
    }
    let total = aqui.dinero(cierre.exento + cierre.neto + cierre.iva);
    lista(&format!("Ventas: {}", format::count(cierre.ventas)), &filas, Some(("Total", total)))
}

fn pagos(aqui: &Aqui<'_>, informe: &Informe) -> Markup {
    let por_medio = |grupo: &str, titulo: &str| {
        let suma: Decimal = informe.de(grupo).map(|r| r.monto).sum();
        let fila =
            |r: &Renglon| (format!("{} ({})", medio(&r.nombre), format::count(r.cantidad)), aqui.dinero(r.monto));
        let filas: Vec<_> = informe.de(grupo).map(fila).collect();
        lista(titulo, &filas, Some(("Total", aqui.dinero(suma))))
    };
    html! {
        (por_medio("pago", "Pagos por medio"))
        (por_medio("anulacion", "Pagos anulados"))
        (por_medio("devolucion", "Devoluciones"))
    }
}

fn medio(codigo: &str) -> String {
    match codigo {
        "redondeo" => "Redondeo (Ley 20.956)".into(),
        "abono" => "Abono".into(),
        _ => Metodo::de_codigo(codigo).map_or_else(|| codigo.to_owned(), |metodo| metodo.to_string()),
    }
}

/// From the opening to what was expected, step by step.
fn efectivo(aqui: &Aqui<'_>, informe: &Informe) -> Markup {
    let cierre = &informe.cierre;
    let en = |grupo: &str| informe.de(grupo).filter(|r| r.nombre == "efectivo").map(|r| r.monto).sum::<Decimal>();
    let mut filas = vec![
        ("Fondo de apertura".to_owned(), aqui.dinero(cierre.apertura)),
        ("Pagos".to_owned(), aqui.dinero(en("pago"))),
    ];
    for (grupo, nombre) in [("anulacion", "Pagos anulados"), ("devolucion", "Devoluciones")] {
        let monto = en(grupo);
        if !monto.is_zero() {
            filas.push((nombre.to_owned(), aqui.dinero(monto)));
        }
    }
    filas.extend(informe.de("movimiento").map(|r| (r.nombre.clone(), aqui.dinero(r.monto))));
    filas.extend(informe.de("traspaso").map(|r| (format!("Traspaso: {}", r.nombre), aqui.dinero(r.monto))));
    html! {
        (lista("Efectivo", &filas, Some(("Esperado", aqui.dinero(cierre.esperado)))))
        @if !cierre.diferencia_apertura.is_zero() { p { "La apertura difirió en " (aqui.dinero(cierre.diferencia_apertura)) " del cierre anterior." } }
    }
}

fn conteo(aqui: &Aqui<'_>, informe: &Informe) -> Markup {
    let cierre = &informe.cierre;
    let pieza = |r: &Renglon| {
        let cantidad = i32::try_from(r.cantidad).unwrap_or(i32::MAX);
        (denominacion(aqui, r.monto, cantidad), aqui.dinero(r.monto * Decimal::from(r.cantidad)))
    };
    let piezas: Vec<_> = informe.de("denominacion").map(pieza).collect();
    let declarados: Vec<_> = informe
        .de("declarado")
        .map(|r| {
            let cifras = format!(
                "{} de {}: {}",
                aqui.dinero(r.monto),
                aqui.dinero(r.esperado),
                aqui.diferencia(r.monto - r.esperado)
            );
            (medio(&r.nombre), cifras)
        })
        .collect();
    let resultado = [
        ("Contado".to_owned(), aqui.dinero(cierre.contado)),
        ("Esperado".to_owned(), aqui.dinero(cierre.esperado)),
        ("Queda en la caja".to_owned(), aqui.dinero(cierre.dejado)),
    ];
    html! {
        (lista("Conteo", &piezas, None))
        (lista("Efectivo contado", &resultado, Some(("Diferencia", aqui.diferencia(cierre.diferencia)))))
        (lista("Declarado de esperado", &declarados, None))
        @if !cierre.motivo.is_empty() { p { "Motivo: " (cierre.motivo) } }
    }
}

fn firmas(cierre: &Cierre) -> Markup {
    html! {
        p.recibo-firma { (cierre.responsable) }
        p.recibo-firma { "Recibe conforme" }
    }
}
