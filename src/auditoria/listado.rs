//! The list of what happened: the audit and the ledgers together, each branch walked by an index of its own until a page is full.

use diesel::sql_types::{Array, BigInt, Integer, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::Cambio;
use super::filtros::Filtros;
use super::libros::{LIBROS, Libro, es_libro};
use super::palabras::TABLAS;
use super::queries::sentido;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

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
     union all select 'fusiones', f.id::text from quien q join fusiones f on f.clinica_id = $1 and f.absorbido_id = q.id),
   pagos_suyos as materialized (select p.id from quien q join pagos p on p.clinica_id = $1 and p.paciente_id = q.id),
   notas_suyas as materialized (select n.id from ventas_suyas v join notas_credito n on n.clinica_id = $1 and n.venta_id = v.id),
   solicitudes_suyas as materialized (
     select s.id from quien q join solicitudes_datos s on s.clinica_id = $1 and s.paciente_id = q.id)";

/// What a number ($7, or $12 of the series $13) is of: a receipt, a note and a budget have one of a series, and the rest are
/// called by their id. $14: the tables whose rows are.
const DE_NUMERO: &str = "series_del_numero as materialized (
     select id from series where clinica_id = $1 and ($13 = '' or prefijo = $13)),
   pagos_del_numero as materialized (
     select id from pagos where clinica_id = $1 and serie_id = any (array(select id from series_del_numero)) and folio = $12),
   notas_del_numero as materialized (
     select id from notas_credito where clinica_id = $1 and serie_id = any (array(select id from series_del_numero)) and folio = $12),
   numeradas (tabla, fila_id) as materialized (
     select t, $7 from unnest($14) t
     union all
     select 'presupuestos', id::text from presupuestos
     where clinica_id = $1 and serie_id = any (array(select id from series_del_numero)) and folio = $12)";

/// A page of what happened, the nearest to its place first, and one row more when there is another page.
pub async fn listar(tx: &mut Tx<'_>, f: &Filtros, limite: i64) -> AppResult<Vec<Cambio>> {
    let (_, _, lugar) = sentido(f.lugar);
    let topes: Vec<i64> = (0..).take(LIBROS.len() + 1).map(|libro| lugar.tope(libro)).collect();
    let paciente = f.paciente.clone().unwrap_or_default();
    let numero = f.numero.clone().unwrap_or_default();
    Ok(consulta(texto(f))
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<Timestamptz, _>(f.desde)
        .bind::<Timestamptz, _>(f.hasta)
        .bind::<Timestamptz, _>(lugar.en)
        .bind::<Array<BigInt>, _>(topes)
        .bind::<Text, _>(f.tipo.unwrap_or_default())
        .bind::<Text, _>(f.fila.clone().unwrap_or(numero.texto))
        .bind::<BigInt, _>(paciente.id)
        .bind::<Text, _>(paciente.rut)
        .bind::<BigInt, _>(f.quien.unwrap_or_default())
        .bind::<BigInt, _>(limite + 1)
        .bind::<BigInt, _>(numero.valor.unwrap_or_default())
        .bind::<Text, _>(numero.serie)
        .bind::<Array<Text>, _>(por_id(f.tipo))
        .load(tx.pg())
        .await?)
}

/// The audited tables whose rows people call by their id.
fn por_id(tipo: Option<&str>) -> Vec<&'static str> {
    let pedidas = TABLAS.iter().map(|(tabla, _)| *tabla).filter(|t| tipo.is_none_or(|tipo| tipo == *t));
    pedidas.filter(|t| *t != "presupuestos" && !es_libro(t)).collect()
}

/// Who and where from are looked up for the rows of the page alone.
fn texto(f: &Filtros) -> String {
    let (_, orden, _) = sentido(f.lugar);
    let partes = [(f.paciente.is_some(), DE_PACIENTE), (f.numero.is_some(), DE_NUMERO)];
    let con: Vec<&str> = partes.into_iter().filter(|(va, _)| *va).map(|(_, cte)| cte).collect();
    let con = if con.is_empty() { String::new() } else { format!("with {}", con.join(",\n")) };
    let ramas: Vec<String> =
        auditados(f).into_iter().chain((1..).zip(LIBROS).filter_map(|(n, l)| libro(f, n, l))).collect();
    format!(
        "{con} select h.libro, h.id, h.en, u.nombre as quien, h.direccion, s.agente, h.tabla, h.fila_id, h.operacion,
           h.documento_tabla, h.documento_id, h.documento,
           h.antes || coalesce(p.antes, '{{}}') as antes, h.despues || coalesce(p.despues, '{{}}') as despues
         from (select * from ({}) r order by en {orden}, libro {orden}, id {orden} limit $11) h
         left join auditoria_personal p on h.libro = 0 and p.clinica_id = $1 and p.auditoria_id = h.id and p.en = h.en
         left join membresias m on m.clinica_id = $1 and m.id = h.por
         left join usuarios u on u.id = m.usuario_id
         left join sesiones_usuario s on s.id = h.sesion
         where ($5, $6, $7, $8, $9, $10, $12, $13, $14) is not null
         order by h.en {orden}, h.libro {orden}, h.id {orden}",
        ramas.join("\nunion all\n")
    )
}

/// What tells a branch apart from the page before, and its order.
fn tramo(f: &Filtros, fila: &str, libro: i32) -> (String, String) {
    let (mayor, orden, _) = sentido(f.lugar);
    (
        format!(
            "{fila}.clinica_id = $1 and {fila}.en >= $2 and {fila}.en < $3 and ({fila}.en, {fila}.id) {mayor} ($4, ($5)[{}])",
            libro + 1
        ),
        format!("order by {fila}.en {orden}, {fila}.id {orden} limit $11"),
    )
}

/// Files that were taken are among the readings: they changed nothing.
fn auditados(f: &Filtros) -> Option<String> {
    if f.tipo.is_some_and(es_libro) {
        return None;
    }
    let de = match (&f.numero, &f.paciente) {
        (Some(_), _) => {
            "numeradas d join auditoria a on a.clinica_id = $1 and a.tabla = d.tabla and a.fila_id = d.fila_id"
        }
        (None, Some(_)) => {
            "suyas d join auditoria a on a.clinica_id = $1 and a.tabla = d.tabla and a.fila_id = d.fila_id"
        }
        (None, None) => "auditoria a",
    };
    let (tramo, orden) = tramo(f, "a", 0);
    let si = |hay: bool, sql: &'static str| if hay { sql } else { "" };
    Some(format!(
        "(select 0 as libro, a.id, a.en, a.membresia_id as por, a.sesion_id as sesion, a.direccion, a.tabla, a.fila_id, a.operacion,
            null as documento_tabla, null::bigint as documento_id, null as documento, a.antes, a.despues
          from {de} where {tramo} {} {} {} {} {} {orden})",
        si(f.tipo.is_some(), "and a.tabla = $6"),
        si(f.tipo.is_none(), "and a.tabla <> 'exportaciones'"),
        si(f.fila.is_some(), "and a.fila_id = $7"),
        si(f.numero.is_some() && f.paciente.is_some(), "and (a.tabla, a.fila_id) in (select tabla, fila_id from suyas)"),
        si(f.quien.is_some(), "and a.membresia_id = $10"),
    ))
}

/// Nothing when none of its rows can be among what is asked for.
fn libro(f: &Filtros, n: i32, libro: &Libro) -> Option<String> {
    let fuera = f.fila.is_some()
        || f.tipo.is_some_and(|tipo| tipo != libro.tabla)
        || f.paciente.is_some() && libro.de_paciente.is_none()
        || f.numero.as_ref().is_some_and(|numero| numero.valor.is_none());
    if fuera {
        return None;
    }
    let (tramo, orden) = tramo(f, "l", n);
    let condiciones = [
        f.paciente.as_ref().and(libro.de_paciente),
        f.numero.as_ref().map(|_| libro.de_numero),
        f.quien.map(|_| "l.por = $10"),
    ];
    let condiciones: String = condiciones.into_iter().flatten().map(|c| format!(" and {c}")).collect();
    Some(format!(
        "(select {n} as libro, l.id, l.en, l.por, l.origen_sesion as sesion, l.origen_direccion as direccion, '{tabla}' as tabla,
            l.id::text as fila_id, l.operacion, l.documento_tabla, l.documento_id, l.documento, null::jsonb as antes, l.valores as despues
          from libro_{tabla} l where {tramo}{condiciones} {orden})",
        tabla = libro.tabla,
    ))
}
