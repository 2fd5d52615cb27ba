//! Reads and writes of horarios: the past is never rewritten.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Nullable, SmallInt, Text};
use diesel_async::RunQueryDsl;

use super::model::{BloqueVigente, NuevoHorario};
use crate::catalogos::{Bloque, BloqueSemana, Lugar};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, interno};
use crate::values::muro::Muro;

#[derive(QueryableByName)]
struct Fila {
    #[diesel(sql_type = SmallInt)]
    isodow: i16,
    #[diesel(sql_type = Text)]
    desde: String,
    #[diesel(sql_type = Text)]
    hasta: String,
    #[diesel(sql_type = BigInt)]
    sucursal_id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    box_id: Option<i64>,
    #[diesel(sql_type = Date)]
    vigente_desde: NaiveDate,
    #[diesel(sql_type = Nullable<Date>)]
    vigente_hasta: Option<NaiveDate>,
}

impl Fila {
    fn leer(self) -> AppResult<BloqueVigente> {
        let (Some(desde), Some(hasta)) = (Muro::inicio(&self.desde), Muro::termino(&self.hasta)) else {
            return Err(interno("a horario has hours that are not whole minutes"));
        };
        let lugar = Lugar { sucursal: self.sucursal_id, box_id: self.box_id };
        let de = BloqueSemana { isodow: self.isodow, bloque: Bloque { desde, hasta, lugar } };
        Ok(BloqueVigente { de, desde: self.vigente_desde, hasta: self.vigente_hasta })
    }
}

/// What rules on some date from `desde` on.
pub async fn vigentes(tx: &mut Tx<'_>, profesional: i64, desde: NaiveDate) -> AppResult<Vec<BloqueVigente>> {
    // A type of diesel has no 24:00: hours travel as text.
    let filas: Vec<Fila> = consulta(
        "select isodow, left(desde::text, 5) as desde, left(hasta::text, 5) as hasta, sucursal_id, box_id, vigente_desde, vigente_hasta
         from horarios
         where clinica_id = clinica_actual() and profesional_id = $1 and (vigente_hasta is null or vigente_hasta >= $2)
         order by isodow, desde",
    )
    .bind::<BigInt, _>(profesional)
    .bind::<Date, _>(desde)
    .load(tx.pg())
    .await?;
    filas.into_iter().map(Fila::leer).collect()
}

/// Puts a week in the place of whatever would rule between its dates; what ruled before ends the day before, and what
/// ruled beyond its end goes on from the day after.
pub async fn reemplazar(tx: &mut Tx<'_>, profesional: i64, nuevo: &NuevoHorario) -> AppResult<()> {
    use crate::schema::horarios::dsl as t;
    let suyos = t::horarios.filter(t::clinica_id.eq(tx.actor().clinica)).filter(t::profesional_id.eq(profesional));
    let desde_entonces = suyos.filter(t::vigente_desde.ge(nuevo.desde));
    let colas = match nuevo.hasta {
        Some(hasta) => {
            let colas = colas(&vigentes(tx, profesional, nuevo.desde).await?, hasta);
            diesel::delete(desde_entonces.filter(t::vigente_desde.le(hasta))).execute(tx.pg()).await?;
            colas
        }
        None => {
            diesel::delete(desde_entonces).execute(tx.pg()).await?;
            Vec::new()
        }
    };
    diesel::update(suyos.filter(t::vigente_desde.lt(nuevo.desde)))
        .filter(t::vigente_hasta.is_null().or(t::vigente_hasta.ge(nuevo.desde)))
        .set(t::vigente_hasta.eq(nuevo.desde.pred_opt()))
        .execute(tx.pg())
        .await?;
    let nuevos = nuevo.semana.iter().map(|de| BloqueVigente { de: *de, desde: nuevo.desde, hasta: nuevo.hasta });
    insertar(tx, profesional, &nuevos.chain(colas).collect::<Vec<_>>()).await
}

/// What is left of the blocks beyond a date.
fn colas(bloques: &[BloqueVigente], hasta: NaiveDate) -> Vec<BloqueVigente> {
    let Some(siguiente) = hasta.succ_opt() else { return Vec::new() };
    let siguen = bloques.iter().filter(|b| b.desde <= hasta && b.hasta.is_none_or(|fin| fin > hasta));
    siguen.map(|b| BloqueVigente { desde: siguiente, ..*b }).collect()
}

async fn insertar(tx: &mut Tx<'_>, profesional: i64, bloques: &[BloqueVigente]) -> AppResult<()> {
    let de = |f: fn(&BloqueVigente) -> String| bloques.iter().map(f).collect::<Vec<_>>();
    consulta(
        "insert into horarios (clinica_id, profesional_id, isodow, desde, hasta, sucursal_id, box_id, vigente_desde, vigente_hasta)
         select clinica_actual(), $1, b.isodow, b.desde::time, b.hasta::time, b.sucursal, b.box, b.vigente_desde, b.vigente_hasta
         from unnest($2, $3, $4, $5, $6, $7, $8) b (isodow, desde, hasta, sucursal, box, vigente_desde, vigente_hasta)",
    )
    .bind::<BigInt, _>(profesional)
    .bind::<Array<SmallInt>, _>(bloques.iter().map(|b| b.de.isodow).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(de(|b| b.de.bloque.desde.to_string()))
    .bind::<Array<Text>, _>(de(|b| b.de.bloque.hasta.to_string()))
    .bind::<Array<BigInt>, _>(bloques.iter().map(|b| b.de.bloque.lugar.sucursal).collect::<Vec<_>>())
    .bind::<Array<Nullable<BigInt>>, _>(bloques.iter().map(|b| b.de.bloque.lugar.box_id).collect::<Vec<_>>())
    .bind::<Array<Date>, _>(bloques.iter().map(|b| b.desde).collect::<Vec<_>>())
    .bind::<Array<Nullable<Date>>, _>(bloques.iter().map(|b| b.hasta).collect::<Vec<_>>())
    .execute(tx.pg())
    .await?;
    Ok(())
}
