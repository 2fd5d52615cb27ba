//! Where a cita is to be moved, as it is asked.

use serde::Deserialize;

use crate::agenda::citas::forms::duracion;
use crate::agenda::{Cita, HoraPedida};
use crate::services::citas::Mudanza;
use crate::values::fecha;
use crate::values::zona::Zona;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MudanzaForm {
    pub version: String,
    /// A slot, as drags, searches and alternatives name it; else the three that follow.
    pub hora: String,
    pub profesional: String,
    pub fecha: String,
    pub a_las: String,
    pub duracion: String,
    pub avisar: bool,
    /// The form asked whether to tell the patient; whoever was not asked did not say no.
    pub pregunta: bool,
    pub desde: String,
}

impl MudanzaForm {
    pub fn version(&self) -> i32 {
        self.version.parse().unwrap_or_default()
    }

    /// What stands in the form before anybody types: the slot that it came with, or the cita's own.
    pub fn llenar(self, zona: Zona, cita: &Cita) -> Self {
        let propia = HoraPedida { profesional: cita.profesional_id, inicio: cita.inicio };
        let pedida = self.hora.parse().ok().filter(|h: &HoraPedida| fecha::en_rango(h.inicio.date_naive()));
        let duracion = if self.duracion.is_empty() { minutos(cita).to_string() } else { self.duracion.clone() };
        Self { version: cita.version.to_string(), duracion, ..self.con_la_pedida(zona, pedida.unwrap_or(propia)) }
    }

    /// The slot in the words of the form.
    pub fn con_la_pedida(&self, zona: Zona, hora: HoraPedida) -> Self {
        let cuando = zona.local(hora.inicio);
        Self {
            profesional: hora.profesional.to_string(),
            fecha: fecha::iso(cuando.date()),
            a_las: cuando.format("%H:%M").to_string(),
            avisar: self.avisar || !self.pregunta,
            ..self.clone()
        }
    }

    pub fn validar(&self, zona: Zona, cita: &Cita) -> Result<Mudanza, Errores> {
        let mut errores = Errores::default();
        let hora =
            if self.hora.is_empty() { self.escrita(zona, cita, &mut errores) } else { self.pedida(&mut errores) };
        let minutos = duracion(&self.duracion, &mut errores);
        match hora {
            Some(hora) if !errores.hay() => Ok(Mudanza {
                cita: cita.id,
                version: self.version(),
                hora,
                minutos,
                avisar: self.avisar || !self.pregunta,
            }),
            _ => Err(errores),
        }
    }

    fn pedida(&self, errores: &mut Errores) -> Option<HoraPedida> {
        let hora: Option<HoraPedida> = self.hora.parse().ok();
        let hora = hora.filter(|h| fecha::en_rango(h.inicio.date_naive()));
        errores.tomar("a_las", hora.ok_or("Elige una hora de la agenda."))
    }

    fn escrita(&self, zona: Zona, cita: &Cita, errores: &mut Errores) -> Option<HoraPedida> {
        let profesional =
            errores.tomar("profesional", self.profesional.parse().map_err(|_not_an_id| "Elige al profesional."));
        let dia =
            errores.tomar("fecha", fecha::parse(&self.fecha).map_err(|_malformed| "Escribe una fecha que exista."));
        let hora = errores.tomar("a_las", fecha::parse_hora(&self.a_las).ok_or("Escribe la hora, como 09:30."));
        let local = dia?.and_time(hora?);
        // An hour that happens twice is, of the two, the one that the cita already has.
        let inicio = if zona.local(cita.inicio) == local { cita.inicio } else { zona.instante(local) };
        if zona.local(inicio) != local {
            errores.agregar("a_las", "Ese día los relojes se adelantan: esa hora no existe.");
        }
        Some(HoraPedida { profesional: profesional?, inicio })
    }
}

pub fn minutos(cita: &Cita) -> i64 {
    (cita.fin - cita.inicio).num_minutes()
}
