//! Reads of a link, and its single uses.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bytea, Text};
use diesel_async::RunQueryDsl;

use super::model::{Citada, Efecto, Enlace, Proxima};
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
    let de = "select e.* from enlaces_cita e where e.clinica_id = clinica_actual() and e.id = $1";
    Ok(consulta(citada_de(de)).bind::<BigInt, _>(enlace).get_result(tx.pg()).await?)
}

/// The same of a cita, by no link.
pub async fn citada_sin_enlace(tx: &mut Tx<'_>, cita: i64) -> AppResult<Option<Citada>> {
    let de = "select c.clinica_id, c.id as cita_id, 'infinity'::timestamptz as vence, null::timestamptz as confirmo, null::timestamptz as cancelo,
           null::timestamptz as cambio
         from citas c where c.clinica_id = clinica_actual() and c.id = $1";
    Ok(consulta(citada_de(de)).bind::<BigInt, _>(cita).get_result(tx.pg()).await.optional()?)
}

fn citada_de(enlaces: &str) -> String {
    format!(
        "select cl.nombre as clinica, a.zona, a.telefono, a.aviso_en_linea, least(e.vence, c.inicio) as vence, e.confirmo is not null as confirmo,
           e.cancelo is not null as cancelo, e.cambio is not null as cambio, c.id as cita_id, c.estado, c.inicio, c.profesional_id,
           p.nombre as profesional, c.prestacion_id, pr.horizonte, su.nombre as sucursal, su.direccion
         from ({enlaces}) e
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
         join sucursales su on su.clinica_id = c.clinica_id and su.id = c.sucursal_id"
    )
}

/// The citas to come of those whose phone it is, the next one first; of those merged into them too.
pub async fn de_telefono(tx: &mut Tx<'_>, telefono: &str) -> AppResult<Vec<Proxima>> {
    Ok(consulta(
        "with t as (select p.id, p.pila from pacientes_por_telefono p where p.clinica_id = clinica_actual() and p.telefono = $1),
         s as (
           select t.id, t.id as vigente_id, t.pila from t
           union all
           select f.absorbido_id, t.id, t.pila from t join fusiones_vigentes f on f.clinica_id = clinica_actual() and f.paciente_id = t.id)
         select c.id as cita_id, s.vigente_id as paciente_id, s.pila as paciente, c.inicio, p.nombre as profesional
         from s
         join citas c on c.clinica_id = clinica_actual() and c.paciente_id = s.id and c.inicio > ahora() and c.estado in ('reservada', 'confirmada')
         join profesionales p on p.clinica_id = c.clinica_id and p.id = c.profesional_id
         order by c.inicio, c.id limit 20",
    )
    .bind::<Text, _>(telefono)
    .load(tx.pg())
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
