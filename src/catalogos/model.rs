//! Words of the catalogues, and the choices that the other contexts show.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Text};

use crate::values::muro::Muro;

/// Constraint → what the person reads.
pub const MENSAJES: &[(&str, &str)] = &[
    ("profesionales_nombre_unico", "Ya hay un profesional con ese nombre."),
    ("prestaciones_codigo_unico", "Ya hay una prestación con ese código."),
    ("profesionales_membresia_unica", "Esa persona ya es otro profesional."),
    ("profesionales_membresia", "Elige a una persona de la lista."),
    ("horarios_sin_traslape", "Dos bloques del mismo día se superponen."),
    ("horarios_sucursal", "Elige un lugar de la lista."),
    ("horarios_box", "Elige un lugar de la lista."),
    ("excepciones_sin_traslape", "Dos bloques del mismo día se superponen."),
    ("excepciones_sucursal", "Elige un lugar de la lista."),
    ("excepciones_box", "Elige un lugar de la lista."),
    ("bloqueos_profesional", "Elige a quién de la lista."),
    ("bloqueos_box", "Elige a quién de la lista."),
    ("boxes_nombre_unico", "Ya hay un box con ese nombre en esa sucursal."),
    ("boxes_sucursal", "Elige una sucursal de la lista."),
    ("feriados_clinica_unico", "Esa fecha ya tiene una palabra de la clínica: quítala primero."),
    ("feriados_clinica_sucursal", "Elige una sucursal de la lista."),
    ("sucursales_nombre_unico", "Ya hay una sucursal con ese nombre."),
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

/// Where a block is worked: a sucursal, in one of its boxes or in whichever is free. A form carries it as `3` or `3:7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lugar {
    pub sucursal: i64,
    pub box_id: Option<i64>,
}

impl fmt::Display for Lugar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.sucursal)?;
        self.box_id.map_or(Ok(()), |box_id| write!(f, ":{box_id}"))
    }
}

impl FromStr for Lugar {
    type Err = ParseIntError;

    fn from_str(texto: &str) -> Result<Self, ParseIntError> {
        let (sucursal, box_id) = texto.split_once(':').map_or((texto, None), |(s, b)| (s, Some(b)));
        Ok(Self { sucursal: sucursal.parse()?, box_id: box_id.map(str::parse).transpose()? })
    }
}

/// Hours worked without a break, in wall time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bloque {
    pub desde: Muro,
    pub hasta: Muro,
    pub lugar: Lugar,
}

/// One block of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BloqueSemana {
    /// 1 is Monday.
    pub isodow: i16,
    pub bloque: Bloque,
}

/// A place to choose.
#[derive(Debug, Clone, QueryableByName)]
pub struct OpcionLugar {
    #[diesel(sql_type = BigInt)]
    sucursal_id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    box_id: Option<i64>,
    #[diesel(sql_type = Text)]
    pub nombre: String,
}

impl OpcionLugar {
    pub fn lugar(&self) -> Lugar {
        Lugar { sucursal: self.sucursal_id, box_id: self.box_id }
    }
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

    /// What a professional does, or everything.
    pub fn prestaciones_de(&self, profesional: Option<i64>) -> impl Iterator<Item = &Opcion> {
        self.prestaciones.iter().filter(move |o| profesional.is_none_or(|p| o.con.contains(&p)))
    }

    pub fn profesionales_de(&self, prestacion: i64) -> impl Iterator<Item = &Opcion> {
        self.profesionales.iter().filter(move |o| o.con.contains(&prestacion))
    }
}
