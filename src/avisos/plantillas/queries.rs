//! Reads and writes of a clinic's words.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Jsonb, Nullable, Text};
use diesel_async::RunQueryDsl;
use serde_json::Value;

use super::model::{Clase, Plantillas, Textos};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

#[derive(QueryableByName)]
struct Propias {
    #[diesel(sql_type = Nullable<Jsonb>)]
    plantillas: Option<Value>,
}

/// What the clinic is called, and all that it wrote.
pub async fn plantillas(tx: &mut Tx<'_>) -> AppResult<Plantillas> {
    let fila: Propias = consulta("select plantillas_propias() as plantillas").get_result(tx.pg()).await?;
    Ok(fila.plantillas.as_ref().map(Plantillas::leer).unwrap_or_default())
}

/// `huella` is of the words as they were read, empty of those of the house; false when somebody else changed them meanwhile.
pub async fn guardar(tx: &mut Tx<'_>, clase: Clase, textos: &Textos, huella: &str) -> AppResult<bool> {
    let filas = consulta(
        "insert into plantillas as p (clinica_id, tipo, asunto, saludo, cuerpo, nota)
         select $1, $2, $3, $4, $5, $6 where $7 = '' or exists (select from plantillas where tipo = $2)
         on conflict (clinica_id, tipo) do update
         set asunto = excluded.asunto, saludo = excluded.saludo, cuerpo = excluded.cuerpo, nota = excluded.nota
         where huella_de_textos(p.asunto, p.saludo, p.cuerpo, p.nota) = $7",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<Text, _>(clase.codigo())
    .bind::<Text, _>(&textos.asunto)
    .bind::<Text, _>(&textos.saludo)
    .bind::<Text, _>(&textos.cuerpo)
    .bind::<Text, _>(&textos.nota)
    .bind::<Text, _>(huella)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

/// From now on the words are those of the house; false when they were.
pub async fn olvidar(tx: &mut Tx<'_>, clase: Clase) -> AppResult<bool> {
    let borradas =
        consulta("delete from plantillas where tipo = $1").bind::<Text, _>(clase.codigo()).execute(tx.pg()).await?;
    Ok(borradas == 1)
}

#[derive(QueryableByName)]
struct Numero {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Tests that somebody sent within the hour.
pub async fn pruebas_recientes(tx: &mut Tx<'_>, membresia: i64) -> AppResult<i64> {
    let fila: Numero = consulta(
        "select count(*) as n from mensajes where membresia_id = $1 and tipo = 'prueba_plantilla' and creado > ahora() - interval '1 hour'",
    )
    .bind::<BigInt, _>(membresia)
    .get_result(tx.pg())
    .await?;
    Ok(fila.n)
}
