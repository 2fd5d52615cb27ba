//! The list of readings, and the people it may be narrowed to.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::Lectura;
use crate::auditoria::filtros::Filtros;
use crate::auditoria::queries::sentido;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// A page, the nearest to its place first, and one row more when there is another page.
pub async fn listar(tx: &mut Tx<'_>, f: &Filtros, limite: i64) -> AppResult<Vec<Lectura>> {
    let (mayor, orden, lugar) = sentido(f.lugar);
    let si = |hay: bool, sql: &'static str| if hay { sql } else { "" };
    let de_paciente = "and l.paciente_id = any(array(
        select id from pacientes where clinica_id = $1 and id = $6
        union
        select id from pacientes where clinica_id = $1 and documento_tipo = 'rut' and documento = $7 and fusionado_en is null))";
    let texto = format!(
        "select l.id, l.en, u.nombre as quien, l.paciente_id, l.adjunto_id, l.motivo, l.direccion, s.agente,
           concat_ws(' ', coalesce(nullif(p.nombre_social, ''), p.nombres), nullif(p.apellido_paterno, ''),
             nullif(p.apellido_materno, '')) as paciente
         from lecturas_ficha l
         join pacientes p on p.clinica_id = l.clinica_id and p.id = l.paciente_id
         join membresias m on m.clinica_id = l.clinica_id and m.id = l.membresia_id
         join usuarios u on u.id = m.usuario_id
         left join sesiones_usuario s on s.id = l.sesion_id
         where l.clinica_id = $1 and l.en >= $2 and l.en < $3 and (l.en, l.id) {mayor} ($4, $5) {} {}
           and ($6, $7, $8) is not null
         order by l.en {orden}, l.id {orden} limit $9",
        si(f.paciente.is_some(), de_paciente),
        si(f.quien.is_some(), "and l.membresia_id = $8"),
    );
    let paciente = f.paciente.clone().unwrap_or_default();
    Ok(consulta(texto)
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<Timestamptz, _>(f.desde)
        .bind::<Timestamptz, _>(f.hasta)
        .bind::<Timestamptz, _>(lugar.en)
        .bind::<BigInt, _>(lugar.id)
        .bind::<BigInt, _>(paciente.id)
        .bind::<Text, _>(paciente.rut)
        .bind::<BigInt, _>(f.quien.unwrap_or_default())
        .bind::<BigInt, _>(limite + 1)
        .load(tx.pg())
        .await?)
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
