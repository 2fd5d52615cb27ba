//! Where the storm happens, and the count of what was done in it.

use std::collections::{BTreeMap, VecDeque};
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
    AnulaVenta,
    Merma,
    PideTraslado,
    Traslado,
    PideTraspaso,
    Traspaso,
    PideDevolucion,
    Devolucion,
    Abono,
    VentaConAbono,
    PagoDeVarias,
    Reasigna,
}

impl Hecho {
    /// Each with its share of a hundred or so.
    pub const TODOS: [(Self, u64); 19] = [
        (Self::Venta, 40),
        (Self::VentaFiada, 12),
        (Self::Saldo, 10),
        (Self::AnulaPago, 10),
        (Self::Movimiento, 6),
        (Self::Arqueo, 8),
        (Self::Entrada, 8),
        (Self::AnulaVenta, 6),
        (Self::Merma, 6),
        (Self::PideTraslado, 5),
        (Self::Traslado, 6),
        (Self::PideTraspaso, 4),
        (Self::Traspaso, 5),
        (Self::PideDevolucion, 5),
        (Self::Devolucion, 6),
        (Self::Abono, 6),
        (Self::VentaConAbono, 6),
        (Self::PagoDeVarias, 5),
        (Self::Reasigna, 4),
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
            Self::AnulaVenta => "anulación de venta",
            Self::Merma => "merma",
            Self::PideTraslado => "traslado pedido",
            Self::Traslado => "traslado recibido",
            Self::PideTraspaso => "traspaso pedido",
            Self::Traspaso => "traspaso aceptado",
            Self::PideDevolucion => "devolución pedida",
            Self::Devolucion => "devolución pagada",
            Self::Abono => "abono",
            Self::VentaConAbono => "venta con abono",
            Self::PagoDeVarias => "pago de varias ventas",
            Self::Reasigna => "reasignación",
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

/// What one leaves for another to do: where it stands.
#[derive(Debug, Clone, Default)]
pub struct Bandeja(Arc<Mutex<BTreeMap<Hecho, VecDeque<String>>>>);

impl Bandeja {
    pub fn dejar(&self, para: Hecho, url: String) {
        if let Ok(mut waiting) = self.0.lock() {
            waiting.entry(para).or_default().push_back(url);
        }
    }

    pub fn tomar(&self, para: Hecho) -> Option<String> {
        self.0.lock().ok()?.get_mut(&para)?.pop_front()
    }
}

/// Rows everybody fights over.
#[derive(Debug, Clone, Copy)]
pub struct Estante {
    pub deposito: u64,
    pub otro: u64,
    pub paciente: u64,
    /// The first session, and how many there are.
    pub sesion: u64,
    pub sesiones: u64,
}

pub struct Escena {
    pub slug: &'static str,
    estante: Estante,
    /// Of whoever answers for the first session and for those that follow.
    tokens: Vec<String>,
    parte: Parte,
    bandeja: Bandeja,
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
        let estante = Estante { deposito, otro, paciente, sesion, sesiones: u64::try_from(personas)? };
        Ok(Self { slug, estante, tokens, parte: Parte::default(), bandeja: Bandeja::default() })
    }

    pub fn parte(&self) -> &Parte {
        &self.parte
    }

    /// How each person asks, what they sign their forms with, and their drawer's session.
    pub fn cajeras(&self) -> impl Iterator<Item = (Manner, String, String)> {
        self.tokens.iter().zip(self.estante.sesion..).map(|(token, sesion)| {
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
                let cuaderno = (self.parte.clone(), self.bandeja.clone());
                (manner, Persona::nueva(self.slug, csrf, sesion, self.estante, seed, cuaderno))
            })
            .collect()
    }
}
