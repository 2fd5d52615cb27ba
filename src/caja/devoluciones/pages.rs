//! Handlers of refunds: asking, deciding, paying.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{DevolucionForm, ListaFiltro, PagoForm, ResolucionForm};
use super::queries::{self, PAGINA};
use super::views::{self, De, Detalle, Lista, Solicitud};
use crate::caja::pagos::queries as libro;
use crate::caja::sesiones::pages::aqui;
use crate::caja::{clave, clave_o_nueva, divisa, errores_de, ventas};
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::services::devoluciones::{self, Decision, PagoDeDevolucion};
use crate::services::idempotencia::Intencion;
use crate::ui::format;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<ListaFiltro>) -> AppResult<Markup> {
    let (mut filas, de) = ctx
        .leer(async |tx| {
            let filas = queries::listar(tx, filtro.estado == "todas", filtro.venta, filtro.antes).await?;
            let Some(id) = filtro.venta else { return Ok((filas, None)) };
            Ok((filas, Some(De { venta: ventas::venta(tx, id).await?, pagos: libro::de_venta(tx, id).await? })))
        })
        .await?;
    let hay_mas = i64::try_from(filas.len()).is_ok_and(|n| n > PAGINA);
    filas.truncate(usize::try_from(PAGINA).unwrap_or_default());
    let antes = filas.last().filter(|_| hay_mas).map(|d| d.id);
    let opera = ctx.puede(Permiso::CajaOperar);
    let lista = Lista { filtro: &filtro, filas: &filas, de: de.as_ref(), antes, opera };
    Ok(ctx.pagina("Devoluciones", "caja", views::lista(&aqui(&ctx), &lista)))
}

#[handler]
pub async fn nueva(
    ctx: Ctx,
    Path((_, venta)): Path<(String, i64)>,
    Filtro(form): Filtro<DevolucionForm>,
) -> AppResult<Markup> {
    pagina_nueva(&ctx, venta, form, &Errores::default()).await
}

/// What was typed, or all that may go back when nothing was.
async fn pagina_nueva(ctx: &Ctx, venta_id: i64, form: DevolucionForm, errores: &Errores) -> AppResult<Markup> {
    let pago_id = form.pago_id();
    let (venta, lineas, pago) = ctx
        .leer(async |tx| {
            let venta = ventas::venta(tx, venta_id).await?;
            let lineas = queries::devolvibles(tx, venta_id, pago_id, None).await?;
            let pago = match pago_id {
                Some(id) => Some(libro::pago(tx, id).await?),
                None => None,
            };
            Ok((venta, lineas, pago))
        })
        .await?;
    let form = if errores.hay() { form } else { DevolucionForm::completa(pago_id, &lineas, format::money_input) };
    let clave = clave_o_nueva(&form.clave);
    let solicitud =
        Solicitud { venta: &venta, pago: pago.as_ref(), lineas: &lineas, form: &form, errores, clave: &clave };
    let titulo = if pago_id.is_some() { "Pedir devolución" } else { "Pedir nota de crédito" };
    Ok(ctx.pagina(titulo, "caja", views::solicitar(&aqui(ctx), titulo, &solicitud)))
}

#[handler]
pub async fn solicitar(
    ctx: Ctx,
    Path((_, venta)): Path<(String, i64)>,
    Formulario(form): Formulario<DevolucionForm>,
) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
    let errores = match form.validar(venta, divisa(&ctx)?) {
        Err(errores) => errores,
        Ok(pedida) => {
            let intencion = Intencion::nueva(clave, "devolucion", &ctx.actor(), &pedida)?;
            match devoluciones::solicitar(ctx.db(), &ctx.actor(), &intencion, &pedida).await {
                Ok(id) => {
                    let aviso = "Solicitud enviada: la resuelve otra persona.";
                    return Ok(htmx::ir_con_aviso(&ctx, &urls::devolucion(ctx.slug(), id), aviso));
                }
                Err(error) => errores_de(error, "lineas")?,
            }
        }
    };
    Ok(htmx::invalido(pagina_nueva(&ctx, venta, form, &errores).await?))
}

#[handler]
pub async fn devolucion(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina(&ctx, id, &ResolucionForm::default(), &Errores::default()).await
}

async fn pagina(ctx: &Ctx, id: i64, form: &ResolucionForm, errores: &Errores) -> AppResult<Markup> {
    let (pedida, lineas) =
        ctx.leer(async |tx| Ok((queries::devolucion(tx, id).await?, queries::pedidas(tx, id).await?))).await?;
    let clave = clave_o_nueva(&form.clave);
    let detalle = Detalle {
        devolucion: &pedida,
        lineas: &lineas,
        form,
        errores,
        clave: &clave,
        supervisa: ctx.puede(Permiso::CajaSupervisar),
        opera: ctx.puede(Permiso::CajaOperar),
    };
    Ok(ctx.pagina(&views::nombre(&pedida), "caja", views::devolucion(&aqui(ctx), &detalle)))
}

#[handler]
pub async fn resolver(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ResolucionForm>,
) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
    let (como, texto) = match form.validar() {
        Ok(decision) => decision,
        Err(errores) => return Ok(htmx::invalido(pagina(&ctx, id, &form, &errores).await?)),
    };
    let decision = Decision { devolucion_id: id, como, texto };
    let intencion = Intencion::nueva(clave, "resolucion", &ctx.actor(), &decision)?;
    let hecha = devoluciones::resolver(ctx.db(), &ctx.actor(), &intencion, &decision).await;
    concluir(&ctx, id, hecha.map(drop), &form, "Solicitud resuelta.").await
}

#[handler]
pub async fn retirar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let hecha = devoluciones::retirar(ctx.db(), &ctx.actor(), id).await;
    concluir(&ctx, id, hecha, &ResolucionForm::default(), "Solicitud retirada.").await
}

#[handler]
pub async fn pagar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<PagoForm>,
) -> AppResult<Response> {
    let sesion_id = form.sesion.parse().map_err(|_error| AppError::Malformado("sesion"))?;
    let pago = PagoDeDevolucion { devolucion_id: id, sesion_id };
    let intencion = Intencion::nueva(clave(&form.clave)?, "pago_devolucion", &ctx.actor(), &pago)?;
    let hecha = devoluciones::pagar(ctx.db(), &ctx.actor(), &intencion, &pago).await;
    let form = ResolucionForm { clave: form.clave, ..ResolucionForm::default() };
    concluir(&ctx, id, hecha.map(drop), &form, "Devolución pagada.").await
}

/// What another did meanwhile is a conflict; what can be mended is shown at the form.
async fn concluir(ctx: &Ctx, id: i64, hecha: AppResult<()>, form: &ResolucionForm, aviso: &str) -> AppResult<Response> {
    match hecha {
        Ok(()) => Ok(htmx::ir_con_aviso(ctx, &urls::devolucion(ctx.slug(), id), aviso)),
        Err(AppError::Rechazo(rechazo)) if rechazo.es("devolucion_otro_estado") => {
            let errores = errores_de(AppError::Rechazo(rechazo), "")?;
            Ok(htmx::conflicto(pagina(ctx, id, form, &errores).await?))
        }
        Err(error) => {
            let errores = errores_de(error, "")?;
            Ok(htmx::invalido(pagina(ctx, id, form, &errores).await?))
        }
    }
}
