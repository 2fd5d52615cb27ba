//! What the receipt of a payment says.

use rust_decimal::Decimal;

use super::model::{LineaPagada, Medio, Recibo};
use crate::caja::papel::{COPIA, NOTA, Papel, Renglon};
use crate::ui::{format, money};
use crate::values::cobro::Metodo;

pub(crate) fn papel(clinica: &str, recibo: &Recibo, copia: bool) -> Papel {
    let pago = &recibo.pago;
    let anulado = pago.anulado_por.is_some();
    let marcas = [(copia, COPIA), (anulado, "ANULADO")].into_iter().filter(|(lleva, _)| *lleva);
    let pagador = Some(&pago.pagador).filter(|p| !p.is_empty()).or(pago.paciente.as_ref());
    let palabra = if pago.tipo == "pago" { "Recibido de" } else { "A nombre de" };
    let vuelto = Some(("Vuelto".into(), money(pago.vuelto, &pago.moneda))).filter(|_| !pago.vuelto.is_zero());
    let total = ("Total".into(), money(pago.total, &pago.moneda));
    let medios = pago.medios().map(|medio| renglon_de_medio(&medio, pago.vuelto, &pago.moneda));
    Papel {
        marcas: marcas.map(|(_, marca)| marca).collect(),
        clinica: clinica.into(),
        sucursal: pago.sucursal.clone(),
        titulo: titulo(&pago.tipo),
        numero: pago.numero(),
        fecha: pago.fecha,
        detalles: pagador.map(|quien| format!("{palabra} {quien}")).into_iter().collect(),
        lineas: recibo.lineas.iter().map(|linea| renglon(linea, &pago.moneda)).collect(),
        totales: [total].into_iter().chain(medios).chain(vuelto).collect(),
        notas: vec![format!("Atendido por {}", pago.quien), NOTA.into()],
    }
}

pub(crate) fn titulo(tipo: &str) -> &'static str {
    match tipo {
        "pago" => "Recibo",
        "anulacion" => "Anulación",
        _ => "Devolución",
    }
}

fn renglon(linea: &LineaPagada, moneda: &str) -> Renglon {
    let entera = linea.monto.abs() == linea.total;
    let parte = if entera { String::new() } else { format!(" (parte de {})", money(linea.total, moneda)) };
    let unidades = linea.cantidad == Decimal::ONE;
    let cuantas = if unidades { String::new() } else { format!(" × {}", format::number(linea.cantidad)) };
    let rebaja = money(linea.descuento, moneda);
    let rebaja = if linea.descuento.is_zero() { String::new() } else { format!(", con descuento de {rebaja}") };
    (format!("{}{cuantas}{rebaja}{parte}", linea.descripcion), money(linea.monto, moneda))
}

/// Cash is shown as it was handed over; the redondeo takes off what was not collected.
fn renglon_de_medio(medio: &Medio, vuelto: Decimal, moneda: &str) -> Renglon {
    let (nombre, monto) = match medio.medio.as_str() {
        "efectivo" => ("Efectivo".into(), medio.monto + vuelto),
        "redondeo" => ("Redondeo (Ley 20.956)".into(), -medio.monto),
        codigo => (nombre_medio(codigo), medio.monto),
    };
    (format!("{nombre} {}", medio.referencia).trim_end().into(), money(monto, moneda))
}

/// A method as a person says it.
pub(crate) fn nombre_medio(codigo: &str) -> String {
    match codigo {
        "abono" => "Abono".into(),
        "redondeo" => "Redondeo".into(),
        otro => Metodo::de_codigo(otro).map_or_else(|| otro.to_owned(), |metodo| metodo.to_string()),
    }
}
