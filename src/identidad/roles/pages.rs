//! The matrix, shown and changed.

use maud::Markup;
use poem::{Response, handler};

use super::forms::{ExigirForm, MatrizForm};
use super::queries::Matriz;
use super::{queries, views};
use crate::error::{AppError, AppResult};
use crate::identidad::{MENSAJES, Permiso, Rol};
use crate::services::identidad::roles;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn ver(ctx: Ctx) -> AppResult<Markup> {
    let matriz = ctx.leer(async |tx| queries::matriz(tx).await).await?;
    Ok(pagina(&ctx, &matriz, &matriz.concedidos, &Errores::default()))
}

#[handler]
pub async fn guardar(ctx: Ctx, Formulario(form): Formulario<MatrizForm>) -> AppResult<Response> {
    let cambio = match form.validar() {
        Ok(cambio) => cambio,
        Err(errores) => {
            let matriz = ctx.leer(async |tx| queries::matriz(tx).await).await?;
            return Ok(htmx::invalido(pagina(&ctx, &matriz, &matriz.concedidos, &errores)));
        }
    };
    match roles::cambiar(&ctx, &cambio).await {
        Ok(()) => Ok(htmx::ir_con_aviso(&ctx, &urls::configuracion_roles(ctx.slug()), "Permisos guardados")),
        Err(AppError::Rechazo(r)) if r.es("equipo_cambio") => {
            let matriz = ctx.leer(async |tx| queries::matriz(tx).await).await?;
            let errores = Errores::de("", r.mensaje(MENSAJES).unwrap_or_default());
            Ok(htmx::conflicto(pagina(&ctx, &matriz, &cambio.concedidos, &errores)))
        }
        Err(otro) => Err(otro),
    }
}

#[handler]
pub async fn exigir(ctx: Ctx, Formulario(form): Formulario<ExigirForm>) -> AppResult<Response> {
    let errores = match form.validar() {
        Ok(roles) => match roles::exigir(&ctx, &roles).await {
            Err(AppError::Rechazo(r)) => Errores::de("exigen", r.mensaje(MENSAJES).unwrap_or_default()),
            hecho => {
                hecho?;
                return Ok(htmx::ir_con_aviso(&ctx, &urls::configuracion_roles(ctx.slug()), "Guardado"));
            }
        },
        Err(errores) => errores,
    };
    let mut matriz = ctx.leer(async |tx| queries::matriz(tx).await).await?;
    matriz.exigen = form.exigen.iter().filter_map(|codigo| Rol::de_codigo(codigo)).collect();
    Ok(htmx::invalido(pagina(&ctx, &matriz, &matriz.concedidos, &errores)))
}

fn pagina(ctx: &Ctx, matriz: &Matriz, marcados: &[(Rol, Permiso)], errores: &Errores) -> Markup {
    let contenido = views::matriz(ctx.slug(), &ctx.csrf, matriz, marcados, errores);
    ctx.pagina_configuracion("Roles y permisos", "roles", contenido)
}
