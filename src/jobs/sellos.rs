//! The days of the audit that are over, sealed one after the other.

use chrono::NaiveDate;

use crate::auditoria::sellos::{Dia, firmar_dia, queries, resumir};
use crate::db::Db;
use crate::error::AppResult;
use crate::services::sellos;
use crate::values::llave::Llave;

/// How many days were sealed. A day waits while somebody who wrote in it has not ended; the next round looks again.
pub async fn sellar(db: &Db, llave: &Llave) -> AppResult<usize> {
    let llave = llave.para("auditoria");
    queries::cerrar_dias(db).await?;
    let mut cuantos = 0;
    while let Some(dia) = queries::por_sellar(db).await? {
        if !sellar_dia(db, &llave, dia).await? {
            break;
        }
        cuantos += 1;
    }
    Ok(cuantos)
}

/// False when another worker did it first.
async fn sellar_dia(db: &Db, llave: &Llave, dia: NaiveDate) -> AppResult<bool> {
    let mut sellos = Vec::new();
    for rastro in queries::rastros(db, dia).await?.iter().filter(|r| r.filas) {
        sellos.push(sellos::sellar(db, llave, rastro.clinica, dia).await?);
    }
    let resumen = resumir(&sellos);
    let anterior = queries::dia_anterior(db, dia).await?.map_or_else(|| vec![0; 32], |d| d.sello);
    let sello = firmar_dia(llave, dia, &resumen, &anterior).to_vec();
    let hecho = queries::sellar_dia(db, &Dia { dia, resumen, anterior, sello }).await?;
    if hecho {
        tracing::info!(%dia, clinicas = sellos.len(), "a day of the audit is sealed");
    }
    Ok(hecho)
}
