//! The page of a series: before it exists, what would fit; afterwards, its citas and what changes several.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};
use uuid::Uuid;

use super::forms::SerieForm;
use super::{queries as series, views};
use crate::agenda::espera::hueco::pages as hueco;
use crate::agenda::queries;
use crate::error::{AppError, AppResult};
use crate::services::series as servicio;
use crate::urls;
use crate::web::form::{Filtro, Formulario};
use crate::web::{Ctx, htmx};

const NEGATIVAS: &[(&str, &str)] = &[
    ("citas_serie_no_cabe", "No todas caben: no se hizo ningún cambio. Mira cuáles quedan libres."),
    ("citas_de_serie_pkey", "Esta cita ya es de una serie."),
    ("citas_transicion", "No hay citas de la serie que se puedan cambiar."),
];

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>, Filtro(form): Filtro<SerieForm>) -> AppResult<Markup> {
    pagina(&ctx, id, form, None).await
}

#[handler]
pub async fn repetir(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<SerieForm>,
) -> AppResult<Response> {
    let pedida = servicio::Repeticion {
        cita: id,
        cada: form.cada(),
        veces: form.veces(),
        las_que_caben: form.las_que_caben,
        clave: form.clave.parse().ok(),
    };
    let hecho = servicio::repetir(&ctx, &pedida).await;
    responder(&ctx, id, form, hecho.map(|_citas| id), "Serie reservada").await
}

#[handler]
pub async fn anulacion(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<SerieForm>,
) -> AppResult<Response> {
    let motivo = match form.motivo() {
        Ok(motivo) => motivo,
        Err(falta) => return Ok(htmx::invalido(pagina(&ctx, id, form.clone(), Some(falta)).await?)),
    };
    let hecho = servicio::anular(&ctx, id, form.alcance(), motivo).await;
    liberar(&ctx, id, form, hecho.map(|()| id), "Citas anuladas").await
}

#[handler]
pub async fn mudanza(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<SerieForm>,
) -> AppResult<Response> {
    let Some(destino) = form.destino() else {
        let falta = "Escribe la fecha y la hora a que se mueve esta cita.";
        return Ok(htmx::invalido(pagina(&ctx, id, form, Some(falta)).await?));
    };
    let hecho = servicio::mudar(&ctx, id, form.alcance(), destino).await;
    liberar(&ctx, id, form, hecho, "Citas reagendadas").await
}

/// As `responder`, with who waits for such hours as these citas leave.
async fn liberar(ctx: &Ctx, id: i64, form: SerieForm, hecho: AppResult<i64>, aviso: &str) -> AppResult<Response> {
    let Ok(cita) = hecho else { return responder(ctx, id, form, hecho, aviso).await };
    let noticias = Vec::from_iter(hueco::propuesta_de_serie(ctx, cita).await?);
    Ok(hueco::ir_con_noticias(ctx, &urls::cita_cambio(ctx.slug(), cita, "serie"), aviso, &noticias))
}

async fn responder(ctx: &Ctx, id: i64, form: SerieForm, hecho: AppResult<i64>, aviso: &str) -> AppResult<Response> {
    match hecho {
        Ok(cita) => Ok(htmx::ir_con_aviso(ctx, &urls::cita_cambio(ctx.slug(), cita, "serie"), aviso)),
        Err(AppError::Rechazo(rechazo)) => {
            let mensaje = rechazo.mensaje(NEGATIVAS).ok_or(AppError::Rechazo(rechazo))?;
            Ok(htmx::conflicto(pagina(ctx, id, form, Some(mensaje)).await?))
        }
        Err(otro) => Err(otro),
    }
}

async fn pagina(ctx: &Ctx, id: i64, mut form: SerieForm, error: Option<&str>) -> AppResult<Markup> {
    let (cita, hermanas, veces) = ctx
        .leer(async |tx| {
            let cita = queries::cita(tx, id).await?;
            let hermanas = series::hermanas(tx, id).await?;
            let veces =
                if hermanas.is_empty() { series::veces(tx, id, form.cada(), form.veces()).await? } else { Vec::new() };
            Ok((cita, hermanas, veces))
        })
        .await?;
    form.clave = Uuid::new_v4().to_string();
    let vista = views::Serie {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        cita: &cita,
        form: &form,
        hermanas: &hermanas,
        veces: &veces,
        error,
    };
    Ok(ctx.pagina("Serie", "agenda", views::serie(&vista)))
}
