//! Reads and single-table writes of a person's own account.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Bool, Text};
use diesel_async::RunQueryDsl;

use crate::db::{Tx, ahora, consulta};
use crate::error::AppResult;
use crate::identidad::queries::INACTIVIDAD;
use crate::schema::{ingresos_a_medias, sesiones_usuario, usuarios};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sesiones_usuario)]
pub struct Sesion {
    pub id: i64,
    pub ultima: DateTime<Utc>,
    pub direccion: String,
    pub agente: String,
}

/// Those that still open the door, the latest used first.
pub async fn sesiones(tx: &mut Tx<'_>, usuario_id: i64, ahora: DateTime<Utc>) -> AppResult<Vec<Sesion>> {
    use sesiones_usuario as t;
    Ok(t::table
        .filter(t::usuario_id.eq(usuario_id))
        .filter(t::revocada.is_null())
        .filter(t::vence.gt(ahora))
        .filter(t::ultima.gt(ahora - INACTIVIDAD))
        .order((t::ultima.desc(), t::id.desc()))
        .select(Sesion::as_select())
        .load(tx.pg())
        .await?)
}

pub async fn revocar_otras(tx: &mut Tx<'_>, usuario_id: i64, menos: i64) -> AppResult<()> {
    use sesiones_usuario as t;
    let otras = t::table.filter(t::usuario_id.eq(usuario_id)).filter(t::id.ne(menos)).filter(t::revocada.is_null());
    diesel::update(otras).set(t::revocada.eq(ahora().nullable())).execute(tx.pg()).await?;
    olvidar_a_medias(tx, usuario_id).await
}

pub async fn revocar_todas(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<()> {
    use sesiones_usuario as t;
    let suyas = t::table.filter(t::usuario_id.eq(usuario_id)).filter(t::revocada.is_null());
    diesel::update(suyas).set(t::revocada.eq(ahora().nullable())).execute(tx.pg()).await?;
    olvidar_a_medias(tx, usuario_id).await
}

/// What waits for its code waits for nothing.
async fn olvidar_a_medias(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<()> {
    use ingresos_a_medias as t;
    diesel::delete(t::table.filter(t::usuario_id.eq(usuario_id))).execute(tx.pg()).await?;
    Ok(())
}

/// Remembers it, and answers whether it is new to a person who has others: neither its cookie was seen before nor one called so
/// from the same network.
pub async fn anotar_aparato(
    tx: &mut Tx<'_>,
    usuario_id: i64,
    huella: &[u8],
    nombre: &str,
    red: &str,
) -> AppResult<bool> {
    #[derive(QueryableByName)]
    struct Fila {
        #[diesel(sql_type = Bool)]
        nuevo: bool,
    }
    let fila: Fila = consulta(
        "with previos as (select huella, nombre, red from aparatos_usuario where usuario_id = $1),
         viejos as (delete from aparatos_usuario where usuario_id = $1 and huella <> $2 and visto < ahora() - interval '400 days'),
         este as (insert into aparatos_usuario (usuario_id, huella, nombre, red) values ($1, $2, $3, $4)
           on conflict (usuario_id, huella) do update set nombre = excluded.nombre, red = excluded.red, visto = ahora())
         select exists (select from previos)
           and not exists (select from previos where huella = $2 or nombre = $3 and red = $4) as nuevo",
    )
    .bind::<BigInt, _>(usuario_id)
    .bind::<Binary, _>(huella)
    .bind::<Text, _>(nombre)
    .bind::<Text, _>(red)
    .get_result(tx.pg())
    .await?;
    Ok(fila.nuevo)
}

/// False when the password is no longer the one that was proven.
pub async fn cambiar_clave(tx: &mut Tx<'_>, usuario_id: i64, antes: &str, despues: &str) -> AppResult<bool> {
    use usuarios as t;
    let suya = t::table.find(usuario_id).filter(t::clave_hash.eq(antes));
    let filas = diesel::update(suya)
        .set((t::clave_hash.eq(despues), t::clave_cambiada.eq(ahora().nullable())))
        .execute(tx.pg())
        .await?;
    Ok(filas == 1)
}

pub async fn poner_atajos(tx: &mut Tx<'_>, usuario_id: i64, atajos: bool) -> AppResult<()> {
    use usuarios as t;
    diesel::update(t::table.find(usuario_id)).set(t::atajos.eq(atajos)).execute(tx.pg()).await?;
    Ok(())
}
