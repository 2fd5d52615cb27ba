//! Documents of a patient: seen, added, downloaded and taken off.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{AdjuntoForm, RetiroForm};
use super::model::Ficha;
use super::views::{self, Documentos};
use super::{Adjunto, queries};
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::pacientes::pages::bloqueada;
use crate::pacientes::{REGLA_BLOQUEADA, queries as pacientes};
use crate::services::adjuntos::{self as servicio, Negativa};
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, Subida, archivo, htmx};

/// How many of those taken off are shown.
const QUITADOS: i32 = 50;

#[handler]
pub async fn lista(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    mostrar(&ctx, id, &AdjuntoForm::default(), &Errores::default()).await
}

#[handler]
pub async fn adjuntar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<AdjuntoForm>,
    subida: Subida,
) -> AppResult<Response> {
    let errores = match form.validar(subida) {
        Ok(nuevo) => match servicio::adjuntar(&ctx, id, &nuevo).await {
            Err(error) if error.es_regla(REGLA_BLOQUEADA) => return Ok(bloqueada(&ctx, id)),
            Err(error) => return Err(error),
            Ok(Ok(suyo)) => {
                return Ok(htmx::ir_con_aviso(&ctx, &urls::paciente(ctx.slug(), suyo), "Documento adjuntado"));
            }
            Ok(Err(negativa)) => Errores::de("archivo", explicar(negativa, lee_clinicos(&ctx))),
        },
        Err(errores) => errores,
    };
    Ok(htmx::invalido(mostrar(&ctx, id, &form, &errores).await?))
}

#[handler]
pub async fn bajar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let documento = ctx.escribir(async |tx| queries::bajar(tx, id, lee_clinicos(&ctx)).await).await?;
    let bytes = documento.bytes.ok_or(AppError::Prohibido(Permiso::PacientesClinicos.codigo()))?;
    Ok(archivo(&documento.nombre, bytes))
}

#[handler]
pub async fn retiro(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let documento = quitable(&ctx, id).await?;
    if documento.retirado {
        return Err(AppError::NoEncontrado);
    }
    Ok(preguntar(&ctx, id, &documento, &RetiroForm::default(), &Errores::default()))
}

#[handler]
pub async fn retirar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<RetiroForm>,
) -> AppResult<Response> {
    let documento = quitable(&ctx, id).await?;
    match form.validar() {
        Ok(motivo) => {
            ctx.escribir(async |tx| queries::retirar(tx, id, &motivo).await).await?;
            let ficha = urls::paciente(ctx.slug(), documento.paciente_id);
            Ok(htmx::ir_con_aviso(&ctx, &ficha, "Documento quitado"))
        }
        Err(errores) => Ok(htmx::invalido(preguntar(&ctx, id, &documento, &form, &errores))),
    }
}

fn lee_clinicos(ctx: &Ctx) -> bool {
    ctx.puede(Permiso::PacientesClinicos)
}

async fn quitable(ctx: &Ctx, id: i64) -> AppResult<Ficha> {
    let documento = ctx.leer(async |tx| queries::uno(tx, id).await).await?;
    if documento.clinico {
        ctx.exigir(Permiso::PacientesClinicos)?;
    }
    Ok(documento)
}

fn explicar(negativa: Negativa, lee_clinicos: bool) -> String {
    match negativa {
        Negativa::Repetido { nombre, clinico } if lee_clinicos || !clinico => format!("Ya está adjunto: {nombre}."),
        Negativa::Repetido { .. } => "Ya está adjunto, entre los documentos clínicos.".into(),
        Negativa::Lleno => "Este paciente ya tiene todos los documentos que se pueden guardar: 100, o 200 MB.".into(),
    }
}

async fn mostrar(ctx: &Ctx, id: i64, form: &AdjuntoForm, errores: &Errores) -> AppResult<Markup> {
    let clinicos = lee_clinicos(ctx);
    let (paciente, adjuntos, quitados) = ctx
        .leer(async |tx| {
            let paciente = pacientes::resumen(tx, id).await?;
            let adjuntos: Vec<Adjunto> = queries::listar(tx, paciente.id, clinicos).await?;
            let quitados = queries::quitados(tx, paciente.id, clinicos, QUITADOS).await?;
            Ok((paciente, adjuntos, quitados))
        })
        .await?;
    let pagina = Documentos {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        paciente: &paciente,
        adjuntos: &adjuntos,
        quitados: &quitados,
        form,
        errores,
    };
    Ok(ctx.pagina("Documentos", "pacientes", views::documentos(&pagina)))
}

fn preguntar(ctx: &Ctx, id: i64, documento: &Ficha, form: &RetiroForm, errores: &Errores) -> Markup {
    let contenido = views::retiro(ctx.slug(), &ctx.csrf, id, documento, form, errores);
    ctx.pagina("Quitar documento", "pacientes", contenido)
}
