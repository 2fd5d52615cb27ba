//! Letters about somebody's own account: the way back in, and what happened to it.

use chrono::{DateTime, NaiveDateTime, Utc};
use uuid::Uuid;

use super::cartas::saludo;
use super::model::{Destinatario, NuevoMensaje, Tipo, Vigencia};
use crate::mail::{Carta, Destino, Enlace};
use crate::ui::format;
use crate::urls;
use crate::values::correo::Correo;

/// `vez` tells one request from the next; after `hasta` nobody waits for it, and it opens nothing to whoever finds it unsent.
pub fn recuperacion(
    membresia_id: i64,
    usuario_id: i64,
    nombre: &str,
    correo: Correo,
    (vez, hasta): (i64, DateTime<Utc>),
) -> NuevoMensaje {
    NuevoMensaje {
        tipo: Tipo::Recuperacion,
        destinatario: Destinatario::Membresia(membresia_id),
        nombre: nombre.into(),
        correo: Some(correo),
        asunto: "Elija otra clave".into(),
        carta: Carta {
            saludo: saludo(nombre),
            parrafos: vec!["Alguien pidió elegir otra clave para su cuenta de Antesala.".into()],
            filas: Vec::new(),
            enlace: Some(Enlace {
                texto: "Elegir otra clave".into(),
                destino: Destino::Clave { usuario_id, motivo: "recuperacion".into() },
            }),
            nota:
                "El enlace sirve una vez y vence en una hora. Si no fue usted, ignore este correo: su clave no cambia."
                    .into(),
        },
        adjuntos: Vec::new(),
        plantilla: None,
        clave: format!("usuario:{usuario_id}:recuperacion:{vez}"),
        hilo: Some(format!("usuario:{usuario_id}:recuperacion")),
        vigencia: Some(Vigencia { hasta, cita_id: None }),
    }
}

/// Whom it happened to, and when.
#[derive(Debug, Clone)]
pub struct AvisoCuenta<'a> {
    pub membresia_id: i64,
    pub usuario_id: i64,
    pub nombre: &'a str,
    pub correo: Correo,
    /// In the zone of the clinic that the letter hangs from.
    pub cuando: NaiveDateTime,
    pub peticion: Uuid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Novedad<'a> {
    ClaveCambiada,
    /// On a device that was not seen before: `Chrome en Windows`.
    SesionNueva(&'a str),
    FactorPuesto,
    FactorQuitado,
    /// By somebody who administers the clinic.
    FactorRetirado(&'a str),
}

impl Novedad<'_> {
    const fn codigo(self) -> &'static str {
        match self {
            Self::ClaveCambiada => "clave",
            Self::SesionNueva(_) => "sesion",
            Self::FactorPuesto => "factor_puesto",
            Self::FactorQuitado => "factor_quitado",
            Self::FactorRetirado(_) => "factor_retirado",
        }
    }

    /// The subject and the sentence.
    const fn palabras(self) -> (&'static str, &'static str) {
        match self {
            Self::ClaveCambiada => {
                ("Su clave cambió", "La clave de su cuenta de Antesala cambió, y se cerraron sus otras sesiones.")
            }
            Self::SesionNueva(_) => (
                "Entraron con su cuenta",
                "Alguien entró con su cuenta de Antesala desde un aparato que no conocíamos.",
            ),
            Self::FactorPuesto => {
                ("Segundo factor activado", "Desde ahora su cuenta de Antesala pide también un código al entrar.")
            }
            Self::FactorQuitado => {
                ("Segundo factor desactivado", "Desde ahora su cuenta de Antesala no pide un código al entrar.")
            }
            Self::FactorRetirado(_) => (
                "Le retiraron el segundo factor",
                "Quien administra la clínica retiró el segundo factor de su cuenta de Antesala, y se cerraron sus sesiones.",
            ),
        }
    }

    fn fila(self) -> Option<(String, String)> {
        match self {
            Self::SesionNueva(aparato) => Some(("Aparato".into(), aparato.into())),
            Self::FactorRetirado(quien) => Some(("Por".into(), quien.into())),
            _ => None,
        }
    }
}

pub fn cuenta(aviso: &AvisoCuenta<'_>, novedad: &Novedad<'_>) -> NuevoMensaje {
    let (asunto, parrafo) = novedad.palabras();
    let cuando = ("Cuándo".to_owned(), format::date_time(aviso.cuando));
    NuevoMensaje {
        tipo: Tipo::Cuenta,
        destinatario: Destinatario::Membresia(aviso.membresia_id),
        nombre: aviso.nombre.into(),
        correo: Some(aviso.correo.clone()),
        asunto: asunto.into(),
        carta: Carta {
            saludo: saludo(aviso.nombre),
            parrafos: vec![parrafo.into()],
            filas: std::iter::once(cuando).chain(novedad.fila()).collect(),
            enlace: Some(Enlace { texto: "Ver mi cuenta".into(), destino: Destino::Ruta(urls::cuenta()) }),
            nota: "Si no fue usted, entre a su cuenta, cierre las sesiones que no reconozca y cambie la clave.".into(),
        },
        adjuntos: Vec::new(),
        plantilla: None,
        clave: format!("usuario:{}:{}:{}", aviso.usuario_id, novedad.codigo(), aviso.peticion),
        hilo: None,
        vigencia: None,
    }
}
