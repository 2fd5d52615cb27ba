//! Handlers of traslados.

use maud::{Markup, html};
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{PasoForm, TrasladoForm, TrasladosFiltro};
use super::model::{Despachado, Estado, Ficha, LineaPedida};
use super::queries;
use super::views::{self, Detalle};
use crate::bodega::documentos::forms::ReversaForm;
use crate::bodega::pages::{clave_de, leer_clave, recortar};
use crate::bodega::{errores_de, insumos, queries as comunes};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::services::idempotencia::Intencion;
use crate::services::stock;
use crate::ui::Pagination;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<TrasladosFiltro>) -> AppResult<Markup> {
    let (estado, antes) = (Estado::de_codigo(&filtro.estado), filtro.antes.parse().ok());
    let mut filas = ctx.leer(async |tx| queries::lista(tx, estado, antes).await).await?;
    let aqui = urls::traslados(ctx.slug());
    let siguiente = recortar(&mut filas)
        .map(|ultimo| urls::con_filtros(&aqui, &[("estado", &filtro.estado), ("antes", &ultimo.id)]));
    let anterior = antes.map(|_: i64| urls::con_filtros(&aqui, &[("estado", &filtro.estado)]));
    let paginas = Pagination { anterior, siguiente, resumen: String::new() };
    let local = |f: &Ficha| f.creado.with_timezone(&ctx.clinica.zona).naive_local();
    let opera = ctx.puede(Permiso::BodegaOperar);
    Ok(ctx.pagina("Traslados", "bodega", views::lista(ctx.slug(), estado, opera, &filas, local, &paginas)))
}

#[handler]
pub async fn nuevo(ctx: Ctx, Filtro(form): Filtro<TrasladoForm>) -> AppResult<Markup> {
    pagina_nuevo(&ctx, &form, &Errores::default()).await
}

/// A refused form keeps its key: corrected, it goes through with it.
async fn pagina_nuevo(ctx: &Ctx, form: &TrasladoForm, errores: &Errores) -> AppResult<Markup> {
    let depositos = ctx.leer(async |tx| comunes::depositos(tx).await).await?;
    let contenido = views::nuevo(ctx.slug(), &ctx.csrf, &clave_de(&form.clave), &depositos, form, errores);
    Ok(ctx.pagina("Nuevo traslado", "bodega", contenido))
}

#[handler]
pub async fn solicitar(ctx: Ctx, Formulario(form): Formulario<TrasladoForm>) -> AppResult<Response> {
    let (codigos, barras) = form.codigos();
    let insumos = ctx.leer(async |tx| insumos::queries::ubicar_varios(tx, &codigos, &barras).await).await?;
    let errores = match form.validar(&insumos) {
        Err(errores) => errores,
        Ok(pedido) => {
            let intencion = Intencion::nueva(leer_clave(&form.clave)?, "traslado", &ctx.actor(), &pedido)?;
            match stock::solicitar(&ctx, &intencion, &pedido).await {
                Ok(id) => return Ok(listo(&ctx, id, "Traslado solicitado.")),
                Err(error) => errores_de(error, "")?,
            }
        }
    };
    Ok(htmx::invalido(pagina_nuevo(&ctx, &form, &errores).await?))
}

fn listo(ctx: &Ctx, id: i64, aviso: &str) -> Response {
    htmx::ir_con_aviso(ctx, &urls::traslado(ctx.slug(), id), aviso)
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let leido = leer(&ctx, id).await?;
    Ok(pagina(&ctx, &leido, &PasoForm::default(), &Errores::default(), html! {}))
}

struct Leido {
    ficha: Ficha,
    pedidas: Vec<LineaPedida>,
    despachados: Vec<Despachado>,
}

async fn leer(ctx: &Ctx, id: i64) -> AppResult<Leido> {
    ctx.leer(async |tx| {
        let ficha = queries::uno(tx, id).await?;
        let pedidas = queries::pedidas(tx, id, ctx.hoy()).await?;
        Ok(Leido { ficha, pedidas, despachados: queries::despachados(tx, id).await? })
    })
    .await
}

fn pagina(ctx: &Ctx, leido: &Leido, form: &PasoForm, errores: &Errores, negativa: Markup) -> Markup {
    let clave = clave_de(&form.clave);
    let local = |instante: chrono::DateTime<chrono::Utc>| instante.with_timezone(&ctx.clinica.zona).naive_local();
    let detalle = Detalle {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        clave: &clave,
        opera: ctx.puede(Permiso::BodegaOperar),
        ficha: &leido.ficha,
        pedidas: &leido.pedidas,
        despachados: &leido.despachados,
    };
    ctx.pagina("Traslado", "bodega", views::detalle(&detalle, local, form, errores, negativa))
}

#[handler]
pub async fn despachar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<PasoForm>,
) -> AppResult<Response> {
    let leido = leer(&ctx, id).await?;
    let intencion = Intencion::nueva(leer_clave(&form.clave)?, "traslado_despacho", &ctx.actor(), &id)?;
    let (errores, negativa) = match stock::despachar(&ctx, &intencion, id).await {
        Ok(Ok(())) => return Ok(listo(&ctx, id, "Traslado despachado: va en camino.")),
        Ok(Err(no)) => (Errores::default(), views::negativa(&no)),
        Err(error) => (errores_de(error, "")?, html! {}),
    };
    Ok(htmx::invalido(pagina(&ctx, &leido, &form, &errores, negativa)))
}

#[handler]
pub async fn recibir(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<PasoForm>,
) -> AppResult<Response> {
    let leido = leer(&ctx, id).await?;
    let errores = match form.recepcion(&leido.despachados) {
        Err(errores) => errores,
        Ok((recibidas, motivo)) => {
            let valores = (id, &recibidas, &motivo);
            let intencion = Intencion::nueva(leer_clave(&form.clave)?, "traslado_recepcion", &ctx.actor(), &valores)?;
            match stock::recibir_traslado(&ctx, &intencion, id, &recibidas, &motivo).await {
                Ok(()) => return Ok(listo(&ctx, id, "Traslado recibido.")),
                Err(error) => errores_de(error, "")?,
            }
        }
    };
    Ok(htmx::invalido(pagina(&ctx, &leido, &form, &errores, html! {})))
}

#[handler]
pub async fn cancelar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ReversaForm>,
) -> AppResult<Response> {
    let leido = leer(&ctx, id).await?;
    let errores = match form.validar() {
        Err(errores) => errores,
        Ok(motivo) => {
            let intencion =
                Intencion::nueva(leer_clave(&form.clave)?, "traslado_cancelacion", &ctx.actor(), &(id, &motivo))?;
            match stock::cancelar_traslado(&ctx, &intencion, id, &motivo).await {
                Ok(()) => return Ok(listo(&ctx, id, "Traslado cancelado.")),
                Err(error) => errores_de(error, "")?,
            }
        }
    };
    let escrito = PasoForm { clave: form.clave, motivo: form.motivo, ..PasoForm::default() };
    Ok(htmx::invalido(pagina(&ctx, &leido, &escrito, &errores, html! {})))
}
