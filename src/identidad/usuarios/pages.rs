//! The people of a clinic: list, invitation, roles, suspension.

use maud::Markup;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{InvitarForm, RolesForm};
use super::queries::Miembro;
use super::views::{self, Ficha};
use super::{CambioRoles, queries};
use crate::error::{AppError, AppResult, Rechazo};
use crate::identidad::MENSAJES;
use crate::services::identidad::equipo::{self, Enlace, Invitado};
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

type Ruta = Path<(String, i64)>;

#[handler]
pub async fn lista(ctx: Ctx) -> AppResult<Markup> {
    let miembros = ctx.leer(async |tx| queries::miembros(tx).await).await?;
    let contenido = views::lista(ctx.slug(), &miembros, ctx.db().reloj().ahora());
    Ok(ctx.pagina_configuracion("Usuarios", "usuarios", contenido))
}

#[handler]
pub fn nuevo(ctx: Ctx) -> Markup {
    formulario(&ctx, &InvitarForm::default(), &Errores::default(), None)
}

#[handler]
pub async fn invitar(ctx: Ctx, Formulario(form): Formulario<InvitarForm>) -> AppResult<Response> {
    let persona = match form.validar() {
        Ok(persona) => persona,
        Err(errores) => return Ok(htmx::invalido(formulario(&ctx, &form, &errores, None))),
    };
    match equipo::invitar(&ctx, &persona).await? {
        Invitado::Nuevo(enlace) => mostrar_enlace(&ctx, &enlace).await,
        Invitado::YaEsta(id) => {
            let errores = Errores::de("", "Esa persona ya está en la clínica.");
            Ok(htmx::conflicto(formulario(&ctx, &form, &errores, Some(id))))
        }
    }
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Ruta) -> AppResult<Markup> {
    let miembro = leer(&ctx, id).await?;
    Ok(ficha(&ctx, &miembro, &como_esta(&miembro), &Errores::default()))
}

#[handler]
pub async fn dar_roles(ctx: Ctx, Path((_, id)): Ruta, Formulario(form): Formulario<RolesForm>) -> AppResult<Response> {
    let cambio: CambioRoles = match form.validar() {
        Ok(cambio) => cambio,
        Err(errores) => return Ok(htmx::invalido(ficha(&ctx, &leer(&ctx, id).await?, &form, &errores))),
    };
    match equipo::dar_roles(&ctx, id, &cambio).await {
        Err(AppError::Rechazo(r)) => negado(&ctx, id, Some(form), &r).await,
        hecho => hecho.map(|()| listo(&ctx, id, "Roles guardados")),
    }
}

#[handler]
pub async fn invitar_otra_vez(ctx: Ctx, Path((_, id)): Ruta) -> AppResult<Response> {
    match equipo::invitar_otra_vez(&ctx, id).await {
        Ok(enlace) => mostrar_enlace(&ctx, &enlace).await,
        Err(AppError::Rechazo(r)) => negado(&ctx, id, None, &r).await,
        Err(otro) => Err(otro),
    }
}

#[handler]
pub async fn suspender(ctx: Ctx, Path((_, id)): Ruta) -> AppResult<Response> {
    match equipo::suspender(&ctx, id).await {
        Err(AppError::Rechazo(r)) => negado(&ctx, id, None, &r).await,
        hecho => hecho.map(|()| listo(&ctx, id, "Suspendida: ya no puede entrar a esta clínica")),
    }
}

#[handler]
pub async fn reactivar(ctx: Ctx, Path((_, id)): Ruta) -> AppResult<Response> {
    equipo::reactivar(&ctx, id).await?;
    Ok(listo(&ctx, id, "Reactivada"))
}

#[handler]
pub async fn retirar_factor(ctx: Ctx, Path((_, id)): Ruta) -> AppResult<Response> {
    match equipo::retirar_factor(&ctx, id).await {
        Err(AppError::Rechazo(r)) => negado(&ctx, id, None, &r).await,
        hecho => hecho.map(|()| listo(&ctx, id, "Segundo factor retirado; se le avisó por correo")),
    }
}

async fn leer(ctx: &Ctx, id: i64) -> AppResult<Miembro> {
    ctx.leer(async |tx| queries::miembro(tx, id).await).await
}

fn como_esta(miembro: &Miembro) -> RolesForm {
    let roles = miembro.roles().iter().map(|r| r.codigo().to_owned()).collect();
    RolesForm { roles, antes: miembro.version() }
}

fn listo(ctx: &Ctx, id: i64, aviso: &str) -> Response {
    htmx::ir_con_aviso(ctx, &urls::configuracion_usuario(ctx.slug(), id), aviso)
}

/// The page again with the rule that refused. What changed under the form is a conflict: what was chosen stays chosen,
/// and the form now starts from how things are.
async fn negado(ctx: &Ctx, id: i64, form: Option<RolesForm>, rechazo: &Rechazo) -> AppResult<Response> {
    let mensaje = rechazo.mensaje(MENSAJES).ok_or_else(|| AppError::Rechazo(rechazo.clone()))?;
    let miembro = leer(ctx, id).await?;
    let form = form.map_or_else(|| como_esta(&miembro), |f| RolesForm { antes: miembro.version(), ..f });
    let contenido = ficha(ctx, &miembro, &form, &Errores::de("", mensaje));
    let conflicto = rechazo.es("equipo_cambio") || rechazo.es("equipo_ya_acepto");
    Ok(if conflicto { htmx::conflicto(contenido) } else { htmx::invalido(contenido) })
}

/// Not a redirect: the link is in no page but this one.
async fn mostrar_enlace(ctx: &Ctx, enlace: &Enlace) -> AppResult<Response> {
    let miembro = leer(ctx, enlace.membresia_id).await?;
    let url = format!("{}{}", ctx.app.config.public_url, urls::invitacion(&enlace.token));
    let contenido = views::enlace(ctx.slug(), &miembro, &url, ctx.app.config.smtp_url.is_some());
    Ok(htmx::con_estado(StatusCode::CREATED, ctx.pagina_configuracion("Invitación lista", "usuarios", contenido)))
}

fn formulario(ctx: &Ctx, form: &InvitarForm, errores: &Errores, existente: Option<i64>) -> Markup {
    let contenido = views::nuevo(ctx.slug(), &ctx.csrf, form, errores, existente);
    ctx.pagina_configuracion("Invitar", "usuarios", contenido)
}

fn ficha(ctx: &Ctx, miembro: &Miembro, form: &RolesForm, errores: &Errores) -> Markup {
    let ficha = Ficha {
        slug: ctx.slug(),
        csrf: &ctx.csrf,
        miembro,
        propia: miembro.id == ctx.membresia_id,
        ahora: ctx.db().reloj().ahora(),
    };
    ctx.pagina_configuracion(miembro.nombre(), "usuarios", views::ficha(&ficha, form, errores))
}
