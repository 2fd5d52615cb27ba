//! Prestaciones under /configuracion.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::forms::PrestacionForm;
use super::{queries, views};
use crate::catalogos::Opciones;
use crate::catalogos::boxes::{self, Eleccion};
use crate::catalogos::pages::{edicion, existente, explicar};
use crate::catalogos::queries::opciones_con;
use crate::db::Tx;
use crate::error::{AppResult, interno};
use crate::services::catalogos::{self, FichaPrestacion};
use crate::urls;
use crate::values::dinero::Moneda;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

const PESTANA: &str = "prestaciones";

#[handler]
pub async fn prestaciones(ctx: Ctx) -> AppResult<Markup> {
    let lista = ctx.leer(async |tx| queries::prestaciones(tx).await).await?;
    Ok(ctx.pagina_configuracion("Prestaciones", PESTANA, views::prestaciones(ctx.slug(), &lista)))
}

/// What a form offers to choose from.
struct Ofrecido {
    opciones: Opciones,
    boxes: Vec<Eleccion>,
}

async fn leer_ofrecido(tx: &mut Tx<'_>, id: Option<i64>) -> AppResult<Ofrecido> {
    Ok(Ofrecido { opciones: opciones_con(tx, None, id).await?, boxes: boxes::queries::opciones(tx, id).await? })
}

#[handler]
pub async fn nueva_prestacion(ctx: Ctx) -> AppResult<Markup> {
    let ofrecido = ctx.leer(async |tx| leer_ofrecido(tx, None).await).await?;
    Ok(prestacion(&ctx, None, &PrestacionForm::nueva(), &ofrecido, &Errores::default()))
}

#[handler]
pub async fn editar_prestacion(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (form, ofrecido) = ctx
        .leer(async |tx| {
            let fila = queries::prestacion(tx, id).await?;
            let ofrecido = leer_ofrecido(tx, Some(id)).await?;
            let suyos: Vec<i64> = ofrecido.opciones.profesionales_de(id).map(|o| o.id).collect();
            Ok((PrestacionForm::de(&fila, &suyos, &ofrecido.boxes), ofrecido))
        })
        .await?;
    Ok(prestacion(&ctx, Some(id), &form, &ofrecido, &Errores::default()))
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

async fn guardar_prestacion(ctx: &Ctx, id: Option<i64>, form: PrestacionForm) -> AppResult<Response> {
    let moneda = Moneda::de_codigo(&ctx.clinica.moneda).ok_or_else(|| interno("the clinic's currency is unknown"))?;
    let errores = match form.validar(moneda) {
        Err(errores) => errores,
        Ok(valida) => {
            let ficha =
                FichaPrestacion { datos: valida.datos, profesionales: valida.profesionales, boxes: valida.boxes };
            match catalogos::guardar_prestacion(ctx, id.map(|id| existente(id, &form.version)), &ficha).await {
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
    let ofrecido = ctx.leer(async |tx| leer_ofrecido(tx, id).await).await?;
    Ok(htmx::invalido(prestacion(ctx, id, &form, &ofrecido, &errores)).into_response())
}

fn prestacion(ctx: &Ctx, id: Option<i64>, form: &PrestacionForm, ofrecido: &Ofrecido, errores: &Errores) -> Markup {
    let edicion = edicion(ctx, id, &ofrecido.opciones.profesionales, errores);
    ctx.pagina_configuracion("Prestación", PESTANA, views::editar_prestacion(&edicion, &ofrecido.boxes, form))
}
