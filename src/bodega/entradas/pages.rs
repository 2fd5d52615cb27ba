//! Handlers of entries.

use maud::Markup;
use poem::{Response, handler};
use uuid::Uuid;

use super::forms::EntradaForm;
use super::views::{self, Entrada};
use crate::bodega::insumos::{self, Presentacion, Ubicado};
use crate::bodega::pages::clave_de;
use crate::bodega::stock::NuevaEntrada;
use crate::bodega::{Deposito, errores_de, queries};
use crate::error::{AppError, AppResult};
use crate::services::idempotencia::Intencion;
use crate::services::stock;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn entrada_nueva(ctx: Ctx, Filtro(form): Filtro<EntradaForm>) -> AppResult<Markup> {
    let insumo = ubicar(&ctx, &form).await?;
    pagina(&ctx, &form, &insumo, &Errores::default())
}

/// What a form is about: the insumo of its code, how it comes packed, and where it may go.
struct Insumo {
    ubicado: Ubicado,
    presentaciones: Vec<Presentacion>,
    depositos: Vec<Deposito>,
}

async fn ubicar(ctx: &Ctx, form: &EntradaForm) -> AppResult<Insumo> {
    let (codigo, barras) = form.codigos();
    ctx.leer(async |tx| {
        let ubicado = insumos::queries::ubicar(tx, &codigo, &barras).await?;
        let presentaciones = match ubicado.insumo_id {
            Some(id) => insumos::queries::presentaciones(tx, id).await?,
            None => Vec::new(),
        };
        Ok(Insumo { ubicado, presentaciones, depositos: queries::depositos(tx).await? })
    })
    .await
}

/// A refused form keeps its key: corrected, it goes through with it.
fn pagina(ctx: &Ctx, form: &EntradaForm, insumo: &Insumo, errores: &Errores) -> AppResult<Markup> {
    let clave = clave_de(&form.clave);
    let pagina = Entrada {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        clave: &clave,
        depositos: &insumo.depositos,
        presentaciones: &insumo.presentaciones,
        ubicado: &insumo.ubicado,
    };
    Ok(ctx.pagina("Nueva entrada", "bodega", views::entrada_nueva(&pagina, form, errores)))
}

/// Enter, which is how a scanner ends, comes here: it fills the form and registers nothing.
#[handler]
pub async fn leer_codigo(ctx: Ctx, Formulario(form): Formulario<EntradaForm>) -> AppResult<Response> {
    let leida = form.leida(ctx.hoy());
    let insumo = ubicar(&ctx, leida.as_ref().unwrap_or(&form)).await?;
    let errores = match (leida, insumo.ubicado.insumo_id) {
        (Ok(leida), Some(_)) => {
            return Ok(htmx::ir(&ctx, &views::con_lo_escrito(ctx.slug(), &leida.ubicada(&insumo.ubicado))));
        }
        (Ok(_), None) => Errores::de("lectura", "Ningún insumo tiene ese código: escríbelo en su ficha, en Editar."),
        (Err(invalido), _) => Errores::de("lectura", invalido.to_string()),
    };
    Ok(htmx::invalido(pagina(&ctx, &form, &insumo, &errores)?))
}

#[handler]
pub async fn registrar_entrada(ctx: Ctx, Formulario(form): Formulario<EntradaForm>) -> AppResult<Response> {
    let insumo = ubicar(&ctx, &form).await?;
    let entrada = match (form.validar(&insumo.ubicado, &insumo.presentaciones), form.clave.parse()) {
        (Ok(entrada), Ok(clave)) => (entrada, clave),
        (Err(errores), _) => return Ok(htmx::invalido(pagina(&ctx, &form, &insumo, &errores)?)),
        (_, Err(_)) => return Err(AppError::Malformado("clave")),
    };
    recibir(&ctx, &form, &insumo, entrada).await
}

async fn recibir(
    ctx: &Ctx,
    form: &EntradaForm,
    insumo: &Insumo,
    (entrada, clave): (NuevaEntrada, Uuid),
) -> AppResult<Response> {
    let intencion = Intencion::nueva(clave, "entrada", &ctx.actor(), &entrada)?;
    match stock::recibir(ctx.db(), &ctx.actor(), &intencion, &entrada).await {
        Ok(_) => Ok(htmx::ir_con_aviso(ctx, &urls::insumo(ctx.slug(), entrada.lote.insumo_id), "Entrada registrada.")),
        Err(error) => {
            let errores = errores_de(error, "")?;
            let nueva = EntradaForm { clave: String::new(), ..form.clone() };
            Ok(htmx::invalido(pagina(ctx, &nueva, insumo, &errores)?))
        }
    }
}
