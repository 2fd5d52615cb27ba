//! The letter that brings a budget: how much, and until when. What it is for is said on the paper that it brings, and nowhere else.

use chrono::NaiveDate;
use chrono_tz::Tz;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::model::{Adjunto, Destinatario, NuevoMensaje, Tipo, Vigencia};
use super::plantillas::{Clase, Plantillas};
use crate::ui::format;
use crate::values::correo::Correo;
use crate::values::zona::Zona;

#[derive(Debug, Clone)]
pub struct DePresupuesto<'a> {
    pub id: i64,
    /// How often what it promises was written.
    pub edicion: i32,
    pub paciente_id: i64,
    pub nombre: &'a str,
    pub correo: Correo,
    pub folio: &'a str,
    pub total: Decimal,
    pub moneda: &'a str,
    pub valido_hasta: NaiveDate,
    /// The clinic's.
    pub zona: Tz,
    pub plantillas: Plantillas,
}

/// Each time that somebody asks for it, which `vez` is, is a letter of its own.
pub fn presupuesto(de: &DePresupuesto<'_>, vez: Uuid) -> NuevoMensaje {
    let (total, valido_hasta) = (format::money(de.total, de.moneda), format::date(de.valido_hasta));
    let datos = vec![
        ("nombre", de.nombre.to_owned()),
        ("folio", de.folio.to_owned()),
        ("total", total.clone()),
        ("valido_hasta", valido_hasta.clone()),
    ];
    let escrita = de.plantillas.redactar(Clase::Presupuesto, datos);
    let filas = vec![
        ("Presupuesto".into(), de.folio.to_owned()),
        ("Válido hasta".into(), valido_hasta),
        ("Total".into(), total),
    ];
    let (_, vence) = Zona::from(de.zona).dia(de.valido_hasta);
    NuevoMensaje {
        tipo: Tipo::Presupuesto,
        destinatario: Destinatario::Paciente(de.paciente_id),
        nombre: de.nombre.into(),
        correo: Some(de.correo.clone()),
        asunto: escrita.asunto.clone(),
        carta: escrita.carta(filas, None),
        adjuntos: vec![Adjunto::Presupuesto { presupuesto_id: de.id, edicion: de.edicion }],
        plantilla: None,
        clave: format!("presupuesto:{}:{vez}", de.id),
        hilo: Some(hilo_de_presupuesto(de.id)),
        vigencia: Some(Vigencia { hasta: vence, cita_id: None }),
    }
}

pub fn hilo_de_presupuesto(id: i64) -> String {
    format!("presupuesto:{id}")
}
