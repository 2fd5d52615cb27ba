//! Reads of what patients have in favour.

use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Numeric};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;

use crate::db::{Tx, consulta};
use crate::error::AppResult;

#[derive(QueryableByName)]
struct AFavor {
    #[diesel(sql_type = Numeric)]
    monto: Decimal,
}

/// Of a patient, with whoever was merged into them.
pub async fn a_favor(tx: &mut Tx<'_>, paciente: i64) -> AppResult<Decimal> {
    let fila: AFavor = consulta(
        "select coalesce(sum(a.monto), 0) as monto from abonos a where a.clinica_id = clinica_actual() and a.paciente_id in (
           select p.id from pacientes_breves v join pacientes p on p.clinica_id = v.clinica_id and p.id = v.vigente_id
           where v.clinica_id = clinica_actual() and v.id = $1
           union all
           select p.id from pacientes_breves v join pacientes p on p.clinica_id = v.clinica_id and p.fusionado_en = v.vigente_id
           where v.clinica_id = clinica_actual() and v.id = $1)",
    )
    .bind::<BigInt, _>(paciente)
    .get_result(tx.pg())
    .await?;
    Ok(fila.monto)
}

/// What a payment added to it and what it took, with what was moved since.
pub async fn de_pago(tx: &mut Tx<'_>, pago_id: i64) -> AppResult<Decimal> {
    let fila: AFavor = consulta("select coalesce(sum(monto), 0) as monto from abonos where pago_id = $1")
        .bind::<BigInt, _>(pago_id)
        .get_result(tx.pg())
        .await?;
    Ok(fila.monto)
}

/// What a payment left there when it was made.
pub async fn dejado(tx: &mut Tx<'_>, pago_id: i64) -> AppResult<Decimal> {
    let sql = "select coalesce(sum(monto), 0) as monto from abonos where pago_id = $1 and monto > 0 and reasignacion_id is null";
    let fila: AFavor = consulta(sql).bind::<BigInt, _>(pago_id).get_result(tx.pg()).await?;
    Ok(fila.monto)
}
