//! The drawer of a demo clinic: opened each day, charged with whatever people carry, counted and closed.

use chrono::{DateTime, Utc};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use uuid::Uuid;

use super::historia::Reservada;
use super::sede::Sede;
use crate::caja::sesiones::{self, Conteo, Esperado, NuevaSesion, NuevoCierre, NuevoMovimientoCaja, Sentido};
use crate::caja::ventas::{Descuentos, Extra, MedioEntregado, NuevaVenta};
use crate::error::{AppResult, interno};
use crate::services::idempotencia::Intencion;
use crate::services::{cajas, pagos};

/// What stays in the drawer overnight.
const FONDO: i64 = 50_000;
const PIEZAS: [i64; 9] = [20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10];

#[derive(Default)]
pub struct Cajon {
    sesion_id: i64,
}

impl Cajon {
    pub async fn abrir(&mut self, sede: &Sede<'_>, azar: &mut ChaCha8Rng, en: DateTime<Utc>) -> AppResult<()> {
        sede.db.reloj().fijar(en);
        let nueva = NuevaSesion {
            caja_id: sede.lugar.caja_id,
            apertura: Decimal::from(FONDO),
            denominaciones: piezas(FONDO),
            motivo: "Se completó el fondo".into(),
        };
        let intencion = Intencion::nueva(clave(azar), "apertura_caja", &sede.caja, &nueva)?;
        self.sesion_id = cajas::abrir(sede.db, &sede.caja, &intencion, &nueva).await?;
        Ok(())
    }

    /// How many sales were made: with the cita's, now and then somebody buys something at the desk.
    pub async fn cobrar(
        &self,
        sede: &Sede<'_>,
        azar: &mut ChaCha8Rng,
        en: DateTime<Utc>,
        cita: &mut Reservada,
    ) -> AppResult<usize> {
        sede.db.reloj().fijar(en);
        let extras = if azar.random_bool(0.12) { extra(sede, azar) } else { Vec::new() };
        let total = cita.pensada.prestacion.1.precio + extras.iter().map(|(_, precio)| precio).sum::<i64>();
        let debe = azar.random_range(0..500);
        let medios = match debe {
            0 => Vec::new(),
            1 => vec![medio(azar, "debito", total / 2)],
            _ => entregar(azar, total),
        };
        let pedido = NuevaVenta {
            cita_id: Some(cita.id),
            extras: extras.into_iter().map(|(extra, _)| extra).collect(),
            medios,
            ..self.pedido()
        };
        if debe > 1 {
            cita.pagada();
        }
        self.vender(sede, azar, &pedido).await?;
        Ok(1 + usize::from(azar.random_bool(0.05) && self.venta_suelta(sede, azar).await?))
    }

    /// What is not there is not sold.
    async fn venta_suelta(&self, sede: &Sede<'_>, azar: &mut ChaCha8Rng) -> AppResult<bool> {
        let extras = extra(sede, azar);
        let total = extras.iter().map(|(_, precio)| precio).sum();
        if total == 0 {
            return Ok(false);
        }
        let pedido = NuevaVenta {
            extras: extras.into_iter().map(|(extra, _)| extra).collect(),
            medios: entregar(azar, total),
            ..self.pedido()
        };
        let intencion = Intencion::nueva(clave(azar), "venta", &sede.caja, &pedido)?;
        Ok(pagos::vender(sede.db, &sede.caja, &intencion, &pedido).await?.is_ok())
    }

    fn pedido(&self) -> NuevaVenta {
        NuevaVenta {
            sesion_id: self.sesion_id,
            cita_id: None,
            paciente_id: None,
            pagador: String::new(),
            convenio_id: None,
            descuentos: Descuentos::default(),
            prestaciones: Vec::new(),
            extras: Vec::new(),
            prometido: Vec::new(),
            medios: Vec::new(),
            deja_vuelto: false,
            dejar_pendiente: true,
        }
    }

    async fn vender(&self, sede: &Sede<'_>, azar: &mut ChaCha8Rng, pedido: &NuevaVenta) -> AppResult<i64> {
        let intencion = Intencion::nueva(clave(azar), "venta", &sede.caja, pedido)?;
        let venta = pagos::vender(sede.db, &sede.caja, &intencion, pedido).await?;
        venta.map_err(|negativa| interno(format!("a sale of the demo was refused: {negativa:?}")))
    }

    /// Blind count, and the close; a difference now and then, with its reason.
    pub async fn cerrar(&self, sede: &Sede<'_>, azar: &mut ChaCha8Rng, en: DateTime<Utc>) -> AppResult<()> {
        sede.db.reloj().fijar(en);
        if azar.random_bool(0.4) {
            self.retirar(sede, azar).await?;
        }
        let esperado = sede.db.leer(&sede.caja, async |tx| sesiones::esperado(tx, self.sesion_id).await).await?;
        let diferencia = *[0, 0, 0, 0, 0, 0, -1_000, 500].choose(azar).unwrap_or(&0);
        let conteo = contar(&esperado, diferencia);
        let intencion = Intencion::nueva(clave(azar), "arqueo", &sede.caja, &(self.sesion_id, &conteo))?;
        cajas::contar(sede.db, &sede.caja, &intencion, self.sesion_id, &conteo).await?;
        let motivo = match diferencia {
            0 => "",
            d if d < 0 => "Se entregó vuelto de más",
            _ => "Un paciente no esperó su vuelto",
        };
        let dejado = conteo.efectivo().min(Decimal::from(FONDO));
        let cierre = NuevoCierre { motivo: motivo.into(), dejado, con_impagas: true };
        let intencion = Intencion::nueva(clave(azar), "cierre_caja", &sede.caja, &(self.sesion_id, &cierre))?;
        cajas::cerrar(sede.db, &sede.caja, &intencion, self.sesion_id, &cierre).await?;
        Ok(())
    }

    async fn retirar(&self, sede: &Sede<'_>, azar: &mut ChaCha8Rng) -> AppResult<()> {
        let (motivo, monto) =
            *[("Artículos de aseo", 12_990), ("Agua para la sala de espera", 8_400), ("Taxi de urgencia", 6_500)]
                .choose(azar)
                .unwrap_or(&("Taxi", 6_500));
        let movimiento = NuevoMovimientoCaja {
            sesion_id: self.sesion_id,
            sentido: Sentido::Salida,
            monto: Decimal::from(monto),
            motivo: motivo.into(),
        };
        let intencion = Intencion::nueva(clave(azar), "movimiento_caja", &sede.caja, &movimiento)?;
        cajas::mover(sede.db, &sede.caja, &intencion, &movimiento).await?;
        Ok(())
    }
}

/// Something that is sold apart and never runs out, with what it costs.
fn extra(sede: &Sede<'_>, azar: &mut ChaCha8Rng) -> Vec<(Extra, i64)> {
    use super::datos::Suerte;
    let en_venta: Vec<_> = sede
        .insumos
        .iter()
        .filter(|(_, i)| matches!(i.suerte, Suerte::Normal | Suerte::SinFecha | Suerte::PorVencer(_)))
        .filter_map(|(_, i)| Some((i.codigo, i.precio?)))
        .collect();
    let elegido = en_venta.choose(azar).map(|(codigo, precio)| {
        let cantidad = azar.random_range(1..=2);
        (Extra { codigo: (*codigo).into(), cantidad: Decimal::from(cantidad), descuento: None }, precio * cantidad)
    });
    elegido.into_iter().collect()
}

fn medio(azar: &mut ChaCha8Rng, metodo: &'static str, monto: i64) -> MedioEntregado {
    let referencia = match metodo {
        "efectivo" => String::new(),
        _ => format!("{:06}", azar.random_range(0..1_000_000)),
    };
    MedioEntregado { metodo, monto: Decimal::from(monto), referencia }
}

/// Cash comes in notes, cards to the peso, and some pay part with each.
fn entregar(azar: &mut ChaCha8Rng, total: i64) -> Vec<MedioEntregado> {
    let billetes = |monto: i64, billete: i64| (monto + billete - 1) / billete * billete;
    match azar.random_range(0..100) {
        0..30 => {
            let billete = *[1_000, 1_000, 5_000, 10_000, 20_000].choose(azar).unwrap_or(&1_000);
            vec![medio(azar, "efectivo", billetes(total, billete))]
        }
        30..65 => vec![medio(azar, "debito", total)],
        65..82 => vec![medio(azar, "credito", total)],
        82..92 => vec![medio(azar, "transferencia", total)],
        92..94 => vec![medio(azar, "cheque", total)],
        _ => {
            let tarjeta = (total / 2_000 * 1_000).max(1);
            vec![medio(azar, "credito", tarjeta), medio(azar, "efectivo", billetes(total - tarjeta, 1_000))]
        }
    }
}

fn contar(esperado: &[Esperado], diferencia: i64) -> Conteo {
    let mut conteo = Conteo::default();
    for Esperado { medio, monto } in esperado {
        let metodo = crate::values::cobro::Metodo::de_codigo(medio).map_or("", |m| m.codigo());
        if metodo == "efectivo" {
            conteo.denominaciones = piezas(monto.to_i64().unwrap_or_default() + diferencia);
        } else {
            conteo.declarados.push((metodo, *monto));
        }
    }
    conteo
}

/// The fewest pieces.
fn piezas(mut monto: i64) -> Vec<(Decimal, i32)> {
    PIEZAS
        .iter()
        .filter_map(|pieza| {
            let cantidad = i32::try_from(monto / pieza).ok().filter(|n| *n > 0)?;
            monto %= pieza;
            Some((Decimal::from(*pieza), cantidad))
        })
        .collect()
}

fn clave(azar: &mut ChaCha8Rng) -> Uuid {
    Uuid::from_u128(azar.random())
}
