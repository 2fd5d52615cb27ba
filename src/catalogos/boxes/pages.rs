//! Boxes under /configuracion.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::forms::BoxForm;
use super::{queries, views};
use crate::catalogos::Opciones;
use crate::catalogos::pages::{aviso_de_cambio, edicion, existente, explicar};
use crate::catalogos::queries::opciones_con;
use crate::catalogos::sede::{self, Sucursal};
use crate::db::Tx;
use crate::error::AppResult;
use crate::services::catalogos::{self, FichaBox};
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

const PESTANA: &str = "boxes";

struct Eleccion {
    opciones: Opciones,
    sucursales: Vec<Sucursal>,
}

async fn leer_eleccion(tx: &mut Tx<'_>) -> AppResult<Eleccion> {
    let sucursales = sede::queries::sucursales(tx).await?;
    Ok(Eleccion { opciones: opciones_con(tx, None, None).await?, sucursales })
}

#[handler]
pub async fn lista(ctx: Ctx) -> AppResult<Markup> {
    let boxes = ctx.leer(async |tx| queries::boxes(tx).await).await?;
    Ok(ctx.pagina_configuracion("Boxes", PESTANA, views::lista(ctx.slug(), &boxes)))
}

#[handler]
pub async fn nuevo(ctx: Ctx) -> AppResult<Markup> {
    let eleccion = ctx.leer(async |tx| leer_eleccion(tx).await).await?;
    Ok(pagina(&ctx, None, &BoxForm::nuevo(), &eleccion, &Errores::default()))
}

#[handler]
pub async fn editar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (cuarto, eleccion) = ctx.leer(async |tx| Ok((queries::uno(tx, id).await?, leer_eleccion(tx).await?))).await?;
    Ok(pagina(&ctx, Some(id), &BoxForm::de(&cuarto), &eleccion, &Errores::default()))
}

#[handler]
pub async fn crear(ctx: Ctx, Formulario(form): Formulario<BoxForm>) -> AppResult<Response> {
    guardar(&ctx, None, form).await
}

#[handler]
pub async fn cambiar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<BoxForm>,
) -> AppResult<Response> {
    ctx.leer(async |tx| queries::uno(tx, id).await).await?;
    guardar(&ctx, Some(id), form).await
}

async fn guardar(ctx: &Ctx, id: Option<i64>, form: BoxForm) -> AppResult<Response> {
    let errores = match form.validar() {
        Err(errores) => errores,
        Ok(valido) => {
            let ficha = FichaBox { sucursal: valido.sucursal, datos: valido.datos, prestaciones: valido.prestaciones };
            match catalogos::guardar_box(ctx, id.map(|id| existente(id, &form.version)), &ficha).await {
                Ok(fuera) => {
                    let aqui = urls::configuracion_boxes(ctx.slug());
                    return Ok(aviso_de_cambio(ctx, "Box guardado", fuera, None, &aqui));
                }
                Err(error) => explicar(error)?,
            }
        }
    };
    let eleccion = ctx.leer(async |tx| leer_eleccion(tx).await).await?;
    Ok(htmx::invalido(pagina(ctx, id, &form, &eleccion, &errores)).into_response())
}

fn pagina(ctx: &Ctx, id: Option<i64>, form: &BoxForm, eleccion: &Eleccion, errores: &Errores) -> Markup {
    let edicion = edicion(ctx, id, &eleccion.opciones.prestaciones, errores);
    ctx.pagina_configuracion("Box", PESTANA, views::editar(&edicion, &eleccion.sucursales, form))
}
