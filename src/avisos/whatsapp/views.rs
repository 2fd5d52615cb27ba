//! The form of a clinic's WhatsApp, and its templates.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::AjustesForm;
use super::model::{EstadoPlantilla, Pedida};
use crate::avisos::{MOLDES, Tipo};
use crate::ui::{
    Button, Column, Enlace, Field, Form, Tono, actions, alert, badge, card_flush, form, form_error, format, hidden,
    page_header, row, section, table,
};
use crate::urls;
use crate::web::form::Errores;
use crate::whatsapp::Molde;

pub struct Vista<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    /// This server may send by WhatsApp.
    pub conectado: bool,
}

pub fn editar(vista: &Vista<'_>, valores: &AjustesForm, errores: &Errores, pedidas: &[Pedida]) -> Markup {
    let hay_numero = valores.version != "0";
    html! {
        (page_header("WhatsApp", "Escribir a los pacientes por WhatsApp antes que por correo",
            Some(&Enlace::new("Avisos", urls::configuracion_avisos(vista.clinica))), html! {}))
        @if !vista.conectado {
            (alert(Tono::Alerta, "Este servidor no está conectado a WhatsApp", html! { p { "Nada saldrá por WhatsApp mientras quien lo administra no ponga la llave de la API." } }))
        }
        (form(&Form::post(urls::configuracion_whatsapp(vista.clinica), vista.csrf), html! {
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            (hidden("version", &valores.version))
            (section("Número", html! {
                (row(html! {
                    (Field::text("numero_id", "Identificador del número").value(&valores.numero_id).error(errores.get("numero_id")).required()
                        .hint("En Meta, «Phone number ID»."))
                    (Field::text("cuenta_id", "Identificador de la cuenta").value(&valores.cuenta_id).error(errores.get("cuenta_id")).required()
                        .hint("En Meta, «WhatsApp Business Account ID»."))
                }))
            }))
            (section("Cuándo", html! {
                (Field::checkbox("preferido", "Escribir por WhatsApp a quien lo acepta", valores.preferido).error(errores.get("preferido"))
                    .hint("A los demás, y lo que no tenga su plantilla aprobada, se les escribe por correo."))
                (Field::number("respaldo_horas", "Horas antes de repetir por correo").value(&valores.respaldo_horas)
                    .error(errores.get("respaldo_horas")).required()
                    .hint("Lo que WhatsApp no entrega en ese tiempo se escribe por correo, si sigue siendo cierto."))
            }))
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) }))
        }))
        @if hay_numero { (plantillas(vista, pedidas)) }
    }
}

fn plantillas(vista: &Vista<'_>, pedidas: &[Pedida]) -> Markup {
    let columnas = [Column::text("Plantilla"), Column::text("Texto"), Column::text("Estado"), Column::actions()];
    card_flush(
        "Plantillas",
        html! {},
        table(
            "Plantillas",
            &columnas,
            html! { @for (tipo, molde) in MOLDES { (fila(vista, *tipo, molde, pedidas.iter().find(|p| p.es_de(*tipo)))) } },
        ),
    )
}

fn fila(vista: &Vista<'_>, tipo: Tipo, molde: &Molde, pedida: Option<&Pedida>) -> Markup {
    // Other words than those that were asked for are to be asked for.
    let pedida = pedida.filter(|p| p.nombre == molde.nombre);
    let firme = pedida.is_some_and(|p| p.estado() == EstadoPlantilla::Aprobada);
    html! {
        tr data-plantilla=(tipo.codigo()) {
            td { (nombre(tipo)) }
            td { (molde.cuerpo) }
            td {
                @match pedida {
                    Some(pedida) => {
                        (badge(tono(pedida.estado()), pedida.estado().nombre()))
                        div.text-secondary { (format::date_time(pedida.cambiada.with_timezone(&vista.zona).naive_local())) " " (pedida.motivo) }
                    }
                    None => (badge(Tono::Neutro, "Sin pedir")),
                }
            }
            td {
                @if vista.conectado && !firme {
                    (form(&Form::post(urls::configuracion_plantillas_whatsapp(vista.clinica), vista.csrf).inline(), html! {
                        (hidden("tipo", tipo.codigo()))
                        (Button::secondary("Pedir aprobación").small().working("Pidiendo…"))
                    }))
                }
            }
        }
    }
}

const fn tono(estado: EstadoPlantilla) -> Tono {
    match estado {
        EstadoPlantilla::Pedida => Tono::Info,
        EstadoPlantilla::Aprobada => Tono::Bien,
        EstadoPlantilla::Rechazada => Tono::Error,
        EstadoPlantilla::Pausada => Tono::Alerta,
    }
}

const fn nombre(tipo: Tipo) -> &'static str {
    match tipo {
        Tipo::CitaAgendada => "Hora reservada",
        Tipo::CitaReagendada => "Hora cambiada",
        Tipo::CitaCancelada => "Hora cancelada",
        Tipo::ReciboPago => "Comprobante de pago",
        Tipo::ReservaCodigo => "Código para reservar en línea",
        _ => "Recordatorio",
    }
}
