//! Free hours as patients are shown them: whole days, a week at a time.

use chrono::{NaiveDate, TimeDelta};

use crate::agenda::queries::{self, Busqueda};
use crate::agenda::{Hora, Oferta};
use crate::db::Tx;
use crate::error::AppResult;

pub(super) const DIAS: i32 = 7;
const HORAS: i32 = 60;

/// From `desde` on, never before `busqueda.desde` nor more than `horizonte` days after it. Of nobody in particular, one slot a start.
pub(super) async fn de_la_semana(
    tx: &mut Tx<'_>,
    busqueda: Busqueda,
    desde: Option<NaiveDate>,
    horizonte: i16,
) -> AppResult<Oferta> {
    let hoy = busqueda.desde;
    let ultimo = mas_dias(hoy, horizonte.into());
    let desde = desde.unwrap_or(hoy).clamp(hoy, ultimo);
    let busqueda = Busqueda { desde, dias: DIAS, ..busqueda };
    let horas = match busqueda.profesional {
        Some(_) => queries::horas_libres(tx, &busqueda, HORAS).await?,
        None => queries::horas_repartidas(tx, &busqueda, HORAS).await?,
    };
    let cortada = i32::try_from(horas.len()).is_ok_and(|cuantas| cuantas == HORAS);
    let mut dias = por_dia(&horas);
    // The last day may lack its end.
    let siguiente = match dias.last() {
        Some((ultimo, _)) if cortada && dias.len() > 1 => *ultimo,
        _ => mas_dias(desde, DIAS),
    };
    dias.retain(|(dia, _)| *dia < siguiente);
    Ok(Oferta { desde, dias, siguiente: (siguiente <= ultimo).then_some(siguiente) })
}

fn por_dia(horas: &[Hora]) -> Vec<(NaiveDate, Vec<Hora>)> {
    let dias = horas.chunk_by(|una, otra| una.fecha == otra.fecha);
    dias.filter_map(|dia| Some((dia.first()?.fecha, dia.to_vec()))).collect()
}

fn mas_dias(fecha: NaiveDate, dias: i32) -> NaiveDate {
    fecha.checked_add_signed(TimeDelta::days(dias.into())).unwrap_or(fecha)
}
