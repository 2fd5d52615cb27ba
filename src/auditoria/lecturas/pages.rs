//! The list of readings.

use maud::Markup;
use poem::handler;

use super::{queries, views};
use crate::auditoria::filtros::{FiltrosForm, Lugar, paginar};
use crate::error::AppResult;
use crate::urls;
use crate::web::Ctx;
use crate::web::form::Filtro;

const POR_PAGINA: usize = 50;

#[handler]
pub async fn lista(ctx: Ctx, Filtro(form): Filtro<FiltrosForm>) -> AppResult<Markup> {
    let filtros = form.leer(ctx.clinica.zona);
    let (mut lecturas, equipo) = ctx
        .leer(async |tx| {
            let lecturas = queries::listar(tx, &filtros, POR_PAGINA as i64).await?;
            Ok((lecturas, queries::equipo(tx).await?))
        })
        .await?;
    let base = urls::lecturas(ctx.slug());
    let lugar = |l: &super::model::Lectura| Lugar { en: l.en, libro: 0, id: l.id };
    let vecinas = paginar(&mut lecturas, POR_PAGINA, filtros.lugar, lugar, |l| form.url(&base, l));
    let contenido = views::lista(ctx.slug(), ctx.clinica.zona, &form, &equipo, &lecturas, vecinas);
    Ok(ctx.pagina("Lecturas de fichas", "auditoria", contenido))
}
