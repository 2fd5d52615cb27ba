//! Made-up patients: plausible Chilean names, valid RUTs, mobile phones of a range nobody has. The same seed, the same people.

use chrono::{Days, NaiveDate};
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use crate::pacientes::NuevoPaciente;
use crate::values::documento::Documento;
use crate::values::rut::Rut;
use crate::values::texto::normalizar;

const MUJERES: &[&str] = &[
    "María José",
    "Camila",
    "Valentina",
    "Francisca",
    "Javiera",
    "Constanza",
    "Catalina",
    "Fernanda",
    "Antonia",
    "Isidora",
    "Sofía",
    "Martina",
    "Rosa",
    "Carmen",
    "Ana María",
    "Patricia",
    "Marcela",
    "Claudia",
    "Verónica",
    "Paola",
    "Ximena",
    "Gabriela",
    "Daniela",
    "Carolina",
    "Lorena",
    "Gladys",
    "Teresa",
    "Elena",
    "Norma",
    "Begoña",
];
const HOMBRES: &[&str] = &[
    "José Miguel",
    "Juan Pablo",
    "Matías",
    "Benjamín",
    "Vicente",
    "Martín",
    "Sebastián",
    "Joaquín",
    "Diego",
    "Nicolás",
    "Luis",
    "Carlos",
    "Jorge",
    "Manuel",
    "Víctor",
    "Francisco",
    "Cristián",
    "Rodrigo",
    "Mauricio",
    "Héctor",
    "Raúl",
    "Sergio",
    "Gonzalo",
    "Felipe",
    "Andrés",
    "Tomás",
    "Íñigo",
    "Óscar",
    "Iván",
    "Germán",
];
const APELLIDOS: &[&str] = &[
    "González",
    "Muñoz",
    "Rojas",
    "Díaz",
    "Pérez",
    "Soto",
    "Contreras",
    "Silva",
    "Martínez",
    "Sepúlveda",
    "Morales",
    "Rodríguez",
    "López",
    "Fuentes",
    "Hernández",
    "Torres",
    "Araya",
    "Flores",
    "Espinoza",
    "Valenzuela",
    "Castillo",
    "Ramírez",
    "Reyes",
    "Gutiérrez",
    "Castro",
    "Vargas",
    "Álvarez",
    "Vásquez",
    "Tapia",
    "Fernández",
    "Sánchez",
    "Carrasco",
    "Gómez",
    "Cortés",
    "Herrera",
    "Núñez",
    "Jara",
    "Vergara",
    "Rivera",
    "Figueroa",
    "Riquelme",
    "García",
    "Miranda",
    "Bravo",
    "Vera",
    "Molina",
    "Vega",
    "Campos",
    "Sandoval",
    "Orellana",
    "Zúñiga",
    "Olivares",
    "Alarcón",
    "Gallardo",
    "Ortiz",
    "Garrido",
    "Salazar",
    "Guzmán",
    "Henríquez",
    "Saavedra",
    "Navarro",
    "Aguilera",
    "Parra",
    "Romero",
    "Aravena",
    "Vidal",
    "Huenchumán",
    "Ñancupil",
    "Catrileo",
    "Quispe",
    "Mamani",
    "Pérez-Cotapos",
    "Irarrázaval",
    "Goñi",
];
const CALLES: &[&str] = &[
    "Los Aromos",
    "Av. Providencia",
    "Pasaje El Roble",
    "Balmaceda",
    "Arturo Prat",
    "Los Carrera",
    "O'Higgins",
    "Lastarria",
];

/// An endless, repeatable stream of people; `hoy` bounds their births.
pub struct Gente {
    azar: ChaCha8Rng,
    hoy: NaiveDate,
    siguiente: u32,
}

impl Gente {
    pub fn nueva(semilla: u64, hoy: NaiveDate) -> Self {
        Self { azar: ChaCha8Rng::seed_from_u64(semilla), hoy, siguiente: 0 }
    }

    fn una_de(&mut self, palabras: &[&'static str]) -> &'static str {
        palabras.choose(&mut self.azar).copied().unwrap_or_default()
    }

    fn telefono(&mut self) -> Option<String> {
        let tiene = self.azar.random_bool(0.95);
        tiene.then(|| format!("+569{:08}", self.azar.random_range(30_000_000..99_999_999)))
    }
}

impl Iterator for Gente {
    type Item = NuevoPaciente;

    fn next(&mut self) -> Option<NuevoPaciente> {
        self.siguiente += 1;
        let edad_dias = self.azar.random_range(20..33_000);
        // Bodies follow births, as the Registro Civil gives them: about 300,000 a year.
        let cuerpo = 27_000_000 - edad_dias * 700 + self.siguiente % 700;
        let rut = Rut::con_cuerpo(cuerpo)?;
        let nombres = if self.azar.random_bool(0.5) { self.una_de(MUJERES) } else { self.una_de(HOMBRES) };
        let (paterno, materno) = (self.una_de(APELLIDOS), self.una_de(APELLIDOS));
        let buzon = normalizar(&format!("{nombres}.{paterno}.{}", self.siguiente)).replace(' ', "");
        let con_correo = self.azar.random_bool(0.8);
        Some(NuevoPaciente {
            nombres: nombres.into(),
            apellido_paterno: paterno.into(),
            apellido_materno: materno.into(),
            nacimiento: self.hoy.checked_sub_days(Days::new(edad_dias.into())),
            telefono: self.telefono(),
            correo: con_correo.then(|| format!("{buzon}@correo.test")),
            direccion: format!("{} {}", self.una_de(CALLES), self.azar.random_range(10..2_000)),
            ..NuevoPaciente::con_documento(&Documento::Rut(rut))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn la_misma_semilla_da_las_mismas_personas_y_ningun_rut_dos_veces() {
        let hoy = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let unas: Vec<_> = Gente::nueva(7, hoy).take(3000).collect();
        assert_eq!(unas, Gente::nueva(7, hoy).take(3000).collect::<Vec<_>>());
        let ruts: HashSet<_> = unas.iter().map(|p| p.rut_cuerpo).collect();
        assert!(ruts.len() > 2_980, "{} of 3000 are distinct", ruts.len());
    }
}
