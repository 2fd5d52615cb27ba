//! Reads and writes of excepciones, a whole date at a time.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::model::Excepcion;
use crate::catalogos::{Bloque, Lugar};
use crate::db::{Tx, consulta};
use crate::error::AppResult;
use crate::values::muro::Muro;

#[derive(QueryableByName)]
struct Fila {
    #[diesel(sql_type = Date)]
    fecha: NaiveDate,
    #[diesel(sql_type = Text)]
    motivo: String,
    #[diesel(sql_type = Nullable<Text>)]
    desde: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    hasta: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    sucursal_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    box_id: Option<i64>,
}

impl Fila {
    fn bloque(&self) -> Option<Bloque> {
        let (desde, hasta) = (Muro::inicio(self.desde.as_deref()?)?, Muro::termino(self.hasta.as_deref()?)?);
        Some(Bloque { desde, hasta, lugar: Lugar { sucursal: self.sucursal_id?, box_id: self.box_id } })
    }
}

/// In order of date.
pub async fn excepciones(tx: &mut Tx<'_>, profesional: i64, desde: NaiveDate) -> AppResult<Vec<Excepcion>> {
    let filas: Vec<Fila> = consulta(
        "select fecha, motivo, left(desde::text, 5) as desde, left(hasta::text, 5) as hasta, sucursal_id, box_id from excepciones
         where clinica_id = clinica_actual() and profesional_id = $1 and fecha >= $2
         order by fecha, desde",
    )
    .bind::<BigInt, _>(profesional)
    .bind::<Date, _>(desde)
    .load(tx.pg())
    .await?;
    let mut dias: Vec<Excepcion> = Vec::new();
    for fila in filas {
        let bloque = fila.bloque();
        match dias.last_mut() {
            Some(dia) if dia.fecha == fila.fecha => dia.bloques.extend(bloque),
            _ => {
                dias.push(Excepcion { fecha: fila.fecha, motivo: fila.motivo, bloques: bloque.into_iter().collect() });
            }
        }
    }
    Ok(dias)
}

/// The date goes by its horario again.
pub async fn quitar(tx: &mut Tx<'_>, profesional: i64, fecha: NaiveDate) -> AppResult<()> {
    use crate::schema::excepciones::dsl as t;
    let suyas = t::excepciones.filter(t::clinica_id.eq(tx.actor().clinica)).filter(t::profesional_id.eq(profesional));
    diesel::delete(suyas.filter(t::fecha.eq(fecha))).execute(tx.pg()).await?;
    Ok(())
}

/// In the place of what there was for the date.
pub async fn poner(tx: &mut Tx<'_>, profesional: i64, dia: &Excepcion) -> AppResult<()> {
    quitar(tx, profesional, dia.fecha).await?;
    // A closed day is one row without hours.
    let mut bloques: Vec<Option<Bloque>> = dia.bloques.iter().copied().map(Some).collect();
    if bloques.is_empty() {
        bloques.push(None);
    }
    let de = |f: fn(&Bloque) -> String| bloques.iter().map(|b| b.as_ref().map(f)).collect::<Vec<_>>();
    let sucursales: Vec<_> = bloques.iter().map(|b| b.map(|b| b.lugar.sucursal)).collect();
    let boxes: Vec<_> = bloques.iter().map(|b| b.and_then(|b| b.lugar.box_id)).collect();
    consulta(
        "insert into excepciones (clinica_id, profesional_id, fecha, motivo, desde, hasta, sucursal_id, box_id)
         select clinica_actual(), $1, $2, $3, b.desde::time, b.hasta::time, b.sucursal, b.box
         from unnest($4, $5, $6, $7) b (desde, hasta, sucursal, box)",
    )
    .bind::<BigInt, _>(profesional)
    .bind::<Date, _>(dia.fecha)
    .bind::<Text, _>(&dia.motivo)
    .bind::<Array<Nullable<Text>>, _>(de(|b| b.desde.to_string()))
    .bind::<Array<Nullable<Text>>, _>(de(|b| b.hasta.to_string()))
    .bind::<Array<Nullable<BigInt>>, _>(sucursales)
    .bind::<Array<Nullable<BigInt>>, _>(boxes)
    .execute(tx.pg())
    .await?;
    Ok(())
}
