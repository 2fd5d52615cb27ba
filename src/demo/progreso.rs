//! What the terminal says while the world is made: what is done, never a guess of what is left.

use std::io::{IsTerminal, Write, stderr};

#[derive(Debug, Default)]
pub struct Progreso {
    pub dias: usize,
    pub citas: usize,
    pub ventas: usize,
}

impl Progreso {
    /// Over itself on a terminal; elsewhere it keeps quiet.
    pub fn decir(&self, clinica: &str, dias: usize) {
        let mut salida = stderr();
        if salida.is_terminal() {
            let Self { dias: hechos, citas, ventas } = self;
            let texto = format!(
                "\r\x1b[KDatos de muestra: {clinica}, día {hechos} de {dias} · {citas} citas · {ventas} ventas"
            );
            // A terminal that went away stops nothing.
            let _ = salida.write_all(texto.as_bytes()).and_then(|()| salida.flush());
        }
    }

    pub fn terminar(&self) {
        let mut salida = stderr();
        if salida.is_terminal() {
            let _ = salida.write_all(b"\r\x1b[K");
        }
    }
}
