//! A second factor, and what is typed to prove it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Binary, Integer, Timestamptz};

use crate::values::llave::{Llave, hex};
use crate::values::totp::{Secreto, huella_de_papel, limpiar};

pub const SAL: usize = 16;

/// One that may become a person's: the salt travels in the form, the secret that the key makes of it is what they scan.
#[derive(Clone)]
pub struct Propuesta {
    pub sal: [u8; SAL],
    pub secreto: Secreto,
}

impl Propuesta {
    pub fn nueva(llave: &Llave, usuario_id: i64, sal: [u8; SAL]) -> Self {
        Self { sal, secreto: secreto(llave, usuario_id, &sal) }
    }

    pub fn sal(&self) -> String {
        hex(&self.sal)
    }
}

fn secreto(llave: &Llave, usuario_id: i64, sal: &[u8]) -> Secreto {
    let firma = llave.para("segundo factor").firmar(&[&usuario_id.to_be_bytes(), sal].concat());
    let mut bytes = [0; 20];
    bytes.iter_mut().zip(firma).for_each(|(byte, firmado)| *byte = firmado);
    Secreto::nuevo(bytes)
}

/// What a person types: one of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Escrito {
    Codigo(String),
    Papel(String),
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Factor {
    #[diesel(sql_type = BigInt)]
    pub usuario_id: i64,
    #[diesel(sql_type = Binary)]
    sal: Vec<u8>,
    #[diesel(sql_type = BigInt)]
    ultimo_paso: i64,
    #[diesel(sql_type = Array<Binary>)]
    codigos: Vec<Vec<u8>>,
}

/// What was right, to be spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acierto {
    Paso(i64),
    Papel(Vec<u8>),
}

impl Factor {
    /// Nothing without the key, except on paper.
    pub fn acierta(&self, llave: Option<&Llave>, escrito: &Escrito, ahora: DateTime<Utc>) -> Option<Acierto> {
        match escrito {
            Escrito::Codigo(codigo) => {
                let paso = secreto(llave?, self.usuario_id, &self.sal).paso(&limpiar(codigo), ahora)?;
                (paso > self.ultimo_paso).then_some(Acierto::Paso(paso))
            }
            Escrito::Papel(codigo) => {
                let huella = huella_de_papel(self.usuario_id, codigo)?;
                self.codigos.contains(&huella).then_some(Acierto::Papel(huella))
            }
        }
    }
}

/// What a person sees of their own.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Estado {
    #[diesel(sql_type = Timestamptz)]
    pub creado: DateTime<Utc>,
    /// Codes on paper that are left.
    #[diesel(sql_type = Integer)]
    pub quedan: i32,
}
