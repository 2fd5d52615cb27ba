//! Reads and writes of documents; services::adjuntos puts the adding in order.

use diesel::sql_types::{BigInt, Binary, Bool, Integer, Text};
use diesel_async::RunQueryDsl;

use super::model::{Adjunto, Contenido, Cupo, Ficha, NuevoAdjunto, Quitado};
use crate::db::{Tx, consulta};
use crate::error::AppResult;
use crate::pacientes::queries::VIGENTE;

/// A living ficha and those merged into it.
const SUYOS: &str = "(select id from pacientes where clinica_id = clinica_actual() and (id = $1 or fusionado_en = $1))";

/// The latest first; the limit of a patient keeps them few. `clinicos`: may read those too.
pub async fn listar(tx: &mut Tx<'_>, paciente: i64, clinicos: bool) -> AppResult<Vec<Adjunto>> {
    Ok(consulta(format!(
        "select id, clinico, tipo, tamano, creado, quien, case when $2 or not clinico then nombre end as nombre,
           case when $2 or not clinico then descripcion end as descripcion
         from adjuntos_por_paciente where clinica_id = clinica_actual() and paciente_id in {SUYOS} order by id desc"
    ))
    .bind::<BigInt, _>(paciente)
    .bind::<Bool, _>(clinicos)
    .load(tx.pg())
    .await?)
}

pub async fn quitados(tx: &mut Tx<'_>, paciente: i64, clinicos: bool, limite: i32) -> AppResult<Vec<Quitado>> {
    Ok(consulta(format!(
        "select a.clinico, a.retirado as en, u.nombre as quien, case when $2 or not a.clinico then a.nombre end as nombre,
           case when $2 or not a.clinico then a.retirado_motivo end as motivo
         from adjuntos a
         left join membresias m on m.clinica_id = a.clinica_id and m.id = a.retirado_por
         left join usuarios u on u.id = m.usuario_id
         where a.clinica_id = clinica_actual() and a.paciente_id in {SUYOS} and a.retirado is not null
         order by a.retirado desc, a.id desc limit $3"
    ))
    .bind::<BigInt, _>(paciente)
    .bind::<Bool, _>(clinicos)
    .bind::<Integer, _>(limite)
    .load(tx.pg())
    .await?)
}

pub async fn uno(tx: &mut Tx<'_>, id: i64) -> AppResult<Ficha> {
    Ok(consulta(format!(
        "select v.id as paciente_id, a.nombre, a.clinico, a.retirado is not null as retirado
         from adjuntos a
         join pacientes p on p.clinica_id = a.clinica_id and p.id = a.paciente_id
         join pacientes v on {VIGENTE}
         where a.clinica_id = clinica_actual() and a.id = $1"
    ))
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

/// Its bytes, leaving who read which and when.
pub async fn bajar(tx: &mut Tx<'_>, id: i64, clinicos: bool) -> AppResult<Contenido> {
    Ok(consulta(
        "with a as (
           select * from adjuntos where clinica_id = clinica_actual() and id = $1 and retirado is null),
         lectura as (
           insert into lecturas_ficha (clinica_id, paciente_id, adjunto_id)
           select clinica_id, paciente_id, id from a where $2 or not clinico)
         select a.nombre, case when $2 or not a.clinico then c.bytes end as bytes
         from a join adjuntos_contenidos c on c.clinica_id = a.clinica_id and c.adjunto_id = a.id",
    )
    .bind::<BigInt, _>(id)
    .bind::<Bool, _>(clinicos)
    .get_result(tx.pg())
    .await?)
}

/// What is kept counts, though nobody may read it any more.
pub async fn cupo(tx: &mut Tx<'_>, paciente: i64, sha256: &[u8]) -> AppResult<Cupo> {
    Ok(consulta(format!(
        "select count(*) as cuantos, coalesce(sum(tamano), 0) as bytes,
           min(nombre) filter (where retirado is null and sha256 = $2) as igual,
           coalesce(bool_or(clinico) filter (where retirado is null and sha256 = $2), false) as igual_clinico
         from adjuntos where clinica_id = clinica_actual() and paciente_id in {SUYOS} and (retirado is null or clinico)"
    ))
    .bind::<BigInt, _>(paciente)
    .bind::<Binary, _>(sha256)
    .get_result(tx.pg())
    .await?)
}

pub async fn insertar(tx: &mut Tx<'_>, paciente: i64, nuevo: &NuevoAdjunto, sha256: &[u8]) -> AppResult<()> {
    consulta(
        "with a as (
           insert into adjuntos (clinica_id, paciente_id, clinico, nombre, tipo, tamano, sha256, descripcion)
           values (clinica_actual(), $1, $2, $3, $4, $5, $6, $7) returning clinica_id, id)
         insert into adjuntos_contenidos (clinica_id, adjunto_id, bytes) select clinica_id, id, $8 from a",
    )
    .bind::<BigInt, _>(paciente)
    .bind::<Bool, _>(nuevo.clinico)
    .bind::<Text, _>(&nuevo.nombre)
    .bind::<Text, _>(nuevo.tipo.codigo())
    .bind::<Integer, _>(nuevo.tamano())
    .bind::<Binary, _>(sha256)
    .bind::<Text, _>(&nuevo.descripcion)
    .bind::<Binary, _>(&nuevo.bytes)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Its bytes go, unless they are clinical (Ley 20.584: fifteen years). Taken off twice, it stays off.
pub async fn retirar(tx: &mut Tx<'_>, id: i64, motivo: &str) -> AppResult<()> {
    consulta(
        "with a as (
           update adjuntos set retirado = ahora(), retirado_por = membresia_actual(), retirado_motivo = $2
           where clinica_id = clinica_actual() and id = $1 and retirado is null returning clinica_id, id, clinico)
         delete from adjuntos_contenidos c using a where not a.clinico and c.clinica_id = a.clinica_id and c.adjunto_id = a.id",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(motivo)
    .execute(tx.pg())
    .await?;
    Ok(())
}
