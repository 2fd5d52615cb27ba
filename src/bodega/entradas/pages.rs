//! Handlers of entries.

use maud::Markup;
use poem::{Response, handler};
use uuid::Uuid;

use super::forms::EntradaForm;
use super::views::{self, Entrada};
use crate::bodega::stock::NuevaEntrada;
use crate::bodega::{errores_de, insumos, queries};
use crate::error::{AppError, AppResult};
use crate::services::idempotencia::Intencion;
use crate::services::stock;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn entrada_nueva(ctx: Ctx, Filtro(form): Filtro<EntradaForm>) -> AppResult<Markup> {
    pagina_entrada(&ctx, &form, &Errores::default()).await
}

/// A refused form keeps its key: corrected, it goes through with it.
async fn pagina_entrada(ctx: &Ctx, form: &EntradaForm, errores: &Errores) -> AppResult<Markup> {
    let depositos = ctx.leer(async |tx| queries::depositos(tx).await).await?;
    let clave = form.clave.parse().unwrap_or_else(|_error| Uuid::new_v4()).to_string();
    let pagina = Entrada { clinica: ctx.slug(), csrf: &ctx.csrf, clave: &clave, depositos: &depositos };
    Ok(ctx.pagina("Nueva entrada", "bodega", views::entrada_nueva(&pagina, form, errores)))
}

#[handler]
pub async fn registrar_entrada(ctx: Ctx, Formulario(form): Formulario<EntradaForm>) -> AppResult<Response> {
    let codigo = form.codigo.trim().to_uppercase();
    let (insumo_id, hoy) = ctx.leer(async |tx| insumos::queries::insumo_de_codigo(tx, &codigo).await).await?;
    let entrada = match (form.validar(insumo_id, hoy), form.clave.parse()) {
        (Ok(entrada), Ok(clave)) => (entrada, clave),
        (Err(errores), _) => return Ok(htmx::invalido(pagina_entrada(&ctx, &form, &errores).await?)),
        (_, Err(_)) => return Err(AppError::Malformado("clave")),
    };
    recibir(&ctx, &form, entrada).await
}

async fn recibir(ctx: &Ctx, form: &EntradaForm, (entrada, clave): (NuevaEntrada, Uuid)) -> AppResult<Response> {
    let intencion = Intencion::nueva(clave, "entrada", &ctx.actor(), &entrada)?;
    match stock::recibir(ctx.db(), &ctx.actor(), &intencion, &entrada).await {
        Ok(_) => Ok(htmx::ir_con_aviso(ctx, &urls::insumo(ctx.slug(), entrada.lote.insumo_id), "Entrada registrada.")),
        Err(error) => {
            let errores = errores_de(error, "")?;
            let nueva = EntradaForm { clave: String::new(), ..form.clone() };
            Ok(htmx::invalido(pagina_entrada(ctx, &nueva, &errores).await?))
        }
    }
}
