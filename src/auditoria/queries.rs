//! Reads of the audit.

use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Integer, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::Cambio;
use super::filtros::{Desde, Filtros, Lugar, fin};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Changes with who made them and where from; the values of personal columns while they have not been erased.
const COLUMNAS: &str = "a.id, a.en, u.nombre as quien, a.direccion, s.agente, a.tabla, a.fila_id, a.operacion,
       a.antes || coalesce(p.antes, '{}') as antes, a.despues || coalesce(p.despues, '{}') as despues";
const JUNTO: &str =
    "left join auditoria_personal p on p.clinica_id = a.clinica_id and p.auditoria_id = a.id and p.en = a.en
     left join membresias m on m.clinica_id = a.clinica_id and m.id = a.membresia_id
     left join usuarios u on u.id = m.usuario_id
     left join sesiones_usuario s on s.id = a.sesion_id";

/// The latest changes of one row, newest first.
pub async fn historia(tx: &mut Tx<'_>, tabla: &str, fila_id: i64, limite: i32) -> AppResult<Vec<Cambio>> {
    let clinica = tx.actor().clinica;
    let cambios = consulta(format!(
        "select {COLUMNAS} from auditoria a {JUNTO}
         where a.clinica_id = $1 and a.tabla = $2 and a.fila_id = $3 order by a.id desc limit $4"
    ))
    .bind::<Integer, _>(clinica)
    .bind::<Text, _>(tabla)
    .bind::<Text, _>(fila_id.to_string())
    .bind::<Integer, _>(limite);
    Ok(cambios.load(tx.pg()).await?)
}

/// The rows that speak of one patient, told by what the audit knows of a row: its table and its id. By the number of the
/// ficha ($8) or by its RUT ($9).
const DE_PACIENTE: &str = "quien as materialized (
     select id from pacientes where clinica_id = $1 and id = $8
     union
     select id from pacientes where clinica_id = $1 and documento_tipo = 'rut' and documento = $9 and fusionado_en is null),
   citas_suyas as materialized (select c.id from quien q join citas c on c.clinica_id = $1 and c.paciente_id = q.id),
   ventas_suyas as materialized (select v.id from quien q join ventas v on v.clinica_id = $1 and v.paciente_id = q.id),
   suyas (tabla, fila_id) as materialized (
     select 'pacientes', id::text from quien
     union all select t, id::text from citas_suyas, unnest(array['citas', 'llegadas', 'citas_de_serie', 'recetas_consumidas']) t
     union all select 'ventas', id::text from ventas_suyas
     union all select 'devoluciones', d.id::text from ventas_suyas v join devoluciones d on d.clinica_id = $1 and d.venta_id = v.id
     union all select 'presupuestos', p.id::text from quien q join presupuestos p on p.clinica_id = $1 and p.paciente_id = q.id
     union all select 'esperas', e.id::text from quien q join esperas e on e.clinica_id = $1 and e.paciente_id = q.id
     union all select 'adjuntos', d.id::text from quien q join adjuntos d on d.clinica_id = $1 and d.paciente_id = q.id
     union all select 'contactos_paciente', c.id::text from quien q join contactos_paciente c on c.clinica_id = $1 and c.paciente_id = q.id
     union all select 'solicitudes_datos', s.id::text from quien q join solicitudes_datos s on s.clinica_id = $1 and s.paciente_id = q.id
     union all select 'fusiones', f.id::text from quien q join fusiones f on f.clinica_id = $1 and f.vigente_id = q.id
     union all select 'fusiones', f.id::text from quien q join fusiones f on f.clinica_id = $1 and f.absorbido_id = q.id)";

/// Where the list begins, and in which sense it is read.
pub(super) fn sentido(desde: Option<Desde>) -> (&'static str, &'static str, DateTime<Utc>, i64) {
    match desde {
        None => ("<", "desc", fin(), i64::MAX),
        Some(Desde::Antes(Lugar { en, id })) => ("<", "desc", en, id),
        Some(Desde::Despues(Lugar { en, id })) => (">", "asc", en, id),
    }
}

/// A page of what changed, the nearest to its place first, and one row more when there is another page.
pub async fn listar(tx: &mut Tx<'_>, f: &Filtros, limite: i64) -> AppResult<Vec<Cambio>> {
    let (mayor, orden, en, id) = sentido(f.lugar);
    let (con, de) = match &f.paciente {
        Some(_) => (
            format!("with {DE_PACIENTE}"),
            "suyas d join auditoria a on a.clinica_id = $1 and a.tabla = d.tabla and a.fila_id = d.fila_id",
        ),
        None => (String::new(), "auditoria a"),
    };
    let si = |hay: bool, sql: &'static str| if hay { sql } else { "" };
    let texto = format!(
        "{con} select {COLUMNAS} from {de} {JUNTO}
         where a.clinica_id = $1 and a.en >= $2 and a.en < $3 and (a.en, a.id) {mayor} ($4, $5) {} {} {}
           and ($6, $7, $8, $9, $10) is not null
         order by a.en {orden}, a.id {orden} limit $11",
        si(f.tipo.is_some(), "and a.tabla = $6"),
        si(f.numero.is_some(), "and a.fila_id = $7"),
        si(f.quien.is_some(), "and a.membresia_id = $10"),
    );
    let paciente = f.paciente.clone().unwrap_or_default();
    Ok(consulta(texto)
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<Timestamptz, _>(f.desde)
        .bind::<Timestamptz, _>(f.hasta)
        .bind::<Timestamptz, _>(en)
        .bind::<BigInt, _>(id)
        .bind::<Text, _>(f.tipo.unwrap_or_default())
        .bind::<Text, _>(f.numero.clone().unwrap_or_default())
        .bind::<BigInt, _>(paciente.id)
        .bind::<Text, _>(paciente.rut)
        .bind::<BigInt, _>(f.quien.unwrap_or_default())
        .bind::<BigInt, _>(limite + 1)
        .load(tx.pg())
        .await?)
}
