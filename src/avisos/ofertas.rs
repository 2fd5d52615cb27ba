//! The letter that offers an hour to who waits for one.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::cartas::saludo;
use super::model::{Adjunto, Baja, Destinatario, NuevoMensaje, Tipo, Vigencia};
use crate::mail::{Carta, Destino, Enlace};
use crate::ui::format;
use crate::values::correo::Correo;

#[derive(Debug, Clone)]
pub struct DeOferta<'a> {
    pub id: i64,
    pub paciente_id: i64,
    pub nombre: &'a str,
    pub correo: Correo,
    pub inicio: DateTime<Utc>,
    /// The clinic's.
    pub zona: Tz,
    /// Name only, without the specialty.
    pub profesional: &'a str,
    pub sucursal: &'a str,
    pub direccion: &'a str,
}

/// Until `vence` it is theirs for a yes, if nobody said so before.
pub fn oferta(oferta: &DeOferta<'_>, vence: DateTime<Utc>) -> NuevoMensaje {
    let en_muro = |instante: DateTime<Utc>| {
        let local = instante.with_timezone(&oferta.zona).naive_local();
        format!("{} a las {}", format::date_long(local.date()), format::time(local.time()))
    };
    let (cuando, hasta) = (en_muro(oferta.inicio), en_muro(vence));
    let filas = [
        ("Cuándo", cuando.as_str()),
        ("Con", oferta.profesional),
        ("Dónde", oferta.sucursal),
        ("Dirección", oferta.direccion),
        ("Puede tomarla hasta", hasta.as_str()),
    ];
    NuevoMensaje {
        tipo: Tipo::EsperaOferta,
        destinatario: Destinatario::Paciente(oferta.paciente_id),
        nombre: oferta.nombre.into(),
        correo: Some(oferta.correo.clone()),
        asunto: "Se liberó una hora".into(),
        carta: Carta {
            saludo: saludo(oferta.nombre),
            parrafos: vec!["Usted está en lista de espera y se liberó esta hora.".into()],
            filas: filas.into_iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| (n.into(), v.into())).collect(),
            enlace: Some(Enlace {
                texto: "Ver y tomar la hora".into(),
                destino: Destino::Oferta { oferta_id: oferta.id },
            }),
            nota: "Se ofreció también a otras personas: la tiene quien responde primero. Si no la quiere, no haga nada: sigue en la lista.".into(),
        },
        plantilla: None,
        adjuntos: vec![Adjunto::Baja(Baja::Ofertas)],
        clave: format!("oferta:{}:{}", oferta.id, vence.timestamp()),
        hilo: Some(hilo_de_oferta(oferta.id)),
        vigencia: Some(Vigencia { hasta: vence, cita_id: None }),
    }
}

pub fn hilo_de_oferta(id: i64) -> String {
    format!("oferta:{id}")
}
