//! Handlers of what is owed.

use maud::{Markup, html};
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{CuentaForm, DeudasFiltro, Recibido};
use super::views::{self, Cuenta, Lista};
use super::{model::Deudor, queries};
use crate::caja::sesiones::pages::aqui;
use crate::caja::{abonos, clave, clave_o_nueva, divisa, ventas};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::services::idempotencia::Intencion;
use crate::services::pagos::{self, Negativa, PagoDePaciente};
use crate::ui::format;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

const POR_PAGINA: usize = 50;

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<DeudasFiltro>) -> AppResult<Markup> {
    let (palabras, tras) = (filtro.palabras(), filtro.tras());
    let limite = POR_PAGINA as i64;
    let mut deudores = ctx.leer(async |tx| queries::deudores(tx, &palabras, tras, limite).await).await?;
    let siguiente = cortar(&ctx, &filtro, &mut deudores);
    let primera = (tras > 0).then(|| pagina(&ctx, &filtro, ""));
    let lista = Lista { filtro: &filtro, deudores: &deudores, primera, siguiente };
    Ok(ctx.pagina("Por cobrar", "caja", views::lista(&aqui(&ctx), &lista)))
}

/// Leaves one page; the URL of the next one, when there is more.
fn cortar(ctx: &Ctx, filtro: &DeudasFiltro, deudores: &mut Vec<Deudor>) -> Option<String> {
    let hay_mas = deudores.len() > POR_PAGINA;
    deudores.truncate(POR_PAGINA);
    let ultimo = deudores.last().filter(|_| hay_mas)?;
    Some(pagina(ctx, filtro, &ultimo.primera.to_string()))
}

fn pagina(ctx: &Ctx, filtro: &DeudasFiltro, tras: &str) -> String {
    urls::con_filtros(&urls::por_cobrar(ctx.slug()), &[("q", &filtro.q), ("tras", &tras)])
}

#[handler]
pub async fn de_paciente(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina_cuenta(&ctx, id, None, &Errores::default(), html! {}).await
}

/// With what was typed, when it was refused.
async fn pagina_cuenta(
    ctx: &Ctx,
    id: i64,
    escrito: Option<CuentaForm>,
    errores: &Errores,
    aviso: Markup,
) -> AppResult<Markup> {
    let (quien, deudas, a_favor) = ctx
        .leer(async |tx| {
            let quien = queries::deudora(tx, id).await?;
            let deudas = queries::de_paciente(tx, quien.id).await?;
            Ok((quien, deudas, abonos::queries::a_favor(tx, id).await?))
        })
        .await?;
    let form = escrito.unwrap_or_else(|| CuentaForm::completa(&deudas, &quien.nombre, format::money_input));
    let clave = clave_o_nueva(&form.clave);
    let cuenta =
        Cuenta { quien: &quien, deudas: &deudas, a_favor, clave: &clave, opera: ctx.puede(Permiso::CajaOperar) };
    Ok(ctx.pagina("Por cobrar", "caja", views::de_paciente(&aqui(ctx), &cuenta, &form, errores, aviso)))
}

#[handler]
pub async fn recibir(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<CuentaForm>,
) -> AppResult<Response> {
    let llave = clave(&form.clave)?;
    let recibido = match form.validar(divisa(&ctx)?) {
        Ok(recibido) => recibido,
        Err(errores) => return Ok(htmx::invalido(pagina_cuenta(&ctx, id, Some(form), &errores, html! {}).await?)),
    };
    let Recibido { sesion_id, ventas, monto, medios } = recibido;
    let pagador = form.pagador.trim().into();
    let pago = PagoDePaciente { sesion_id, paciente_id: id, pagador, ventas, monto, medios };
    let intencion = Intencion::nueva(llave, "pago_de_paciente", &ctx.actor(), &pago)?;
    match pagos::recibir(ctx.db(), &ctx.actor(), &intencion, &pago).await? {
        Ok(hecho) => Ok(htmx::ir_con_aviso(&ctx, &urls::recibo(ctx.slug(), hecho), "Pago registrado.")),
        Err(negativa) => {
            let usada = matches!(negativa, Negativa::OtraIntencion { .. });
            let form = if usada { CuentaForm { clave: String::new(), ..form } } else { form };
            let aviso = ventas::views::negativa(&aqui(&ctx), &negativa, false);
            Ok(htmx::invalido(pagina_cuenta(&ctx, id, Some(form), &Errores::default(), aviso).await?))
        }
    }
}
