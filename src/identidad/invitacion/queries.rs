//! Reads and writes of an invitation's link and of who was invited.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::db::{Db, Tx, ahora};
use crate::error::AppResult;
use crate::schema::{clinicas, enlaces_usuario, membresias, usuarios};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = enlaces_usuario)]
pub struct Enlace {
    pub usuario_id: i64,
    pub clinica_id: Option<i32>,
    pub vence: DateTime<Utc>,
    pub usado: Option<DateTime<Utc>>,
}

/// `None` for a token that nobody made.
pub async fn enlace(db: &Db, token_hash: &[u8]) -> AppResult<Option<Enlace>> {
    use enlaces_usuario as t;
    let mut con = db.conexion().await?;
    Ok(t::table
        .find(token_hash)
        .filter(t::motivo.eq("invitacion"))
        .select(Enlace::as_select())
        .first(&mut *con)
        .await
        .optional()?)
}

/// Who was invited, where, and what they have already.
#[derive(Debug, Clone, Queryable)]
pub struct Invitado {
    pub membresia_id: i64,
    pub membresia_estado: String,
    pub usuario_id: i64,
    pub correo: String,
    pub nombre: String,
    pub usuario_estado: String,
    pub clave_hash: Option<String>,
    pub clinica_slug: String,
    pub clinica_nombre: String,
}

/// In the clinic of the transaction.
pub async fn invitado(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<Invitado> {
    Ok(membresias::table
        .inner_join(usuarios::table)
        .inner_join(clinicas::table)
        .filter(membresias::usuario_id.eq(usuario_id))
        .filter(clinicas::estado.eq("activa"))
        .select((
            membresias::id,
            membresias::estado,
            usuarios::id,
            usuarios::correo,
            usuarios::nombre,
            usuarios::estado,
            usuarios::clave_hash,
            clinicas::slug,
            clinicas::nombre,
        ))
        .first(tx.pg())
        .await?)
}

/// Whether this is the one that uses it: of two at once, the second waits and finds it used.
pub async fn consumir(tx: &mut Tx<'_>, token_hash: &[u8]) -> AppResult<bool> {
    use enlaces_usuario as t;
    let suyo = t::table.find(token_hash).filter(t::usado.is_null()).filter(t::vence.gt(ahora()));
    Ok(diesel::update(suyo).set(t::usado.eq(ahora().nullable())).execute(tx.pg()).await? == 1)
}

/// False when the invitation was withdrawn, or followed through another link.
pub async fn activar(tx: &mut Tx<'_>, membresia_id: i64) -> AppResult<bool> {
    use membresias as t;
    let suya = t::table.filter(t::id.eq(membresia_id)).filter(t::estado.eq("invitada"));
    let filas =
        diesel::update(suya).set((t::estado.eq("activa"), t::aceptada.eq(ahora().nullable()))).execute(tx.pg()).await?;
    Ok(filas == 1)
}

/// False when there is one by now: a link never replaces a password.
pub async fn primera_clave(tx: &mut Tx<'_>, usuario_id: i64, hash: &str) -> AppResult<bool> {
    use usuarios as t;
    let suya = t::table.find(usuario_id).filter(t::clave_hash.is_null());
    let filas = diesel::update(suya)
        .set((t::clave_hash.eq(hash), t::clave_cambiada.eq(ahora().nullable())))
        .execute(tx.pg())
        .await?;
    Ok(filas == 1)
}
