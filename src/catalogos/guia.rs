//! What anybody who asks may be told of a clinic: where it is, when it attends, and who attends whom.

use chrono::NaiveTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, SmallInt, Text, Time};
use diesel_async::RunQueryDsl;

use crate::db::{Tx, consulta};
use crate::error::AppResult;
use crate::values::zona::Zona;

#[derive(Debug, Clone, QueryableByName)]
pub struct Sede {
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub direccion: String,
}

/// A day of the week on which somebody attends.
#[derive(Debug, Clone, QueryableByName)]
pub struct Atencion {
    /// 1 is Monday.
    #[diesel(sql_type = SmallInt)]
    pub isodow: i16,
    #[diesel(sql_type = Time)]
    pub desde: NaiveTime,
    #[diesel(sql_type = Time)]
    pub hasta: NaiveTime,
}

/// Somebody who attends, and the first prestación that they do.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ofrecido {
    #[diesel(sql_type = BigInt)]
    pub profesional_id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = BigInt)]
    pub prestacion_id: i64,
}

pub async fn zona(tx: &mut Tx<'_>) -> AppResult<Zona> {
    #[derive(QueryableByName)]
    struct Clinica {
        #[diesel(sql_type = Text)]
        zona: String,
    }
    let clinica: Clinica =
        consulta("select zona from clinicas where id = clinica_actual()").get_result(tx.pg()).await?;
    Ok(Zona::de_nombre(&clinica.zona).unwrap_or(Zona::SANTIAGO))
}

/// Those that say where they are, the principal one first.
pub async fn sedes(tx: &mut Tx<'_>) -> AppResult<Vec<Sede>> {
    let sql = "select nombre, direccion from sucursales
         where clinica_id = clinica_actual() and direccion <> '' order by principal desc, nombre";
    Ok(consulta(sql).load(tx.pg()).await?)
}

/// From the first who begins to the last who ends.
pub async fn atencion(tx: &mut Tx<'_>) -> AppResult<Vec<Atencion>> {
    Ok(consulta(
        "select h.isodow, min(h.desde) as desde, max(h.hasta) as hasta
         from horarios h
         join profesionales p on p.clinica_id = h.clinica_id and p.id = h.profesional_id and p.estado = 'activo'
         join clinicas c on c.id = h.clinica_id
         where h.clinica_id = clinica_actual() and h.vigente_desde <= (ahora() at time zone c.zona)::date
           and coalesce(h.vigente_hasta >= (ahora() at time zone c.zona)::date, true)
         group by h.isodow order by h.isodow",
    )
    .load(tx.pg())
    .await?)
}

/// Whose name or specialty has all those words, in lower case and without accents.
pub async fn que_atienden(tx: &mut Tx<'_>, palabras: &str, limite: i64) -> AppResult<Vec<Ofrecido>> {
    Ok(consulta(
        "select p.id as profesional_id, p.nombre, min(pr.id) as prestacion_id
         from profesionales p
         join prestaciones_profesionales q on q.clinica_id = p.clinica_id and q.profesional_id = p.id
         join prestaciones pr on pr.clinica_id = q.clinica_id and pr.id = q.prestacion_id and pr.estado = 'activa'
         where p.clinica_id = clinica_actual() and p.estado = 'activo' and not exists (
           select from unnest(string_to_array($1, ' ')) w
           where strpos(' ' || normalizar(p.nombre), ' ' || w) = 0 and strpos(' ' || normalizar(p.especialidad), ' ' || w) = 0)
         group by p.id, p.nombre order by p.nombre limit $2",
    )
    .bind::<Text, _>(palabras)
    .bind::<BigInt, _>(limite)
    .load(tx.pg())
    .await?)
}
