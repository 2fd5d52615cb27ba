//! The citas of a list.

use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use crate::agenda::{Cita, Estado};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Rows of a page.
pub const FILAS: usize = 60;
/// And of the whole day on paper.
pub const FILAS_COMPLETA: usize = 2_000;

#[derive(Debug, Clone, Copy)]
pub struct Lista {
    pub ventana: (DateTime<Utc>, DateTime<Utc>),
    pub profesional: Option<i64>,
    pub prestacion: Option<i64>,
    pub estado: Option<Estado>,
    /// Start and id of the last one seen.
    pub despues: (DateTime<Utc>, i64),
    pub filas: usize,
}

/// A page by start, and one more when others follow.
pub async fn citas(tx: &mut Tx<'_>, lista: &Lista) -> AppResult<Vec<Cita>> {
    Ok(consulta(
        "select * from citas_detalle where clinica_id = clinica_actual() and inicio >= $1 and inicio < $2
           and ($3 is null or profesional_id = $3) and ($4 is null or prestacion_id = $4) and ($5 is null or estado = $5)
           and (inicio > $6 or inicio = $6 and id > $7)
         order by inicio, id limit $8",
    )
    .bind::<Timestamptz, _>(lista.ventana.0.max(lista.despues.0))
    .bind::<Timestamptz, _>(lista.ventana.1)
    .bind::<Nullable<BigInt>, _>(lista.profesional)
    .bind::<Nullable<BigInt>, _>(lista.prestacion)
    .bind::<Nullable<Text>, _>(lista.estado.map(Estado::codigo))
    .bind::<Timestamptz, _>(lista.despues.0)
    .bind::<BigInt, _>(lista.despues.1)
    .bind::<BigInt, _>(lista.filas as i64 + 1)
    .load(tx.pg())
    .await?)
}
