//! Reads of a link, and its single uses.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bytea};
use diesel_async::RunQueryDsl;

use super::model::{Citada, Efecto, Enlace};
use crate::db::{Db, Tx, consulta};
use crate::error::AppResult;

/// `None`: no such link.
pub async fn enlace(db: &Db, token_hash: &[u8]) -> AppResult<Option<Enlace>> {
    let mut con = db.conexion().await?;
    let pedido = consulta("select * from enlace_de_cita($1)").bind::<Bytea, _>(token_hash);
    Ok(pedido.get_result(&mut *con).await.optional()?)
}

/// It ends when the cita begins.
pub async fn crear(tx: &mut Tx<'_>, cita: i64, token_hash: &[u8]) -> AppResult<()> {
    consulta(
        "insert into enlaces_cita (clinica_id, cita_id, token_hash, vence)
         select clinica_id, id, $2, inicio from citas where clinica_id = clinica_actual() and id = $1",
    )
    .bind::<BigInt, _>(cita)
    .bind::<Bytea, _>(token_hash)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// The last of the chain of rescheduled citas that begins with the link's own.
pub async fn citada(tx: &mut Tx<'_>, enlace: i64) -> AppResult<Citada> {
    Ok(consulta(
        "select cl.nombre as clinica, a.zona, a.telefono, a.aviso_en_linea, e.vence, e.confirmo is not null as confirmo,
           e.cancelo is not null as cancelo, e.cambio is not null as cambio, c.id as cita_id, c.estado, c.inicio, c.profesional_id,
           p.nombre as profesional, c.prestacion_id, pr.horizonte, su.nombre as sucursal, su.direccion
         from enlaces_cita e
         cross join lateral (
           with recursive cadena as (
             select e.cita_id as id, 0 as paso
             union all
             select s.id, k.paso + 1 from cadena k join citas s on s.clinica_id = e.clinica_id and s.reagendada_de = k.id)
           select cadena.id from cadena order by paso desc limit 1) u
         join citas c on c.clinica_id = e.clinica_id and c.id = u.id
         join clinicas cl on cl.id = e.clinica_id
         join ajustes_avisos a on a.clinica_id = e.clinica_id
         join profesionales p on p.clinica_id = c.clinica_id and p.id = c.profesional_id
         join prestaciones pr on pr.clinica_id = c.clinica_id and pr.id = c.prestacion_id
         join sucursales su on su.clinica_id = c.clinica_id and su.id = c.sucursal_id
         where e.clinica_id = clinica_actual() and e.id = $1",
    )
    .bind::<BigInt, _>(enlace)
    .get_result(tx.pg())
    .await?)
}

/// Whether this is its first use for that: of two at once, the second waits and finds it used.
pub async fn usar(tx: &mut Tx<'_>, enlace: i64, efecto: Efecto) -> AppResult<bool> {
    let sql = match efecto {
        Efecto::Confirmar => {
            "update enlaces_cita set confirmo = ahora() where clinica_id = clinica_actual() and id = $1 and confirmo is null"
        }
        Efecto::Cancelar => {
            "update enlaces_cita set cancelo = ahora() where clinica_id = clinica_actual() and id = $1 and cancelo is null"
        }
        Efecto::Cambiar(_) => {
            "update enlaces_cita set cambio = ahora() where clinica_id = clinica_actual() and id = $1 and cambio is null"
        }
    };
    Ok(consulta(sql).bind::<BigInt, _>(enlace).execute(tx.pg()).await? == 1)
}
