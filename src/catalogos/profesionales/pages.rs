//! Professionals under /configuracion.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::forms::ProfesionalForm;
use super::model::Persona;
use super::{queries, views};
use crate::catalogos::Opciones;
use crate::catalogos::pages::{edicion, existente, explicar};
use crate::catalogos::queries::opciones_con;
use crate::db::Tx;
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

/// What a form offers to choose from.
struct Eleccion {
    opciones: Opciones,
    personas: Vec<Persona>,
}

async fn leer_eleccion(tx: &mut Tx<'_>, id: Option<i64>) -> AppResult<Eleccion> {
    Ok(Eleccion { opciones: opciones_con(tx, id, None).await?, personas: queries::personas(tx, id).await? })
}

#[handler]
pub async fn nuevo_profesional(ctx: Ctx) -> AppResult<Markup> {
    let eleccion = ctx.leer(async |tx| leer_eleccion(tx, None).await).await?;
    Ok(profesional(&ctx, None, &ProfesionalForm::nuevo(), &eleccion, &Errores::default()))
}

#[handler]
pub async fn editar_profesional(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (form, eleccion) = ctx
        .leer(async |tx| {
            let fila = queries::profesional(tx, id).await?;
            let eleccion = leer_eleccion(tx, Some(id)).await?;
            let suyas: Vec<i64> = eleccion.opciones.prestaciones_de(Some(id)).map(|o| o.id).collect();
            Ok((ProfesionalForm::de(&fila, &suyas), eleccion))
        })
        .await?;
    Ok(profesional(&ctx, Some(id), &form, &eleccion, &Errores::default()))
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
            let ficha = FichaProfesional { datos: valido.datos, prestaciones: valido.prestaciones };
            match catalogos::guardar_profesional(ctx, id.map(|id| existente(id, &form.version)), &ficha).await {
                Ok(guardado) => return Ok(despues(ctx, id, guardado)),
                Err(error) => explicar(error)?,
            }
        }
    };
    let eleccion = ctx.leer(async |tx| leer_eleccion(tx, id).await).await?;
    Ok(htmx::invalido(profesional(ctx, id, &form, &eleccion, &errores)).into_response())
}

/// Somebody new has no hours yet.
fn despues(ctx: &Ctx, id: Option<i64>, guardado: i64) -> Response {
    match id {
        Some(_) => htmx::ir_con_aviso(ctx, &urls::configuracion_profesionales(ctx.slug()), "Profesional guardado"),
        None => htmx::ir_con_aviso(
            ctx,
            &urls::configuracion_horario(ctx.slug(), guardado),
            "Profesional guardado: ahora, su horario",
        ),
    }
}

fn profesional(ctx: &Ctx, id: Option<i64>, form: &ProfesionalForm, eleccion: &Eleccion, errores: &Errores) -> Markup {
    let edicion = edicion(ctx, id, &eleccion.opciones.prestaciones, errores);
    ctx.pagina_configuracion("Profesional", PESTANA, views::editar_profesional(&edicion, &eleccion.personas, form))
}
