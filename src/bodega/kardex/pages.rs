//! Handlers of the kardex.

use std::fmt::Display;

use maud::Markup;
use poem::handler;
use poem::web::Path;

use super::forms::KardexFiltro;
use super::model::Movimiento;
use super::queries;
use super::views::{self, Kardex};
use crate::bodega::pages::recortar;
use crate::bodega::{insumos, queries as comunes};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::ui::Pagination;
use crate::urls;
use crate::web::Ctx;
use crate::web::form::Filtro;

#[handler]
pub async fn kardex(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Filtro(filtro): Filtro<KardexFiltro>,
) -> AppResult<Markup> {
    let pedido = filtro.pedido(id, ctx.clinica.zona);
    let (insumo, depositos, mut filas) = ctx
        .leer(async |tx| {
            let insumo = insumos::queries::editable(tx, id).await?;
            Ok((insumo, comunes::depositos(tx).await?, queries::kardex(tx, &pedido).await?))
        })
        .await?;
    let siguiente = recortar(&mut filas).map(|ultimo| aqui(&ctx, id, &filtro, &ultimo.id.to_string()));
    let anterior = pedido.antes.map(|_| aqui(&ctx, id, &filtro, ""));
    let paginas = Pagination { anterior, siguiente, resumen: String::new() };
    let local = |m: &Movimiento| m.en.with_timezone(&ctx.clinica.zona).naive_local();
    let (opera, depositos) = (ctx.puede(Permiso::BodegaOperar), &*depositos);
    let datos = Kardex { clinica: ctx.slug(), id, nombre: &insumo.nombre, opera, depositos, filas: &filas };
    Ok(ctx.pagina(&insumo.nombre, "bodega", views::pagina(&datos, &filtro, local, &paginas)))
}

fn aqui(ctx: &Ctx, id: i64, f: &KardexFiltro, antes: &str) -> String {
    let filtros: [(&str, &dyn Display); 6] = [
        ("deposito", &f.deposito),
        ("lote", &f.lote),
        ("tipo", &f.tipo),
        ("desde", &f.desde),
        ("hasta", &f.hasta),
        ("antes", &antes),
    ];
    urls::con_filtros(&urls::kardex(ctx.slug(), id), &filtros)
}
