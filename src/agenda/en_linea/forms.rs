//! What whoever books alone picks and writes.

use chrono::NaiveDate;
use serde::Deserialize;

use super::model::{Codigos, Datos, EnLinea};
use crate::agenda::HoraPedida;
use crate::pacientes::NOMBRE_MAX;
use crate::values::correo::Correo;
use crate::values::rut::Rut;
use crate::values::telefono::Telefono;
use crate::values::{fecha, texto, totp};
use crate::web::form::Errores;

/// Which hours are looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct HorasFiltro {
    pub profesional: String,
    pub desde: String,
}

impl HorasFiltro {
    pub fn cuales(&self) -> (Option<i64>, Option<NaiveDate>) {
        (self.profesional.parse().ok(), fecha::parse(&self.desde).ok())
    }
}

/// The hour that is picked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TomarForm {
    pub hora: String,
    /// Of whoever was asked for; empty is anybody.
    pub profesional: String,
}

impl TomarForm {
    pub fn hora(&self) -> Option<(HoraPedida, bool)> {
        Some((self.hora.parse().ok()?, self.profesional.is_empty()))
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DatosForm {
    pub rut: String,
    pub nombres: String,
    pub apellidos: String,
    pub correo: String,
    pub telefono: String,
    pub acepta_whatsapp: bool,
    pub acepto: bool,
}

impl DatosForm {
    pub fn de(reserva: &EnLinea) -> Self {
        Self {
            rut: reserva.rut.clone().unwrap_or_default(),
            nombres: reserva.nombres.clone(),
            apellidos: reserva.apellidos.clone(),
            correo: reserva.correo.clone(),
            telefono: reserva.telefono.clone(),
            acepta_whatsapp: reserva.acepta_whatsapp,
            acepto: reserva.consentida.is_some(),
        }
    }

    pub fn validar(&self) -> Result<Datos, Errores> {
        let mut errores = Errores::default();
        let rut = match self.rut.trim() {
            "" => None,
            escrito => errores.tomar("rut", usted(Rut::parse(escrito), RUT)).map(|rut| rut.to_string()),
        };
        let nombres = nombre(&mut errores, "nombres", &self.nombres, "Escriba su nombre.");
        let apellidos = nombre(&mut errores, "apellidos", &self.apellidos, "Escriba sus apellidos.");
        let correo = errores.tomar("correo", usted(Correo::parse(&self.correo), CORREO));
        let telefono = errores.tomar("telefono", usted(Telefono::parse(&self.telefono), TELEFONO));
        if !self.acepto {
            errores.agregar("acepto", "Para reservar hay que aceptarlo.");
        }
        match (correo, telefono) {
            (Some(correo), Some(telefono)) if !errores.hay() => Ok(Datos {
                rut,
                nombres,
                apellidos,
                telefono: telefono.e164().to_owned(),
                correo: correo.normalizado(),
                acepta_whatsapp: self.acepta_whatsapp,
            }),
            _ => Err(errores),
        }
    }
}

const RUT: &str = "Revise el RUT: el dígito final no calza, o falta. Si no tiene, déjelo vacío.";
const CORREO: &str = "Escriba su correo completo, como nombre@ejemplo.cl.";
const TELEFONO: &str = "Escriba su teléfono, como 9 8765 4321.";

/// A patient is not spoken to as the desk is.
fn usted<T, E>(resultado: Result<T, E>, dicho: &'static str) -> Result<T, &'static str> {
    resultado.map_err(|_said_to_the_desk| dicho)
}

fn nombre(errores: &mut Errores, campo: &'static str, escrito: &str, falta: &str) -> String {
    let nombre = texto::nombre(escrito);
    if nombre.is_empty() {
        errores.agregar(campo, falta);
    }
    errores.limitar(campo, escrito, NOMBRE_MAX);
    nombre
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CodigoForm {
    pub codigo: String,
    pub codigo_telefono: String,
    pub sin_whatsapp: bool,
}

impl CodigoForm {
    /// `pide_telefono`: a code went there too.
    pub fn validar(&self, pide_telefono: bool) -> Result<Codigos, Errores> {
        let mut errores = Errores::default();
        let correo = errores.tomar("codigo", seis(&self.codigo, "Escriba los seis números del correo."));
        let telefono = (pide_telefono && !self.sin_whatsapp)
            .then(|| errores.tomar("codigo_telefono", seis(&self.codigo_telefono, DEL_TELEFONO)));
        match correo {
            Some(correo) if !errores.hay() => Ok(Codigos { correo, telefono: telefono.flatten() }),
            _ => Err(errores),
        }
    }

    /// Without what was wrong: what was right stays written.
    pub fn sin_lo_malo(mut self, (correo, telefono): (bool, bool)) -> Self {
        if correo {
            self.codigo.clear();
        }
        if telefono {
            self.codigo_telefono.clear();
        }
        self
    }
}

const DEL_TELEFONO: &str = "Escriba los seis números que le llegaron por WhatsApp, o marque que no lo tiene.";

fn seis<'a>(escrito: &str, falta: &'a str) -> Result<String, &'a str> {
    let codigo = totp::limpiar(escrito);
    let sirve = codigo.len() == 6 && codigo.bytes().all(|b| b.is_ascii_digit());
    if sirve { Ok(codigo) } else { Err(falta) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lo_que_falta_se_dice_todo_de_una_vez() {
        let errores = DatosForm { rut: "1-1".into(), ..DatosForm::default() }.validar().unwrap_err();
        for campo in ["rut", "nombres", "apellidos", "correo", "telefono", "acepto"] {
            assert!(errores.get(campo).is_some(), "{campo}");
        }
    }

    #[test]
    fn el_codigo_del_telefono_hace_falta_si_se_mando_y_lo_tiene() {
        let form = CodigoForm { codigo: "123 456".into(), ..CodigoForm::default() };
        assert_eq!(form.validar(false).unwrap().telefono, None);
        assert!(form.validar(true).unwrap_err().get("codigo_telefono").is_some());
        let sin_el = CodigoForm { codigo_telefono: "12".into(), sin_whatsapp: true, ..form.clone() };
        assert_eq!(sin_el.validar(true).unwrap().telefono, None);
        let con_el = CodigoForm { codigo_telefono: "654321".into(), ..form };
        assert_eq!(con_el.validar(true).unwrap(), Codigos { correo: "123456".into(), telefono: Some("654321".into()) });
    }

    #[test]
    fn sin_rut_tambien_se_reserva() {
        let lleno = DatosForm {
            nombres: " Rosa ".into(),
            apellidos: "Díaz".into(),
            correo: "Rosa@Casa.cl".into(),
            telefono: "987654321".into(),
            acepto: true,
            ..DatosForm::default()
        };
        let datos = lleno.validar().ok().unwrap();
        assert_eq!((datos.rut, datos.nombres.as_str(), datos.telefono.as_str()), (None, "Rosa", "+56987654321"));
    }
}
