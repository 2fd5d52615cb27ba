//! Handlers of documents and of what takes them back.

use maud::{Markup, html};
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{DocumentoForm, DocumentosFiltro, ReversaForm};
use super::model::{Ficha, NuevoDocumento, TipoDocumento};
use super::queries;
use super::views::{self, Lista, Nuevo, Reversa};
use crate::bodega::insumos;
use crate::bodega::pages::{clave_de, leer_clave, recortar};
use crate::bodega::{errores_de, queries as comunes};
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::services::idempotencia::Intencion;
use crate::services::stock;
use crate::ui::{Enlace, Pagination};
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<DocumentosFiltro>) -> AppResult<Markup> {
    let (tipo, antes) = (TipoDocumento::de_codigo(&filtro.tipo), filtro.antes.parse().ok());
    let mut filas = ctx.leer(async |tx| queries::lista(tx, tipo.map(TipoDocumento::codigo), antes).await).await?;
    let aqui = urls::con_filtros(&urls::documentos(ctx.slug()), &[("tipo", &filtro.tipo)]);
    let siguiente = recortar(&mut filas).map(|ultimo| {
        urls::con_filtros(&urls::documentos(ctx.slug()), &[("tipo", &filtro.tipo), ("antes", &ultimo.id)])
    });
    let paginas = Pagination { anterior: antes.map(|_: i64| aqui), siguiente, resumen: String::new() };
    let (opera, aprueba) = (ctx.puede(Permiso::BodegaOperar), ctx.puede(Permiso::BodegaAprobar));
    let datos = Lista { clinica: ctx.slug(), tipo, filas: &filas, opera, aprueba };
    let local = |f: &Ficha| f.creado.with_timezone(&ctx.clinica.zona).naive_local();
    Ok(ctx.pagina("Salidas y ajustes", "bodega", views::lista(&datos, local, &paginas)))
}

#[handler]
pub async fn nuevo(ctx: Ctx, Filtro(form): Filtro<DocumentoForm>) -> AppResult<Markup> {
    pagina(&ctx, de_operacion(&form)?, &form, &Errores::default(), html! {}).await
}

#[handler]
pub async fn nuevo_ajuste(ctx: Ctx, Filtro(form): Filtro<DocumentoForm>) -> AppResult<Markup> {
    pagina(&ctx, TipoDocumento::Ajuste, &form, &Errores::default(), html! {}).await
}

#[handler]
pub async fn registrar(ctx: Ctx, Formulario(form): Formulario<DocumentoForm>) -> AppResult<Response> {
    documentar(&ctx, de_operacion(&form)?, form).await
}

#[handler]
pub async fn registrar_ajuste(ctx: Ctx, Formulario(form): Formulario<DocumentoForm>) -> AppResult<Response> {
    documentar(&ctx, TipoDocumento::Ajuste, form).await
}

/// An ajuste has a route of its own, because it asks for another permission.
fn de_operacion(form: &DocumentoForm) -> AppResult<TipoDocumento> {
    let tipo = TipoDocumento::de_codigo(&form.tipo).filter(|tipo| *tipo != TipoDocumento::Ajuste);
    tipo.ok_or(AppError::NoEncontrado)
}

/// A refused form keeps its key: corrected, it goes through with it.
async fn pagina(
    ctx: &Ctx,
    tipo: TipoDocumento,
    form: &DocumentoForm,
    errores: &Errores,
    negativa: Markup,
) -> AppResult<Markup> {
    let depositos = ctx.leer(async |tx| comunes::depositos(tx).await).await?;
    let clave = clave_de(&form.clave);
    let datos = Nuevo {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        clave: &clave,
        tipo,
        depositos: &depositos,
        elige: ctx.puede(Permiso::BodegaLote),
    };
    Ok(ctx.pagina(views::nombre(tipo), "bodega", views::nuevo(&datos, form, errores, negativa)))
}

async fn documentar(ctx: &Ctx, tipo: TipoDocumento, form: DocumentoForm) -> AppResult<Response> {
    let (codigos, barras) = form.codigos();
    let insumos = ctx.leer(async |tx| insumos::queries::ubicar_varios(tx, &codigos, &barras).await).await?;
    let pedido = match form.validar(tipo, &insumos, ctx.hoy(), ctx.puede(Permiso::BodegaLote)) {
        Ok(pedido) => pedido,
        Err(errores) => return Ok(htmx::invalido(pagina(ctx, tipo, &form, &errores, html! {}).await?)),
    };
    match registrado(ctx, &form.clave, &pedido).await {
        Ok(Ok(id)) => {
            let aviso = format!("{} registrada.", views::nombre(tipo));
            let aviso = if tipo == TipoDocumento::Ajuste { "Ajuste registrado.".into() } else { aviso };
            Ok(htmx::ir_con_aviso(ctx, &urls::documento(ctx.slug(), id), &aviso))
        }
        Ok(Err(no)) => {
            let negativa = views::negativa(&no, tipo);
            Ok(htmx::invalido(pagina(ctx, tipo, &form, &Errores::default(), negativa).await?))
        }
        Err(error) => {
            let errores = errores_de(error, "")?;
            let otra = DocumentoForm { clave: String::new(), ..form };
            Ok(htmx::invalido(pagina(ctx, tipo, &otra, &errores, html! {}).await?))
        }
    }
}

async fn registrado(ctx: &Ctx, clave: &str, pedido: &NuevoDocumento) -> AppResult<Result<i64, stock::NegativaBodega>> {
    let intencion = Intencion::nueva(leer_clave(clave)?, "documento_bodega", &ctx.actor(), pedido)?;
    stock::documentar(ctx, &intencion, pedido).await
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (ficha, lineas) = ctx
        .leer(async |tx| {
            let ficha = queries::uno(tx, id).await?;
            let lineas = queries::lineas(tx, &ficha.tipo, id).await?;
            Ok((ficha, lineas))
        })
        .await?;
    let creado = ficha.creado.with_timezone(&ctx.clinica.zona).naive_local();
    let contenido = views::documento(ctx.slug(), &ficha, &lineas, creado, ctx.puede(permiso(&ficha)));
    Ok(ctx.pagina("Documento de bodega", "bodega", contenido))
}

/// Who may take it back is who may make one.
fn permiso(ficha: &Ficha) -> Permiso {
    let ajuste = ficha.tipo == TipoDocumento::Ajuste.codigo();
    if ajuste { Permiso::BodegaAprobar } else { Permiso::BodegaOperar }
}

#[handler]
pub async fn reversa(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina_reversa(&ctx, id, &ReversaForm::default(), &Errores::default()).await
}

async fn pagina_reversa(ctx: &Ctx, id: i64, form: &ReversaForm, errores: &Errores) -> AppResult<Markup> {
    let (ficha, lineas) = ctx
        .leer(async |tx| {
            let ficha = queries::uno(tx, id).await?;
            let lineas = queries::lineas(tx, &ficha.tipo, id).await?;
            Ok((ficha, lineas))
        })
        .await?;
    ctx.exigir(permiso(&ficha))?;
    let datos = Reversa {
        csrf: &ctx.csrf,
        clave: &clave_de(&form.clave),
        destino: urls::documento_reversa(ctx.slug(), id),
        volver: Enlace::new("Documento", urls::documento(ctx.slug(), id)),
        que: views::tabla_lineas(ctx.slug(), &lineas),
    };
    Ok(ctx.pagina("Reversar", "bodega", views::reversa(&datos, form, errores)))
}

#[handler]
pub async fn reversar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ReversaForm>,
) -> AppResult<Response> {
    let ficha = ctx.leer(async |tx| queries::uno(tx, id).await).await?;
    ctx.exigir(permiso(&ficha))?;
    let errores = match form.validar() {
        Err(errores) => errores,
        Ok(motivo) => {
            let intencion =
                Intencion::nueva(leer_clave(&form.clave)?, "reversa_documento", &ctx.actor(), &(id, &motivo))?;
            match stock::reversar_documento(&ctx, &intencion, id, &motivo).await {
                Ok(()) => {
                    return Ok(htmx::ir_con_aviso(&ctx, &urls::documento(ctx.slug(), id), "Documento reversado."));
                }
                Err(error) => errores_de_reversa(error)?,
            }
        }
    };
    Ok(htmx::invalido(pagina_reversa(&ctx, id, &form, &errores).await?))
}

/// What came in and has left again cannot be taken back: the books of its lot say so.
fn errores_de_reversa(error: AppError) -> AppResult<Errores> {
    let bajo_cero = ["lotes_no_negativos", "existencias_no_negativas", "movimientos_saldo"];
    match &error {
        AppError::Rechazo(r) if bajo_cero.iter().any(|regla| r.es(regla)) => {
            Ok(Errores::de("", "Parte de lo que entró ya salió de este depósito: no se puede reversar."))
        }
        _ => errores_de(error, ""),
    }
}

#[handler]
pub async fn reversa_entrada(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina_entrada(&ctx, id, &ReversaForm::default(), &Errores::default()).await
}

async fn pagina_entrada(ctx: &Ctx, id: i64, form: &ReversaForm, errores: &Errores) -> AppResult<Markup> {
    let entrada = ctx.leer(async |tx| queries::entrada_suelta(tx, id).await).await?;
    let datos = Reversa {
        csrf: &ctx.csrf,
        clave: &clave_de(&form.clave),
        destino: urls::entrada_reversa(ctx.slug(), id),
        volver: Enlace::new(&entrada.insumo, urls::insumo(ctx.slug(), entrada.insumo_id)),
        que: views::entrada_suelta(&entrada),
    };
    Ok(ctx.pagina("Reversar", "bodega", views::reversa(&datos, form, errores)))
}

#[handler]
pub async fn reversar_entrada(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ReversaForm>,
) -> AppResult<Response> {
    let entrada = ctx.leer(async |tx| queries::entrada_suelta(tx, id).await).await?;
    let errores = match form.validar() {
        Err(errores) => errores,
        Ok(motivo) => {
            let intencion =
                Intencion::nueva(leer_clave(&form.clave)?, "reversa_entrada", &ctx.actor(), &(id, &motivo))?;
            match stock::reversar_entrada(&ctx, &intencion, id, &motivo).await {
                Ok(()) => {
                    let aqui = urls::insumo(ctx.slug(), entrada.insumo_id);
                    return Ok(htmx::ir_con_aviso(&ctx, &aqui, "Entrada reversada."));
                }
                Err(error) => errores_de_reversa(error)?,
            }
        }
    };
    Ok(htmx::invalido(pagina_entrada(&ctx, id, &form, &errores).await?))
}
