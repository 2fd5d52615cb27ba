//! What the worker reads and writes of a lot of rows.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Bytea, Date, Integer, Jsonb, Nullable, Text};
use diesel_async::RunQueryDsl;

use crate::db::{Tx, consulta};
use crate::error::{AppResult, interno};
use crate::pacientes::NuevoPaciente;
use crate::pacientes::importacion::model::FilaGuardada;
use crate::pacientes::importacion::revision::Senas;

/// The date on the wall of the clinic.
pub async fn hoy(tx: &mut Tx<'_>) -> AppResult<NaiveDate> {
    #[derive(QueryableByName)]
    struct Hoy {
        #[diesel(sql_type = Date)]
        hoy: NaiveDate,
    }
    let hoy: Hoy =
        consulta("select (ahora() at time zone zona)::date as hoy from clinicas where id = clinica_actual()")
            .get_result(tx.pg())
            .await?;
    Ok(hoy.hoy)
}

/// So many rows more are done.
pub async fn avanzar(tx: &mut Tx<'_>, id: i64, filas: usize) -> AppResult<()> {
    consulta("update importaciones set avance = least(avance + $2, por_hacer) where clinica_id = clinica_actual() and id = $1")
        .bind::<BigInt, _>(id)
        .bind::<Integer, _>(i32::try_from(filas).map_err(interno)?)
        .execute(tx.pg())
        .await?;
    Ok(())
}

/// Its figures, as its rows are.
pub async fn contar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    consulta(
        "update importaciones i set listas = c.listas, existentes = c.existentes, repetidas = c.repetidas, parecidas = c.parecidas,
           erradas = c.erradas, creadas = c.creadas
         from (
           select count(*) filter (where estado = 'lista') as listas, count(*) filter (where estado = 'existe') as existentes,
             count(*) filter (where estado = 'repetida') as repetidas, count(*) filter (where estado = 'parecida') as parecidas,
             count(*) filter (where estado = 'error') as erradas, count(*) filter (where estado = 'creada') as creadas
           from importacion_filas where clinica_id = clinica_actual() and importacion_id = $1) c
         where i.clinica_id = clinica_actual() and i.id = $1",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// The next rows of the file, whatever their state.
pub async fn por_revisar(tx: &mut Tx<'_>, id: i64, despues: i32, limite: i64) -> AppResult<Vec<FilaGuardada>> {
    Ok(consulta(
        "select numero, textos from importacion_filas
         where clinica_id = clinica_actual() and importacion_id = $1 and numero > $2 order by numero limit $3",
    )
    .bind::<BigInt, _>(id)
    .bind::<Integer, _>(despues)
    .bind::<BigInt, _>(limite)
    .load(tx.pg())
    .await?)
}

/// The next rows that are to be created; none when the import is not at it.
pub async fn por_crear(tx: &mut Tx<'_>, id: i64, despues: i32, limite: i64) -> AppResult<Vec<FilaGuardada>> {
    Ok(consulta(
        "select f.numero, f.textos from importaciones i
         join importacion_filas f on f.clinica_id = i.clinica_id and f.importacion_id = i.id
         where i.clinica_id = clinica_actual() and i.id = $1 and i.estado = 'importando' and f.numero > $2
           and (f.estado = 'lista' or f.estado = 'parecida' and i.con_parecidas)
         order by f.numero limit $3",
    )
    .bind::<BigInt, _>(id)
    .bind::<Integer, _>(despues)
    .bind::<BigInt, _>(limite)
    .load(tx.pg())
    .await?)
}

/// Whom a row met in the clinic.
#[derive(Debug, Clone, QueryableByName)]
pub struct Conocido {
    #[diesel(sql_type = Integer)]
    pub numero: i32,
    /// It is they, or they look alike.
    #[diesel(sql_type = Bool)]
    pub es: bool,
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
}

/// Of many rows at once, who is there already: by document (the absorbed half of a merge stands for the one who lives), by the
/// digest of a row that another import created, or by name and birth or phone.
pub async fn conocidos(tx: &mut Tx<'_>, filas: &[(i32, Senas)]) -> AppResult<Vec<Conocido>> {
    Ok(consulta(CONOCIDOS)
        .bind::<Array<Integer>, _>(filas.iter().map(|(numero, _)| *numero).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(filas.iter().map(|(_, s)| s.documento_tipo).collect::<Vec<_>>())
        .bind::<Array<Nullable<Text>>, _>(filas.iter().map(|(_, s)| s.documento.as_deref()).collect::<Vec<_>>())
        .bind::<Array<Nullable<Bytea>>, _>(filas.iter().map(|(_, s)| s.huella.as_deref()).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(filas.iter().map(|(_, s)| s.nombre.as_str()).collect::<Vec<_>>())
        .bind::<Array<Nullable<Date>>, _>(filas.iter().map(|(_, s)| s.nacimiento).collect::<Vec<_>>())
        .bind::<Array<Nullable<Text>>, _>(filas.iter().map(|(_, s)| s.telefono.as_deref()).collect::<Vec<_>>())
        .bind::<Array<Bool>, _>(filas.iter().map(|(_, s)| s.documento.is_some()).collect::<Vec<_>>())
        .load(tx.pg())
        .await?)
}

const CONOCIDOS: &str = "
with c as materialized (
  select * from unnest($1::int[], $2::text[], $3::text[], $4::bytea[]) as c(numero, tipo, documento, huella)),
hallados as (
  select c.numero, true as es, p.id from c
  join pacientes p on p.clinica_id = clinica_actual() and p.documento_tipo = c.tipo and p.documento = c.documento and p.fusionado_en is null
  union all
  select c.numero, true, p.fusionado_en from c
  join pacientes p on p.clinica_id = clinica_actual() and p.documento_tipo = c.tipo and p.documento = c.documento and p.fusionado_en is not null
  union all
  select c.numero, true, case when p.fusionado_en is null then p.id else p.fusionado_en end from c
  join importacion_filas f on f.clinica_id = clinica_actual() and f.huella = c.huella and f.estado = 'creada'
  join pacientes p on p.clinica_id = f.clinica_id and p.id = f.paciente_id
  union all
  select t.orden, false, t.paciente_id from pacientes_tocayos($1, $5, $6, $7, $8) t)
select distinct on (numero) numero, es, id as paciente_id from hallados order by numero, es desc, id";

/// What a row has become, with whom and of which row above.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Veredicto {
    pub numero: i32,
    pub estado: &'static str,
    pub paciente_id: Option<i64>,
    pub otra: Option<i32>,
    pub huella: Option<Vec<u8>>,
}

pub async fn anotar(tx: &mut Tx<'_>, id: i64, veredictos: &[Veredicto]) -> AppResult<()> {
    consulta(
        "update importacion_filas f set estado = v.estado, paciente_id = v.paciente_id, otra = v.otra, huella = v.huella
         from unnest($2::int[], $3::text[], $4::bigint[], $5::int[], $6::bytea[]) as v(numero, estado, paciente_id, otra, huella)
         where f.clinica_id = clinica_actual() and f.importacion_id = $1 and f.numero = v.numero and f.estado <> 'creada'",
    )
    .bind::<BigInt, _>(id)
    .bind::<Array<Integer>, _>(veredictos.iter().map(|v| v.numero).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(veredictos.iter().map(|v| v.estado).collect::<Vec<_>>())
    .bind::<Array<Nullable<BigInt>>, _>(veredictos.iter().map(|v| v.paciente_id).collect::<Vec<_>>())
    .bind::<Array<Nullable<Integer>>, _>(veredictos.iter().map(|v| v.otra).collect::<Vec<_>>())
    .bind::<Array<Nullable<Bytea>>, _>(veredictos.iter().map(|v| v.huella.as_deref()).collect::<Vec<_>>())
    .execute(tx.pg())
    .await?;
    Ok(())
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Creado {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub documento_tipo: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub documento: Option<String>,
}

/// Those who are new, in their order; whose document somebody else has just used is not among them.
pub async fn crear_pacientes(tx: &mut Tx<'_>, nuevos: &[&NuevoPaciente]) -> AppResult<Vec<Creado>> {
    const CAMPOS: &str =
        "documento_tipo, documento, documento_pais, documento_motivo, rut_cuerpo, rut_dv, nombres, apellido_paterno,
      apellido_materno, nombre_social, nacimiento, telefono, correo, direccion, observacion, sin_avisos";
    Ok(consulta(format!(
        "insert into pacientes (clinica_id, {CAMPOS})
         select clinica_actual(), {CAMPOS} from jsonb_to_recordset($1) as n(
           documento_tipo text, documento text, documento_pais text, documento_motivo text, rut_cuerpo int, rut_dv text, nombres text,
           apellido_paterno text, apellido_materno text, nombre_social text, nacimiento date, telefono text, correo text, direccion text,
           observacion text, sin_avisos boolean)
         on conflict do nothing returning id, documento_tipo, documento"
    ))
    .bind::<Jsonb, _>(serde_json::to_value(nuevos).map_err(interno)?)
    .load(tx.pg())
    .await?)
}
