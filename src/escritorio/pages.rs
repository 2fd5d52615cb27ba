//! The first screen of the day.

use maud::Markup;
use poem::handler;

use super::views;
use crate::web::Ctx;

#[handler]
pub fn hoy(ctx: Ctx) -> Markup {
    ctx.pagina("Hoy", "hoy", views::hoy(&ctx.nombre))
}
