//! Reads of reports. Rows and totals share one filter.

use diesel::sql_types::{BigInt, Integer, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Despues, PagoDelDia, Periodo, TotalPorMedio};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

const ENTRAN: &str = "clinica_id = $1 and en >= $2 and en < $3 and en <= $4";

/// One page in order of time, and one row more when there is a next one.
pub async fn pagos(
    tx: &mut Tx<'_>,
    periodo: &Periodo,
    despues: Option<Despues>,
    limite: i64,
) -> AppResult<Vec<PagoDelDia>> {
    let clinica = tx.actor().clinica;
    let despues = despues.unwrap_or(Despues { en: periodo.desde, id: 0 });
    Ok(consulta(format!(
        "select id, en, folio, tipo, paciente, cajero, total, medios, montos from pagos_detalle
         where {ENTRAN} and (en, id) > ($5, $6) order by en, id limit $7"
    ))
    .bind::<Integer, _>(clinica)
    .bind::<Timestamptz, _>(periodo.desde)
    .bind::<Timestamptz, _>(periodo.hasta)
    .bind::<Timestamptz, _>(periodo.corte)
    .bind::<Timestamptz, _>(despues.en)
    .bind::<BigInt, _>(despues.id)
    .bind::<BigInt, _>(limite + 1)
    .load(tx.pg())
    .await?)
}

/// Of all pages, not only the one on the screen; the largest first.
pub async fn totales(tx: &mut Tx<'_>, periodo: &Periodo) -> AppResult<Vec<TotalPorMedio>> {
    let clinica = tx.actor().clinica;
    Ok(consulta(format!(
        "select medio, count(*) as pagos, sum(monto) as monto from pagos_por_medio where {ENTRAN} group by medio order by 3 desc, 1"
    ))
            .bind::<Integer, _>(clinica)
            .bind::<Timestamptz, _>(periodo.desde)
            .bind::<Timestamptz, _>(periodo.hasta)
            .bind::<Timestamptz, _>(periodo.corte)
    .load(tx.pg())
    .await?)
}
