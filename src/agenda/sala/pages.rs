//! The waiting room and its wall.

use maud::{Markup, html};
use poem::http::{HeaderMap, StatusCode};
use poem::web::Path;
use poem::{Response, handler};
use serde::Deserialize;

use super::forms::{EsperaForm, SalaFiltro};
use super::model::NEGATIVAS;
use super::queries::{self, Lugar};
use super::views::{self, Muro, Sala};
use super::{MURO, VIVA};
use crate::agenda::citas::views::Puede;
use crate::agenda::{self, Estado, Quien};
use crate::error::{AppError, AppResult, rechazo};
use crate::identidad::Permiso;
use crate::services::citas;
use crate::ui::{self, Toast, toast_oob};
use crate::urls;
use crate::web::form::{Filtro, Formulario};
use crate::web::{Ctx, Mirada, Visto, htmx};

/// Calls that fit on a wall to be read from afar.
const LLAMADOS: i32 = 6;

#[handler]
pub async fn ver(ctx: Ctx, Filtro(filtro): Filtro<SalaFiltro>, cabeceras: &HeaderMap) -> AppResult<Markup> {
    if ctx.fragmento && htmx::apunta_a(cabeceras, VIVA) {
        return viva(&ctx, &filtro).await;
    }
    let version = version(&ctx);
    let (esperas, lugares) = ctx
        .leer(async |tx| {
            let esperas = queries::sala(tx, ctx.ventana_de_hoy(), filtro.profesional()).await?;
            Ok((esperas, queries::lugares(tx).await?))
        })
        .await?;
    let (boxes, profesionales): (Vec<Lugar>, Vec<Lugar>) = lugares.into_iter().partition(|l| l.es_box);
    let contenido = views::pagina(&sala(&ctx, &filtro, &esperas, &version), &boxes, &profesionales);
    Ok(ui::pagina(&ctx.marco_vivo("Sala de espera", "sala"), contenido))
}

async fn viva(ctx: &Ctx, filtro: &SalaFiltro) -> AppResult<Markup> {
    let version = version(ctx);
    let esperas = ctx.leer(async |tx| queries::sala(tx, ctx.ventana_de_hoy(), filtro.profesional()).await).await?;
    Ok(views::viva(&sala(ctx, filtro, &esperas, &version)))
}

fn version(ctx: &Ctx) -> String {
    ctx.app.vivo.version(ctx.clinica.id, &(ctx.hoy()..=ctx.hoy()))
}

fn sala<'a>(ctx: &'a Ctx, filtro: &'a SalaFiltro, esperas: &'a [super::model::Espera], version: &'a str) -> Sala<'a> {
    Sala {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        ahora: ctx.db().reloj().ahora(),
        puede: Puede::de(ctx),
        filtro,
        esperas,
        version,
    }
}

#[handler]
pub async fn pantalla(ctx: Ctx, cabeceras: &HeaderMap) -> AppResult<Markup> {
    let version = version(&ctx);
    let llamados = ctx.leer(async |tx| queries::llamados(tx, ctx.hoy(), LLAMADOS).await).await?;
    let muro = Muro { clinica: ctx.slug(), zona: ctx.clinica.zona, llamados: &llamados, version: &version };
    if ctx.fragmento && htmx::apunta_a(cabeceras, MURO) {
        return Ok(views::muro(&muro));
    }
    Ok(ui::pagina_muro(&format!("Sala de espera · {}", ctx.clinica.nombre), ctx.tema, views::muro(&muro)))
}

/// Until the day ends: the next one has another list.
#[handler]
pub fn vivo(ctx: Ctx, Visto(vista): Visto) -> Response {
    let hasta = Some(ctx.ventana_de_hoy().1);
    ctx.vivo(Mirada { dias: ctx.hoy()..=ctx.hoy(), permiso: Permiso::AgendaVer, vista, hasta })
}

#[derive(Deserialize)]
pub struct DeEspera {
    id: i64,
}

/// Whoever receives or attends may call.
#[handler]
pub async fn llamado(
    ctx: Ctx,
    Path(DeEspera { id }): Path<DeEspera>,
    Filtro(filtro): Filtro<SalaFiltro>,
    Formulario(form): Formulario<EsperaForm>,
) -> AppResult<Response> {
    if !ctx.puede(Permiso::AgendaAtender) {
        ctx.exigir(Permiso::AgendaReservar)?;
    }
    let hecho = ctx.escribir(async |tx| {
        agenda::queries::cita(tx, id).await?;
        if queries::llamar(tx, id, form.en_box()).await? { Ok(()) } else { Err(rechazo("llamados_espera")) }
    });
    responder(&ctx, &filtro, hecho.await, "Llamado").await
}

#[handler]
pub async fn prioridad(
    ctx: Ctx,
    Path(DeEspera { id }): Path<DeEspera>,
    Filtro(filtro): Filtro<SalaFiltro>,
    Formulario(form): Formulario<EsperaForm>,
) -> AppResult<Response> {
    let prioridad = form.prioridad.parse().unwrap_or(-1);
    let hecho = ctx.escribir(async |tx| {
        agenda::queries::cita(tx, id).await?;
        if queries::priorizar(tx, id, prioridad).await? { Ok(()) } else { Err(rechazo("llamados_espera")) }
    });
    responder(&ctx, &filtro, hecho.await, "Prioridad cambiada").await
}

macro_rules! cambios {
    ($($nombre:ident => $estado:ident,)+) => {$(
        #[handler]
        pub async fn $nombre(
            ctx: Ctx,
            Path(DeEspera { id }): Path<DeEspera>,
            Filtro(filtro): Filtro<SalaFiltro>,
            Formulario(form): Formulario<EsperaForm>,
        ) -> AppResult<Response> {
            let hecho = citas::cambiar(&ctx, id, form.version(), Estado::$estado, Quien::Clinica, "").await;
            responder(&ctx, &filtro, hecho.map(drop), Estado::$estado.nombre()).await
        }
    )+};
}

cambios! {
    atencion => EnAtencion,
    termino => Atendida,
    retiro => SeRetiro,
}

/// The room as it is now, and what became of the change.
async fn responder(ctx: &Ctx, filtro: &SalaFiltro, hecho: AppResult<()>, aviso: &str) -> AppResult<Response> {
    let (estado, tostada) = match hecho {
        Ok(()) if !ctx.fragmento => {
            return Ok(htmx::ir_con_aviso(ctx, &urls::sala(ctx.slug(), &filtro.profesional, &filtro.r#box), aviso));
        }
        Ok(()) => (StatusCode::OK, Toast::success(aviso)),
        Err(AppError::Rechazo(rechazo)) => {
            let Some(mensaje) = rechazo.mensaje(NEGATIVAS) else { return Err(AppError::Rechazo(rechazo)) };
            (StatusCode::CONFLICT, Toast::error(mensaje))
        }
        Err(otro) => return Err(otro),
    };
    let sala = viva(ctx, filtro).await?;
    Ok(htmx::con_estado(estado, html! { (sala) (toast_oob(&tostada)) }))
}
