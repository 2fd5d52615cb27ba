//! The drawer: payments by one, four and sixteen cashiers, and the close of a session that has taken thousands.

mod cierre;
mod pago;

use crate::Res;
use crate::report::Row;
use crate::world::World;

pub async fn measure(world: &World) -> Res<Vec<Row>> {
    let cobros = pago::Cobros::nuevos(world).await?;
    let mut rows = pago::measure(world, &cobros).await?;
    rows.push(cierre::measure(world, &cobros).await?);
    Ok(rows)
}
