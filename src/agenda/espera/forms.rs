//! What is typed to note somebody in the waiting list, and what of it is looked at.

use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;

use super::model::{Deseos, Dias, Espera, EstadoEspera, MOTIVO_MAX, NOTA_MAX, Prioridad};
use crate::agenda::reserva::forms::PacienteEscrito;
use crate::services::esperas::Anotacion;
use crate::values::fecha;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListaFiltro {
    pub estado: String,
    pub prestacion: String,
    pub profesional: String,
    /// Of the patient.
    pub q: String,
    /// After this one.
    pub despues: String,
}

impl ListaFiltro {
    pub fn estado(&self) -> EstadoEspera {
        EstadoEspera::de_codigo(&self.estado).unwrap_or(EstadoEspera::Esperando)
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RetiroForm {
    pub motivo: String,
}

impl RetiroForm {
    pub fn motivo(&self) -> Result<&str, Errores> {
        let motivo = self.motivo.trim();
        let mut errores = Errores::default();
        if motivo.is_empty() {
            errores.agregar("motivo", "Escribe por qué se retira de la lista.");
        }
        errores.limitar("motivo", motivo, MOTIVO_MAX);
        if errores.hay() { Err(errores) } else { Ok(motivo) }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EsperaForm {
    pub q: String,
    pub paciente: String,
    pub nuevo_nombres: String,
    pub nuevo_apellido: String,
    pub nuevo_telefono: String,
    /// Whoever looks like the new patient is somebody else.
    pub otra_persona: bool,
    pub prestacion: String,
    /// Empty: whoever does it.
    pub profesional: String,
    /// Empty: wherever it is.
    pub sucursal: String,
    /// Empty: today.
    pub desde: String,
    pub hasta: String,
    /// Of the week, 1 being Monday; none: all of them.
    pub dias: Vec<String>,
    pub desde_hora: String,
    pub hasta_hora: String,
    pub prioridad: String,
    pub nota: String,
    pub version: String,
    pub clave: String,
}

impl EsperaForm {
    pub fn de(e: &Espera) -> Self {
        let hora = |hora: Option<NaiveTime>| hora.map(|h| h.format("%H:%M").to_string()).unwrap_or_default();
        let numero = |id: Option<i64>| id.map(|n| n.to_string()).unwrap_or_default();
        Self {
            prestacion: e.prestacion_id.to_string(),
            profesional: numero(e.profesional_id),
            sucursal: numero(e.sucursal_id),
            desde: fecha::iso(e.desde),
            hasta: e.hasta.map(fecha::iso).unwrap_or_default(),
            dias: e.dias().marcados(),
            desde_hora: hora(e.desde_hora),
            hasta_hora: hora(e.hasta_hora),
            prioridad: e.prioridad().codigo().into(),
            nota: e.nota.clone(),
            version: e.version.to_string(),
            ..Self::default()
        }
    }

    /// After a conflict: what was typed goes over how it is now.
    pub fn sin_version(self) -> Self {
        Self { version: String::new(), ..self }
    }

    pub fn sobre(self, e: &Espera) -> Self {
        let version = if self.version.is_empty() { e.version.to_string() } else { self.version };
        Self { version, ..self }
    }

    pub fn version(&self) -> i32 {
        self.version.parse().unwrap_or_default()
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

    pub fn validar(&self, hoy: NaiveDate) -> Result<Anotacion, Errores> {
        let mut errores = Errores::default();
        let para = self.paciente().para(&mut errores);
        match (para, self.deseos(&mut errores, hoy)) {
            (Some(para), Some(deseos)) if !errores.hay() => {
                Ok(Anotacion { para, otra_persona: self.otra_persona, deseos, clave: self.clave.parse().ok() })
            }
            _ => Err(errores),
        }
    }

    /// All but whom it is for, which does not change.
    pub fn cambio(&self, hoy: NaiveDate) -> Result<Deseos, Errores> {
        let mut errores = Errores::default();
        match self.deseos(&mut errores, hoy) {
            Some(deseos) if !errores.hay() => Ok(deseos),
            _ => Err(errores),
        }
    }

    fn deseos(&self, errores: &mut Errores, hoy: NaiveDate) -> Option<Deseos> {
        let prestacion =
            errores.tomar("prestacion", self.prestacion.parse().map_err(|_not_an_id| "Elige la prestación."));
        let profesional = opcional(errores, "profesional", &self.profesional, "Elige a un profesional de la lista.");
        let sucursal = opcional(errores, "sucursal", &self.sucursal, "Elige una sucursal de la lista.");
        let (desde, hasta) = self.fechas(errores, hoy);
        let (desde_hora, hasta_hora) = self.horas(errores);
        let prioridad =
            if self.prioridad.is_empty() { Some(Prioridad::Normal) } else { Prioridad::de_codigo(&self.prioridad) };
        let prioridad = errores.tomar("prioridad", prioridad.ok_or("Elige una prioridad de la lista."));
        errores.limitar("nota", self.nota.trim(), NOTA_MAX);
        Some(Deseos {
            prestacion_id: prestacion?,
            profesional_id: profesional,
            sucursal_id: sucursal,
            desde,
            hasta,
            dias: Dias::de(&self.dias).0,
            desde_hora,
            hasta_hora,
            prioridad: prioridad?.codigo(),
            nota: self.nota.trim().to_owned(),
        })
    }

    fn fechas(&self, errores: &mut Errores, hoy: NaiveDate) -> (NaiveDate, Option<NaiveDate>) {
        let mut leer = |campo, texto: &str| {
            let leida = fecha::parse(texto).map_err(|_malformed| "Escribe una fecha que exista.");
            if texto.trim().is_empty() { None } else { errores.tomar(campo, leida) }
        };
        let (desde, hasta) = (leer("desde", &self.desde).unwrap_or(hoy), leer("hasta", &self.hasta));
        match hasta {
            Some(hasta) if hasta < desde => {
                errores.agregar("hasta", "Elige una fecha igual o posterior a la primera.");
            }
            Some(hasta) if hasta < hoy => errores.agregar("hasta", "Esa fecha ya pasó."),
            _ => {}
        }
        (desde, hasta)
    }

    fn horas(&self, errores: &mut Errores) -> (Option<NaiveTime>, Option<NaiveTime>) {
        let mut leer = |campo, texto: &str| {
            let leida = fecha::parse_hora(texto).ok_or("Escribe la hora, como 09:30.");
            if texto.trim().is_empty() { None } else { errores.tomar(campo, leida) }
        };
        let (desde, hasta) = (leer("desde_hora", &self.desde_hora), leer("hasta_hora", &self.hasta_hora));
        if desde.zip(hasta).is_some_and(|(desde, hasta)| hasta < desde) {
            errores.agregar("hasta_hora", "Elige una hora igual o posterior a la primera.");
        }
        (desde, hasta)
    }
}

fn opcional(errores: &mut Errores, campo: &'static str, texto: &str, falta: &'static str) -> Option<i64> {
    if texto.is_empty() { None } else { errores.tomar(campo, texto.parse().map_err(|_not_an_id| falta)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hoy() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    fn lleno() -> EsperaForm {
        EsperaForm { paciente: "3".into(), prestacion: "2".into(), ..EsperaForm::default() }
    }

    #[test]
    fn con_paciente_y_prestacion_basta() {
        let deseos = lleno().validar(hoy()).ok().unwrap().deseos;
        assert_eq!((deseos.desde, deseos.hasta, deseos.dias, deseos.prioridad), (hoy(), None, 127, "normal"));
    }

    #[test]
    fn lo_que_no_puede_ser_se_dice_en_su_campo() {
        let casos = [
            ("paciente", EsperaForm { paciente: String::new(), ..lleno() }),
            ("prestacion", EsperaForm { prestacion: "x".into(), ..lleno() }),
            ("profesional", EsperaForm { profesional: "x".into(), ..lleno() }),
            ("desde", EsperaForm { desde: "9999-01-01".into(), ..lleno() }),
            ("hasta", EsperaForm { desde: "2026-12-02".into(), hasta: "2026-12-01".into(), ..lleno() }),
            ("hasta", EsperaForm { desde: "2026-11-01".into(), hasta: "2026-11-20".into(), ..lleno() }),
            ("desde_hora", EsperaForm { desde_hora: "25:00".into(), ..lleno() }),
            ("hasta_hora", EsperaForm { desde_hora: "12:00".into(), hasta_hora: "09:00".into(), ..lleno() }),
            ("prioridad", EsperaForm { prioridad: "ayer".into(), ..lleno() }),
            ("nota", EsperaForm { nota: "ñ".repeat(501), ..lleno() }),
        ];
        for (campo, form) in casos {
            assert!(form.validar(hoy()).err().unwrap().get(campo).is_some(), "{campo}");
        }
    }
}
