//! Reads and writes of second factors and of sign-ins that wait for theirs.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Binary, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::model::{Acierto, Estado, Factor, SAL};
use crate::db::{Db, Tx, ahora, consulta};
use crate::error::AppResult;
use crate::schema::{ingresos_a_medias, segundos_factores, usuarios};

pub async fn estado(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<Option<Estado>> {
    let pedido = consulta("select creado, quedan from segundos_factores where usuario_id = $1");
    Ok(pedido.bind::<BigInt, _>(usuario_id).get_result(tx.pg()).await.optional()?)
}

pub async fn tiene(con: &mut AsyncPgConnection, usuario_id: i64) -> AppResult<bool> {
    use segundos_factores as t;
    Ok(diesel::select(diesel::dsl::exists(t::table.find(usuario_id))).get_result(con).await?)
}

/// False when there is one already.
pub async fn crear(
    tx: &mut Tx<'_>,
    usuario_id: i64,
    sal: &[u8; SAL],
    paso: i64,
    codigos: Vec<Vec<u8>>,
) -> AppResult<bool> {
    let filas = consulta(
        // Whoever signs in holds the person meanwhile: a session without it is there to be closed, or does not come to be.
        "with u as (select id from usuarios where id = $1 for no key update)
         insert into segundos_factores (usuario_id, sal, ultimo_paso, codigos) select u.id, $2, $3, $4 from u on conflict do nothing",
    )
    .bind::<BigInt, _>(usuario_id)
    .bind::<Binary, _>(sal.to_vec())
    .bind::<BigInt, _>(paso)
    .bind::<Array<Binary>, _>(codigos)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

/// False when there is none any more.
pub async fn poner_codigos(tx: &mut Tx<'_>, usuario_id: i64, codigos: Vec<Vec<u8>>) -> AppResult<bool> {
    let filas = consulta("update segundos_factores set codigos = $2 where usuario_id = $1")
        .bind::<BigInt, _>(usuario_id)
        .bind::<Array<Binary>, _>(codigos)
        .execute(tx.pg())
        .await?;
    Ok(filas == 1)
}

/// False when there was none.
pub async fn quitar(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<bool> {
    Ok(diesel::delete(segundos_factores::table.find(usuario_id)).execute(tx.pg()).await? == 1)
}

/// One at a time tries a code of a person: what the first one takes, the next does not find.
pub async fn sostener(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<Option<Factor>> {
    let pedido = consulta(
        "select usuario_id, sal, ultimo_paso, codigos from segundos_factores where usuario_id = $1 for update",
    );
    Ok(pedido.bind::<BigInt, _>(usuario_id).get_result(tx.pg()).await.optional()?)
}

/// Of whoever holds it.
pub async fn gastar(tx: &mut Tx<'_>, usuario_id: i64, acierto: Acierto) -> AppResult<()> {
    let gasto = match acierto {
        Acierto::Paso(paso) => consulta("update segundos_factores set ultimo_paso = $2 where usuario_id = $1")
            .bind::<BigInt, _>(usuario_id)
            .bind::<BigInt, _>(paso),
        Acierto::Papel(huella) => {
            consulta("update segundos_factores set codigos = array_remove(codigos, $2) where usuario_id = $1")
                .bind::<BigInt, _>(usuario_id)
                .bind::<Binary, _>(huella)
        }
    };
    gasto.execute(tx.pg()).await?;
    Ok(())
}

/// Those that nobody finished go with it.
pub async fn empezar(tx: &mut Tx<'_>, usuario_id: i64, token_hash: &[u8], vence: DateTime<Utc>) -> AppResult<()> {
    consulta(
        "with viejos as (delete from ingresos_a_medias where vence < ahora())
         insert into ingresos_a_medias (token_hash, usuario_id, vence) values ($1, $2, $3)",
    )
    .bind::<Binary, _>(token_hash)
    .bind::<BigInt, _>(usuario_id)
    .bind::<Timestamptz, _>(vence)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Whose sign-in waits under this token.
pub async fn a_medias(db: &Db, token_hash: &[u8]) -> AppResult<Option<i64>> {
    use ingresos_a_medias as t;
    let ahora = db.reloj().ahora();
    let suyo = t::table.find(token_hash).filter(t::vence.gt(ahora)).select(t::usuario_id);
    Ok(suyo.first(&mut *db.conexion().await?).await.optional()?)
}

/// Whether this is the one that ends it.
pub async fn terminar(tx: &mut Tx<'_>, token_hash: &[u8]) -> AppResult<bool> {
    use ingresos_a_medias as t;
    let suyo = t::table.find(token_hash).filter(t::vence.gt(ahora()));
    Ok(diesel::delete(suyo).execute(tx.pg()).await? == 1)
}

/// The account still stands, until this transaction ends.
pub async fn sigue_activo(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<bool> {
    use usuarios as t;
    let suya = t::table.find(usuario_id).filter(t::estado.eq("activo")).select(t::id);
    Ok(suya.for_share().first::<i64>(tx.pg()).await.optional()?.is_some())
}
