//! Handlers of what a payment covers.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{Movimiento, ReasignacionForm};
use super::queries;
use super::views::{self, Reparto};
use crate::caja::sesiones::pages::aqui;
use crate::caja::{clave, clave_o_nueva, clave_por_repetir, divisa, errores_de, pagos as libro};
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::services::idempotencia::Intencion;
use crate::services::pagos::{self, Reasignacion};
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina(&ctx, id, &ReasignacionForm::default(), &Errores::default()).await
}

async fn pagina(ctx: &Ctx, id: i64, form: &ReasignacionForm, errores: &Errores) -> AppResult<Markup> {
    let (pago, lugares, movidas) = ctx
        .leer(async |tx| {
            let pago = libro::queries::pago(tx, id).await?;
            let lugares = queries::lugares(tx, id).await?;
            Ok((pago, lugares, queries::movidas(tx, id).await?))
        })
        .await?;
    let clave = clave_o_nueva(&form.clave);
    let mueve = ctx.puede(Permiso::CajaSupervisar) && pago.anulable() && pago.paciente_id.is_some();
    let reparto = Reparto { pago: &pago, lugares: &lugares, movidas: &movidas, clave: &clave, mueve };
    let titulo = format!("Qué cubre el pago {}", pago.numero());
    Ok(ctx.pagina(&titulo, "caja", views::reparto(&aqui(ctx), &titulo, &reparto, form, errores)))
}

#[handler]
pub async fn mover(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ReasignacionForm>,
) -> AppResult<Response> {
    let llave = clave(&form.clave)?;
    let pedida = match form.validar(divisa(&ctx)?) {
        Ok(Movimiento { de, a, monto, motivo }) => Reasignacion { pago_id: id, de, a, monto, motivo },
        Err(errores) => return Ok(htmx::invalido(pagina(&ctx, id, &form, &errores).await?)),
    };
    let intencion = Intencion::nueva(llave, "reasignacion", &ctx.actor(), &pedida)?;
    match pagos::reasignar(ctx.db(), &ctx.actor(), &intencion, &pedida).await {
        Ok(_) => Ok(htmx::ir_con_aviso(&ctx, &urls::pago_reasignaciones(ctx.slug(), id), "Se movió.")),
        Err(error) => {
            let form = ReasignacionForm { clave: clave_por_repetir(&error, &form.clave), ..form };
            let campo = campo(&error);
            Ok(htmx::invalido(pagina(&ctx, id, &form, &errores_de(error, campo)?).await?))
        }
    }
}

fn campo(error: &AppError) -> &'static str {
    match error {
        AppError::Rechazo(rechazo) if rechazo.regla == "reasignacion_excede" => "monto",
        AppError::Rechazo(rechazo) if rechazo.regla == "reasignacion_destino" => "a",
        _ => "",
    }
}
