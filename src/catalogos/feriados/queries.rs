//! Reads and single-table writes of holidays.

use diesel::prelude::*;
use diesel::sql_types::Integer;
use diesel_async::RunQueryDsl;

use super::model::{Legal, NuevaPalabra, Palabra};
use crate::db::{Tx, consulta};
use crate::error::{AppError, AppResult};
use crate::schema::feriados_clinica;

pub async fn legales(tx: &mut Tx<'_>, anio: i32) -> AppResult<Vec<Legal>> {
    Ok(consulta(
        "select ambito, fecha, nombre, irrenunciable from feriados
         where fecha >= make_date($1, 1, 1) and fecha < make_date($1 + 1, 1, 1) and ambito in (
           select unnest(array[s.region, split_part(s.region, '-', 1)]) from sucursales s where s.clinica_id = clinica_actual())
         order by fecha, ambito",
    )
    .bind::<Integer, _>(anio)
    .load(tx.pg())
    .await?)
}

pub async fn palabras(tx: &mut Tx<'_>, anio: i32) -> AppResult<Vec<Palabra>> {
    Ok(consulta(
        "select f.id, f.fecha, f.nombre, s.nombre as sucursal, f.atiende
         from feriados_clinica f left join sucursales s on s.clinica_id = f.clinica_id and s.id = f.sucursal_id
         where f.clinica_id = clinica_actual() and f.fecha >= make_date($1, 1, 1) and f.fecha < make_date($1 + 1, 1, 1)
         order by f.fecha, s.nombre nulls first",
    )
    .bind::<Integer, _>(anio)
    .load(tx.pg())
    .await?)
}

pub async fn decir(tx: &mut Tx<'_>, nueva: &NuevaPalabra) -> AppResult<()> {
    let clinica = tx.actor().clinica;
    diesel::insert_into(feriados_clinica::table)
        .values((feriados_clinica::clinica_id.eq(clinica), nueva))
        .execute(tx.pg())
        .await?;
    Ok(())
}

pub async fn retirar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let fila = feriados_clinica::table.find((tx.actor().clinica, id));
    let retiradas = diesel::delete(fila).execute(tx.pg()).await?;
    if retiradas == 0 { Err(AppError::NoEncontrado) } else { Ok(()) }
}
