//! Asks where a cita goes, and takes it there.

use maud::{Markup, html};
use poem::web::Path;
use poem::{Response, handler};
use serde::Deserialize;

use super::forms::MudanzaForm;
use super::queries::{self as mudanzas, Movible};
use super::views::{self, Pregunta};
use crate::agenda::citas::views::{REJILLA, ancla, local};
use crate::agenda::dia::{CAMBIO, VIVA};
use crate::agenda::espera::hueco::pages::{ir_con_noticias, propuesta};
use crate::agenda::espera::hueco::views::salida;
use crate::agenda::model::{CAMBIOS, CHOQUES};
use crate::agenda::queries::{self, Busqueda};
use crate::agenda::{Cita, Hora, HoraPedida};
use crate::error::{AppError, AppResult, Rechazo};
use crate::services::citas::{self, Mudanza, Reservada};
use crate::ui::{Enlace, dialog, dialog_closed, page_header, toast_oob};
use crate::urls;
use crate::values::zona::Zona;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

const ALTERNATIVAS: i32 = 6;
/// How far the nearest free slot is looked for.
const DIAS_CERCA: i32 = 8;

/// The clinic's slug and the cita of a path.
#[derive(Deserialize)]
pub struct DeCita {
    id: i64,
}

#[handler]
pub async fn preguntar(
    ctx: Ctx,
    Path(DeCita { id }): Path<DeCita>,
    Filtro(form): Filtro<MudanzaForm>,
) -> AppResult<Markup> {
    let movible = ctx.leer(async |tx| mudanzas::movible(tx, id).await).await?;
    let mut form = form.llenar(Zona::de(ctx.clinica.zona), &movible.cita);
    let mut errores = Errores::default();
    if movible.quienes.iter().all(|id| id.to_string() != form.profesional) {
        errores.agregar("profesional", "Quien elegiste no hace esta prestación.");
        form.profesional = movible.cita.profesional_id.to_string();
    }
    Ok(mostrar(&ctx, &pregunta(&ctx, &form, &movible, &errores)))
}

#[handler]
pub async fn reagendar(
    ctx: Ctx,
    Path(DeCita { id }): Path<DeCita>,
    Formulario(form): Formulario<MudanzaForm>,
) -> AppResult<Response> {
    let movible = ctx.leer(async |tx| mudanzas::movible(tx, id).await).await?;
    let mudanza = match form.validar(Zona::de(ctx.clinica.zona), &movible.cita) {
        Ok(mudanza) => mudanza,
        Err(errores) => return Ok(htmx::invalido(mostrar(&ctx, &pregunta(&ctx, &form, &movible, &errores)))),
    };
    match citas::mudar(&ctx, &mudanza).await {
        Ok(nueva) => hecha(&ctx, &form, &movible.cita, &mudanza, nueva).await,
        Err(AppError::Rechazo(rechazo)) => rechazada(&ctx, &form, &movible, mudanza.hora, rechazo).await,
        Err(otro) => Err(otro),
    }
}

fn pregunta<'a>(ctx: &'a Ctx, form: &'a MudanzaForm, movible: &'a Movible, errores: &'a Errores) -> Pregunta<'a> {
    Pregunta {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        fragmento: ctx.fragmento,
        form,
        errores,
        movible,
        choque: None,
        alternativas: &[],
    }
}

fn mostrar(ctx: &Ctx, pregunta: &Pregunta<'_>) -> Markup {
    let (cuerpo, cita) = (views::preguntar(pregunta), &pregunta.movible.cita);
    let titulo = format!("Mover la cita de {}", cita.paciente);
    if ctx.fragmento {
        return dialog("mudanza", &titulo, cuerpo);
    }
    let volver = Enlace::new("Cita", urls::cita(ctx.slug(), cita.id));
    ctx.pagina("Mover la cita", "agenda", html! { (page_header(&titulo, "", Some(&volver), html! {})) (cuerpo) })
}

/// Over the grid, with the way back; else on the day where the cita now is.
async fn hecha(
    ctx: &Ctx,
    form: &MudanzaForm,
    vieja: &Cita,
    mudanza: &Mudanza,
    hecha: Reservada,
) -> AppResult<Response> {
    let id = hecha.cita;
    let mut noticias = Vec::from_iter(hecha.espera.map(|espera| salida(ctx.slug(), espera)));
    if vieja.id != id {
        noticias.extend(propuesta(ctx, vieja).await?);
    }
    if ctx.fragmento && form.desde == REJILLA {
        let nueva = ctx.leer(async |tx| queries::cita(tx, id).await).await?;
        let toast = views::hecha(
            ctx.slug(),
            &ctx.csrf,
            ctx.clinica.zona,
            (vieja, &nueva),
            mudanza.avisar,
            ctx.db().reloj().ahora(),
            &noticias,
        );
        return Ok(htmx::con_suceso(html! { (dialog_closed()) (toast_oob(&toast)) }, CAMBIO, VIVA, &ancla(id)));
    }
    let fecha = local(ctx.clinica.zona, mudanza.hora.inicio).date();
    let dia = urls::agenda_dia(ctx.slug(), fecha, &mudanza.hora.profesional.to_string(), "");
    Ok(ir_con_noticias(ctx, &format!("{dia}#{}", ancla(id)), "Cita movida", &noticias))
}

/// Nothing was done: the form as it was, why, and the nearest slots.
async fn rechazada(
    ctx: &Ctx,
    form: &MudanzaForm,
    movible: &Movible,
    pedida: HoraPedida,
    rechazo: Rechazo,
) -> AppResult<Response> {
    let Some(choque) = rechazo.mensaje(CHOQUES).or_else(|| rechazo.mensaje(CAMBIOS)) else {
        return Err(AppError::Rechazo(rechazo));
    };
    let alternativas = alternativas(ctx, &movible.cita, pedida).await?;
    let (errores, form) = (Errores::default(), form.con_la_pedida(Zona::de(ctx.clinica.zona), pedida));
    let pregunta =
        Pregunta { choque: Some(choque), alternativas: &alternativas, ..pregunta(ctx, &form, movible, &errores) };
    Ok(htmx::conflicto(mostrar(ctx, &pregunta)))
}

async fn alternativas(ctx: &Ctx, cita: &Cita, pedida: HoraPedida) -> AppResult<Vec<Hora>> {
    let fecha = local(ctx.clinica.zona, pedida.inicio).date();
    let desde = fecha.pred_opt().unwrap_or(fecha).max(ctx.hoy());
    let prestacion = cita.prestacion_id;
    let cerca = Busqueda { prestacion, profesional: None, desde, dias: DIAS_CERCA, sin_cita: Some(cita.id) };
    ctx.leer(async |tx| queries::alternativas(tx, &cerca, pedida, ALTERNATIVAS).await).await
}
