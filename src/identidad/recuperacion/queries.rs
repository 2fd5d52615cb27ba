//! Reads and writes of requests for another password, and of their links.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::{Db, Tx, ahora};
use crate::error::AppResult;
use crate::schema::{enlaces_usuario, recuperaciones, usuarios};

const MOTIVO: &str = "recuperacion";

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = recuperaciones)]
pub struct Pedida {
    pub id: i64,
    pub correo: String,
}

pub async fn anotar(con: &mut AsyncPgConnection, correo: &str) -> AppResult<()> {
    use recuperaciones as t;
    diesel::insert_into(t::table).values(t::correo.eq(correo)).execute(con).await?;
    Ok(())
}

/// The oldest first, so many at most.
pub async fn pedidas(db: &Db, limite: i64) -> AppResult<Vec<Pedida>> {
    use recuperaciones as t;
    let mut con = db.conexion().await?;
    Ok(t::table.order(t::id).limit(limite).select(Pedida::as_select()).load(&mut *con).await?)
}

/// Whether this is the one that takes care of it.
pub async fn tomar(con: &mut AsyncPgConnection, id: i64) -> AppResult<bool> {
    Ok(diesel::delete(recuperaciones::table.find(id)).execute(con).await? == 1)
}

/// Who has a password and may forget it.
pub async fn quien_recupera(db: &Db, correo: &str) -> AppResult<Option<i64>> {
    use usuarios as t;
    let mut con = db.conexion().await?;
    let suya = t::table.filter(t::correo.eq(correo)).filter(t::estado.eq("activo")).filter(t::clave_hash.is_not_null());
    Ok(suya.select(t::id).first(&mut *con).await.optional()?)
}

/// Whom an open link is for.
#[derive(Debug, Clone, Queryable)]
pub struct Enlace {
    pub usuario_id: i64,
    pub correo: String,
    pub nombre: String,
}

/// `None` when it was used, has expired, or is nobody's.
pub async fn enlace(db: &Db, token_hash: &[u8]) -> AppResult<Option<Enlace>> {
    use {enlaces_usuario as t, usuarios as u};
    let ahora = db.reloj().ahora();
    let mut con = db.conexion().await?;
    Ok(t::table
        .inner_join(u::table)
        .filter(t::token_hash.eq(token_hash))
        .filter(t::motivo.eq(MOTIVO))
        .filter(t::usado.is_null())
        .filter(t::vence.gt(ahora))
        .filter(u::estado.eq("activo"))
        .select((u::id, u::correo, u::nombre))
        .first(&mut *con)
        .await
        .optional()?)
}

/// Whether this is the one that uses it: of two at once, the second waits and finds it used.
pub async fn consumir(tx: &mut Tx<'_>, token_hash: &[u8]) -> AppResult<bool> {
    use enlaces_usuario as t;
    let suyo =
        t::table.find(token_hash).filter(t::motivo.eq(MOTIVO)).filter(t::usado.is_null()).filter(t::vence.gt(ahora()));
    Ok(diesel::update(suyo).set(t::usado.eq(ahora().nullable())).execute(tx.pg()).await? == 1)
}

/// Those of other letters are worth nothing any more.
pub async fn vencer_otros(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<()> {
    use enlaces_usuario as t;
    let abiertos = t::table
        .filter(t::usuario_id.eq(usuario_id))
        .filter(t::motivo.eq(MOTIVO))
        .filter(t::usado.is_null())
        .filter(t::vence.gt(ahora()));
    diesel::update(abiertos).set(t::vence.eq(ahora())).execute(tx.pg()).await?;
    Ok(())
}
