//! Where the storm happens, and the count of what was done in it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use antesala::identidad::Rol;
use antesala::web::csrf;

use super::persona::Persona;
use crate::Res;
use crate::client::Manner;
use crate::world::{World, cookie, correo_de};

/// What somebody may set about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hecho {
    Venta,
    VentaFiada,
    Saldo,
    AnulaPago,
    Movimiento,
    Arqueo,
    Entrada,
}

impl Hecho {
    /// Each with its share of a hundred or so.
    pub const TODOS: [(Self, u64); 7] = [
        (Self::Venta, 40),
        (Self::VentaFiada, 12),
        (Self::Saldo, 10),
        (Self::AnulaPago, 10),
        (Self::Movimiento, 6),
        (Self::Arqueo, 8),
        (Self::Entrada, 8),
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Venta => "venta",
            Self::VentaFiada => "venta fiada",
            Self::Saldo => "saldo",
            Self::AnulaPago => "anulación de pago",
            Self::Movimiento => "movimiento",
            Self::Arqueo => "arqueo",
            Self::Entrada => "entrada",
        }
    }
}

/// How often each was done, and how often it was refused.
#[derive(Debug, Clone, Default)]
pub struct Parte(Arc<Mutex<BTreeMap<Hecho, [u64; 2]>>>);

impl Parte {
    pub fn anotar(&self, hecho: Hecho, done: bool) {
        if let Ok(mut counts) = self.0.lock()
            && let [yes, no] = counts.entry(hecho).or_default()
        {
            *(if done { yes } else { no }) += 1;
        }
    }

    /// What was never once done.
    pub fn sin_hacer(&self) -> Vec<&'static str> {
        let counts = self.0.lock().map(|counts| counts.clone()).unwrap_or_default();
        let done = |hecho: &Hecho| counts.get(hecho).is_some_and(|[yes, _]| *yes > 0);
        Hecho::TODOS.iter().map(|(hecho, _)| hecho).filter(|hecho| !done(hecho)).map(|hecho| hecho.name()).collect()
    }
}

impl fmt::Display for Parte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.0.lock().map(|counts| counts.clone()).unwrap_or_default();
        let told: Vec<_> = counts.iter().map(|(hecho, [yes, no])| format!("{} {yes}/{no}", hecho.name())).collect();
        f.write_str(&told.join(", "))
    }
}

/// Rows everybody fights over.
#[derive(Debug, Clone, Copy)]
pub struct Estante {
    pub deposito: u64,
    pub otro: u64,
    pub paciente: u64,
}

pub struct Escena {
    pub slug: &'static str,
    estante: Estante,
    /// First session, and the token of whoever answers for it and for those that follow.
    sesion: u64,
    tokens: Vec<String>,
    parte: Parte,
}

impl Escena {
    pub async fn nueva(world: &World, slug: &'static str, personas: usize) -> Res<Self> {
        let (clinica, membresias) = world.found(slug, personas, &Rol::TODOS).await?;
        let membresia = *membresias.first().ok_or("nobody works here")?;
        let variables =
            [("clinica", clinica.to_string()), ("membresia", membresia.to_string()), ("cajas", personas.to_string())];
        let printed = world.postgres.sql_as("postgres", include_str!("../../sql/tormenta.sql"), &variables).await?;
        let numbers: Vec<u64> =
            printed.last().ok_or("nothing was made")?.split('|').filter_map(|n| n.parse().ok()).collect();
        let [deposito, otro, sesion, paciente] = *numbers.as_slice() else { return Err("nothing was made".into()) };
        let mut tokens = Vec::new();
        for nth in 0..personas {
            tokens.push(world.signed_in(&correo_de(slug, nth)).await?);
        }
        let estante = Estante { deposito, otro, paciente };
        Ok(Self { slug, estante, sesion, tokens, parte: Parte::default() })
    }

    pub fn parte(&self) -> &Parte {
        &self.parte
    }

    /// How each person asks, what they sign their forms with, and their drawer's session.
    pub fn cajeras(&self) -> impl Iterator<Item = (Manner, String, String)> {
        self.tokens.iter().zip(self.sesion..).map(|(token, sesion)| {
            let manner = Manner { cookie: cookie(token), fragment: true, coding: "" };
            (manner, csrf::token(token), sesion.to_string())
        })
    }

    /// Every person with so many hands.
    pub fn clients(&self, hands: usize) -> Vec<(Manner, Persona)> {
        let people = self.cajeras().flat_map(|person| std::iter::repeat_n(person, hands));
        people
            .zip(1..)
            .map(|((manner, csrf, sesion), seed)| {
                (manner, Persona::nueva(self.slug, csrf, sesion, self.estante, seed, self.parte.clone()))
            })
            .collect()
    }
}
