//! Reads and single-table writes of identity, most of them before any clinic is set.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Bytea, Integer, Interval, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::model::NuevaSesion;
use super::{Apertura, Permiso, Rol, Titular};
use crate::db::{Db, Tx, ahora, consulta};
use crate::error::AppResult;

/// A session unused for so long is over, whatever its absolute expiry.
pub const INACTIVIDAD: TimeDelta = TimeDelta::hours(8);

/// One round trip opens a request: session, membership, permissions. `slug` empty asks for the person only.
pub async fn abrir_peticion(db: &Db, token_hash: &[u8], slug: &str) -> AppResult<Option<Apertura>> {
    let mut con = db.conexion().await?;
    let pedido = consulta("select * from abrir_peticion($1, $2, $3, $4)")
        .bind::<Bytea, _>(token_hash)
        .bind::<Text, _>(slug)
        .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
        .bind::<Interval, _>(INACTIVIDAD);
    Ok(pedido.get_result(&mut *con).await.optional()?)
}

/// The session still stands, and its person may still do this in the clinic. Unlike a request, asking does not prolong it.
pub async fn sigue_dentro(db: &Db, sesion: i64, clinica: i32, permiso: Permiso) -> AppResult<bool> {
    #[derive(QueryableByName)]
    struct Sigue {
        #[diesel(sql_type = Bool)]
        sigue: bool,
    }
    let mut con = db.conexion().await?;
    let pedido = consulta("select sigue_dentro($1, $2, $3, $4, $5) as sigue")
        .bind::<BigInt, _>(sesion)
        .bind::<Integer, _>(clinica)
        .bind::<Text, _>(permiso.codigo())
        .bind::<Nullable<Timestamptz>, _>(db.reloj().fijado())
        .bind::<Interval, _>(INACTIVIDAD);
    Ok(pedido.get_result::<Sigue>(&mut *con).await?.sigue)
}

/// What a sign-in is decided on; always one row, so that an unknown person costs the same.
#[derive(Debug, QueryableByName)]
pub struct Credencial {
    #[diesel(sql_type = Nullable<BigInt>)]
    pub usuario_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub clave_hash: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub bloqueado_hasta: Option<DateTime<Utc>>,
}

/// `claves`: the throttle keys of the account and of the address.
pub async fn credencial(con: &mut AsyncPgConnection, correo: &str, claves: &[Vec<u8>]) -> AppResult<Credencial> {
    Ok(consulta(
        "select u.id as usuario_id, u.clave_hash, i.bloqueado_hasta
         from (select max(bloqueado_hasta) as bloqueado_hasta from intentos_ingreso where clave = any($2)) i
         left join usuarios u on u.correo = $1 and u.estado = 'activo'",
    )
    .bind::<Text, _>(correo)
    .bind::<Array<Bytea>, _>(claves)
    .get_result(con)
    .await?)
}

/// Until when what is counted under this key has to wait.
pub async fn bloqueo(con: &mut AsyncPgConnection, clave: &[u8]) -> AppResult<Option<DateTime<Utc>>> {
    use crate::schema::intentos_ingreso as t;
    let hasta: Option<Option<_>> = t::table.find(clave).select(t::bloqueado_hasta).first(con).await.optional()?;
    Ok(hasta.flatten())
}

/// Where a letter about somebody's account hangs; `None` when the person works nowhere.
pub async fn titular(db: &Db, usuario_id: i64) -> AppResult<Option<Titular>> {
    let mut con = db.conexion().await?;
    let pedido = consulta("select * from titular_de_cuenta($1)").bind::<BigInt, _>(usuario_id);
    Ok(pedido.get_result(&mut *con).await.optional()?)
}

/// Counts a failed sign-in; from `limite` failures on, each one blocks the key twice as long, a quarter of an hour at most.
/// A day without failures forgets them. False while the key is blocked: nothing is counted then.
pub async fn anotar_fallo(
    con: &mut AsyncPgConnection,
    clave: &[u8],
    limite: i32,
    ahora: DateTime<Utc>,
) -> AppResult<bool> {
    let contada = consulta(
        "insert into intentos_ingreso as i (clave, fallos, ultimo) values ($1, 1, $3)
         on conflict (clave) do update set ultimo = $3,
           fallos = case when i.ultimo < $3 - interval '1 day' then 1 else i.fallos + 1 end,
           bloqueado_hasta = case when i.ultimo >= $3 - interval '1 day' and i.fallos + 1 >= $2
             then $3 + least(interval '30 seconds' * power(2, least(i.fallos + 1 - $2, 10)), interval '15 minutes') end
           where i.bloqueado_hasta is null or i.bloqueado_hasta <= $3",
    )
    .bind::<Bytea, _>(clave)
    .bind::<Integer, _>(limite)
    .bind::<Timestamptz, _>(ahora);
    Ok(contada.execute(con).await? == 1)
}

pub async fn olvidar_fallos(con: &mut AsyncPgConnection, clave: &[u8]) -> AppResult<()> {
    use crate::schema::intentos_ingreso as t;
    diesel::delete(t::table.find(clave)).execute(con).await?;
    Ok(())
}

/// Still so at the commit: a change of password waits for this session and then ends it, or is seen here.
pub async fn clave_vigente(con: &mut AsyncPgConnection, usuario_id: i64, hash: &str) -> AppResult<bool> {
    use crate::schema::usuarios as t;
    let suya = t::table.find(usuario_id).filter(t::clave_hash.eq(hash)).filter(t::estado.eq("activo"));
    Ok(suya.select(t::id).for_share().first::<i64>(con).await.optional()?.is_some())
}

pub async fn crear_sesion(con: &mut AsyncPgConnection, sesion: &NuevaSesion<'_>) -> AppResult<()> {
    use crate::schema::sesiones_usuario as t;
    diesel::insert_into(t::table).values(sesion).execute(con).await?;
    Ok(())
}

pub async fn revocar_sesion(
    con: &mut AsyncPgConnection,
    usuario_id: i64,
    sesion_id: i64,
    ahora: DateTime<Utc>,
) -> AppResult<()> {
    use crate::schema::sesiones_usuario as t;
    diesel::update(
        t::table.filter(t::id.eq(sesion_id)).filter(t::usuario_id.eq(usuario_id)).filter(t::revocada.is_null()),
    )
    .set(t::revocada.eq(ahora))
    .execute(con)
    .await?;
    Ok(())
}

#[derive(Debug, QueryableByName)]
pub struct ClinicaDeUsuario {
    #[diesel(sql_type = Text)]
    pub slug: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
}

pub async fn clinicas_de_usuario(db: &Db, usuario_id: i64) -> AppResult<Vec<ClinicaDeUsuario>> {
    let mut con = db.conexion().await?;
    Ok(consulta("select * from clinicas_de_usuario($1)").bind::<BigInt, _>(usuario_id).load(&mut *con).await?)
}

/// The person of an e-mail, made when there is none: one person may work in several clinics.
pub async fn usuario_de_correo(tx: &mut Tx<'_>, correo: &str, nombre: &str) -> AppResult<i64> {
    use crate::schema::usuarios as t;
    let correo = correo.trim().to_lowercase();
    diesel::insert_into(t::table)
        .values((t::correo.eq(&correo), t::nombre.eq(nombre.trim())))
        .on_conflict(t::correo)
        .do_nothing()
        .execute(tx.pg())
        .await?;
    Ok(t::table.filter(t::correo.eq(&correo)).select(t::id).first(tx.pg()).await?)
}

/// The person's active membership in the actor's clinic, made when there is none. For worlds made up by the program:
/// people come in by `invitar` and their own consent.
pub async fn asegurar_membresia(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<i64> {
    use crate::schema::membresias as t;
    let clinica = tx.actor().clinica;
    let activa = (t::estado.eq("activa"), t::aceptada.eq(ahora().nullable()));
    Ok(diesel::insert_into(t::table)
        .values((t::clinica_id.eq(clinica), t::usuario_id.eq(usuario_id), activa))
        .on_conflict((t::clinica_id, t::usuario_id))
        .do_update()
        .set(activa)
        .returning(t::id)
        .get_result(tx.pg())
        .await?)
}

/// A membership that waits for the person's consent; `None` when there is one already, whatever its state.
pub async fn invitar(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<Option<i64>> {
    use crate::schema::membresias as t;
    let actor = tx.actor();
    Ok(diesel::insert_into(t::table)
        .values((
            t::clinica_id.eq(actor.clinica),
            t::usuario_id.eq(usuario_id),
            t::estado.eq("invitada"),
            t::creado_por.eq(actor.membresia),
        ))
        .on_conflict((t::clinica_id, t::usuario_id))
        .do_nothing()
        .returning(t::id)
        .get_result(tx.pg())
        .await
        .optional()?)
}

pub async fn dar_roles(tx: &mut Tx<'_>, membresia_id: i64, roles: &[Rol]) -> AppResult<()> {
    use crate::schema::membresias_roles as t;
    let clinica = tx.actor().clinica;
    let filas: Vec<_> = roles
        .iter()
        .map(|rol| (t::clinica_id.eq(clinica), t::membresia_id.eq(membresia_id), t::rol.eq(rol.codigo())))
        .collect();
    diesel::insert_into(t::table).values(filas).on_conflict_do_nothing().execute(tx.pg()).await?;
    Ok(())
}

/// A link of the actor's clinic. Several may be open at once (handed over, sent by mail): the first one followed is the one.
pub async fn crear_enlace(
    tx: &mut Tx<'_>,
    usuario_id: i64,
    motivo: &str,
    token_hash: &[u8],
    vence: DateTime<Utc>,
) -> AppResult<()> {
    use crate::schema::enlaces_usuario as t;
    diesel::insert_into(t::table)
        .values((t::token_hash.eq(token_hash), t::usuario_id.eq(usuario_id), t::motivo.eq(motivo), t::vence.eq(vence)))
        .execute(tx.pg())
        .await?;
    Ok(())
}

pub async fn guardar_clave(con: &mut AsyncPgConnection, usuario_id: i64, hash: &str) -> AppResult<()> {
    use crate::schema::usuarios as t;
    diesel::update(t::table.find(usuario_id))
        .set((t::clave_hash.eq(hash), t::clave_cambiada.eq(ahora().nullable())))
        .execute(con)
        .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Numero {
    #[diesel(sql_type = Integer)]
    id: i32,
}

/// The clinic of a path, for the program itself; `NoEncontrado` when there is none.
pub async fn clinica_de_slug(db: &Db, slug: &str) -> AppResult<i32> {
    let mut con = db.conexion().await?;
    let fila: Numero = consulta("select clinica_de_slug($1) as id where clinica_de_slug($1) is not null")
        .bind::<Text, _>(slug)
        .get_result(&mut *con)
        .await?;
    Ok(fila.id)
}
