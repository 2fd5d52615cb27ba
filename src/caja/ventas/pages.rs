//! Handlers of sales.

use maud::{Markup, html};
use poem::web::Path;
use poem::{IntoResponse, Response, handler};
use uuid::Uuid;

use super::forms::{PagoForm, VentaForm};
use super::model::{Lista, Mostrador, NuevaVenta};
use super::queries;
use super::views::{self, Emitida, Nueva};
use crate::bodega::{self, InsumoPedido};
use crate::caja::sesiones::{self, Sesion, pages::aqui};
use crate::caja::{abonos, divisa, errores_de, pagos as libro};
use crate::error::{AppError, AppResult, interno};
use crate::identidad::Permiso;
use crate::services::idempotencia::Intencion;
use crate::services::pagos::{self, Cuenta, Negativa, PagoDeSaldo, Precios};
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

/// What a sale in the making is drawn from; nothing without a drawer open.
#[derive(Default)]
struct Lectura {
    sesion: Option<Sesion>,
    mostrador: Mostrador,
    catalogo: Vec<InsumoPedido>,
}

async fn leer(ctx: &Ctx, form: &VentaForm, lista: Lista) -> AppResult<Lectura> {
    ctx.leer(async |tx| {
        let Some(sesion) = sesiones::mia(tx).await? else { return Ok(Lectura::default()) };
        let (paciente, prometidas) = (form.paciente_id(), form.lineas_prometidas());
        let mostrador = queries::mostrador(tx, form.cita_id(), paciente, lista, form.clave(), &prometidas).await?;
        let catalogo = bodega::catalogo(tx).await?;
        Ok(Lectura { sesion: Some(sesion), mostrador, catalogo })
    })
    .await
}

impl Lectura {
    /// What the sale would come to, when what is typed makes one.
    fn cuenta(&self, pedido: &NuevaVenta) -> Option<Result<Cuenta, Negativa>> {
        let reglas = self.sesion.as_ref()?.reglas()?;
        let precios = Precios {
            tarifas: self.mostrador.tarifas.clone(),
            insumos: self.catalogo.clone(),
            prometidas: self.mostrador.prometidas.clone(),
        };
        Some(Cuenta::nueva(reglas, pedido, precios))
    }
}

/// With a key, what somebody was filling in when they came back to it; or the sale, when it was made meanwhile.
#[handler]
pub async fn nueva(ctx: Ctx, Filtro(form): Filtro<VentaForm>) -> AppResult<Response> {
    let empezada = form.clave().is_some();
    let lista = if empezada || !form.convenio.is_empty() { form.lista() } else { Lista::LaUltima };
    let lectura = leer(&ctx, &form, lista).await?;
    if let Some(hecha) = lectura.mostrador.hecha {
        return Ok(htmx::ir_con_aviso(&ctx, &urls::venta(ctx.slug(), hecha), "Esto ya se cobró."));
    }
    let Some(sesion) = &lectura.sesion else {
        return Ok(htmx::ir_con_aviso(&ctx, &urls::caja(ctx.slug()), "Abre una caja antes de cobrar."));
    };
    let sesion = sesion.id.to_string();
    let form = if empezada { VentaForm { sesion, ..form } } else { en_blanco(&lectura, sesion, form) };
    Ok(pagina(&ctx, &lectura, &form, &Errores::default(), html! {})?.into_response())
}

fn en_blanco(lectura: &Lectura, sesion: String, form: VentaForm) -> VentaForm {
    let pagador = lectura.mostrador.paciente.as_ref().map(|p| p.nombre.clone()).unwrap_or_default();
    let convenio = lectura.mostrador.convenio_id.map(|id| id.to_string()).unwrap_or_default();
    VentaForm { sesion, pagador, convenio, ..form }
}

/// A refused form keeps its key: corrected, it goes through with it.
fn pagina(ctx: &Ctx, lectura: &Lectura, form: &VentaForm, errores: &Errores, aviso: Markup) -> AppResult<Markup> {
    let cuenta =
        form.sin_pago().validar(divisa(ctx)?).ok().and_then(|pedido| lectura.cuenta(&pedido)).and_then(Result::ok);
    let clave = form.clave().unwrap_or_else(Uuid::new_v4).to_string();
    let en_curso = Nueva {
        clave: &clave,
        calculo: &urls::ventas_calculo(ctx.slug()),
        mostrador: &lectura.mostrador,
        catalogo: &lectura.catalogo,
        cuenta: cuenta.as_ref(),
        con_descuento: ctx.puede(Permiso::CajaDescuento),
    };
    Ok(ctx.pagina("Nueva venta", "caja", views::nueva(&aqui(ctx), &en_curso, form, errores, aviso)))
}

/// The total of what is typed so far; charges nothing. What is typed becomes the address of the page, with its key: a refresh or a
/// step back finds it again, whichever way it was sent.
#[handler]
pub async fn calcular(ctx: Ctx, Formulario(form): Formulario<VentaForm>) -> AppResult<Response> {
    let lectura = leer(&ctx, &form, form.lista()).await?;
    let (errores, cuenta) = match form.sin_pago().validar(divisa(&ctx)?) {
        Ok(pedido) => (Errores::default(), lectura.cuenta(&pedido)),
        Err(errores) => (errores, None),
    };
    let borrador = serde_html_form::to_string(&form).map_err(interno)?;
    let borrador = format!("{}?{borrador}", urls::venta_nueva(ctx.slug(), None));
    match cuenta {
        hecha if ctx.fragmento => {
            let hecha = hecha.and_then(Result::ok);
            let cuenta = html! { (views::cuenta(&aqui(&ctx), hecha.as_ref())) };
            Ok(cuenta.with_header("HX-Replace-Url", borrador).into_response())
        }
        Some(Ok(_)) => Ok(htmx::ir(&ctx, &borrador)),
        Some(Err(negativa)) => {
            let aviso = views::negativa(&aqui(&ctx), &negativa, false);
            Ok(pagina(&ctx, &lectura, &form, &errores, aviso)?.into_response())
        }
        None => Ok(pagina(&ctx, &lectura, &form, &errores, html! {})?.into_response()),
    }
}

#[handler]
pub async fn vender(ctx: Ctx, Formulario(form): Formulario<VentaForm>) -> AppResult<Response> {
    let clave = form.clave().ok_or(AppError::Malformado("clave"))?;
    let mut pedido = match form.validar(divisa(&ctx)?) {
        Ok(pedido) => pedido,
        Err(errores) => return rechazada(&ctx, &form, errores, html! {}).await.map(htmx::invalido),
    };
    if pedido.tiene_descuento() {
        ctx.exigir(Permiso::CajaDescuento)?;
    }
    pedido.dejar_pendiente &= ctx.puede(Permiso::BodegaPendiente);
    let intencion = Intencion::nueva(clave, "venta", &ctx.actor(), &pedido)?;
    match pagos::vender(ctx.db(), &ctx.actor(), &intencion, &pedido).await {
        Ok(Ok(hecha)) => Ok(htmx::ir(&ctx, &urls::venta(ctx.slug(), hecha))),
        Ok(Err(negativa)) => negar(&ctx, form, &negativa).await,
        Err(error) => {
            let errores = errores_de(error, "")?;
            rechazada(&ctx, &form, errores, html! {}).await.map(htmx::conflicto)
        }
    }
}

/// A key used for another sale is spent: the form goes back with a fresh one.
async fn negar(ctx: &Ctx, mut form: VentaForm, negativa: &Negativa) -> AppResult<Response> {
    if matches!(negativa, Negativa::OtraIntencion { .. }) {
        form.clave.clear();
    }
    let aviso = views::negativa(&aqui(ctx), negativa, ctx.puede(Permiso::BodegaPendiente));
    rechazada(ctx, &form, Errores::default(), aviso).await.map(htmx::invalido)
}

async fn rechazada(ctx: &Ctx, form: &VentaForm, errores: Errores, aviso: Markup) -> AppResult<Markup> {
    let lectura = leer(ctx, form, form.lista()).await?;
    pagina(ctx, &lectura, form, &errores, aviso)
}

#[handler]
pub async fn venta(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina_venta(&ctx, id, &PagoForm::default(), &Errores::default(), html! {}).await
}

async fn pagina_venta(ctx: &Ctx, id: i64, form: &PagoForm, errores: &Errores, aviso: Markup) -> AppResult<Markup> {
    let (emitida, lineas, pagos, a_favor) = ctx
        .leer(async |tx| {
            let emitida = queries::venta(tx, id).await?;
            let lineas = queries::lineas(tx, id).await?;
            let pagos = libro::queries::de_venta(tx, id).await?;
            let a_favor = match emitida.paciente_id.filter(|_| !emitida.saldo().is_zero()) {
                Some(paciente) => Some(abonos::queries::a_favor(tx, paciente).await?),
                None => None,
            };
            Ok((emitida, lineas, pagos, a_favor))
        })
        .await?;
    let clave = form.clave.parse().unwrap_or_else(|_error| Uuid::new_v4()).to_string();
    let pagina = Emitida { venta: &emitida, lineas: &lineas, pagos: &pagos, clave: &clave, a_favor };
    Ok(ctx.pagina(&format!("Venta {id}"), "caja", views::venta(&aqui(ctx), &pagina, form, errores, aviso)))
}

#[handler]
pub async fn pagar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<PagoForm>,
) -> AppResult<Response> {
    let clave = form.clave.parse().map_err(|_error| AppError::Malformado("clave"))?;
    let pago = match form.validar(divisa(&ctx)?) {
        Ok((sesion_id, medios)) => PagoDeSaldo { sesion_id, venta_id: id, medios, deja_vuelto: form.deja_vuelto },
        Err(errores) => return Ok(htmx::invalido(pagina_venta(&ctx, id, &form, &errores, html! {}).await?)),
    };
    let intencion = Intencion::nueva(clave, "pago", &ctx.actor(), &pago)?;
    match pagos::pagar(ctx.db(), &ctx.actor(), &intencion, &pago).await? {
        Ok(_) => Ok(htmx::ir_con_aviso(&ctx, &urls::venta(ctx.slug(), id), "Pago registrado.")),
        Err(negativa) => {
            let usada = matches!(negativa, Negativa::OtraIntencion { .. });
            let form = if usada { PagoForm { clave: String::new(), ..form } } else { form };
            let aviso = views::negativa(&aqui(&ctx), &negativa, false);
            Ok(htmx::invalido(pagina_venta(&ctx, id, &form, &Errores::default(), aviso).await?))
        }
    }
}
