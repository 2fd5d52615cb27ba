//! The agenda: what is free, against what one writes first; the pages that show it; booking over HTTP, in peace and in a fight.

mod horas;
mod mundo;
mod reserva;

pub use mundo::{Agenda, Tamano};

use crate::Res;
use crate::report::Row;
use crate::world::World;

pub async fn measure(world: &mut World) -> Res<Vec<Row>> {
    let agenda = world.agenda().await?;
    let mut rows = horas::measure(world, &agenda).await?;
    rows.extend(reserva::measure(world, &agenda).await?);
    Ok(rows)
}
