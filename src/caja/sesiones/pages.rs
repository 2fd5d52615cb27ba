//! Handlers of the drawer.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{ActoForm, AperturaForm, ArqueoForm, CierreForm, MovimientoForm, ReaperturaForm};
use super::model::Sesion;
use super::queries;
use super::views::{self, Aqui, Detalle, Escrito};
use crate::caja::{clave, divisa, errores_de, historial, pagos, ventas};
use crate::db::Tx;
use crate::error::{AppError, AppResult};
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
            let Some(mio) = queries::puesto(tx).await? else { return Ok(Err(libres(tx).await?)) };
            let por_cobrar = ventas::queries::por_cobrar(tx).await?;
            let pagos = pagos::queries::de_sesion(tx, mio.sesion.id).await?;
            Ok(Ok((mio, por_cobrar, pagos)))
        })
        .await?;
    let contenido = match abierta {
        Ok((mio, por_cobrar, pagos)) => views::inicio(&aqui(&ctx), &mio, &por_cobrar, &pagos),
        Err(libres) => views::abrir(&aqui(&ctx), &libres, &AperturaForm::default(), &Errores::default()),
    };
    Ok(ctx.pagina("Caja", "caja", contenido))
}

async fn libres(tx: &mut Tx<'_>) -> AppResult<views::Libres> {
    Ok(views::Libres { cajas: queries::libres(tx).await?, relevo_de: queries::relevo_para_mi(tx).await? })
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
                Err(error) => apertura_negada(error)?,
            }
        }
    };
    let libres = ctx.leer(async |tx| libres(tx).await).await?;
    Ok(htmx::invalido(ctx.pagina("Caja", "caja", views::abrir(&aqui(&ctx), &libres, &form, &errores))))
}

fn apertura_negada(error: AppError) -> AppResult<Errores> {
    let sin_motivo = matches!(&error, AppError::Rechazo(r) if r.es("caja_apertura_sin_motivo"));
    errores_de(error, if sin_motivo { "motivo" } else { "caja" })
}

#[handler]
pub async fn sesion(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina_sesion(&ctx, id, &Escrito::default()).await
}

async fn pagina_sesion(ctx: &Ctx, id: i64, escrito: &Escrito) -> AppResult<Markup> {
    let (ficha, sucesos, arqueos) = ctx
        .leer(async |tx| {
            let ficha = queries::ficha(tx, id).await?;
            Ok((ficha, queries::sucesos(tx, id).await?, queries::arqueos(tx, id).await?))
        })
        .await?;
    let supervisa = ctx.puede(Permiso::CajaSupervisar);
    let a_cargo = ficha.sesion.propia || supervisa;
    let detalle = Detalle { ficha: &ficha, sucesos: &sucesos, arqueos: &arqueos, a_cargo, supervisa };
    Ok(ctx.pagina(&ficha.sesion.caja, "caja", views::sesion(&aqui(ctx), &detalle, escrito)))
}

pub(in crate::caja) async fn rechazada(ctx: &Ctx, id: i64, escrito: Escrito) -> AppResult<Response> {
    Ok(htmx::invalido(pagina_sesion(ctx, id, &escrito).await?))
}

/// What an act without a form came to, on the page of its session.
pub(in crate::caja) async fn negada(ctx: &Ctx, id: Option<i64>, errores: Errores) -> AppResult<Response> {
    match id {
        Some(id) => rechazada(ctx, id, Escrito { errores, ..Escrito::default() }).await,
        None => Ok(htmx::ir_con_aviso(ctx, &urls::caja(ctx.slug()), errores.get("").unwrap_or_default())),
    }
}

/// For the pages of forms that only who answers for the session may send.
pub(in crate::caja) fn exigir_a_cargo(ctx: &Ctx, suya: &Sesion) -> AppResult<()> {
    if suya.propia { Ok(()) } else { ctx.exigir(Permiso::CajaSupervisar) }
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
        Err(error) => negada(&ctx, Some(id), errores_de(error, "")?).await,
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
                Err(error) => cierre_negado(error)?,
            }
        }
    };
    rechazada(&ctx, id, Escrito { cierre: form, errores, ..Escrito::default() }).await
}

fn cierre_negado(error: AppError) -> AppResult<Errores> {
    let campo = match &error {
        AppError::Rechazo(r) if r.es("caja_diferencia_sin_motivo") => "motivo_cierre",
        AppError::Rechazo(r) if r.es("cierres_caja_dejado") => "dejado",
        AppError::Rechazo(r) if r.es("caja_ventas_impagas") => "con_impagas",
        _ => "",
    };
    errores_de(error, campo)
}

#[handler]
pub async fn reabrir(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ReaperturaForm>,
) -> AppResult<Response> {
    let motivo = form.motivo.trim();
    let intencion = Intencion::nueva(clave(&form.clave)?, "reapertura_caja", &ctx.actor(), &(id, motivo))?;
    match cajas::reabrir(ctx.db(), &ctx.actor(), &intencion, id, motivo).await {
        Ok(_) => Ok(htmx::ir_con_aviso(&ctx, &urls::caja_sesion(ctx.slug(), id), "Sesión reabierta.")),
        Err(error) => {
            let errores = errores_de(error, "")?;
            rechazada(&ctx, id, Escrito { reapertura: form, errores, ..Escrito::default() }).await
        }
    }
}

#[handler]
pub async fn contabilizar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ActoForm>,
) -> AppResult<Response> {
    let intencion = Intencion::nueva(clave(&form.clave)?, "contabilizacion_caja", &ctx.actor(), &id)?;
    match cajas::contabilizar(ctx.db(), &ctx.actor(), &intencion, id).await {
        Ok(_) => Ok(htmx::ir_con_aviso(&ctx, &urls::caja_sesion(ctx.slug(), id), "Sesión contabilizada.")),
        Err(error) => negada(&ctx, Some(id), errores_de(error, "")?).await,
    }
}
