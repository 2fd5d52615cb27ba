//! Adding contacts to a patient and taking them off.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::ContactoForm;
use super::{queries, views};
use crate::error::AppResult;
use crate::pacientes::pages::bloqueada;
use crate::pacientes::{REGLA_BLOQUEADA, queries as pacientes};
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn nuevo(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    mostrar(&ctx, id, &ContactoForm::default(), &Errores::default()).await
}

#[handler]
pub async fn agregar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ContactoForm>,
) -> AppResult<Response> {
    match form.validar() {
        Ok(contacto) => match ctx.escribir(async |tx| queries::agregar(tx, id, &contacto).await).await {
            Err(error) if error.es_regla(REGLA_BLOQUEADA) => Ok(bloqueada(&ctx, id)),
            hecho => {
                hecho?;
                Ok(htmx::ir_con_aviso(&ctx, &urls::paciente(ctx.slug(), id), "Contacto agregado"))
            }
        },
        Err(errores) => Ok(htmx::invalido(mostrar(&ctx, id, &form, &errores).await?)),
    }
}

#[handler]
pub async fn quitar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let paciente = ctx.escribir(async |tx| queries::quitar(tx, id).await).await?;
    Ok(htmx::ir_con_aviso(&ctx, &urls::paciente(ctx.slug(), paciente), "Contacto quitado"))
}

async fn mostrar(ctx: &Ctx, id: i64, form: &ContactoForm, errores: &Errores) -> AppResult<Markup> {
    let paciente = ctx.leer(async |tx| pacientes::resumen(tx, id).await).await?;
    let contenido = views::formulario(ctx.slug(), &ctx.csrf, &paciente, form, errores);
    Ok(ctx.pagina("Responsable o pagador", "pacientes", contenido))
}
