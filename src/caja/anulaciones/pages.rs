//! Handlers of the annulment of a sale.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::views::{self, PorAnular};
use crate::caja::pagos::{AnulacionForm, queries as libro};
use crate::caja::sesiones::pages::aqui;
use crate::caja::{clave, clave_o_nueva, errores_de, ventas};
use crate::error::AppResult;
use crate::services::idempotencia::Intencion;
use crate::services::pagos::{self, AnulacionDeVenta};
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn preguntar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina(&ctx, id, &AnulacionForm::default(), &Errores::default()).await
}

async fn pagina(ctx: &Ctx, id: i64, form: &AnulacionForm, errores: &Errores) -> AppResult<Markup> {
    let (venta, lineas, pagos) = ctx
        .leer(async |tx| {
            let venta = ventas::venta(tx, id).await?;
            Ok((venta, ventas::lineas(tx, id).await?, libro::de_venta(tx, id).await?))
        })
        .await?;
    let clave = clave_o_nueva(&form.clave);
    let por_anular = PorAnular { venta: &venta, lineas: &lineas, pagos: &pagos, clave: &clave, form, errores };
    Ok(ctx.pagina("Anular venta", "caja", views::preguntar(&aqui(ctx), &por_anular)))
}

#[handler]
pub async fn anular(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<AnulacionForm>,
) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
    let anulacion = AnulacionDeVenta { venta_id: id, motivo: form.motivo.trim().into() };
    if anulacion.motivo.is_empty() {
        let errores = Errores::de("motivo", "Escribe el motivo.");
        return Ok(htmx::invalido(pagina(&ctx, id, &form, &errores).await?));
    }
    let intencion = Intencion::nueva(clave, "anulacion_venta", &ctx.actor(), &anulacion)?;
    match pagos::anular_venta(ctx.db(), &ctx.actor(), &intencion, &anulacion).await {
        Ok(venta) => Ok(htmx::ir_con_aviso(&ctx, &urls::venta(ctx.slug(), venta), "Venta anulada.")),
        Err(error) => {
            let errores = errores_de(error, "")?;
            Ok(htmx::conflicto(pagina(&ctx, id, &form, &errores).await?))
        }
    }
}
