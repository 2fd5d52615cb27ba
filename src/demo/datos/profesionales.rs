//! Who attends, in which room and when.

use crate::catalogos::{Bloque, BloqueSemana, Lugar};
use crate::values::muro::Muro;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turno {
    Completo,
    Manana,
    Tarde,
    /// Also weekends and holidays.
    Guardia,
}

/// From and to, in hours and minutes.
type Tramo = ((i16, i16), (i16, i16));

impl Turno {
    pub fn semana(self, lugar: Lugar) -> Vec<BloqueSemana> {
        let tramos: &[Tramo] = match self {
            Self::Completo => &[((9, 0), (13, 0)), ((14, 0), (18, 0))],
            Self::Manana => &[((8, 30), (14, 0))],
            Self::Tarde => &[((14, 0), (20, 0))],
            Self::Guardia => &[((9, 0), (13, 0)), ((15, 0), (20, 0))],
        };
        let hora = |(h, m)| Muro::de(h, m).unwrap_or(Muro::CERO);
        let bloque = move |isodow, (desde, hasta)| BloqueSemana {
            isodow,
            bloque: Bloque { desde: hora(desde), hasta: hora(hasta), lugar },
        };
        let ultimo = if self == Self::Guardia { 7 } else { 5 };
        (1..=ultimo).flat_map(|isodow| tramos.iter().map(move |tramo| bloque(isodow, *tramo))).collect()
    }
}

pub struct Profesional {
    pub nombre: &'static str,
    pub especialidad: &'static str,
    pub color: &'static str,
    pub box_: &'static str,
    pub turno: Turno,
    /// Who signs in, when somebody does.
    pub correo: Option<&'static str>,
}

const fn uno(
    nombre: &'static str,
    especialidad: &'static str,
    color: &'static str,
    box_: &'static str,
    turno: Turno,
) -> Profesional {
    Profesional { nombre, especialidad, color, box_, turno, correo: None }
}

impl Profesional {
    pub fn trabaja_feriados(&self) -> bool {
        self.turno == Turno::Guardia
    }

    const fn entra(self, correo: &'static str) -> Self {
        Self { correo: Some(correo), ..self }
    }
}

pub const NORTE: &[Profesional] = &[
    uno("Dr. Elías Espinoza", "Medicina general", "blue", "Box 1", Turno::Guardia).entra("elias@norte.test"),
    uno("Dra. Marcela Riquelme", "Medicina general", "azure", "Box 2", Turno::Guardia),
    uno("Klgo. Joaquín Sepúlveda", "Kinesiología", "teal", "Sala de kinesiología", Turno::Guardia),
    uno("Dra. Paola Henríquez", "Pediatría", "pink", "Box 3", Turno::Guardia),
    uno("Dra. Carolina Ñancupil", "Odontología", "cyan", "Sillón 1", Turno::Guardia),
    uno("Enf. Gladys Tapia", "Enfermería", "green", "Sala de procedimientos", Turno::Guardia),
    uno("Dra. Verónica Goñi", "Ginecología", "purple", "Box 4", Turno::Completo),
    uno("Klga. Antonia Vergara", "Kinesiología", "lime", "Sala de kinesiología", Turno::Tarde),
    uno("Dr. Rodrigo Mamani", "Odontología", "indigo", "Sillón 2", Turno::Completo),
    uno("Dr. Íñigo Irarrázaval", "Dermatología", "orange", "Box 5", Turno::Manana),
    uno("Nut. Fernanda Orellana", "Nutrición", "yellow", "Box 6", Turno::Manana),
    uno("Ps. Matías Zúñiga", "Psicología", "red", "Box 7", Turno::Tarde),
];

pub const SUR: &[Profesional] = &[
    uno("Dr. Diego Díaz", "Medicina general", "blue", "Box 1", Turno::Guardia).entra("diego@sur.test"),
    uno("Enf. Norma Catrileo", "Enfermería", "green", "Box 2", Turno::Guardia),
    uno("Klgo. Vicente Saavedra", "Kinesiología", "teal", "Box 3", Turno::Completo),
];
