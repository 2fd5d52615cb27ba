//! The lines of a sale: prices of that day, what is taken off them, and the tax inside. Σ lines is the sale, to the unit.

use rust_decimal::{Decimal, RoundingStrategy};

use super::cuenta::suelta;
use super::negativa::Negativa;
use crate::bodega::InsumoPedido;
use crate::caja::presupuestos::{Cumplida, NoPrometido, Pedida, Prometida};
use crate::caja::ventas::{Atencion, Extra, NuevaLinea, NuevaVenta, Tarifa};
use crate::values::descuento::Descuento;
use crate::values::dinero::Moneda;
use crate::values::iva::{self, Renglon};
use crate::values::reparto::repartir;

/// Rows a sale may have: far beyond a counter's, well within a transaction's.
const LINEAS_MAX: usize = 100;

/// The cita first, then the other prestaciones, then the goods; each with its own discount taken off. Last what was promised, at the
/// prices and with the discounts of its budget.
pub(super) fn armar(
    pedido: &NuevaVenta,
    tarifas: &[Tarifa],
    insumos: &[InsumoPedido],
    prometidas: &[Prometida],
    moneda: Moneda,
) -> Result<(Vec<NuevaLinea>, Vec<Cumplida>), Negativa> {
    let cita = tarifas.iter().find(|t| t.cita_id.is_some());
    let cita = cita.map(|c| Ok((de_tarifa(c, Decimal::ONE, c.profesional_id), &*c.moneda, pedido.descuentos.cita)));
    let prestaciones = pedido.prestaciones.iter().map(|p| de_atencion(tarifas, p));
    let extras = pedido.extras.iter().map(|e| de_extra(insumos, e));
    let lineas = cita.into_iter().chain(prestaciones).chain(extras);
    let mut lineas: Vec<NuevaLinea> = lineas.map(|l| l.and_then(|l| valorizar(l, moneda))).collect::<Result<_, _>>()?;
    let (prometido, cumplidas) = prometido(&pedido.prometido, prometidas, moneda)?.into_iter().unzip();
    lineas.extend::<Vec<_>>(prometido);
    match lineas.len() {
        0 => Err(Negativa::SinLineas),
        1..=LINEAS_MAX => Ok((lineas, cumplidas)),
        _ => Err(Negativa::Excesivo),
    }
}

/// Twice of the same line is counted together against what is left of it.
fn prometido(
    pedidas: &[Pedida],
    prometidas: &[Prometida],
    moneda: Moneda,
) -> Result<Vec<(NuevaLinea, Cumplida)>, Negativa> {
    if let Some(otra) = prometidas.iter().find(|p| p.moneda != moneda.codigo()) {
        return Err(Negativa::OtraMoneda { que: otra.descripcion.clone() });
    }
    let mut restos: Vec<_> = prometidas.iter().map(|p| (p, p.resto())).collect();
    let mut tomar = |pedida: &Pedida| {
        let (prometida, resto) =
            restos.iter_mut().find(|(p, _)| p.id == pedida.linea_id).ok_or(NoPrometido::Desconocido)?;
        prometida.exigir(pedida.cantidad)?;
        let que = || prometida.descripcion.clone();
        let queda = resto.cantidad;
        let parte = resto.tomar(pedida.cantidad, prometida.precio, moneda);
        let parte = parte.ok_or_else(|| NoPrometido::Excede { que: que(), queda })?;
        let (linea_id, cantidad) = (pedida.linea_id, pedida.cantidad);
        let cumplida = Cumplida { linea_id, cantidad, bruto: parte.bruto, descuento: parte.descuento };
        Ok((de_prometida(prometida, pedida, &cumplida), cumplida))
    };
    pedidas.iter().map(|p| tomar(p).map_err(Negativa::Presupuesto)).collect()
}

fn de_prometida(prometida: &Prometida, pedida: &Pedida, cumplida: &Cumplida) -> NuevaLinea {
    NuevaLinea {
        prestacion_id: prometida.prestacion_id,
        insumo_id: prometida.insumo_id,
        profesional_id: pedida.profesional_id,
        descripcion: prometida.descripcion.clone(),
        cantidad: pedida.cantidad,
        precio: prometida.precio,
        descuento: cumplida.descuento,
        afecto: prometida.afecto,
        iva: Decimal::ZERO,
        total: cumplida.bruto - cumplida.descuento,
    }
}

/// A line without its figures, the currency of its price, and what is taken off.
type Cruda<'a> = (NuevaLinea, &'a str, Option<Descuento>);

fn de_atencion<'a>(tarifas: &'a [Tarifa], atencion: &Atencion) -> Result<Cruda<'a>, Negativa> {
    let tarifa = suelta(tarifas, &atencion.codigo);
    let tarifa = tarifa.ok_or_else(|| Negativa::PrestacionDesconocida { codigo: atencion.codigo.clone() })?;
    Ok((de_tarifa(tarifa, atencion.cantidad, atencion.profesional_id), &tarifa.moneda, atencion.descuento))
}

fn de_tarifa(tarifa: &Tarifa, cantidad: Decimal, profesional_id: Option<i64>) -> NuevaLinea {
    NuevaLinea {
        prestacion_id: Some(tarifa.prestacion_id),
        insumo_id: None,
        profesional_id,
        descripcion: tarifa.nombre.clone(),
        cantidad,
        precio: tarifa.precio,
        descuento: Decimal::ZERO,
        afecto: tarifa.afecta,
        iva: Decimal::ZERO,
        total: Decimal::ZERO,
    }
}

fn de_extra<'a>(insumos: &'a [InsumoPedido], extra: &Extra) -> Result<Cruda<'a>, Negativa> {
    let insumo = insumos.iter().find(|i| i.codigo == extra.codigo);
    let insumo = insumo.ok_or_else(|| Negativa::InsumoDesconocido { codigo: extra.codigo.clone() })?;
    let precio = insumo.precio_de_venta().ok_or_else(|| Negativa::NoSeVende { insumo: insumo.nombre.clone() })?;
    let linea = NuevaLinea {
        prestacion_id: None,
        insumo_id: Some(insumo.id),
        profesional_id: None,
        descripcion: insumo.nombre.clone(),
        cantidad: extra.cantidad,
        precio,
        descuento: Decimal::ZERO,
        afecto: insumo.afecto,
        iva: Decimal::ZERO,
        total: Decimal::ZERO,
    };
    Ok((linea, &insumo.moneda, extra.descuento))
}

/// So much of something at its price, in whole units of the currency, less its discount.
fn valorizar((mut linea, de, descuento): Cruda<'_>, moneda: Moneda) -> Result<NuevaLinea, Negativa> {
    if de != moneda.codigo() {
        return Err(Negativa::OtraMoneda { que: linea.descripcion });
    }
    let bruto = linea.precio.checked_mul(linea.cantidad).ok_or(Negativa::Excesivo)?;
    let bruto = bruto.round_dp_with_strategy(moneda.decimales(), RoundingStrategy::MidpointAwayFromZero);
    linea.descuento = quitar(descuento, bruto, moneda, &linea.descripcion)?;
    linea.total = bruto - linea.descuento;
    Ok(linea)
}

fn quitar(descuento: Option<Descuento>, de: Decimal, moneda: Moneda, que: &str) -> Result<Decimal, Negativa> {
    let Some(descuento) = descuento else { return Ok(Decimal::ZERO) };
    descuento.de(de, moneda).ok_or_else(|| Negativa::DescuentoExcesivo { que: que.to_owned(), maximo: de })
}

/// What is taken off the whole, shared out by what each line still costs: no unit is lost and none goes below zero.
pub(super) fn rebajar(lineas: &mut [NuevaLinea], descuento: Option<Descuento>, moneda: Moneda) -> Result<(), Negativa> {
    let totales: Vec<Decimal> = lineas.iter().map(|l| l.total).collect();
    let quita = quitar(descuento, totales.iter().sum(), moneda, "La venta")?;
    let partes = repartir(quita, &totales, moneda).map_err(|_imposible| Negativa::Excesivo)?;
    for (linea, parte) in lineas.iter_mut().zip(partes) {
        linea.descuento += parte;
        linea.total -= parte;
    }
    Ok(())
}

pub(super) fn con_iva(lineas: &mut [NuevaLinea], moneda: Moneda) -> Result<iva::Desglose, Negativa> {
    let renglones: Vec<Renglon> = lineas.iter().map(|l| Renglon { total: l.total, afecto: l.afecto }).collect();
    let desglose = iva::desglosar(&renglones, moneda).map_err(|_imposible| Negativa::Excesivo)?;
    if !moneda.es_exacto(desglose.total()) {
        return Err(Negativa::Excesivo);
    }
    for (linea, iva) in lineas.iter_mut().zip(&desglose.por_renglon) {
        linea.iva = *iva;
    }
    Ok(desglose)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn linea(total: i64) -> NuevaLinea {
        NuevaLinea {
            prestacion_id: None,
            insumo_id: Some(1),
            profesional_id: None,
            descripcion: String::new(),
            cantidad: Decimal::ONE,
            precio: total.into(),
            descuento: Decimal::ZERO,
            afecto: total % 2 == 0,
            iva: Decimal::ZERO,
            total: total.into(),
        }
    }

    proptest! {
        #[test]
        fn rebajar_no_pierde_un_peso_ni_pasa_de_cero(
            precios in proptest::collection::vec(0_i64..500_000, 1..10), monto in 1_i64..900_000, por_cien in 1_i64..=100, en_dinero: bool,
        ) {
            let bruto = Decimal::from(precios.iter().sum::<i64>());
            let mut lineas: Vec<_> = precios.into_iter().map(linea).collect();
            let descuento =
                if en_dinero { Descuento::Monto(monto.into()) } else { Descuento::Porcentaje(por_cien.into()) };
            match (rebajar(&mut lineas, Some(descuento), Moneda::CLP), descuento.de(bruto, Moneda::CLP)) {
                (Ok(()), Some(quita)) => {
                    prop_assert_eq!(lineas.iter().map(|l| l.descuento).sum::<Decimal>(), quita);
                    prop_assert_eq!(lineas.iter().map(|l| l.total).sum::<Decimal>(), bruto - quita);
                    prop_assert!(lineas.iter().all(|l| l.total >= Decimal::ZERO && l.descuento + l.total == l.precio));
                    let desglose = con_iva(&mut lineas, Moneda::CLP).expect("iva");
                    prop_assert_eq!(desglose.total(), bruto - quita);
                }
                (Err(Negativa::DescuentoExcesivo { maximo, .. }), None) => prop_assert_eq!(maximo, bruto),
                otro => prop_assert!(false, "{:?}", otro),
            }
        }
    }
}
