//! The letters. What they say is where, when and how much; never why somebody comes, nor what is done to them.

use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use serde_json::json;

use super::model::{Destinatario, NuevoMensaje, Tipo};
use crate::mail::{Carta, Destino, Enlace};
use crate::ui::format;
use crate::values::correo::Correo;

#[derive(Debug, Clone)]
pub struct ReciboPago<'a> {
    pub paciente_id: i64,
    pub nombre: &'a str,
    pub correo: Correo,
    pub pago_id: i64,
    pub folio: i64,
    /// In the clinic's zone.
    pub fecha: NaiveDateTime,
    pub total: Decimal,
    pub moneda: &'a str,
}

pub fn recibo_pago(recibo: &ReciboPago<'_>) -> NuevoMensaje {
    let carta = Carta {
        saludo: saludo(recibo.nombre),
        parrafos: vec!["Recibimos su pago. Este es su comprobante.".into()],
        filas: vec![
            ("Comprobante".into(), recibo.folio.to_string()),
            ("Fecha".into(), format::date_time(recibo.fecha)),
            ("Total".into(), format::money(recibo.total, recibo.moneda)),
        ],
        enlace: None,
        nota: "Este comprobante es interno de la clínica: no reemplaza a la boleta.".into(),
    };
    NuevoMensaje {
        tipo: Tipo::ReciboPago,
        destinatario: Destinatario::Paciente(recibo.paciente_id),
        nombre: recibo.nombre.into(),
        correo: recibo.correo.clone(),
        asunto: format!("Comprobante de pago {}", recibo.folio),
        carta,
        adjuntos: json!([{"recibo": {"pago_id": recibo.pago_id}}]),
        clave: format!("pago:{}:recibo", recibo.pago_id),
        hilo: None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suceso {
    Agendada,
    Reagendada,
    Cancelada,
}

#[derive(Debug, Clone)]
pub struct AvisoCita<'a> {
    pub paciente_id: i64,
    pub nombre: &'a str,
    pub correo: Correo,
    pub cita_id: i64,
    /// Of the cita, counted up by whatever the patient must hear of: one message a version.
    pub version: i32,
    /// The first cita of a chain of rescheduled ones, so that the whole chain is one thread.
    pub raiz_id: i64,
    /// In the clinic's zone.
    pub inicio: NaiveDateTime,
    /// Name only, without the specialty.
    pub profesional: &'a str,
    pub sucursal: &'a str,
    pub direccion: &'a str,
}

pub fn cita(aviso: &AvisoCita<'_>, suceso: Suceso) -> NuevoMensaje {
    let cuando = format!("{} a las {}", format::date_long(aviso.inicio.date()), format::time(aviso.inicio.time()));
    let (tipo, asunto, parrafo) = match suceso {
        Suceso::Agendada => (Tipo::CitaAgendada, "Su hora está reservada", "Su hora quedó reservada."),
        Suceso::Reagendada => (Tipo::CitaReagendada, "Su hora cambió", "Su hora cambió. La nueva es esta:"),
        Suceso::Cancelada => (Tipo::CitaCancelada, "Su hora fue cancelada", "Esta hora quedó cancelada:"),
    };
    let filas = [
        ("Cuándo", cuando.as_str()),
        ("Con", aviso.profesional),
        ("Dónde", aviso.sucursal),
        ("Dirección", aviso.direccion),
    ];
    NuevoMensaje {
        tipo,
        destinatario: Destinatario::Paciente(aviso.paciente_id),
        nombre: aviso.nombre.into(),
        correo: aviso.correo.clone(),
        asunto: format!("{asunto}: {}", format::date_short(aviso.inicio.date())),
        carta: Carta {
            saludo: saludo(aviso.nombre),
            parrafos: vec![parrafo.into()],
            filas: filas.into_iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| (n.into(), v.into())).collect(),
            enlace: None,
            nota: "Si no puede venir, avise a la clínica.".into(),
        },
        adjuntos: json!([]),
        clave: format!("cita:{}:{}:{}", aviso.cita_id, aviso.version, tipo.codigo()),
        hilo: Some(format!("cita:{}", aviso.raiz_id)),
    }
}

/// `membresia_id` is invited to `clinica`; `vez` counts the invitations, so that a second one is sent.
pub fn invitacion(
    membresia_id: i64,
    usuario_id: i64,
    nombre: &str,
    correo: Correo,
    clinica: &str,
    vez: i64,
) -> NuevoMensaje {
    NuevoMensaje {
        tipo: Tipo::Invitacion,
        destinatario: Destinatario::Membresia(membresia_id),
        nombre: nombre.into(),
        correo,
        asunto: format!("Invitación a {clinica}"),
        carta: Carta {
            saludo: saludo(nombre),
            parrafos: vec![
                format!("{clinica} le invita a trabajar en Antesala."),
                "Para entrar, elija una clave.".into(),
            ],
            filas: Vec::new(),
            enlace: Some(Enlace {
                texto: "Elegir mi clave".into(),
                destino: Destino::Clave { usuario_id, motivo: "invitacion".into() },
            }),
            nota: "El enlace sirve una vez y vence en 7 días. Si no esperaba este correo, ignórelo.".into(),
        },
        adjuntos: json!([]),
        clave: format!("membresia:{membresia_id}:invitacion:{vez}"),
        hilo: Some(format!("membresia:{membresia_id}:invitacion")),
    }
}

fn saludo(nombre: &str) -> String {
    if nombre.trim().is_empty() { "Hola:".into() } else { format!("Hola, {}:", nombre.trim()) }
}
