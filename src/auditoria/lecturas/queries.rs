//! The list of readings, and the people it may be narrowed to.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Lectura, Opciones};
use crate::auditoria::filtros::Filtros;
use crate::auditoria::queries::sentido;
use crate::db::{Tx, consulta};
use crate::error::AppResult;
use crate::values::zona::Zona;

/// Readings of fichas, and files that were taken, which speak of no patient alone.
fn ramas(f: &Filtros) -> Vec<String> {
    let (mayor, orden, _) = sentido(f.lugar);
    let si = |hay: bool, sql: &'static str| if hay { sql } else { "" };
    let de_paciente = "and l.paciente_id = any(array(
        select id from pacientes where clinica_id = $1 and id = $6
        union
        select id from pacientes where clinica_id = $1 and documento_tipo = 'rut' and documento = $7 and fusionado_en is null))";
    let tramo = |libro: usize| {
        format!("l.clinica_id = $1 and l.en >= $2 and l.en < $3 and (l.en, l.id) {mayor} ($4, ($5)[{}])", libro + 1)
    };
    let fichas = format!(
        "(select 0 as libro, l.id, l.en, l.membresia_id as por, l.sesion_id as sesion, l.direccion, l.paciente_id, l.adjunto_id, l.motivo,
            null as reporte, null as consulta, null as formato, null::timestamptz as corte, null as estado, null::bigint as filas
          from lecturas_ficha l where {} {} {} order by l.en {orden}, l.id {orden} limit $9)",
        tramo(0),
        si(f.paciente.is_some(), de_paciente),
        si(f.quien.is_some(), "and l.membresia_id = $8"),
    );
    let archivos = format!(
        "(select 1, l.id, l.en, l.por, l.origen_sesion, l.origen_direccion, null, null, null, l.reporte, l.consulta, l.formato, l.corte,
            l.estado, l.filas
          from libro_exportaciones l where {} {} order by l.en {orden}, l.id {orden} limit $9)",
        tramo(1),
        si(f.quien.is_some(), "and l.por = $8"),
    );
    if f.paciente.is_some() { vec![fichas] } else { vec![fichas, archivos] }
}

/// A page, the nearest to its place first, and one row more when there is another page.
pub async fn listar(tx: &mut Tx<'_>, f: &Filtros, limite: i64) -> AppResult<Vec<Lectura>> {
    let (_, orden, lugar) = sentido(f.lugar);
    let texto = format!(
        "select l.libro, l.id, l.en, u.nombre as quien, l.direccion, s.agente, l.paciente_id, l.adjunto_id, l.motivo,
           l.reporte, l.consulta, l.formato, l.corte, l.estado, l.filas,
           case when p.id is not null then concat_ws(' ', coalesce(nullif(p.nombre_social, ''), p.nombres),
             nullif(p.apellido_paterno, ''), nullif(p.apellido_materno, '')) end as paciente
         from (select * from ({}) r order by en {orden}, libro {orden}, id {orden} limit $9) l
         join membresias m on m.clinica_id = $1 and m.id = l.por
         join usuarios u on u.id = m.usuario_id
         left join pacientes p on p.clinica_id = $1 and p.id = l.paciente_id
         left join sesiones_usuario s on s.id = l.sesion
         where ($6, $7, $8) is not null
         order by l.en {orden}, l.libro {orden}, l.id {orden}",
        ramas(f).join(" union all ")
    );
    let paciente = f.paciente.clone().unwrap_or_default();
    Ok(consulta(texto)
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<Timestamptz, _>(f.desde)
        .bind::<Timestamptz, _>(f.hasta)
        .bind::<Timestamptz, _>(lugar.en)
        .bind::<Array<BigInt>, _>(vec![lugar.tope(0), lugar.tope(1)])
        .bind::<BigInt, _>(paciente.id)
        .bind::<Text, _>(paciente.rut)
        .bind::<BigInt, _>(f.quien.unwrap_or_default())
        .bind::<BigInt, _>(limite + 1)
        .load(tx.pg())
        .await?)
}

#[derive(QueryableByName)]
struct Opcion {
    #[diesel(sql_type = Text)]
    lista: String,
    #[diesel(sql_type = BigInt)]
    valor: i64,
    #[diesel(sql_type = Text)]
    nombre: String,
}

/// What the filters of those files are called; nothing is asked when they have none.
pub async fn opciones(tx: &mut Tx<'_>, lecturas: &[Lectura], zona: Zona) -> AppResult<Opciones> {
    let dichas = lecturas.iter().filter_map(|l| l.archivo.as_ref()?.dicha(zona));
    let pedidas: BTreeSet<(&str, i64)> = dichas
        .flat_map(|dicha| dicha.filtros)
        .filter_map(|filtrada| Some((filtrada.lista?, filtrada.valor.parse().ok()?)))
        .collect();
    if pedidas.is_empty() {
        return Ok(Opciones::new());
    }
    let (listas, valores): (Vec<&str>, Vec<i64>) = pedidas.into_iter().unzip();
    let halladas: Vec<Opcion> = consulta(
        "select lista, valor, nombre from reportes_opciones where clinica_id = $1 and lista = any ($2) and valor = any ($3)",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<Array<Text>, _>(listas)
    .bind::<Array<BigInt>, _>(valores)
    .load(tx.pg())
    .await?;
    Ok(halladas.into_iter().map(|o| ((o.lista, o.valor), o.nombre)).collect())
}

#[derive(QueryableByName)]
struct Miembro {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    nombre: String,
}

pub async fn equipo(tx: &mut Tx<'_>) -> AppResult<Vec<(i64, String)>> {
    let equipo: Vec<Miembro> = consulta(
        "select m.id, u.nombre from membresias m join usuarios u on u.id = m.usuario_id where m.clinica_id = $1
         order by u.nombre, m.id",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .load(tx.pg())
    .await?;
    Ok(equipo.into_iter().map(|m| (m.id, m.nombre)).collect())
}
