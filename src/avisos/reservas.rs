//! To who books without an account: the codes that prove the address and the phone, and that the clinic could not give the hour.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::cartas::saludo;
use super::model::{Adjunto, Destinatario, NuevoMensaje, Tipo, Vigencia};
use super::moldes;
use crate::mail::Carta;
use crate::ui::format;
use crate::values::correo::Correo;
use crate::values::telefono;

#[derive(Debug, Clone)]
pub struct DeReserva<'a> {
    pub id: i64,
    pub nombre: &'a str,
    pub correo: Correo,
}

/// `vez` tells one letter from the next; after `hasta` the hour is nobody's. The code itself is made when it leaves.
pub fn codigo_de_reserva(reserva: &DeReserva<'_>, vez: i16, hasta: DateTime<Utc>) -> NuevoMensaje {
    NuevoMensaje {
        carta: Carta {
            saludo: saludo(reserva.nombre),
            parrafos: vec!["Escriba este código en la página donde está reservando su hora.".into()],
            nota: "Sirve por pocos minutos. Si usted no está reservando una hora, ignore este correo: sin el código no se reserva nada.".into(),
            ..Carta::default()
        },
        clave: format!("reserva_en_linea:{}:codigo:{vez}", reserva.id),
        hilo: Some(format!("reserva_en_linea:{}", reserva.id)),
        ..con_codigo(reserva, hasta)
    }
}

/// Another one, to the phone. Its thread is its own: neither silences the other.
pub fn codigo_al_telefono(reserva: &DeReserva<'_>, telefono: &str, vez: i16, hasta: DateTime<Utc>) -> NuevoMensaje {
    NuevoMensaje {
        destinatario: Destinatario::Telefono(telefono.into()),
        correo: None,
        plantilla: moldes::de_codigo(Tipo::ReservaCodigo),
        clave: format!("reserva_en_linea:{}:telefono:{vez}", reserva.id),
        hilo: Some(format!("reserva_en_linea:{}:telefono", reserva.id)),
        ..con_codigo(reserva, hasta)
    }
}

fn con_codigo(reserva: &DeReserva<'_>, hasta: DateTime<Utc>) -> NuevoMensaje {
    NuevoMensaje {
        asunto: "Su código para reservar".into(),
        adjuntos: vec![Adjunto::Codigo { reserva_id: reserva.id }],
        vigencia: Some(Vigencia { hasta, cita_id: None }),
        ..a_visita(reserva)
    }
}

/// `cuando`: the hour that was asked for, on the clinic's wall; `motivo` and `telefono` may be empty.
pub fn reserva_rechazada(reserva: &DeReserva<'_>, cuando: NaiveDateTime, motivo: &str, telefono: &str) -> NuevoMensaje {
    let hora = format!("{} a las {}", format::date_long(cuando.date()), format::time(cuando.time()));
    let telefono = telefono::legible(telefono);
    let filas = [("Hora pedida", hora), ("Motivo", motivo.to_owned()), ("Teléfono", telefono)];
    NuevoMensaje {
        tipo: Tipo::ReservaRechazada,
        asunto: "No pudimos reservar su hora".into(),
        carta: Carta {
            saludo: saludo(reserva.nombre),
            parrafos: vec!["La clínica no pudo darle la hora que pidió. Puede pedir otra.".into()],
            filas: filas.into_iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| (n.to_owned(), v)).collect(),
            ..Carta::default()
        },
        clave: format!("reserva_en_linea:{}:rechazada", reserva.id),
        hilo: Some(format!("reserva_en_linea:{}", reserva.id)),
        ..a_visita(reserva)
    }
}

fn a_visita(reserva: &DeReserva<'_>) -> NuevoMensaje {
    NuevoMensaje {
        tipo: Tipo::ReservaCodigo,
        destinatario: Destinatario::Visita,
        nombre: reserva.nombre.into(),
        correo: Some(reserva.correo.clone()),
        asunto: String::new(),
        carta: Carta::default(),
        plantilla: None,
        adjuntos: Vec::new(),
        clave: String::new(),
        hilo: None,
        vigencia: None,
    }
}
