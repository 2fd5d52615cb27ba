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
    let zona = ctx.clinica.zona;
    let filtros = form.leer(zona);
    let (mut lecturas, equipo, opciones) = ctx
        .leer(async |tx| {
            let lecturas = queries::listar(tx, &filtros, POR_PAGINA as i64).await?;
            let opciones = queries::opciones(tx, &lecturas, zona.into()).await?;
            Ok((lecturas, queries::equipo(tx).await?, opciones))
        })
        .await?;
    let base = urls::lecturas(ctx.slug());
    let lugar = |l: &super::model::Lectura| Lugar { en: l.en, libro: l.libro, id: l.id };
    let vecinas = paginar(&mut lecturas, POR_PAGINA, filtros.lugar, lugar, |l| form.url(&base, l));
    let vista = views::Lista { clinica: ctx.slug(), zona, form: &form, equipo: &equipo, opciones: &opciones };
    Ok(ctx.pagina("Lecturas", "auditoria", views::lista(&vista, &lecturas, vecinas)))
}
