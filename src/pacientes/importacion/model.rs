//! Rows of imports.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz};

/// What has become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EstadoFila {
    Lista,
    Existe,
    Repetida,
    Parecida,
    Error,
    Creada,
}

impl EstadoFila {
    pub const TODOS: [Self; 6] = [Self::Creada, Self::Lista, Self::Existe, Self::Repetida, Self::Parecida, Self::Error];

    /// As the CHECK of `importacion_filas` writes it.
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Lista => "lista",
            Self::Existe => "existe",
            Self::Repetida => "repetida",
            Self::Parecida => "parecida",
            Self::Error => "error",
            Self::Creada => "creada",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|estado| estado.codigo() == codigo)
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Importacion {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Array<Text>)]
    pub columnas: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    pub ignoradas: Vec<String>,
    #[diesel(sql_type = Bool)]
    pub con_parecidas: bool,
    #[diesel(sql_type = Integer)]
    pub filas: i32,
    #[diesel(sql_type = Integer)]
    pub avance: i32,
    #[diesel(sql_type = Integer)]
    pub por_hacer: i32,
    #[diesel(sql_type = Integer)]
    pub listas: i32,
    #[diesel(sql_type = Integer)]
    pub existentes: i32,
    #[diesel(sql_type = Integer)]
    pub repetidas: i32,
    #[diesel(sql_type = Integer)]
    pub parecidas: i32,
    #[diesel(sql_type = Integer)]
    pub erradas: i32,
    #[diesel(sql_type = Integer)]
    pub creadas: i32,
    #[diesel(sql_type = Timestamptz)]
    pub creada: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    pub quien: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub terminada: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub olvidada: Option<DateTime<Utc>>,
    /// An earlier import of the same file that came to its end.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub anterior: Option<i64>,
}

impl Importacion {
    /// The worker has something to do, or is at it.
    pub fn en_curso(&self) -> bool {
        ["recibida", "revisando", "importando"].contains(&self.estado.as_str())
    }

    pub fn cuantas(&self, estado: EstadoFila) -> i32 {
        match estado {
            EstadoFila::Lista => self.listas,
            EstadoFila::Existe => self.existentes,
            EstadoFila::Repetida => self.repetidas,
            EstadoFila::Parecida => self.parecidas,
            EstadoFila::Error => self.erradas,
            EstadoFila::Creada => self.creadas,
        }
    }
}

/// A row as it waits to be checked or created.
#[derive(Debug, Clone, QueryableByName)]
pub struct FilaGuardada {
    #[diesel(sql_type = Integer)]
    pub numero: i32,
    #[diesel(sql_type = Array<Text>)]
    pub textos: Vec<String>,
}

/// A row as it is shown, with whom it found.
#[derive(Debug, Clone, QueryableByName)]
pub struct FilaVista {
    #[diesel(sql_type = Integer)]
    pub numero: i32,
    #[diesel(sql_type = Array<Text>)]
    pub textos: Vec<String>,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Nullable<Integer>)]
    pub otra: Option<i32>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub paciente_id: Option<i64>,
    #[diesel(sql_type = Text)]
    pub paciente: String,
}

impl FilaVista {
    /// What was typed in a column; empty when the file lacks it.
    pub fn texto<'a>(&'a self, columnas: &[String], campo: &str) -> &'a str {
        let lugar = columnas.iter().position(|columna| columna == campo);
        lugar.and_then(|lugar| self.textos.get(lugar)).map(String::as_str).unwrap_or_default()
    }
}
