//! Handlers of the drawer.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{AperturaForm, ArqueoForm, CierreForm, MovimientoForm};
use super::queries;
use super::views::{self, Aqui, Detalle, Escrito};
use crate::caja::{clave, divisa, errores_de, historial, pagos, ventas};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::services::cajas;
use crate::services::idempotencia::Intencion;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

pub(in crate::caja) fn aqui(ctx: &Ctx) -> Aqui<'_> {
    Aqui { clinica: ctx.slug(), csrf: &ctx.csrf, moneda: &ctx.clinica.moneda, zona: ctx.clinica.zona }
}

/// The drawer of who charges; who only watches sees all of them.
#[handler]
pub async fn inicio(ctx: Ctx) -> AppResult<Markup> {
    if !ctx.puede(Permiso::CajaOperar) {
        return historial::pages::pagina(&ctx, &historial::Busqueda::default()).await;
    }
    let abierta = ctx
        .leer(async |tx| {
            let Some(mia) = queries::mia(tx).await? else { return Ok(Err(queries::libres(tx).await?)) };
            let por_cobrar = ventas::queries::por_cobrar(tx).await?;
            let pagos = pagos::queries::de_sesion(tx, mia.id).await?;
            Ok(Ok((mia, por_cobrar, pagos)))
        })
        .await?;
    let contenido = match abierta {
        Ok((mia, por_cobrar, pagos)) => views::inicio(&aqui(&ctx), &mia, &por_cobrar, &pagos),
        Err(libres) => views::abrir(&aqui(&ctx), &libres, &AperturaForm::default(), &Errores::default()),
    };
    Ok(ctx.pagina("Caja", "caja", contenido))
}

#[handler]
pub async fn abrir(ctx: Ctx, Formulario(form): Formulario<AperturaForm>) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
    let errores = match form.validar(divisa(&ctx)?) {
        Err(errores) => errores,
        Ok(nueva) => {
            let intencion = Intencion::nueva(clave, "apertura_caja", &ctx.actor(), &nueva)?;
            match cajas::abrir(ctx.db(), &ctx.actor(), &intencion, &nueva).await {
                Ok(_) => return Ok(htmx::ir_con_aviso(&ctx, &urls::caja(ctx.slug()), "Caja abierta.")),
                Err(error) => errores_de(error, "caja")?,
            }
        }
    };
    let libres = ctx.leer(async |tx| queries::libres(tx).await).await?;
    Ok(htmx::invalido(ctx.pagina("Caja", "caja", views::abrir(&aqui(&ctx), &libres, &form, &errores))))
}

#[handler]
pub async fn sesion(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina_sesion(&ctx, id, &Escrito::default()).await
}

async fn pagina_sesion(ctx: &Ctx, id: i64, escrito: &Escrito) -> AppResult<Markup> {
    let (abierta, movimientos, arqueos) = ctx
        .leer(async |tx| {
            let abierta = queries::sesion(tx, id).await?;
            Ok((abierta, queries::movimientos(tx, id).await?, queries::arqueos(tx, id).await?))
        })
        .await?;
    let detalle = Detalle {
        sesion: &abierta,
        movimientos: &movimientos,
        arqueos: &arqueos,
        a_cargo: abierta.propia || ctx.puede(Permiso::CajaSupervisar),
    };
    Ok(ctx.pagina(&abierta.caja, "caja", views::sesion(&aqui(ctx), &detalle, escrito)))
}

async fn rechazada(ctx: &Ctx, id: i64, escrito: Escrito) -> AppResult<Response> {
    Ok(htmx::invalido(pagina_sesion(ctx, id, &escrito).await?))
}

#[handler]
pub async fn mover(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<MovimientoForm>,
) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
    let errores = match form.validar(id, divisa(&ctx)?) {
        Err(errores) => errores,
        Ok(movimiento) => {
            let intencion = Intencion::nueva(clave, "movimiento_caja", &ctx.actor(), &movimiento)?;
            match cajas::mover(ctx.db(), &ctx.actor(), &intencion, &movimiento).await {
                Ok(_) => {
                    return Ok(htmx::ir_con_aviso(&ctx, &urls::caja_sesion(ctx.slug(), id), "Movimiento anotado."));
                }
                Err(error) => errores_de(error, "")?,
            }
        }
    };
    rechazada(&ctx, id, Escrito { movimiento: form, errores, ..Escrito::default() }).await
}

#[handler]
pub async fn contar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ArqueoForm>,
) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
    let errores = match form.validar(divisa(&ctx)?) {
        Err(errores) => errores,
        Ok(conteo) => {
            let intencion = Intencion::nueva(clave, "arqueo", &ctx.actor(), &(id, &conteo))?;
            match cajas::contar(ctx.db(), &ctx.actor(), &intencion, id, &conteo).await {
                Ok(_) => return Ok(htmx::ir_con_aviso(&ctx, &urls::caja_sesion(ctx.slug(), id), "Conteo guardado.")),
                Err(error) => errores_de(error, "")?,
            }
        }
    };
    rechazada(&ctx, id, Escrito { arqueo: form, errores, ..Escrito::default() }).await
}

#[handler]
pub async fn reanudar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    match cajas::reanudar(ctx.db(), &ctx.actor(), id).await {
        Ok(()) => Ok(htmx::ir_con_aviso(&ctx, &urls::caja(ctx.slug()), "La caja vuelve a cobrar.")),
        Err(error) => rechazada(&ctx, id, Escrito { errores: errores_de(error, "")?, ..Escrito::default() }).await,
    }
}

#[handler]
pub async fn cerrar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<CierreForm>,
) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
    let errores = match form.validar(divisa(&ctx)?) {
        Err(errores) => errores,
        Ok(cierre) => {
            let intencion = Intencion::nueva(clave, "cierre_caja", &ctx.actor(), &(id, &cierre))?;
            match cajas::cerrar(ctx.db(), &ctx.actor(), &intencion, id, &cierre).await {
                Ok(_) => return Ok(htmx::ir_con_aviso(&ctx, &urls::caja_sesion(ctx.slug(), id), "Caja cerrada.")),
                Err(error) => errores_de(error, "")?,
            }
        }
    };
    rechazada(&ctx, id, Escrito { cierre: form, errores, ..Escrito::default() }).await
}
