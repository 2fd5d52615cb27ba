//! The words of letters under /configuracion: choosing them, looking at them, and sending them to oneself.

use maud::{Markup, html};
use poem::http::StatusCode;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::ejemplo::{Escena, ejemplo};
use super::forms::PlantillaForm;
use super::model::{Clase, Plantillas, Textos};
use super::{queries, views};
use crate::avisos::NuevoMensaje;
use crate::error::{AppError, AppResult, interno};
use crate::services::plantillas::{self, Probada};
use crate::urls;
use crate::values::correo::Correo;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx) -> AppResult<Markup> {
    let plantillas = ctx.leer(async |tx| queries::plantillas(tx).await).await?;
    Ok(ctx.pagina_configuracion("Plantillas", "plantillas", views::lista(ctx.slug(), &plantillas)))
}

fn clase(tipo: &str) -> AppResult<Clase> {
    Clase::de_codigo(tipo).ok_or(AppError::NoEncontrado)
}

/// What would leave with those words.
fn carta(ctx: &Ctx, clase: Clase, textos: Textos) -> AppResult<NuevoMensaje> {
    let correo = Correo::parse(&ctx.correo).map_err(|motivo| interno(motivo.to_string()))?;
    let escena = Escena {
        ahora: ctx.db().reloj().ahora(),
        zona: ctx.clinica.zona,
        moneda: &ctx.clinica.moneda,
        sucursal: &ctx.sucursal,
    };
    Ok(ejemplo(clase, Plantillas::de(&ctx.clinica.nombre).con(clase, textos), correo, escena))
}

/// The form, and how it looks where it can be read.
fn pagina(ctx: &Ctx, clase: Clase, form: &PlantillaForm, errores: &Errores, aviso: Markup) -> AppResult<Markup> {
    let mensaje = form.validar(clase).ok().map(|textos| carta(ctx, clase, textos)).transpose()?;
    let edicion = views::Edicion {
        clinica: ctx.slug(),
        nombre: &ctx.clinica.nombre,
        csrf: &ctx.csrf,
        correo: &ctx.correo,
        clase,
        form,
        errores,
        mensaje: mensaje.as_ref(),
    };
    Ok(ctx.pagina_configuracion(clase.nombre(), "plantillas", views::editar(&edicion, aviso)))
}

#[handler]
pub async fn editar(ctx: Ctx, Path((_, tipo)): Path<(String, String)>) -> AppResult<Markup> {
    let clase = clase(&tipo)?;
    let plantillas = ctx.leer(async |tx| queries::plantillas(tx).await).await?;
    pagina(&ctx, clase, &PlantillaForm::de(&plantillas, clase), &Errores::default(), html! {})
}

#[handler]
pub async fn guardar(
    ctx: Ctx,
    Path((_, tipo)): Path<(String, String)>,
    Formulario(form): Formulario<PlantillaForm>,
) -> AppResult<Response> {
    let clase = clase(&tipo)?;
    let errores = match form.validar(clase) {
        Err(errores) => errores,
        Ok(textos) if ctx.escribir(async |tx| queries::guardar(tx, clase, &textos, &form.version).await).await? => {
            let aviso = "Plantilla guardada: rige para los mensajes que se escriban desde ahora.";
            return Ok(htmx::ir_con_aviso(&ctx, &urls::configuracion_plantillas(ctx.slug()), aviso));
        }
        Ok(_) => Errores::de("", "Otra persona la cambió mientras la editabas: recarga y vuelve a intentarlo."),
    };
    Ok(htmx::invalido(pagina(&ctx, clase, &form, &errores, html! {})?))
}

/// How it would look, kept nowhere.
#[handler]
pub fn ver(
    ctx: Ctx,
    Path((_, tipo)): Path<(String, String)>,
    Formulario(form): Formulario<PlantillaForm>,
) -> AppResult<Response> {
    let clase = clase(&tipo)?;
    let textos = form.validar(clase);
    let errores = textos.as_ref().err().cloned().unwrap_or_default();
    let contenido = match ctx.fragmento {
        true => {
            let mensaje = textos.ok().map(|textos| carta(&ctx, clase, textos)).transpose()?;
            views::vista(&ctx.clinica.nombre, mensaje.as_ref(), &errores)
        }
        false => pagina(&ctx, clase, &form, &errores, html! {})?,
    };
    Ok(if errores.hay() { htmx::invalido(contenido) } else { contenido.into_response() })
}

/// To whoever asks, as it stands in the form: nothing of it is kept.
#[handler]
pub async fn probar(
    ctx: Ctx,
    Path((_, tipo)): Path<(String, String)>,
    Formulario(form): Formulario<PlantillaForm>,
) -> AppResult<Response> {
    let clase = clase(&tipo)?;
    let textos = match form.validar(clase) {
        Ok(textos) => textos,
        Err(errores) => return Ok(htmx::invalido(pagina(&ctx, clase, &form, &errores, html! {})?)),
    };
    let (estado, errores, aviso) = match plantillas::probar(&ctx, clase, carta(&ctx, clase, textos)?).await? {
        Probada::Enviada => (StatusCode::OK, Errores::default(), views::probada(&ctx.correo)),
        Probada::Demasiadas => {
            let errores = Errores::de("", "Ya enviaste varias pruebas: espera un rato antes de enviar otra.");
            (StatusCode::TOO_MANY_REQUESTS, errores, html! {})
        }
    };
    Ok(htmx::con_estado(estado, pagina(&ctx, clase, &form, &errores, aviso)?))
}

#[handler]
pub async fn retirar(ctx: Ctx, Path((_, tipo)): Path<(String, String)>) -> AppResult<Response> {
    let clase = clase(&tipo)?;
    let retirada = ctx.escribir(async |tx| queries::olvidar(tx, clase).await).await?;
    let aviso = if retirada { "Rige otra vez el texto original." } else { "Ya regía el texto original." };
    Ok(htmx::ir_con_aviso(&ctx, &urls::configuracion_plantilla(ctx.slug(), clase.codigo()), aviso))
}
