//! Who did what.

use maud::Markup;
use poem::handler;

use super::filtros::{FiltrosForm, Lugar, paginar};
use super::{Cambio, Lectura, listado, nombres, views};
use crate::error::AppResult;
use crate::urls;
use crate::web::Ctx;
use crate::web::form::Filtro;

const POR_PAGINA: usize = 50;

#[handler]
pub async fn lista(ctx: Ctx, Filtro(form): Filtro<FiltrosForm>) -> AppResult<Markup> {
    let filtros = form.leer(ctx.clinica.zona);
    let (mut cambios, nombres) = ctx
        .leer(async |tx| {
            let cambios = listado::listar(tx, &filtros, POR_PAGINA as i64).await?;
            let nombres = nombres::nombres(tx, &cambios).await?;
            Ok((cambios, nombres))
        })
        .await?;
    let base = urls::auditoria(ctx.slug());
    let lugar = |c: &Cambio| Lugar { en: c.en, libro: c.libro, id: c.id };
    let vecinas = paginar(&mut cambios, POR_PAGINA, filtros.lugar, lugar, |l| form.url(&base, l));
    let lectura = Lectura { zona: ctx.clinica.zona, moneda: &ctx.clinica.moneda, nombres: &nombres };
    let lista = views::Lista { clinica: ctx.slug(), form: &form, cambios: &cambios, lectura, vecinas };
    Ok(ctx.pagina("Auditoría", "auditoria", views::lista(lista)))
}
