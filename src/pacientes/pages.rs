//! Finding, creating and changing patients.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::forms::{PacienteForm, PacientesFiltro};
use super::model::{BLOQUEADA, Cuales, DE_BLOQUEADA, MENSAJES, NuevoPaciente, REGLA_BLOQUEADA, Resumen};
use super::queries;
use super::views::{self, Formulario as Vista};
use crate::auditoria;
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::services::pacientes::{self as servicio, Guardado};
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

const POR_PAGINA: usize = 50;
const HALLADOS: i32 = 30;

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<PacientesFiltro>) -> AppResult<Markup> {
    let buscando = !filtro.q.trim().is_empty();
    let cuales = Cuales { archivados: filtro.archivados, bloqueados: ctx.puede(Permiso::PrivacidadResolver) };
    let mut pacientes = ctx
        .leer(async |tx| {
            if buscando {
                queries::buscar(tx, &filtro.q, cuales, HALLADOS).await
            } else {
                queries::listar(tx, cuales, filtro.despues, POR_PAGINA as i64).await
            }
        })
        .await?;
    let hay_mas = !buscando && pacientes.len() > POR_PAGINA;
    pacientes.truncate(POR_PAGINA);
    let despues = pacientes.last().filter(|_| hay_mas).map(|p| p.id);
    let resultados = views::resultados(ctx.slug(), &filtro, &pacientes, despues);
    if ctx.fragmento {
        return Ok(resultados);
    }
    let puede =
        views::Puede { crear: ctx.puede(Permiso::PacientesEditar), importar: ctx.puede(Permiso::PacientesImportar) };
    Ok(ctx.pagina("Pacientes", "pacientes", views::lista(ctx.slug(), &filtro, puede, resultados)))
}

#[handler]
pub fn nuevo(ctx: Ctx) -> Markup {
    let form = PacienteForm::default();
    ctx.pagina("Nuevo paciente", "pacientes", views::formulario(&vista(&ctx, None, &form, &Errores::default())))
}

#[handler]
pub async fn crear(ctx: Ctx, Formulario(form): Formulario<PacienteForm>) -> AppResult<Response> {
    let datos = match form.validar(ctx.hoy()) {
        Ok(datos) => datos,
        Err(errores) => return Ok(invalido(&ctx, None, &form, &errores)),
    };
    match servicio::crear(&ctx, &datos, form.confirmado).await {
        Ok(Guardado::Listo(id)) => Ok(htmx::ir_con_aviso(&ctx, &urls::paciente(ctx.slug(), id), "Paciente creado")),
        Ok(Guardado::Parecidos(hallados)) => Ok(parecidos(&ctx, &form, &hallados)),
        Err(error) => rechazado(&ctx, None, &form, &datos, error).await,
    }
}

#[handler]
pub async fn editar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let paciente = ctx.leer(async |tx| queries::paciente(tx, id).await).await?;
    if let Some(vigente) = paciente.fusionado_en {
        return Ok(htmx::ir(&ctx, &urls::paciente_editar(ctx.slug(), vigente)));
    }
    if paciente.bloqueado.is_some() {
        return Ok(bloqueada(&ctx, id));
    }
    let form = PacienteForm::from(&paciente);
    let contenido = views::formulario(&vista(&ctx, Some(id), &form, &Errores::default()));
    Ok(ctx.pagina("Editar paciente", "pacientes", contenido).into_response())
}

#[handler]
pub async fn guardar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<PacienteForm>,
) -> AppResult<Response> {
    let datos = match form.validar(ctx.hoy()) {
        Ok(datos) => datos,
        Err(errores) => return Ok(invalido(&ctx, Some(id), &form, &errores)),
    };
    let version = form.version.parse().map_err(|_not_a_number| AppError::Malformado("version"))?;
    match ctx.escribir(async |tx| queries::actualizar(tx, id, version, &datos).await).await {
        Ok(true) => Ok(htmx::ir_con_aviso(&ctx, &urls::paciente(ctx.slug(), id), "Cambios guardados")),
        Ok(false) => otro_guardo(&ctx, id, form).await,
        Err(error) if error.es_regla(REGLA_BLOQUEADA) => Ok(bloqueada(&ctx, id)),
        Err(error) => rechazado(&ctx, Some(id), &form, &datos, error).await,
    }
}

/// Nothing was written: the ficha says why.
pub(in crate::pacientes) fn bloqueada(ctx: &Ctx, id: i64) -> Response {
    htmx::ir_con_aviso(ctx, &urls::paciente(ctx.slug(), id), BLOQUEADA)
}

#[handler]
pub async fn archivar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    ctx.escribir(async |tx| queries::archivar(tx, id).await).await?;
    Ok(htmx::ir_con_aviso(&ctx, &urls::paciente(ctx.slug(), id), "Paciente archivado"))
}

#[handler]
pub async fn reactivar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    ctx.escribir(async |tx| queries::reactivar(tx, id).await).await?;
    Ok(htmx::ir_con_aviso(&ctx, &urls::paciente(ctx.slug(), id), "Paciente reactivado"))
}

fn vista<'a>(ctx: &'a Ctx, id: Option<i64>, form: &'a PacienteForm, errores: &'a Errores) -> Vista<'a> {
    Vista {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        id,
        form,
        errores,
        guardado: None,
        quien: None,
        parecidos: &[],
        puede_fusionar: ctx.puede(Permiso::PacientesFusionar),
    }
}

fn en_pagina(ctx: &Ctx, contenido: Markup) -> Markup {
    ctx.pagina("Paciente", "pacientes", contenido)
}

fn invalido(ctx: &Ctx, id: Option<i64>, form: &PacienteForm, errores: &Errores) -> Response {
    htmx::invalido(en_pagina(ctx, views::formulario(&vista(ctx, id, form, errores))))
}

fn parecidos(ctx: &Ctx, form: &PacienteForm, hallados: &[Resumen]) -> Response {
    let errores = Errores::default();
    let vista = Vista { parecidos: hallados, ..vista(ctx, None, form, &errores) };
    htmx::conflicto(en_pagina(ctx, views::formulario(&vista)))
}

/// Somebody saved in between: both versions are shown, what was typed stays, and saving again wins knowingly.
async fn otro_guardo(ctx: &Ctx, id: i64, mut form: PacienteForm) -> AppResult<Response> {
    let (actual, cambios) = ctx
        .leer(async |tx| {
            Ok((queries::paciente(tx, id).await?, auditoria::queries::historia(tx, "pacientes", id, 1).await?))
        })
        .await?;
    if let Some(vigente) = actual.fusionado_en {
        let aviso = "Esa ficha se fusionó con esta: no se guardó nada.";
        return Ok(htmx::ir_con_aviso(ctx, &urls::paciente(ctx.slug(), vigente), aviso));
    }
    form.version = actual.version.to_string();
    let guardado = PacienteForm::from(&actual);
    let quien = cambios.first().and_then(|c| c.quien.as_deref());
    let errores = Errores::default();
    let vista = Vista { guardado: Some(&guardado), quien, ..vista(ctx, Some(id), &form, &errores) };
    Ok(htmx::conflicto(en_pagina(ctx, views::formulario(&vista))))
}

/// A rule of the database refused: said at the field it speaks of, with the patient who has the document.
async fn rechazado(
    ctx: &Ctx,
    id: Option<i64>,
    form: &PacienteForm,
    datos: &NuevoPaciente,
    error: AppError,
) -> AppResult<Response> {
    let AppError::Rechazo(rechazo) = error else { return Err(error) };
    let Some(mensaje) = rechazo.mensaje(MENSAJES) else { return Err(AppError::Rechazo(rechazo)) };
    let documento = datos.documento.clone().unwrap_or_default();
    let duenno = ctx.leer(async |tx| queries::de_documento(tx, datos.documento_tipo, &documento).await).await?;
    let oculto = |d: &Resumen| d.bloqueado.is_some() && !ctx.puede(Permiso::PrivacidadResolver);
    let mensaje = if duenno.as_ref().is_some_and(oculto) { DE_BLOQUEADA } else { mensaje };
    let errores = Errores::de("documento", mensaje);
    let duenno = duenno.filter(|d| !oculto(d));
    let hallados: Vec<Resumen> = duenno.into_iter().filter(|d| Some(d.id) != id).collect();
    let vista = Vista { parecidos: &hallados, ..vista(ctx, id, form, &errores) };
    Ok(htmx::invalido(en_pagina(ctx, views::formulario(&vista))).into_response())
}
