//! Choosing whom to merge, comparing both fichas, merging and separating.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{FusionFiltro, FusionForm, SeparacionForm};
use super::model::MENSAJES;
use super::{queries, views};
use crate::agenda;
use crate::error::{AppError, AppResult};
use crate::pacientes::{Cuales, queries as pacientes};
use crate::services::fusiones::{self as servicio, Fusionado};
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

const HALLADOS: i32 = 20;

#[handler]
pub async fn ver(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Filtro(filtro): Filtro<FusionFiltro>,
) -> AppResult<Markup> {
    if filtro.con.is_empty() {
        return elegir(&ctx, id, &filtro).await;
    }
    let form = FusionForm { con: filtro.con, queda: "esta".into(), ..FusionForm::default() };
    comparar(&ctx, id, form, &Errores::default(), false).await
}

#[handler]
pub async fn fusionar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<FusionForm>,
) -> AppResult<Response> {
    let pedida = match form.validar(id) {
        Ok(pedida) => pedida,
        Err(errores) => return Ok(htmx::invalido(comparar(&ctx, id, form, &errores, false).await?)),
    };
    let ficha = urls::paciente(ctx.slug(), pedida.vigente);
    match servicio::fusionar(&ctx, &pedida).await {
        Ok(Fusionado::Listo) => Ok(htmx::ir_con_aviso(&ctx, &ficha, "Fichas fusionadas")),
        Ok(Fusionado::Cruces(_)) => Ok(htmx::conflicto(comparar(&ctx, id, form, &Errores::default(), true).await?)),
        Err(error) => rehusada(&ctx, id, error),
    }
}

#[handler]
pub async fn separacion(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    mostrar_separacion(&ctx, id, &SeparacionForm::default(), &Errores::default()).await
}

#[handler]
pub async fn separar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<SeparacionForm>,
) -> AppResult<Response> {
    let errores = match form.validar() {
        Ok(motivo) => match servicio::separar(&ctx, id, &motivo).await {
            Ok(()) => return Ok(htmx::ir_con_aviso(&ctx, &urls::paciente(ctx.slug(), id), "Fichas separadas")),
            Err(AppError::Rechazo(r)) if r.es("pacientes_documento_unico") || r.es("fusion_con_abono") => {
                Errores::de("motivo", r.mensaje(MENSAJES).unwrap_or_default())
            }
            Err(error) => return rehusada(&ctx, id, error),
        },
        Err(errores) => errores,
    };
    Ok(htmx::invalido(mostrar_separacion(&ctx, id, &form, &errores).await?))
}

/// Somebody else merged or separated first: the ficha shows how it is now.
fn rehusada(ctx: &Ctx, id: i64, error: AppError) -> AppResult<Response> {
    match &error {
        AppError::Rechazo(r) => match r.mensaje(MENSAJES) {
            Some(mensaje) => Ok(htmx::ir_con_aviso(ctx, &urls::paciente(ctx.slug(), id), mensaje)),
            None => Err(error),
        },
        _ => Err(error),
    }
}

async fn elegir(ctx: &Ctx, id: i64, filtro: &FusionFiltro) -> AppResult<Markup> {
    let buscando = !filtro.q.trim().is_empty();
    let (paciente, mut hallados) = ctx
        .leer(async |tx| {
            let paciente = pacientes::paciente(tx, id).await?;
            let hallados = match buscando {
                true => {
                    pacientes::buscar(tx, &filtro.q, Cuales { archivados: true, bloqueados: false }, HALLADOS).await?
                }
                false => pacientes::parecidos(tx, &paciente.nombre(), paciente.telefono.as_deref()).await?,
            };
            Ok((paciente, hallados))
        })
        .await?;
    hallados.retain(|p| p.id != id);
    let contenido = views::elegir(ctx.slug(), &paciente, filtro, &hallados);
    Ok(ctx.pagina("Fusionar ficha", "pacientes", contenido))
}

/// Who is no longer there to compare with is not found: the other one or this one was merged meanwhile.
async fn comparar(ctx: &Ctx, id: i64, mut form: FusionForm, errores: &Errores, cruzadas: bool) -> AppResult<Markup> {
    let con: i64 = form.con.parse().map_err(|_not_a_number| AppError::NoEncontrado)?;
    let (par, cruces) =
        ctx.leer(async |tx| Ok((queries::par(tx, id, con).await?, agenda::cruces(tx, id, con).await?))).await?;
    let [esta, otra] = par.as_slice() else { return Err(AppError::NoEncontrado) };
    form.anotar_vistos(&cruces);
    let vista = views::Comparacion {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        esta,
        otra,
        cruces: &cruces,
        form: &form,
        errores,
        cruzadas,
    };
    Ok(ctx.pagina("Fusionar ficha", "pacientes", views::comparar(&vista)))
}

async fn mostrar_separacion(ctx: &Ctx, id: i64, form: &SeparacionForm, errores: &Errores) -> AppResult<Markup> {
    let fusion = ctx.leer(async |tx| queries::de_absorbido(tx, id).await).await?;
    let contenido = views::separar(ctx.slug(), &ctx.csrf, ctx.clinica.zona, &fusion, form, errores);
    Ok(ctx.pagina("Separar ficha", "pacientes", contenido))
}
