//! The letters whose words a clinic may choose, what may be said in each, and the words of the house.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::avisos::Tipo;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clase {
    CitaAgendada,
    CitaReagendada,
    CitaCancelada,
    CitaRecordatorio,
    ReciboPago,
    Presupuesto,
    Encuesta,
}

/// The words of a letter. `cuerpo` has a paragraph a line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Textos {
    pub asunto: String,
    pub saludo: String,
    pub cuerpo: String,
    pub nota: String,
}

const SI_NO_VIENE: &str =
    "Si no puede venir, cambie o cancele su hora con el enlace, que es personal, o avise a la clínica.";

/// Name, and what it stands for.
type Variables = &'static [(&'static str, &'static str)];

const DE_CITA: Variables = &[
    ("nombre", "Nombre del paciente"),
    ("fecha", "Día de la hora: lunes 23 de noviembre de 2026"),
    ("dia", "El mismo, corto: lun 23 nov"),
    ("hora", "Hora de comienzo: 09:00"),
    ("profesional", "Con quién es la hora"),
    ("sucursal", "Dónde"),
    ("direccion", "Dirección de la sucursal"),
    ("clinica", "Nombre de la clínica"),
];

const DE_PAGO: Variables = &[
    ("nombre", "Nombre del paciente"),
    ("folio", "Número del comprobante"),
    ("total", "Lo pagado: $12.340"),
    ("fecha", "Día del pago: 22-11-2026"),
    ("hora", "Hora del pago: 09:05"),
    ("clinica", "Nombre de la clínica"),
];

const DE_PRESUPUESTO: Variables = &[
    ("nombre", "Nombre del paciente"),
    ("folio", "Número del presupuesto: P1-12"),
    ("total", "A cuánto asciende: $214.760"),
    ("valido_hasta", "Último día en que vale: 30-12-2026"),
    ("clinica", "Nombre de la clínica"),
];

impl Clase {
    pub const TODAS: [Self; 7] = [
        Self::CitaAgendada,
        Self::CitaReagendada,
        Self::CitaCancelada,
        Self::CitaRecordatorio,
        Self::ReciboPago,
        Self::Presupuesto,
        Self::Encuesta,
    ];

    pub const fn tipo(self) -> Tipo {
        match self {
            Self::CitaAgendada => Tipo::CitaAgendada,
            Self::CitaReagendada => Tipo::CitaReagendada,
            Self::CitaCancelada => Tipo::CitaCancelada,
            Self::CitaRecordatorio => Tipo::CitaRecordatorio,
            Self::ReciboPago => Tipo::ReciboPago,
            Self::Presupuesto => Tipo::Presupuesto,
            Self::Encuesta => Tipo::Encuesta,
        }
    }

    pub const fn codigo(self) -> &'static str {
        self.tipo().codigo()
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::CitaAgendada => "Hora reservada",
            Self::CitaReagendada => "Hora cambiada",
            Self::CitaCancelada => "Hora cancelada",
            Self::CitaRecordatorio => "Recordatorio de la hora",
            Self::ReciboPago => "Comprobante de pago",
            Self::Presupuesto => "Presupuesto",
            Self::Encuesta => "Encuesta después de la atención",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODAS.into_iter().find(|clase| clase.codigo() == codigo)
    }

    pub const fn variables(self) -> Variables {
        match self {
            Self::ReciboPago => DE_PAGO,
            Self::Presupuesto => DE_PRESUPUESTO,
            _ => DE_CITA,
        }
    }

    /// The words of the house.
    pub fn originales(self) -> Textos {
        let (asunto, cuerpo, nota) = match self {
            Self::CitaAgendada => ("Su hora está reservada: {dia}", "Su hora quedó reservada.", SI_NO_VIENE),
            Self::CitaReagendada => ("Su hora cambió: {dia}", "Su hora cambió. La nueva es esta:", SI_NO_VIENE),
            Self::CitaCancelada => (
                "Su hora fue cancelada: {dia}",
                "Esta hora quedó cancelada:",
                "Si quiere otra hora, pídala a la clínica.",
            ),
            Self::CitaRecordatorio => {
                ("Recordatorio de su hora: {dia} a las {hora}", "Le recordamos su hora:", SI_NO_VIENE)
            }
            Self::ReciboPago => (
                "Comprobante de pago {folio}",
                "Recibimos su pago. Este es su comprobante.",
                "Este comprobante es interno de la clínica: no reemplaza a la boleta.",
            ),
            Self::Presupuesto => (
                "Presupuesto {folio}",
                "Le enviamos el presupuesto que pidió. El detalle está en el archivo adjunto.",
                "Este presupuesto es interno de la clínica: no es un documento tributario ni acredita un pago.",
            ),
            Self::Encuesta => (
                "¿Cómo fue su atención en {clinica}?",
                "Queremos saber cómo le fue en su visita del {fecha}. Es una pregunta y toma un minuto.",
                "Su respuesta la lee solo la clínica.",
            ),
        };
        Textos { asunto: asunto.into(), saludo: "Hola, {nombre}:".into(), cuerpo: cuerpo.into(), nota: nota.into() }
    }
}

/// What a clinic is called and the words that it wrote, by the code of their letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Plantillas {
    pub(super) clinica: String,
    propias: BTreeMap<String, Propia>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Propia {
    #[serde(flatten)]
    pub textos: Textos,
    /// Of the words as they were read: whoever changes them says which.
    #[serde(default)]
    pub huella: String,
}

impl Plantillas {
    /// As `plantillas_propias()` answers them; of what cannot be read the words are those of the house.
    pub fn leer(valor: &Value) -> Self {
        Self::deserialize(valor).unwrap_or_default()
    }

    /// Of a clinic that has written nothing.
    pub fn de(clinica: &str) -> Self {
        Self { clinica: clinica.to_owned(), ..Self::default() }
    }

    /// With other words for one letter.
    pub fn con(mut self, clase: Clase, textos: Textos) -> Self {
        self.propias.insert(clase.codigo().to_owned(), Propia { textos, huella: String::new() });
        self
    }

    pub fn propia(&self, clase: Clase) -> Option<&Propia> {
        self.propias.get(clase.codigo())
    }
}
