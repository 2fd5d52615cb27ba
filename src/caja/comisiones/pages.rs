//! Handlers of commissions: what waits of each professional, freezing it, and what was frozen.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::forms::PeriodoForm;
use super::model::LineaComision;
use super::queries::{self, PAGINA};
use super::views::{self, Congelada, DeProfesional, Resumen};
use crate::caja::sesiones::pages::aqui;
use crate::caja::{clave, clave_o_nueva, divisa, errores_de};
use crate::error::AppResult;
use crate::planilla;
use crate::services::comisiones::{self, Cierre};
use crate::services::idempotencia::Intencion;
use crate::ui::format;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, archivo, htmx};

#[handler]
pub async fn lista(ctx: Ctx, Filtro(form): Filtro<PeriodoForm>) -> AppResult<Markup> {
    let periodo = form.periodo(ctx.hoy());
    let decimales = divisa(&ctx)?.decimales();
    let (filas, mut congeladas) = ctx
        .leer(async |tx| {
            let filas = queries::por_profesional(tx, periodo, decimales).await?;
            Ok((filas, queries::liquidaciones(tx, form.antes).await?))
        })
        .await?;
    let hay_mas = i64::try_from(congeladas.len()).is_ok_and(|n| n > PAGINA);
    congeladas.truncate(usize::try_from(PAGINA).unwrap_or_default());
    let antes = congeladas.last().filter(|_| hay_mas).map(|l| l.id);
    let resumen = Resumen { periodo, filas: &filas, congeladas: &congeladas, antes };
    Ok(ctx.pagina("Comisiones", "caja", views::lista(&aqui(&ctx), &resumen)))
}

#[handler]
pub async fn profesional(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Filtro(form): Filtro<PeriodoForm>,
) -> AppResult<Markup> {
    pagina(&ctx, id, &form, &Errores::default()).await
}

async fn pagina(ctx: &Ctx, id: i64, form: &PeriodoForm, errores: &Errores) -> AppResult<Markup> {
    let periodo = form.periodo(ctx.hoy());
    let decimales = divisa(ctx)?.decimales();
    let (quien, lineas) = ctx
        .leer(async |tx| {
            let quien = queries::profesional(tx, id).await?;
            Ok((quien, queries::pendientes(tx, id, periodo, decimales).await?))
        })
        .await?;
    let clave = clave_o_nueva(&form.clave);
    let vista = DeProfesional { profesional: &quien, periodo, lineas: &lineas, clave: &clave, errores };
    Ok(ctx.pagina(&format!("Comisiones de {}", quien.nombre), "caja", views::profesional(&aqui(ctx), &vista)))
}

#[handler]
pub async fn congelar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<PeriodoForm>,
) -> AppResult<Response> {
    let cierre = Cierre { profesional_id: id, periodo: form.periodo(ctx.hoy()), decimales: divisa(&ctx)?.decimales() };
    let intencion = Intencion::nueva(clave(&form.clave)?, "liquidacion", &ctx.actor(), &cierre)?;
    match comisiones::congelar(ctx.db(), &ctx.actor(), &intencion, &cierre).await {
        Ok(hecha) => Ok(htmx::ir_con_aviso(&ctx, &urls::liquidacion(ctx.slug(), hecha), "Liquidación congelada.")),
        Err(error) => {
            let errores = errores_de(error, "")?;
            Ok(htmx::conflicto(pagina(&ctx, id, &form, &errores).await?))
        }
    }
}

async fn leer_congelada(ctx: &Ctx, id: i64) -> AppResult<Congelada> {
    ctx.leer(async |tx| {
        let hecha = queries::liquidacion(tx, id).await?;
        Ok(Congelada { liquidacion: hecha, lineas: queries::lineas(tx, id).await? })
    })
    .await
}

#[handler]
pub async fn liquidacion(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let congelada = leer_congelada(&ctx, id).await?;
    let titulo = format!("Liquidación {id}");
    Ok(ctx.pagina(&titulo, "caja", views::liquidacion(&aqui(&ctx), &congelada)))
}

#[handler]
pub async fn impresa(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let congelada = leer_congelada(&ctx, id).await?;
    Ok(views::impresa(&aqui(&ctx), &ctx.clinica.nombre, &congelada))
}

#[handler]
pub async fn csv(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let congelada = leer_congelada(&ctx, id).await?;
    let bytes = planilla::escribir([cabecera()].into_iter().chain(congelada.lineas.iter().map(fila)))?;
    Ok(archivo(&format!("Liquidación {id}.csv"), bytes).into_response())
}

fn cabecera() -> Vec<String> {
    ["Folio", "Fecha", "Paciente", "Prestación", "Cobrado", "Base", "Porcentaje", "Monto fijo", "Comisión"]
        .map(str::to_owned)
        .to_vec()
}

/// Amounts as numbers, without a sign of currency; words as they are, and never a formula.
fn fila(linea: &LineaComision) -> Vec<String> {
    let numero = |valor: Option<rust_decimal::Decimal>| valor.map(format::money_input).unwrap_or_default();
    vec![
        planilla::inofensivo(&linea.folio),
        format::date_time(linea.fecha),
        planilla::inofensivo(&linea.paciente),
        planilla::inofensivo(&linea.descripcion),
        numero(Some(linea.monto)),
        numero(Some(linea.base)),
        numero(linea.porcentaje),
        numero(linea.monto_fijo),
        numero(Some(linea.comision)),
    ]
}
