//! The public pages, for a phone: nothing of anybody, but of who is looking.

use chrono::NaiveDateTime;
use maud::{Markup, html};

use super::forms::{CodigoForm, DatosForm};
use super::model::{EnLinea, Estado, Horas, Ofrecida, Portal};
use crate::pacientes::NOMBRE_MAX;
use crate::ui::{
    Button, Choice, Field, Form, Icono, Simple, Tema, Toast, actions, clinic_phone, data_list, empty, form, form_error,
    format, hidden, money, pagina_simple, row,
};
use crate::urls;
use crate::values::telefono;
use crate::web::form::Errores;

/// Whose page it is, and who looks.
pub struct Sitio<'a> {
    pub csrf: &'a str,
    pub tema: Tema,
    pub portal: &'a Portal,
    pub tostadas: Vec<Toast>,
}

impl Sitio<'_> {
    fn pagina(&self, titulo: &str, contenido: Markup) -> Markup {
        let marco = Simple {
            titulo: titulo.into(),
            nombre: self.portal.nombre.clone(),
            tema: self.tema,
            tostadas: self.tostadas.clone(),
            ..Simple::default()
        };
        pagina_simple(&marco, html! { (contenido) (clinic_phone(&self.portal.telefono)) })
    }

    fn envio(&self, token: &str, paso: &str) -> Form {
        Form::post(urls::reserva_en_linea_paso(&self.portal.slug, token, paso), self.csrf)
    }
}

pub fn portada(s: &Sitio<'_>, ofrecidas: &[Ofrecida]) -> Markup {
    s.pagina(
        "Reservar una hora",
        html! {
            h1 { "Reservar una hora" }
            @if !s.portal.abierta || ofrecidas.is_empty() {
                (empty(Icono::Agenda, "Por ahora no se reserva en línea", "Para pedir una hora, llame a la clínica.", html! {}))
            } @else {
                p { "¿Qué necesita?" }
                ul.list-unstyled.d-flex.flex-column.gap-2 {
                    @for o in ofrecidas {
                        li { (Button::secondary(&o.nombre).goes(urls::reservar_horas(&s.portal.slug, o.id, &"", &"")))
                            div.text-secondary { (format::minutes(i64::from(o.duracion))) " · " (money(o.precio, &o.moneda)) } }
                    }
                }
            }
        },
    )
}

pub fn horas(s: &Sitio<'_>, h: &Horas, aviso: Option<&str>) -> Markup {
    let (zona, elegido) = (s.portal.zona(), h.profesional.map(|id| id.to_string()).unwrap_or_default());
    let url = |desde: &dyn std::fmt::Display| urls::reservar_horas(&s.portal.slug, h.ofrecida.id, &elegido, desde);
    s.pagina(
        &h.ofrecida.nombre,
        html! {
            h1 { (h.ofrecida.nombre) }
            p { "Elija un día y una hora. " (format::minutes(i64::from(h.ofrecida.duracion))) " · " (money(h.ofrecida.precio, &h.ofrecida.moneda)) }
            @if let Some(aviso) = aviso { (form_error(aviso, html! {})) }
            @if h.profesionales.len() > 1 { (con_quien(s, h, &elegido)) }
            @if h.oferta.dias.is_empty() { p { "No hay horas libres en la semana del " (format::date_long(h.oferta.desde)) "." } }
            (form(&Form::post(urls::reservar_horas(&s.portal.slug, h.ofrecida.id, &"", &""), s.csrf), html! {
                (hidden("profesional", &elegido))
                @for (dia, horas) in &h.oferta.dias {
                    section.mb-3 {
                        h2.h3 { (format::date_long(*dia)) }
                        div.d-flex.flex-wrap.gap-2 {
                            @for hora in horas {
                                (Button::secondary(&format::time(zona.local(hora.inicio).time())).name_value("hora", hora.pedida()))
                            }
                        }
                    }
                }
            }))
            (actions(html! {
                @if let Some(dia) = h.oferta.siguiente { (Button::secondary("Más días").goes(url(&dia))) }
                (Button::ghost("Volver").goes(urls::reservar(&s.portal.slug)))
            }))
        },
    )
}

fn con_quien(s: &Sitio<'_>, h: &Horas, elegido: &str) -> Markup {
    let todos = std::iter::once(Choice::new("", "Con quien haya antes"));
    let suyos = h.profesionales.iter().map(|(id, nombre)| Choice::new(id, nombre.clone()));
    let ver = Form::get(urls::reservar_horas(&s.portal.slug, h.ofrecida.id, &"", &""));
    form(
        &ver,
        row(html! {
            (Field::select("profesional", "Con quién", todos.chain(suyos).collect()).value(elegido))
            (Button::secondary("Ver sus horas"))
        }),
    )
}

pub fn datos(s: &Sitio<'_>, token: &str, r: &EnLinea, f: &DatosForm, errores: &Errores) -> Markup {
    let de = |campo: &str| errores.get(campo).map(str::to_owned);
    s.pagina(
        "Sus datos",
        html! {
            h1 { "Sus datos" }
            (lo_pedido(s, r))
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            (form(&s.envio(token, "datos"), html! {
                (Field::text("rut", "RUT").value(&f.rut).error(de("rut")).hint("Si no tiene, déjelo vacío."))
                (Field::text("nombres", "Nombre").value(&f.nombres).error(de("nombres")).maxlength(NOMBRE_MAX).autocomplete("given-name").required())
                (Field::text("apellidos", "Apellidos").value(&f.apellidos).error(de("apellidos")).maxlength(NOMBRE_MAX).autocomplete("family-name").required())
                (Field::email("correo", "Correo").value(&f.correo).error(de("correo")).required().hint("Le enviaremos un código para comprobarlo."))
                (Field::tel("telefono", "Teléfono").value(&f.telefono).error(de("telefono")).required()
                    .hint(if s.portal.por_whatsapp { "Le enviaremos otro código por WhatsApp." } else { "" }))
                (Field::checkbox("acepta_whatsapp", "Quiero recibir avisos de mis horas por WhatsApp", f.acepta_whatsapp))
                (Field::checkbox("acepto", &consentimiento(&s.portal.nombre), f.acepto).error(de("acepto")))
                (actions(html! { (Button::primary("Continuar").working("Enviando el código…")) }))
            }))
            (otra_hora(s, token))
        },
    )
}

/// The words of `model::CONSENTIMIENTO`: whoever changes them counts it up.
fn consentimiento(clinica: &str) -> String {
    format!("Acepto que {clinica} guarde estos datos para atenderme y para avisarme de mis horas")
}

fn otra_hora(s: &Sitio<'_>, token: &str) -> Markup {
    form(&s.envio(token, "anulacion"), actions(html! { (Button::ghost("Elegir otra hora")) }))
}

pub fn codigo(s: &Sitio<'_>, token: &str, r: &EnLinea, f: &CodigoForm, errores: &Errores) -> Markup {
    s.pagina(
        "Escriba el código",
        html! {
            h1 { "Revise su correo" @if r.pide_telefono { " y su WhatsApp" } }
            (lo_pedido(s, r))
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            p { "Enviamos un código de seis números a " strong { (r.correo) }
                @if r.pide_telefono { " y otro, distinto, por WhatsApp al " strong.text-nowrap { (telefono::legible(&r.telefono)) } } "." }
            (form(&s.envio(token, "codigo"), html! {
                (seis("codigo", if r.pide_telefono { "Código del correo" } else { "Código" }, &f.codigo, errores).required())
                @if r.pide_telefono { (del_telefono(r, f, errores)) }
                (actions(html! { (Button::primary("Reservar").working("Reservando…")) }))
            }))
            (form(&s.envio(token, "envios"), actions(html! {
                (Button::secondary("Enviar otro código").working("Enviando…"))
                (Button::ghost("Corregir mis datos").goes(urls::reserva_en_linea_paso(&s.portal.slug, token, "datos")))
            })))
            (otra_hora(s, token))
        },
    )
}

fn seis(campo: &str, etiqueta: &str, escrito: &str, errores: &Errores) -> Field {
    let campo = Field::text(campo, etiqueta).value(escrito).error(errores.get(campo).map(str::to_owned));
    campo.autocomplete("one-time-code").inputmode("numeric").maxlength(7)
}

/// Who has no WhatsApp there is not kept out.
fn del_telefono(r: &EnLinea, f: &CodigoForm, errores: &Errores) -> Markup {
    let nota = if r.sin_whatsapp {
        "A ese teléfono no le llega: corríjalo, o reserve sin ese código."
    } else {
        "Puede reservar igual, sin ese código."
    };
    html! {
        (seis("codigo_telefono", "Código de WhatsApp", &f.codigo_telefono, errores))
        (Field::checkbox("sin_whatsapp", "No tengo WhatsApp en este teléfono", f.sin_whatsapp || r.sin_whatsapp).hint(nota))
    }
}

pub fn hecha(s: &Sitio<'_>, r: &EnLinea) -> Markup {
    s.pagina(
        "Su hora está reservada",
        html! {
            h1 { "Su hora está reservada" }
            (detalle(s, r))
            p { "Le llegará un correo con el enlace para confirmarla, cambiarla o cancelarla." }
        },
    )
}

pub fn por_aprobar(s: &Sitio<'_>, r: &EnLinea) -> Markup {
    s.pagina(
        "Recibimos su pedido",
        html! {
            h1 { "Recibimos su pedido" }
            (detalle(s, r))
            p { "La hora queda apartada mientras la clínica la revisa. Le llegará un correo con la respuesta." }
        },
    )
}

pub fn vencida(s: &Sitio<'_>) -> Markup {
    let otra = Button::primary("Elegir una hora").goes(urls::reservar(&s.portal.slug));
    s.pagina(
        "Esta reserva ya no está",
        html! {
            h1.visually-hidden { "Reservar una hora" }
            (empty(Icono::Reloj, "Esta reserva ya no está", "La hora se aparta por unos minutos. No se reservó nada.", html! { (otra) }))
        },
    )
}

/// Until when it waits for them.
fn lo_pedido(s: &Sitio<'_>, r: &EnLinea) -> Markup {
    let hasta = s.portal.zona().local(r.vence).time();
    html! {
        (detalle(s, r))
        p { "Está apartada para usted hasta las " (format::time(hasta)) "." }
    }
}

fn detalle(s: &Sitio<'_>, r: &EnLinea) -> Markup {
    // Whoever opens it later reads when and where, not what for.
    let que = if r.estado() == Estado::Abierta { r.prestacion.as_str() } else { "" };
    let filas = [
        ("Qué", que.to_owned()),
        ("Cuándo", cuando(r.cuando(s.portal.zona()))),
        ("Con", r.profesional.clone()),
        ("Dónde", r.sucursal.clone()),
        ("Dirección", r.direccion.clone()),
    ];
    let dichas = filas.into_iter().filter(|(_, valor)| !valor.is_empty());
    let dichas: Vec<_> = dichas.map(|(nombre, valor)| (nombre, html! { (valor) })).collect();
    html! { div.mb-3 { (data_list(&dichas)) } }
}

fn cuando(cuando: NaiveDateTime) -> String {
    format!("{} a las {}", format::date_long(cuando.date()), format::time(cuando.time()))
}
