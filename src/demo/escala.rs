//! How large a world is made, and the plan of each of its clinics.

use super::datos::{NORTE, Profesional, SUR};

/// Days are counted from today.
#[derive(Debug, Clone, Copy)]
pub struct Escala {
    /// Of Norte; Sur has a seventh.
    pub pacientes: usize,
    pub profesionales: usize,
    pub atras: i64,
    pub adelante: i64,
}

impl Escala {
    pub const ENTERA: Self = Self { pacientes: 2_000, profesionales: 12, atras: 28, adelante: 14 };

    pub fn dias(&self) -> usize {
        usize::try_from(self.atras + self.adelante + 1).unwrap_or_default()
    }
}

/// A clinic of the world: who does what in it.
pub struct Plano {
    pub slug: &'static str,
    pub semilla: u64,
    /// One patient of so many of the scale's.
    pub parte: usize,
    pub recepcion: &'static str,
    pub caja: &'static str,
    pub bodega: &'static str,
    pub profesionales: &'static [Profesional],
}

pub const PLANOS: [Plano; 2] = [
    Plano {
        slug: "norte",
        semilla: 1,
        parte: 1,
        recepcion: "beto@norte.test",
        caja: "carla@norte.test",
        bodega: "fabiola@norte.test",
        profesionales: NORTE,
    },
    Plano {
        slug: "sur",
        semilla: 2,
        parte: 7,
        recepcion: "diego@sur.test",
        caja: "diego@sur.test",
        bodega: "diego@sur.test",
        profesionales: SUR,
    },
];
