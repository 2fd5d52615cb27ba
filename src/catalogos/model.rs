//! Words of the catalogues, and the choices that the other contexts show.

use chrono::NaiveTime;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, SmallInt, Text};

/// Constraint → what the person reads.
pub const MENSAJES: &[(&str, &str)] = &[
    ("profesionales_nombre_unico", "Ya hay un profesional con ese nombre."),
    ("prestaciones_codigo_unico", "Ya hay una prestación con ese código."),
    ("horarios_sin_traslape", "Dos bloques del mismo día se superponen."),
    ("catalogos_version", "Otra persona lo cambió mientras lo editabas: recarga y vuelve a intentarlo."),
];

/// Names of the palette, which are also the classes, and how they are called.
pub const COLORES: [(&str, &str); 12] = [
    ("blue", "Azul"),
    ("azure", "Celeste"),
    ("indigo", "Índigo"),
    ("purple", "Morado"),
    ("pink", "Rosado"),
    ("red", "Rojo"),
    ("orange", "Naranjo"),
    ("yellow", "Amarillo"),
    ("lime", "Lima"),
    ("green", "Verde"),
    ("teal", "Turquesa"),
    ("cyan", "Cian"),
];

/// One block of a week, in wall time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BloqueSemana {
    /// 1 is Monday.
    pub isodow: i16,
    pub desde: NaiveTime,
    pub hasta: NaiveTime,
}

/// A professional or a prestación to choose, with the others it goes with.
#[derive(Debug, Clone, QueryableByName)]
pub struct Opcion {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub tipo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub color: String,
    /// Minutes of a prestación; 0 for a professional.
    #[diesel(sql_type = SmallInt)]
    pub duracion: i16,
    #[diesel(sql_type = Array<BigInt>)]
    pub con: Vec<i64>,
}

/// All that is active, by name.
#[derive(Debug, Clone, Default)]
pub struct Opciones {
    pub profesionales: Vec<Opcion>,
    pub prestaciones: Vec<Opcion>,
}

impl Opciones {
    pub fn profesional(&self, id: i64) -> Option<&Opcion> {
        self.profesionales.iter().find(|o| o.id == id)
    }

    pub fn prestacion(&self, id: i64) -> Option<&Opcion> {
        self.prestaciones.iter().find(|o| o.id == id)
    }

    /// What a professional does, or everything.
    pub fn prestaciones_de(&self, profesional: Option<i64>) -> impl Iterator<Item = &Opcion> {
        self.prestaciones.iter().filter(move |o| profesional.is_none_or(|p| o.con.contains(&p)))
    }

    pub fn profesionales_de(&self, prestacion: i64) -> impl Iterator<Item = &Opcion> {
        self.profesionales.iter().filter(move |o| o.con.contains(&prestacion))
    }
}
