//! What the depot receives: at the beginning, and each time something runs short.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Numeric};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::datos::{Insumo, Suerte};
use super::sede::{Puesto, Sede};
use crate::bodega::stock::{NuevaEntrada, NuevoLote};
use crate::error::AppResult;
use crate::services::idempotencia::Intencion;
use crate::services::stock;

pub async fn primera_entrega(sede: &Sede<'_>, en: DateTime<Utc>) -> AppResult<()> {
    for puesto in &sede.insumos {
        let insumo = puesto.1;
        match insumo.suerte {
            Suerte::Escaso => entregar(sede, en, *puesto, insumo.minimo * 6 / 10, lejos(sede, insumo)).await?,
            Suerte::Vencido(dias) => {
                entregar(sede, en, *puesto, insumo.pedido, Some(sede.fecha(-dias))).await?;
                entregar(sede, en, *puesto, insumo.pedido / 2, lejos(sede, insumo)).await?;
            }
            _ => entregar(sede, en, *puesto, insumo.pedido, lejos(sede, insumo)).await?,
        }
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Queda {
    #[diesel(sql_type = BigInt)]
    insumo_id: i64,
    #[diesel(sql_type = Numeric)]
    cantidad: Decimal,
}

/// What is under twice its minimum comes in again. Two days ago came the lots that are about to expire.
pub async fn reponer(sede: &Sede<'_>, en: DateTime<Utc>, dias: i64) -> AppResult<()> {
    let sql = "select insumo_id, sum(cantidad) as cantidad from existencias group by 1";
    let quedan: Vec<Queda> =
        sede.db.leer(&sede.bodega, async |tx| Ok(diesel::sql_query(sql).load(tx.pg()).await?)).await?;
    for puesto in &sede.insumos {
        let insumo = puesto.1;
        let corto = quedan.iter().any(|q| q.insumo_id == puesto.0 && q.cantidad < Decimal::from(insumo.minimo * 2));
        match insumo.suerte {
            Suerte::PorVencer(falta) if dias == -2 => {
                entregar(sede, en, *puesto, (insumo.pedido / 2).max(4), Some(sede.fecha(falta))).await?;
            }
            Suerte::Escaso | Suerte::Vencido(_) => {}
            _ if corto => entregar(sede, en, *puesto, insumo.pedido, lejos(sede, insumo)).await?,
            _ => {}
        }
    }
    Ok(())
}

/// Ten months to two years, the same for each insumo.
fn lejos(sede: &Sede<'_>, insumo: &Insumo) -> Option<NaiveDate> {
    let dias = 300 + insumo.costo % 430;
    (insumo.suerte != Suerte::SinFecha).then(|| sede.fecha(dias))
}

async fn entregar(
    sede: &Sede<'_>,
    en: DateTime<Utc>,
    (insumo_id, insumo): Puesto<Insumo>,
    cantidad: i64,
    caduca: Option<NaiveDate>,
) -> AppResult<()> {
    sede.db.reloj().fijar(en);
    let llegada = sede.zona().fecha(en);
    let entrada = NuevaEntrada {
        deposito_id: sede.lugar.deposito_id,
        lote: NuevoLote {
            insumo_id,
            codigo: format!(
                "{}{}",
                llegada.format("%y%m%d"),
                if caduca.is_some_and(|c| c < sede.fecha(60)) { "B" } else { "A" }
            ),
            caduca,
            cantidad: Decimal::from(cantidad),
            costo: Decimal::from(insumo.costo + insumo.costo * i64::from(llegada.day() % 9) / 100),
        },
        documento: format!("Factura {}", 48_000 + (llegada - sede.fecha(-400)).num_days()),
        efectiva: llegada,
    };
    let clave = clave_de(&entrada);
    let intencion = Intencion::nueva(clave, "entrada", &sede.bodega, &entrada)?;
    stock::recibir(sede.db, &sede.bodega, &intencion, &entrada).await?;
    Ok(())
}

/// One insumo, lot and expiry come in once.
fn clave_de(entrada: &NuevaEntrada) -> Uuid {
    use sha2::{Digest, Sha256};
    let digest =
        Sha256::digest(format!("{}/{}/{:?}", entrada.lote.insumo_id, entrada.lote.codigo, entrada.lote.caduca));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, d)| *byte = d);
    Uuid::from_bytes(bytes)
}
