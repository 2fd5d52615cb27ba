//! Handlers of budgets.

use maud::{Markup, html};
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::forms::{EnvioForm, ImpresoFiltro, ListaFiltro, NuevoFiltro, PresupuestoForm, ResolucionForm};
use super::model::{Linea, NuevoPresupuesto, Presupuesto};
use super::papel::papel;
use super::queries;
use super::views::{self, Detalle, EnCurso, Lista};
use crate::avisos;
use crate::bodega::{self, InsumoPedido};
use crate::caja::papel::{Hoja, Salida, pages::responder};
use crate::caja::sesiones::{self, pages::aqui};
use crate::caja::ventas::{self, Mostrador};
use crate::caja::{clave, clave_o_nueva, clave_por_repetir, divisa, errores_de};
use crate::db::Tx;
use crate::error::{AppError, AppResult, interno};
use crate::identidad::Permiso;
use crate::services::idempotencia::Intencion;
use crate::services::pagos::{Cuenta, Negativa, Precios};
use crate::services::presupuestos::{self, Cual, Decision, Envio};
use crate::ui::Enlace;
use crate::urls;
use crate::values::cobro::Reglas;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

const POR_PAGINA: usize = 50;

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<ListaFiltro>) -> AppResult<Markup> {
    let (palabras, limite) = (filtro.palabras(), POR_PAGINA as i64);
    let estado = views::ESTADOS.iter().find(|(codigo, _)| *codigo == filtro.estado).map_or("", |(codigo, _)| codigo);
    let mut filas = ctx.leer(async |tx| queries::listar(tx, &palabras, estado, filtro.antes, limite).await).await?;
    let hay_mas = filas.len() > POR_PAGINA;
    filas.truncate(POR_PAGINA);
    let siguiente = filas.last().filter(|_| hay_mas).map(|ultima| filtro.url(ctx.slug(), Some(ultima.id)));
    let lista = Lista { filtro: &filtro, filas: &filas, siguiente };
    Ok(ctx.pagina("Presupuestos", "caja", views::lista(&aqui(&ctx), &lista)))
}

/// What a budget in the making is drawn from.
struct Lectura {
    mostrador: Mostrador,
    catalogo: Vec<InsumoPedido>,
}

impl Lectura {
    /// What it would come to, when what is typed makes one.
    fn cuenta(&self, reglas: Reglas, hecho: &NuevoPresupuesto) -> Result<Cuenta, Negativa> {
        let (tarifas, insumos) = (self.mostrador.tarifas.clone(), self.catalogo.clone());
        Cuenta::nueva(reglas, &hecho.pedido, Precios { tarifas, insumos, prometidas: Vec::new() })
    }
}

async fn lectura(tx: &mut Tx<'_>, form: &PresupuestoForm) -> AppResult<Lectura> {
    let venta = form.como_venta();
    let paciente = venta.paciente_id().ok_or(AppError::NoEncontrado)?;
    let mut mostrador = ventas::queries::mostrador(tx, None, Some(paciente), venta.lista(), None, &[]).await?;
    // Nobody has attended yet.
    mostrador.profesionales.clear();
    Ok(Lectura { mostrador, catalogo: bodega::catalogo(tx).await? })
}

async fn leer(ctx: &Ctx, form: &PresupuestoForm) -> AppResult<Lectura> {
    ctx.leer(async |tx| lectura(tx, form).await).await
}

/// One that exists, to be written anew.
struct Existente {
    lectura: Lectura,
    hecho: Presupuesto,
    lineas: Vec<Linea>,
    form: PresupuestoForm,
}

async fn leer_existente(ctx: &Ctx, id: i64) -> AppResult<Existente> {
    let con_descuento = ctx.puede(Permiso::CajaDescuento);
    ctx.leer(async |tx| {
        let (hecho, lineas) = queries::presupuesto(tx, id).await?;
        let form = PresupuestoForm::de(&hecho, &lineas, con_descuento);
        Ok(Existente { lectura: lectura(tx, &form).await?, hecho, lineas, form })
    })
    .await
}

fn reglas(ctx: &Ctx) -> AppResult<Reglas> {
    sesiones::reglas(&ctx.clinica.moneda, true).ok_or_else(|| interno("the clinic's currency has no money of ours"))
}

#[handler]
pub async fn nuevo(ctx: Ctx, Filtro(filtro): Filtro<NuevoFiltro>) -> AppResult<Markup> {
    let en_blanco = PresupuestoForm::nuevo(ctx.hoy(), &filtro.paciente);
    let Some(de) = filtro.de else {
        let lectura = leer(&ctx, &en_blanco).await?;
        return pagina(&ctx, &lectura, None, &en_blanco, (&Errores::default(), html! {}));
    };
    let copiado = leer_existente(&ctx, de).await?;
    let form = PresupuestoForm { valido_hasta: en_blanco.valido_hasta, ..copiado.form };
    let aviso = views::perdidas(&copiado.lineas);
    pagina(&ctx, &copiado.lectura, None, &form, (&Errores::default(), aviso))
}

/// With `id`, of one that exists. A refused form keeps its key: corrected, it goes through with it.
fn pagina(
    ctx: &Ctx,
    lectura: &Lectura,
    id: Option<i64>,
    form: &PresupuestoForm,
    (errores, aviso): (&Errores, Markup),
) -> AppResult<Markup> {
    let reglas = reglas(ctx)?;
    let pedido = form.validar(ctx.hoy(), divisa(ctx)?).ok();
    let cuenta = pedido.and_then(|pedido| lectura.cuenta(reglas, &pedido).ok());
    let clave = clave_o_nueva(&form.clave);
    let en_curso = EnCurso {
        id,
        clave: &clave,
        mostrador: &lectura.mostrador,
        catalogo: &lectura.catalogo,
        cuenta: cuenta.as_ref(),
        con_descuento: ctx.puede(Permiso::CajaDescuento),
    };
    let titulo = if id.is_some() { "Editar presupuesto" } else { "Nuevo presupuesto" };
    Ok(ctx.pagina(titulo, "caja", views::formulario(&aqui(ctx), titulo, &en_curso, form, errores, aviso)))
}

async fn rechazada(
    ctx: &Ctx,
    id: Option<i64>,
    form: &PresupuestoForm,
    errores: &Errores,
    aviso: Markup,
) -> AppResult<Markup> {
    let lectura = leer(ctx, form).await?;
    pagina(ctx, &lectura, id, form, (errores, aviso))
}

/// The total of what is typed so far; nothing is written.
#[handler]
pub async fn calcular(ctx: Ctx, Formulario(form): Formulario<PresupuestoForm>) -> AppResult<Response> {
    let (errores, aviso, cuenta) = match form.validar(ctx.hoy(), divisa(&ctx)?) {
        Err(errores) => (errores, html! {}, None),
        Ok(pedido) => match leer(&ctx, &form).await?.cuenta(reglas(&ctx)?, &pedido) {
            Ok(cuenta) => (Errores::default(), html! {}, Some(cuenta)),
            Err(negativa) => (Errores::default(), ventas::views::negativa(&aqui(&ctx), &negativa, false), None),
        },
    };
    if ctx.fragmento {
        return Ok(ventas::views::cuenta(&aqui(&ctx), cuenta.as_ref()).into_response());
    }
    Ok(rechazada(&ctx, form.id.parse().ok(), &form, &errores, aviso).await?.into_response())
}

#[handler]
pub async fn crear(ctx: Ctx, Formulario(form): Formulario<PresupuestoForm>) -> AppResult<Response> {
    escribir(&ctx, None, form).await
}

#[handler]
pub async fn editar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let existente = por_editar(&ctx, id).await?;
    let aviso = views::perdidas(&existente.lineas);
    pagina(&ctx, &existente.lectura, Some(id), &existente.form, (&Errores::default(), aviso))
}

/// Who may not give discounts would take them off by editing.
async fn por_editar(ctx: &Ctx, id: i64) -> AppResult<Existente> {
    let existente = leer_existente(ctx, id).await?;
    if existente.hecho.con_descuento() {
        ctx.exigir(Permiso::CajaDescuento)?;
    }
    Ok(existente)
}

#[handler]
pub async fn guardar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<PresupuestoForm>,
) -> AppResult<Response> {
    // It stays whose it is, whatever the form says.
    let paciente = por_editar(&ctx, id).await?.form.paciente;
    escribir(&ctx, Some(id), PresupuestoForm { paciente, ..form }).await
}

async fn escribir(ctx: &Ctx, id: Option<i64>, form: PresupuestoForm) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
    let hecho = match form.validar(ctx.hoy(), divisa(ctx)?) {
        Ok(hecho) => hecho,
        Err(errores) => return Ok(htmx::invalido(rechazada(ctx, id, &form, &errores, html! {}).await?)),
    };
    if hecho.pedido.tiene_descuento() {
        ctx.exigir(Permiso::CajaDescuento)?;
    }
    let cual = match id {
        Some(id) => Cual::Existente { id, version: form.version() },
        None => Cual::Nuevo { sucursal_id: ctx.sucursal_id },
    };
    let intencion = Intencion::nueva(clave, "presupuesto", &ctx.actor(), &(cual, &hecho))?;
    match presupuestos::guardar(ctx.db(), &ctx.actor(), &intencion, (cual, reglas(ctx)?), &hecho).await {
        Ok(Ok(id)) => Ok(htmx::ir_con_aviso(ctx, &urls::presupuesto(ctx.slug(), id), "Presupuesto guardado.")),
        Ok(Err(negativa)) => {
            let aviso = ventas::views::negativa(&aqui(ctx), &negativa, false);
            Ok(htmx::invalido(rechazada(ctx, id, &form, &Errores::default(), aviso).await?))
        }
        Err(error) => {
            let form = PresupuestoForm { clave: clave_por_repetir(&error, &form.clave), ..form };
            let errores = errores_de(error, "")?;
            Ok(htmx::conflicto(rechazada(ctx, id, &form, &errores, html! {}).await?))
        }
    }
}

#[handler]
pub async fn presupuesto(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina_presupuesto(&ctx, id, &ResolucionForm::default(), &Errores::default()).await
}

async fn pagina_presupuesto(ctx: &Ctx, id: i64, form: &ResolucionForm, errores: &Errores) -> AppResult<Markup> {
    let hilo = avisos::hilo_de_presupuesto(id);
    let ((hecho, lineas), ventas, mensaje) = ctx
        .leer(async |tx| {
            let hecho = queries::presupuesto(tx, id).await?;
            Ok((hecho, queries::ventas(tx, id).await?, avisos::ultimo(tx, &hilo).await?))
        })
        .await?;
    let clave = clave_o_nueva(&form.clave);
    let detalle = Detalle {
        presupuesto: &hecho,
        lineas: &lineas,
        ventas: &ventas,
        mensaje: mensaje.as_ref(),
        form,
        errores,
        clave: &clave,
        opera: ctx.puede(Permiso::CajaOperar),
        descuenta: ctx.puede(Permiso::CajaDescuento),
        ve_mensajes: ctx.puede(Permiso::AvisosVer),
    };
    let titulo = format!("Presupuesto {}", hecho.numero);
    Ok(ctx.pagina(&titulo, "caja", views::presupuesto(&aqui(ctx), &titulo, &detalle)))
}

#[handler]
pub async fn resolver(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ResolucionForm>,
) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
    let (como, motivo) = match form.validar() {
        Ok(decision) => decision,
        Err(errores) => return Ok(htmx::invalido(pagina_presupuesto(&ctx, id, &form, &errores).await?)),
    };
    let decision = Decision { presupuesto_id: id, version: form.version(), como, motivo };
    let intencion = Intencion::nueva(clave, "presupuesto_resuelto", &ctx.actor(), &decision)?;
    match presupuestos::resolver(ctx.db(), &ctx.actor(), &intencion, &decision).await {
        Ok(id) => Ok(htmx::ir_con_aviso(&ctx, &urls::presupuesto(ctx.slug(), id), views::resuelto(como))),
        Err(error) => {
            let form = ResolucionForm { clave: clave_por_repetir(&error, &form.clave), ..form };
            let errores = errores_de(error, "")?;
            Ok(htmx::conflicto(pagina_presupuesto(&ctx, id, &form, &errores).await?))
        }
    }
}

#[handler]
pub async fn enviar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<EnvioForm>,
) -> AppResult<Response> {
    let envio = Envio { presupuesto_id: id, version: form.version() };
    let intencion = Intencion::nueva(clave(&form.clave)?, "presupuesto_enviado", &ctx.actor(), &envio)?;
    match presupuestos::enviar(ctx.db(), &ctx.actor(), &intencion, ctx.clinica.zona, envio).await {
        Ok(_) => Ok(htmx::ir_con_aviso(&ctx, &urls::presupuesto(ctx.slug(), id), "El presupuesto va por correo.")),
        Err(error) => {
            let errores = errores_de(error, "")?;
            Ok(htmx::conflicto(pagina_presupuesto(&ctx, id, &ResolucionForm::default(), &errores).await?))
        }
    }
}

#[handler]
pub async fn impreso(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Filtro(filtro): Filtro<ImpresoFiltro>,
) -> AppResult<Response> {
    let (hecho, lineas) = ctx.leer(async |tx| queries::presupuesto(tx, id).await).await?;
    let papel = papel(&ctx.clinica.nombre, &hecho, &lineas);
    let volver = Enlace::new(papel.nombre(), urls::presupuesto(ctx.slug(), id));
    Ok(responder(Salida { hoja: Hoja::A4, archivo: filtro.formato == "pdf" }, &papel, Some(&volver)))
}
