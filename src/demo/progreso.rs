//! What the terminal says while the world is made: what is done, never a guess of what is left.

use std::cell::Cell;
use std::io::{IsTerminal, Write, stderr};

#[derive(Debug, Default)]
pub struct Progreso {
    total: usize,
    dias: Cell<usize>,
    citas: Cell<usize>,
    ventas: Cell<usize>,
}

impl Progreso {
    pub fn nuevo(total: usize) -> Self {
        Self { total, ..Self::default() }
    }

    pub fn sumar_citas(&self, n: usize) {
        self.citas.update(|citas| citas + n);
    }

    pub fn sumar_ventas(&self, n: usize) {
        self.ventas.update(|ventas| ventas + n);
    }

    /// A day is whole.
    pub fn dia(&self) {
        self.dias.update(|dias| dias + 1);
        escribir(&format!(
            "\r\x1b[KDatos de muestra: día {} de {} · {} citas · {} ventas",
            self.dias.get(),
            self.total,
            self.citas.get(),
            self.ventas.get()
        ));
    }

    pub fn terminar(&self) {
        escribir("\r\x1b[K");
    }
}

/// Over itself on a terminal, nothing elsewhere; a terminal that went away stops no load.
fn escribir(texto: &str) {
    let mut salida = stderr();
    if salida.is_terminal() {
        let _ = salida.write_all(texto.as_bytes()).and_then(|()| salida.flush());
    }
}
