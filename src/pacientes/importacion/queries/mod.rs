//! Reads and writes of imports; services::importaciones puts them in order.

mod lotes;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Bytea, Integer, Text};
use diesel_async::RunQueryDsl;

use super::model::{EstadoFila, FilaVista, Importacion};
use crate::db::{Tx, consulta};
use crate::error::{AppError, AppResult, interno};
use crate::planilla::{FilaLeida, Leida, SEPARADOR};

pub use lotes::{
    Conocido, Creado, Veredicto, anotar, avanzar, conocidos, contar, crear_pacientes, hoy, por_crear, por_revisar,
};

#[derive(QueryableByName)]
struct Numero {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// `None` when the same file is being dealt with.
pub async fn crear(tx: &mut Tx<'_>, nueva: &Leida) -> AppResult<Option<i64>> {
    let filas = i32::try_from(nueva.planilla.filas.len()).map_err(interno)?;
    let creada: Option<Numero> = consulta(
        "insert into importaciones (clinica_id, nombre, huella, columnas, ignoradas, filas, por_hacer)
         values (clinica_actual(), $1, $2, $3, $4, $5, $5) on conflict do nothing returning id as n",
    )
    .bind::<Text, _>(&nueva.nombre)
    .bind::<Bytea, _>(&nueva.huella)
    .bind::<Array<Text>, _>(&nueva.planilla.columnas)
    .bind::<Array<Text>, _>(&nueva.planilla.ignoradas)
    .bind::<Integer, _>(filas)
    .get_result(tx.pg())
    .await
    .optional()?;
    Ok(creada.map(|numero| numero.n))
}

/// The import that deals with the file.
pub async fn abierta(tx: &mut Tx<'_>, huella: &[u8]) -> AppResult<i64> {
    let hallada: Option<Numero> = consulta(
        "select id as n from importaciones where clinica_id = clinica_actual() and huella = $1
           and estado in ('recibida', 'revisando', 'revisada', 'importando')",
    )
    .bind::<Bytea, _>(huella)
    .get_result(tx.pg())
    .await
    .optional()?;
    hallada.map(|numero| numero.n).ok_or(AppError::EnCurso)
}

pub async fn agregar_filas(tx: &mut Tx<'_>, id: i64, filas: &[FilaLeida]) -> AppResult<()> {
    consulta(
        "insert into importacion_filas (clinica_id, importacion_id, numero, textos)
         select clinica_actual(), $1, f.numero, string_to_array(f.textos, $4) from unnest($2, $3) as f(numero, textos)",
    )
    .bind::<BigInt, _>(id)
    .bind::<Array<Integer>, _>(filas.iter().map(|f| f.numero).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(filas.iter().map(|f| f.textos.as_str()).collect::<Vec<_>>())
    .bind::<Text, _>(SEPARADOR.to_string())
    .execute(tx.pg())
    .await?;
    Ok(())
}

const IMPORTACION: &str = "select i.id, i.nombre, i.estado, i.columnas, i.ignoradas, i.con_parecidas, i.filas, i.avance, i.por_hacer, i.listas,
    i.existentes, i.repetidas, i.parecidas, i.erradas, i.creadas, i.creada, u.nombre as quien, i.terminada, i.olvidada,
    (select max(a.id) from importaciones a
     where a.clinica_id = i.clinica_id and a.huella = i.huella and a.id < i.id and a.estado = 'terminada') as anterior
  from importaciones i
  left join membresias m on m.clinica_id = i.clinica_id and m.id = i.creada_por
  left join usuarios u on u.id = m.usuario_id
  where i.clinica_id = clinica_actual()";

pub async fn importacion(tx: &mut Tx<'_>, id: i64) -> AppResult<Importacion> {
    Ok(consulta(format!("{IMPORTACION} and i.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

/// The last ones.
pub async fn ultimas(tx: &mut Tx<'_>, cuantas: i64) -> AppResult<Vec<Importacion>> {
    let sql = format!("{IMPORTACION} order by i.id desc limit $1");
    Ok(consulta(sql).bind::<BigInt, _>(cuantas).load(tx.pg()).await?)
}

/// A page of rows after the number `despues`, of one state or of all.
pub async fn filas(
    tx: &mut Tx<'_>,
    id: i64,
    estado: Option<EstadoFila>,
    despues: i32,
    limite: i64,
) -> AppResult<Vec<FilaVista>> {
    let de_estado = estado.map_or("", |_| "and f.estado = $4");
    let sql = format!(
        "select f.numero, f.textos, f.estado, f.otra, v.id as paciente_id,
           coalesce(concat_ws(' ', coalesce(nullif(v.nombre_social, ''), v.nombres), nullif(v.apellido_paterno, ''),
             nullif(v.apellido_materno, '')), '') as paciente
         from importacion_filas f
         left join pacientes p on p.clinica_id = f.clinica_id and p.id = f.paciente_id
         left join pacientes v on v.clinica_id = p.clinica_id and v.id = case when p.fusionado_en is null then p.id else p.fusionado_en end
         where f.clinica_id = clinica_actual() and f.importacion_id = $1 and f.numero > $2 {de_estado}
         order by f.numero limit $3"
    );
    let sql = consulta(sql).bind::<BigInt, _>(id).bind::<Integer, _>(despues).bind::<BigInt, _>(limite);
    Ok(match estado {
        Some(estado) => sql.bind::<Text, _>(estado.codigo()).load(tx.pg()).await?,
        None => sql.load(tx.pg()).await?,
    })
}

/// From one of the states to another; false when it is in none of them.
pub async fn pasar(tx: &mut Tx<'_>, id: i64, de: &[&str], a: &str) -> AppResult<bool> {
    let filas = consulta(
        "update importaciones set estado = $3,
           avance = case when $3 = 'revisando' then 0 else avance end,
           terminada = case when $3 = 'terminada' then ahora() else terminada end
         where clinica_id = clinica_actual() and id = $1 and estado = any ($2)",
    )
    .bind::<BigInt, _>(id)
    .bind::<Array<Text>, _>(de)
    .bind::<Text, _>(a)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

/// Somebody says that its ready rows are to be created, and whether those that look alike too. False when it was not waiting for that.
pub async fn confirmar(tx: &mut Tx<'_>, id: i64, con_parecidas: bool) -> AppResult<bool> {
    let filas = consulta(
        "update importaciones set estado = 'importando', con_parecidas = $2, avance = 0,
           por_hacer = listas + case when $2 then parecidas else 0 end, confirmada = ahora(), confirmada_por = membresia_actual()
         where clinica_id = clinica_actual() and id = $1 and estado = 'revisada'",
    )
    .bind::<BigInt, _>(id)
    .bind::<Bool, _>(con_parecidas)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

/// What failed goes on from where it was. False when it had not failed.
pub async fn reanudar(tx: &mut Tx<'_>, id: i64) -> AppResult<bool> {
    let filas = consulta(
        "update importaciones set estado = case when confirmada is null then 'recibida' else 'importando' end
         where clinica_id = clinica_actual() and id = $1 and estado = 'fallida'
           and not exists (
             select from importaciones o where o.clinica_id = clinica_actual() and o.huella = importaciones.huella and o.id <> $1
             and o.estado in ('recibida', 'revisando', 'revisada', 'importando'))",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

/// What the rows say goes; of who was created without a document, the digest that knows the row again stays.
pub async fn borrar_filas(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    consulta(
        "with fuera as (
           delete from importacion_filas
           where clinica_id = clinica_actual() and importacion_id = $1 and (estado <> 'creada' or huella is null))
         update importacion_filas set textos = '{}'
         where clinica_id = clinica_actual() and importacion_id = $1 and estado = 'creada' and huella is not null",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// Nobody is to be created from it any more. False once it has begun, or ended.
pub async fn descartar(tx: &mut Tx<'_>, id: i64) -> AppResult<bool> {
    let filas = consulta(
        "update importaciones set estado = 'descartada', olvidada = ahora()
         where clinica_id = clinica_actual() and id = $1 and estado in ('recibida', 'revisada', 'fallida')",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

/// Only its figures are left from now on. False while the worker is at it.
pub async fn olvidar(tx: &mut Tx<'_>, id: i64) -> AppResult<bool> {
    let filas = consulta(
        "update importaciones set estado = case when estado = 'terminada' then estado else 'descartada' end, olvidada = ahora()
         where clinica_id = clinica_actual() and id = $1 and estado not in ('revisando', 'importando')",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}
