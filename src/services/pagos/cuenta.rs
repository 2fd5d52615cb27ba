//! What a sale comes to: its lines at today's prices, its tax, and the goods it takes.

use rust_decimal::Decimal;

use super::super::Falla;
use super::super::presupuestos;
use super::super::stock::{self, Demanda, Faltante};
use super::negativa::{Falta, Negativa};
use super::{Intento, favor, lineas};
use crate::avisos::Evento;
use crate::bodega::stock::{
    Existencia, InsumoPedido, NuevoConsumoPendiente, NuevoMovimiento, OrigenConsumo, Receta, TipoMovimiento,
    queries as bodega,
};
use crate::caja::presupuestos::{Cumplida, NoPrometido, Prometida};
use crate::caja::sesiones::SesionDeCobro;
use crate::caja::ventas::{self, MedioEntregado, NuevaLinea, NuevaVenta, Tarifa};
use crate::db::Tx;
use crate::error::AppResult;
use crate::pacientes;
use crate::values::cobro::{self, Cobro, Linea, Metodo, Reglas};

/// What the prices of a sale depend on.
pub struct Precios {
    pub tarifas: Vec<Tarifa>,
    pub insumos: Vec<InsumoPedido>,
    /// The lines of budgets that it asks for.
    pub prometidas: Vec<Prometida>,
}

pub struct Cuenta {
    pub lineas: Vec<NuevaLinea>,
    pub exento: Decimal,
    pub neto: Decimal,
    pub iva: Decimal,
    pub reglas: Reglas,
    paciente_id: Option<i64>,
    convenio_id: Option<i64>,
    insumos: Vec<InsumoPedido>,
    vendidos: Vec<(i64, Decimal)>,
    cumplidas: Vec<Cumplida>,
    descuento_motivo: String,
}

pub(super) async fn armar(
    tx: &mut Tx<'_>,
    sesion: &SesionDeCobro,
    reglas: Reglas,
    pedido: &NuevaVenta,
) -> Result<Cuenta, Falla<Negativa>> {
    let tarifas = tarifas(tx, pedido).await?;
    let gasta = favor::exigir(tx, comprador(&tarifas, None, pedido), favor::gastado(&pedido.medios)).await?;
    let prometidas = presupuestos::tomar(tx, &pedido.prometido).await?;
    exigir_de_quien_compra(tx, &prometidas, pedido).await?;
    let de_cita = tarifas.iter().find(|t| t.cita_id.is_some()).filter(|_| sesion.consume_al_vender);
    let receta = Receta {
        prestacion_id: de_cita.map(|t| t.prestacion_id),
        cita_id: de_cita.and_then(|t| t.cita_id),
        sueltas: &sueltas(pedido, &tarifas, &prometidas),
        origen: OrigenConsumo::Venta,
    };
    let codigos = pedido.extras.iter().map(|e| &e.codigo).chain(prometidas.iter().filter_map(|p| p.codigo.as_ref()));
    let codigos: Vec<String> = codigos.cloned().collect();
    let insumos = bodega::pedir(tx, sesion.deposito_id, &codigos, receta).await?;
    match prometidas.iter().find(|p| gasta.is_some_and(|quien| quien != p.paciente_id)) {
        Some(ajena) => Err(de_otra_persona(ajena).into()),
        None => Ok(Cuenta::nueva(reglas, pedido, Precios { tarifas, insumos, prometidas })?),
    }
}

/// Whoever is chosen is whose the budget is, also by a ficha that was merged since.
async fn exigir_de_quien_compra(tx: &mut Tx<'_>, prometidas: &[Prometida], pedido: &NuevaVenta) -> Intento<()> {
    let Some((elegido, _)) = pedido.paciente_id.zip(prometidas.first()) else { return Ok(()) };
    let elegido = pacientes::queries::resumen(tx, elegido).await?.id;
    match prometidas.iter().find(|p| p.paciente_id != elegido) {
        Some(ajena) => Err(de_otra_persona(ajena).into()),
        None => Ok(()),
    }
}

fn de_otra_persona(prometida: &Prometida) -> Negativa {
    Negativa::Presupuesto(NoPrometido::DeOtraPersona { numero: prometida.numero.clone() })
}

/// What `pedido` would come to today. Of no depot: nothing is held.
pub(in crate::services) async fn presupuestar(
    tx: &mut Tx<'_>,
    reglas: Reglas,
    pedido: &NuevaVenta,
) -> Result<Cuenta, Falla<Negativa>> {
    let tarifas = tarifas(tx, pedido).await?;
    let codigos: Vec<String> = pedido.extras.iter().map(|e| e.codigo.clone()).collect();
    let nada = Receta { prestacion_id: None, cita_id: None, sueltas: &[], origen: OrigenConsumo::Venta };
    let insumos = bodega::pedir(tx, 0, &codigos, nada).await?;
    Ok(Cuenta::nueva(reglas, pedido, Precios { tarifas, insumos, prometidas: Vec::new() })?)
}

/// Of the cita, of the budget, or chosen.
fn comprador(tarifas: &[Tarifa], prometida: Option<&Prometida>, pedido: &NuevaVenta) -> Option<i64> {
    let de_cita = tarifas.iter().find_map(|t| t.paciente_id);
    de_cita.or(prometida.map(|p| p.paciente_id)).or(pedido.paciente_id)
}

/// Goods alone ask nothing of the catalogue.
async fn tarifas(tx: &mut Tx<'_>, pedido: &NuevaVenta) -> AppResult<Vec<Tarifa>> {
    if pedido.cita_id.is_none() && pedido.prestaciones.is_empty() {
        return Ok(Vec::new());
    }
    let codigos: Vec<String> = pedido.prestaciones.iter().map(|p| p.codigo.clone()).collect();
    ventas::tarifas(tx, pedido.cita_id, &codigos, pedido.convenio_id).await
}

/// The prestaciones without a cita, and how many times each.
fn sueltas(pedido: &NuevaVenta, tarifas: &[Tarifa], prometidas: &[Prometida]) -> Vec<(i64, Decimal)> {
    let tomadas = pedido.prestaciones.iter();
    let tomadas = tomadas.filter_map(|p| Some((suelta(tarifas, &p.codigo)?.prestacion_id, p.cantidad)));
    let prestacion = |id| prometidas.iter().find(|p| p.id == id).and_then(|p| p.prestacion_id);
    let de_presupuesto = pedido.prometido.iter().filter_map(|p| Some((prestacion(p.linea_id)?, p.cantidad)));
    tomadas.chain(de_presupuesto).collect()
}

pub(super) fn suelta<'a>(tarifas: &'a [Tarifa], codigo: &str) -> Option<&'a Tarifa> {
    tarifas.iter().find(|t| t.cita_id.is_none() && t.codigo == codigo)
}

impl Cuenta {
    pub fn nueva(reglas: Reglas, pedido: &NuevaVenta, precios: Precios) -> Result<Self, Negativa> {
        let Precios { tarifas, insumos, prometidas } = precios;
        let cita = tarifas.iter().find(|t| t.cita_id.is_some());
        if tarifas.iter().any(|t| t.convenio_id != pedido.convenio_id) {
            return Err(Negativa::ConvenioFuera);
        }
        let de_quien = prometidas.first();
        let suyo = cita.map_or(de_quien.map(|p| p.paciente_id), |c| c.paciente_id);
        if let Some(ajena) = prometidas.iter().find(|p| suyo != Some(p.paciente_id)) {
            return Err(de_otra_persona(ajena));
        }
        let (mut lineas, cumplidas) = lineas::armar(pedido, &tarifas, &insumos, &prometidas, reglas.moneda)?;
        lineas::rebajar(&mut lineas, pedido.descuentos.total, reglas.moneda)?;
        let desglose = lineas::con_iva(&mut lineas, reglas.moneda)?;
        let vendidos = lineas.iter().filter_map(|l| Some((l.insumo_id?, l.cantidad))).collect();
        Ok(Self {
            exento: desglose.exento,
            neto: desglose.neto,
            iva: desglose.iva,
            reglas,
            paciente_id: comprador(&tarifas, de_quien, pedido),
            convenio_id: if tarifas.is_empty() { de_quien.and_then(|p| p.convenio_id) } else { pedido.convenio_id },
            descuento_motivo: motivo(pedido, &prometidas),
            cumplidas,
            insumos,
            vendidos,
            lineas,
        })
    }

    pub fn total(&self) -> Decimal {
        self.exento + self.neto + self.iva
    }

    /// What to ask for when all of it is paid in cash.
    pub fn en_efectivo(&self) -> Decimal {
        self.reglas.redondeo.efectivo(self.total()).0
    }

    pub(super) fn paciente_id(&self) -> Option<i64> {
        self.paciente_id
    }

    /// Of a sale of goods alone, none: their price is one for all.
    pub(super) fn convenio_id(&self) -> Option<i64> {
        self.convenio_id
    }

    /// The last lines, as many as these, fulfil them.
    pub(super) fn cumplidas(&self) -> &[Cumplida] {
        &self.cumplidas
    }

    pub(super) fn descuento_motivo(&self) -> &str {
        &self.descuento_motivo
    }

    /// None when nothing was handed over.
    pub(super) fn cobrar(&self, entrega: Entrega<'_>) -> Result<Option<Cobro>, Negativa> {
        if entrega.medios.is_empty() {
            return Ok(None);
        }
        entrega.cobrar(self.total(), self.reglas, self.paciente_id).map(Some)
    }

    /// The recipe first: a patient does not wait for what is sold apart.
    pub(super) fn demandas(&self) -> Vec<Demanda> {
        let receta = self.insumos.iter().filter(|i| i.receta > Decimal::ZERO);
        let receta = receta.map(|i| Demanda { insumo_id: i.id, tipo: TipoMovimiento::Consumo, cantidad: i.receta });
        let venta = self.vendidos.iter();
        let venta = venta.map(|(insumo_id, cantidad)| Demanda {
            insumo_id: *insumo_id,
            tipo: TipoMovimiento::Salida,
            cantidad: *cantidad,
        });
        receta.chain(venta).collect()
    }

    pub(super) fn existencias(&self, deposito_id: i64) -> Vec<Existencia> {
        self.insumos.iter().map(|i| i.existencia(deposito_id)).collect()
    }

    /// Goods sold are refused; a short recipe is refused too, unless it may be left pending.
    pub(super) fn resolver_faltantes(
        &self,
        faltantes: &[Faltante],
        dejar: bool,
    ) -> Result<Vec<NuevoConsumoPendiente>, Negativa> {
        let de = |tipo: TipoMovimiento| faltantes.iter().filter(move |f| f.tipo == tipo);
        let nombrar = |tipo: TipoMovimiento| de(tipo).map(|f| self.nombrar(f)).collect::<Vec<_>>();
        if de(TipoMovimiento::Salida).next().is_some() {
            return Err(Negativa::SinExistencias(nombrar(TipoMovimiento::Salida)));
        }
        if !dejar && !faltantes.is_empty() {
            return Err(Negativa::RecetaCorta(nombrar(TipoMovimiento::Consumo)));
        }
        Ok(de(TipoMovimiento::Consumo)
            .map(|f| NuevoConsumoPendiente { insumo_id: f.insumo_id, cantidad: f.falta })
            .collect())
    }

    /// The insumos that these movements take below their minimum.
    pub(super) fn stock_bajo(&self, movimientos: &[NuevoMovimiento]) -> Vec<Evento> {
        stock::stock_bajo(&self.insumos, movimientos)
    }

    fn nombrar(&self, faltante: &Faltante) -> Falta {
        let insumo = self.insumos.iter().find(|i| i.id == faltante.insumo_id);
        Falta {
            insumo: insumo.map(|i| i.nombre.clone()).unwrap_or_default(),
            unidad: insumo.map(|i| i.unidad.clone()).unwrap_or_default(),
            pedido: faltante.pedido,
            hay: faltante.pedido - faltante.falta,
        }
    }
}

/// What somebody hands over, as it comes from a form.
#[derive(Clone, Copy)]
pub(super) struct Entrega<'a> {
    pub medios: &'a [MedioEntregado],
    /// The change stays in favour of the patient.
    pub deja_vuelto: bool,
}

impl Entrega<'_> {
    /// The arithmetic of `values::cobro`.
    pub fn cobrar(&self, debido: Decimal, reglas: Reglas, paciente: Option<i64>) -> Result<Cobro, Negativa> {
        let lineas = self.medios.iter();
        let lineas = lineas.filter_map(|m| Some(Linea { metodo: Metodo::de_codigo(m.metodo)?, monto: m.monto }));
        let cobro = cobro::cobrar(debido, &lineas.collect::<Vec<_>>(), reglas).map_err(Negativa::Cobro)?;
        match self.deja_vuelto && !cobro.vuelto.is_zero() {
            true if paciente.is_none() => Err(Negativa::AbonoSinPaciente),
            true => Ok(cobro.dejar_vuelto()),
            false => Ok(cobro),
        }
    }
}

/// Why there are discounts: those of the sale, and those that were promised.
fn motivo(pedido: &NuevaVenta, prometidas: &[Prometida]) -> String {
    let mut motivos = vec![pedido.descuentos.motivo.as_str()];
    motivos.extend(prometidas.iter().map(|p| p.descuento_motivo.as_str()));
    motivos.retain(|m| !m.is_empty());
    motivos.dedup();
    motivos.join(". ")
}
