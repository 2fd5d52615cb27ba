//! A letter as it would leave, to somebody made up: what a preview shows, and what a test sends.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use rust_decimal::dec;
use uuid::Uuid;

use super::model::{Clase, Plantillas};
use crate::avisos::cartas::{self, AvisoCita, ReciboPago, Suceso};
use crate::avisos::presupuestos::{self, DePresupuesto};
use crate::avisos::{Destinatario, NuevoMensaje, Tipo};
use crate::mail::{Carta, Destino, Enlace};
use crate::urls;
use crate::values::correo::Correo;
use crate::values::zona::Zona;

const PACIENTE: &str = "Camila Rojas Soto";

/// Where and when the example stands: its hour is one of the days to come.
#[derive(Debug, Clone, Copy)]
pub struct Escena<'a> {
    pub ahora: DateTime<Utc>,
    pub zona: Tz,
    pub moneda: &'a str,
    pub sucursal: &'a str,
}

impl Escena<'_> {
    /// Of a morning to come.
    fn hora(&self) -> DateTime<Utc> {
        let dia = (self.ahora + TimeDelta::days(3)).with_timezone(&self.zona).date_naive();
        Zona::from(self.zona).instante(dia.and_time(NaiveTime::MIN) + TimeDelta::minutes(10 * 60 + 30))
    }
}

pub fn ejemplo(clase: Clase, plantillas: Plantillas, correo: Correo, escena: Escena<'_>) -> NuevoMensaje {
    let inicio = escena.hora();
    let aviso = AvisoCita {
        paciente_id: 0,
        nombre: PACIENTE,
        correo: Some(correo.clone()),
        cita_id: 0,
        version: 0,
        raiz_id: 0,
        inicio,
        fin: inicio + TimeDelta::minutes(30),
        zona: escena.zona,
        profesional: "Paula Fuentes",
        sucursal: escena.sucursal,
        direccion: "Av. Los Aromos 1234",
        plantillas: plantillas.clone(),
    };
    match clase {
        Clase::CitaAgendada => cartas::cita(&aviso, Suceso::Agendada),
        Clase::CitaReagendada => cartas::cita(&aviso, Suceso::Reagendada),
        Clase::CitaCancelada => cartas::cita(&aviso, Suceso::Cancelada),
        Clase::CitaRecordatorio => cartas::recordatorio(&aviso, 0),
        Clase::Encuesta => cartas::encuesta(&aviso, 0),
        Clase::ReciboPago => cartas::recibo_pago(&ReciboPago {
            paciente_id: 0,
            nombre: PACIENTE,
            correo: Some(correo),
            pago_id: 0,
            folio: 1204,
            fecha: escena.ahora.with_timezone(&escena.zona).naive_local(),
            total: dec!(24_990),
            moneda: escena.moneda,
            plantillas,
        }),
        Clase::Presupuesto => {
            let valido_hasta = inicio.with_timezone(&escena.zona).date_naive() + Days::new(30);
            let presupuesto = DePresupuesto {
                id: 0,
                edicion: 0,
                paciente_id: 0,
                nombre: PACIENTE,
                correo,
                folio: "P1-12",
                total: dec!(214_760),
                moneda: escena.moneda,
                valido_hasta,
                zona: escena.zona,
                plantillas,
            };
            presupuestos::presupuesto(&presupuesto, Uuid::nil())
        }
    }
}

/// Whose inbox a test goes to, and which of theirs it is.
#[derive(Debug, Clone)]
pub struct Prueba<'a> {
    pub membresia_id: i64,
    pub nombre: &'a str,
    pub slug: &'a str,
    pub clave: String,
}

/// The example, to who wrote it: it says that it is a test, and its link opens the words and nothing of a patient.
pub fn prueba(clase: Clase, ejemplo: NuevoMensaje, prueba: Prueba<'_>) -> NuevoMensaje {
    let Carta { saludo, parrafos, filas, enlace, nota } = ejemplo.carta;
    let aviso = "Esto es una prueba, con datos inventados.".to_owned();
    let destino = Destino::Ruta(urls::configuracion_plantilla(prueba.slug, clase.codigo()));
    NuevoMensaje {
        tipo: Tipo::PruebaPlantilla,
        destinatario: Destinatario::Membresia(prueba.membresia_id),
        nombre: prueba.nombre.into(),
        asunto: format!("Prueba: {}", ejemplo.asunto),
        carta: Carta {
            saludo,
            parrafos: std::iter::once(aviso).chain(parrafos).collect(),
            filas,
            enlace: enlace.map(|enlace| Enlace { destino, ..enlace }),
            nota,
        },
        adjuntos: Vec::new(),
        plantilla: None,
        clave: prueba.clave,
        hilo: None,
        vigencia: None,
        correo: ejemplo.correo,
    }
}
