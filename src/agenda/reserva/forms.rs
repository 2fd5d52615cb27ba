//! What is typed to book a cita.

use chrono_tz::Tz;
use serde::Deserialize;

use super::queries::Retencion;
use crate::agenda::citas::forms::duracion;
use crate::agenda::{HoraPedida, Origen, Sobrecupo};
use crate::pacientes::{NOMBRE_MAX, NuevoPaciente};
use crate::services::citas::{Para, Reserva};
use crate::values::documento::{Documento, Motivo};
use crate::values::telefono::Telefono;
use crate::values::texto;
use crate::web::form::Errores;

pub const OBSERVACION_MAX: u16 = 300;
pub const MOTIVO_MAX: u16 = 200;

/// A booking: the slot comes from a link, the rest is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CitaForm {
    pub hora: String,
    /// Asked for by who has no slot yet.
    pub profesional: String,
    pub prestacion: String,
    pub q: String,
    pub paciente: String,
    pub nuevo_nombres: String,
    pub nuevo_apellido: String,
    pub nuevo_telefono: String,
    /// Whoever looks like the new patient is somebody else.
    pub otra_persona: bool,
    /// Whoever is free at that hour will do.
    pub cualquiera: bool,
    pub presente: bool,
    pub sobrecupo: bool,
    pub sobrecupo_motivo: String,
    pub observacion: String,
    /// Minutes, when they are not those of the prestación.
    pub duracion: String,
    /// Of the waiting list, whom it is booked for.
    pub espera: String,
    pub clave: String,
    pub desde: String,
}

/// Whom a form is for, as it is typed: somebody chosen, or somebody new.
#[derive(Debug, Clone, Copy)]
pub struct PacienteEscrito<'a> {
    pub q: &'a str,
    pub elegido: &'a str,
    pub nombres: &'a str,
    pub apellido: &'a str,
    pub telefono: &'a str,
}

impl CitaForm {
    pub fn hora(&self) -> Option<HoraPedida> {
        self.hora.parse().ok()
    }

    /// What the form holds while it is open.
    pub fn retencion(&self, zona: Tz) -> Option<Retencion> {
        let (hora, prestacion, clave) = (self.hora()?, self.prestacion.parse().ok()?, self.clave.parse().ok()?);
        Some(Retencion { hora, fecha: hora.inicio.with_timezone(&zona).date_naive(), prestacion, clave })
    }

    pub fn validar(&self) -> Result<Reserva, Errores> {
        let mut errores = Errores::default();
        let hora = errores.tomar("hora", self.hora.parse::<HoraPedida>().map_err(|()| "Elige una hora de la agenda."));
        let prestacion =
            errores.tomar("prestacion", self.prestacion.parse().map_err(|_not_an_id| "Elige la prestación."));
        let para = self.paciente().para(&mut errores);
        errores.limitar("observacion", &self.observacion, OBSERVACION_MAX);
        let sobrecupo = self.sobrecupo(&mut errores);
        let minutos = duracion(&self.duracion, &mut errores);
        match (hora, prestacion, para) {
            (Some(hora), Some(prestacion), Some(para)) if !errores.hay() => Ok(Reserva {
                hora,
                cualquiera: self.cualquiera,
                prestacion,
                para,
                otra_persona: self.otra_persona,
                origen: self.origen(),
                espera: self.espera.parse().ok(),
                sobrecupo,
                minutos,
                observacion: self.observacion.trim().to_owned(),
                clave: self.clave.parse().ok(),
            }),
            _ => Err(errores),
        }
    }

    pub fn paciente(&self) -> PacienteEscrito<'_> {
        PacienteEscrito {
            q: &self.q,
            elegido: &self.paciente,
            nombres: &self.nuevo_nombres,
            apellido: &self.nuevo_apellido,
            telefono: &self.nuevo_telefono,
        }
    }

    fn origen(&self) -> Origen {
        match (self.presente, self.espera.is_empty()) {
            (true, _) => Origen::SinHora,
            (false, true) => Origen::Recepcion,
            (false, false) => Origen::ListaEspera,
        }
    }

    fn sobrecupo(&self, errores: &mut Errores) -> Option<Sobrecupo> {
        let motivo = self.sobrecupo_motivo.trim();
        if self.sobrecupo && motivo.is_empty() {
            errores.agregar("sobrecupo_motivo", "Escribe por qué se da el sobrecupo.");
        }
        errores.limitar("sobrecupo_motivo", motivo, MOTIVO_MAX);
        self.sobrecupo.then(|| Sobrecupo { motivo: motivo.to_owned() })
    }
}

impl PacienteEscrito<'_> {
    /// Who would be created.
    pub fn nuevo(self) -> Option<NuevoPaciente> {
        match self.para(&mut Errores::default()) {
            Some(Para::Nuevo(nuevo)) => Some(*nuevo),
            _ => None,
        }
    }

    pub fn para(self, errores: &mut Errores) -> Option<Para> {
        if let Ok(id) = self.elegido.parse() {
            return Some(Para::Paciente(id));
        }
        let nombres = texto::nombre(self.nombres);
        if nombres.is_empty() {
            let falta = if self.q.trim().is_empty() {
                "Busca al paciente o crea uno nuevo."
            } else {
                "Elige al paciente de la lista."
            };
            errores.agregar("paciente", falta);
            return None;
        }
        errores.limitar("nuevo_nombres", self.nombres, NOMBRE_MAX);
        errores.limitar("nuevo_apellido", self.apellido, NOMBRE_MAX);
        let escrito = self.telefono.trim();
        let telefono = match Telefono::parse(escrito) {
            Ok(telefono) => Some(telefono.e164().to_owned()),
            Err(error) => {
                errores.agregar("nuevo_telefono", error.to_string());
                return None;
            }
        };
        let vacio = NuevoPaciente::con_documento(&Documento::SinDocumento { motivo: Motivo::Otro });
        let apellido_paterno = texto::nombre(self.apellido);
        Some(Para::Nuevo(Box::new(NuevoPaciente { nombres, apellido_paterno, telefono, ..vacio })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lleno() -> CitaForm {
        CitaForm {
            hora: "1@2026-11-23T12:00:00Z".into(),
            prestacion: "2".into(),
            paciente: "3".into(),
            ..CitaForm::default()
        }
    }

    #[test]
    fn con_nombre_y_telefono_basta() {
        let nuevo = CitaForm {
            paciente: String::new(),
            nuevo_nombres: " Rosa ".into(),
            nuevo_telefono: "987654321".into(),
            ..lleno()
        };
        let Para::Nuevo(paciente) = nuevo.validar().ok().unwrap().para else { panic!("somebody known") };
        assert_eq!((paciente.nombres.as_str(), paciente.telefono.as_deref()), ("Rosa", Some("+56987654321")));
    }

    #[test]
    fn sin_paciente_se_dice_que_falta() {
        let nadie = CitaForm { paciente: String::new(), ..lleno() };
        assert!(nadie.validar().err().unwrap().get("paciente").unwrap().starts_with("Busca"));
        let buscado = CitaForm { q: "rosa".into(), ..nadie };
        assert!(buscado.validar().err().unwrap().get("paciente").unwrap().starts_with("Elige"));
    }

    #[test]
    fn un_sobrecupo_lleva_motivo() {
        let form = CitaForm { sobrecupo: true, ..lleno() };
        assert!(form.validar().err().unwrap().get("sobrecupo_motivo").is_some());
    }
}
