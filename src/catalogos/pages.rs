//! Professionals and prestaciones under /configuracion.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::forms::{PrestacionForm, ProfesionalForm};
use super::views::{self, Edicion};
use super::{MENSAJES, Opciones, queries};
use crate::error::{AppError, AppResult, interno};
use crate::services::catalogos::{self, Existente, FichaPrestacion, FichaProfesional};
use crate::urls;
use crate::values::dinero::Moneda;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

const PROFESIONALES: &str = "profesionales";
const PRESTACIONES: &str = "prestaciones";

#[handler]
pub async fn profesionales(ctx: Ctx) -> AppResult<Markup> {
    let lista = ctx.leer(async |tx| queries::profesionales(tx).await).await?;
    Ok(ctx.pagina_configuracion("Profesionales", PROFESIONALES, views::profesionales(ctx.slug(), &lista)))
}

#[handler]
pub async fn nuevo_profesional(ctx: Ctx) -> AppResult<Markup> {
    let opciones = ctx.leer(async |tx| queries::opciones(tx).await).await?;
    Ok(profesional(&ctx, None, &ProfesionalForm::nuevo(), &opciones, &Errores::default()))
}

#[handler]
pub async fn editar_profesional(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (form, opciones) = ctx
        .leer(async |tx| {
            let fila = queries::profesional(tx, id).await?;
            let semana = queries::semana(tx, id).await?;
            let opciones = queries::opciones_con(tx, Some(id), None).await?;
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

#[handler]
pub async fn prestaciones(ctx: Ctx) -> AppResult<Markup> {
    let lista = ctx.leer(async |tx| queries::prestaciones(tx).await).await?;
    Ok(ctx.pagina_configuracion("Prestaciones", PRESTACIONES, views::prestaciones(ctx.slug(), &lista)))
}

#[handler]
pub async fn nueva_prestacion(ctx: Ctx) -> AppResult<Markup> {
    let opciones = ctx.leer(async |tx| queries::opciones(tx).await).await?;
    Ok(prestacion(&ctx, None, &PrestacionForm::nueva(), &opciones, &Errores::default()))
}

#[handler]
pub async fn editar_prestacion(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (form, opciones) = ctx
        .leer(async |tx| {
            let fila = queries::prestacion(tx, id).await?;
            let opciones = queries::opciones_con(tx, None, Some(id)).await?;
            let suyos: Vec<i64> = opciones.profesionales_de(id).map(|o| o.id).collect();
            Ok((PrestacionForm::de(&fila, &suyos), opciones))
        })
        .await?;
    Ok(prestacion(&ctx, Some(id), &form, &opciones, &Errores::default()))
}

#[handler]
pub async fn crear_prestacion(ctx: Ctx, Formulario(form): Formulario<PrestacionForm>) -> AppResult<Response> {
    guardar_prestacion(&ctx, None, form).await
}

#[handler]
pub async fn cambiar_prestacion(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<PrestacionForm>,
) -> AppResult<Response> {
    ctx.leer(async |tx| queries::prestacion(tx, id).await).await?;
    guardar_prestacion(&ctx, Some(id), form).await
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
    let opciones = ctx.leer(async |tx| queries::opciones_con(tx, id, None).await).await?;
    Ok(htmx::invalido(profesional(ctx, id, &form, &opciones, &errores)).into_response())
}

async fn guardar_prestacion(ctx: &Ctx, id: Option<i64>, form: PrestacionForm) -> AppResult<Response> {
    let moneda = Moneda::de_codigo(&ctx.clinica.moneda).ok_or_else(|| interno("the clinic's currency is unknown"))?;
    let errores = match form.validar(moneda) {
        Err(errores) => errores,
        Ok(valida) => {
            let ficha = FichaPrestacion { datos: valida.datos, profesionales: valida.profesionales };
            match catalogos::guardar_prestacion(ctx, existente(id, &form.version), &ficha).await {
                Ok(_) => {
                    return Ok(htmx::ir_con_aviso(
                        ctx,
                        &urls::configuracion_prestaciones(ctx.slug()),
                        "Prestación guardada",
                    ));
                }
                Err(error) => explicar(error)?,
            }
        }
    };
    let opciones = ctx.leer(async |tx| queries::opciones_con(tx, None, id).await).await?;
    Ok(htmx::invalido(prestacion(ctx, id, &form, &opciones, &errores)).into_response())
}

fn existente(id: Option<i64>, version: &str) -> Option<Existente> {
    id.map(|id| Existente { id, version: version.parse().unwrap_or_default() })
}

/// A rule of ours becomes a message at its field; anything else goes on as it is.
fn explicar(error: AppError) -> AppResult<Errores> {
    let AppError::Rechazo(rechazo) = error else { return Err(error) };
    let campo = match rechazo.regla.as_str() {
        "profesionales_nombre_unico" => "nombre",
        "prestaciones_codigo_unico" => "codigo",
        "horarios_sin_traslape" => "horario",
        _ => "",
    };
    match rechazo.mensaje(MENSAJES) {
        Some(mensaje) => Ok(Errores::de(campo, mensaje)),
        None => Err(AppError::Rechazo(rechazo)),
    }
}

fn profesional(ctx: &Ctx, id: Option<i64>, form: &ProfesionalForm, opciones: &Opciones, errores: &Errores) -> Markup {
    let edicion = edicion(ctx, id, &opciones.prestaciones, errores);
    ctx.pagina_configuracion("Profesional", PROFESIONALES, views::editar_profesional(&edicion, form))
}

fn prestacion(ctx: &Ctx, id: Option<i64>, form: &PrestacionForm, opciones: &Opciones, errores: &Errores) -> Markup {
    let edicion = edicion(ctx, id, &opciones.profesionales, errores);
    ctx.pagina_configuracion("Prestación", PRESTACIONES, views::editar_prestacion(&edicion, form))
}

fn edicion<'a>(ctx: &'a Ctx, id: Option<i64>, opciones: &'a [super::Opcion], errores: &'a Errores) -> Edicion<'a> {
    Edicion { clinica: ctx.slug(), csrf: &ctx.csrf, id, moneda: &ctx.clinica.moneda, opciones, errores }
}
