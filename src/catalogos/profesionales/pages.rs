//! Professionals under /configuracion.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::forms::ProfesionalForm;
use super::{queries, views};
use crate::catalogos::Opciones;
use crate::catalogos::pages::{edicion, existente, explicar};
use crate::catalogos::queries::{opciones, opciones_con};
use crate::error::AppResult;
use crate::services::catalogos::{self, FichaProfesional};
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

const PESTANA: &str = "profesionales";

#[handler]
pub async fn profesionales(ctx: Ctx) -> AppResult<Markup> {
    let lista = ctx.leer(async |tx| queries::profesionales(tx).await).await?;
    Ok(ctx.pagina_configuracion("Profesionales", PESTANA, views::profesionales(ctx.slug(), &lista)))
}

#[handler]
pub async fn nuevo_profesional(ctx: Ctx) -> AppResult<Markup> {
    let opciones = ctx.leer(async |tx| opciones(tx).await).await?;
    Ok(profesional(&ctx, None, &ProfesionalForm::nuevo(), &opciones, &Errores::default()))
}

#[handler]
pub async fn editar_profesional(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (form, opciones) = ctx
        .leer(async |tx| {
            let fila = queries::profesional(tx, id).await?;
            let semana = queries::semana(tx, id).await?;
            let opciones = opciones_con(tx, Some(id), None).await?;
            let suyas: Vec<i64> = opciones.prestaciones_de(Some(id)).map(|o| o.id).collect();
            Ok((ProfesionalForm::de(&fila, &suyas, &semana), opciones))
        })
        .await?;
    Ok(profesional(&ctx, Some(id), &form, &opciones, &Errores::default()))
}

#[handler]
pub async fn crear_profesional(ctx: Ctx, Formulario(form): Formulario<ProfesionalForm>) -> AppResult<Response> {
    guardar_profesional(&ctx, None, form).await
}

#[handler]
pub async fn cambiar_profesional(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ProfesionalForm>,
) -> AppResult<Response> {
    ctx.leer(async |tx| queries::profesional(tx, id).await).await?;
    guardar_profesional(&ctx, Some(id), form).await
}

async fn guardar_profesional(ctx: &Ctx, id: Option<i64>, form: ProfesionalForm) -> AppResult<Response> {
    let errores = match form.validar() {
        Err(errores) => errores,
        Ok(valido) => {
            let ficha =
                FichaProfesional { datos: valido.datos, prestaciones: valido.prestaciones, semana: valido.semana };
            match catalogos::guardar_profesional(ctx, existente(id, &form.version), &ficha).await {
                Ok(_) => {
                    return Ok(htmx::ir_con_aviso(
                        ctx,
                        &urls::configuracion_profesionales(ctx.slug()),
                        "Profesional guardado",
                    ));
                }
                Err(error) => explicar(error)?,
            }
        }
    };
    let opciones = ctx.leer(async |tx| opciones_con(tx, id, None).await).await?;
    Ok(htmx::invalido(profesional(ctx, id, &form, &opciones, &errores)).into_response())
}

fn profesional(ctx: &Ctx, id: Option<i64>, form: &ProfesionalForm, opciones: &Opciones, errores: &Errores) -> Markup {
    let edicion = edicion(ctx, id, &opciones.prestaciones, errores);
    ctx.pagina_configuracion("Profesional", PESTANA, views::editar_profesional(&edicion, form))
}
