//! What the test adds up by itself.

/// Of the session, in pesos.
#[derive(Debug, Default)]
pub struct Libro {
    pub efectivo: i64,
    pub debito: i64,
    pub credito: i64,
    pub transferencia: i64,
    pub cheque: i64,
    /// Cash of what was annulled, and cash given back.
    pub anulado: i64,
    pub devuelto: i64,
}

impl Libro {
    /// Besides cash.
    pub fn otros(&self) -> [(&'static str, i64); 4] {
        [
            ("Débito", self.debito),
            ("Crédito", self.credito),
            ("Transferencia", self.transferencia),
            ("Cheque", self.cheque),
        ]
    }
}

/// `$12.340`
pub fn pesos(monto: i64) -> String {
    let cifras = monto.abs().to_string();
    let mut texto = String::new();
    for (n, cifra) in cifras.chars().enumerate() {
        if n > 0 && (cifras.len() - n).is_multiple_of(3) {
            texto.push('.');
        }
        texto.push(cifra);
    }
    format!("{}${texto}", if monto < 0 { "-" } else { "" })
}

const PIEZAS: [i64; 9] = [20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10];

/// The fewest notes and coins that make it: the face, and how many.
pub fn piezas(mut monto: i64) -> Vec<(String, String)> {
    let mut piezas = Vec::new();
    for pieza in PIEZAS {
        if monto >= pieza {
            piezas.push((pesos(pieza), (monto / pieza).to_string()));
        }
        monto %= pieza;
    }
    assert_eq!(monto, 0, "there is no such coin");
    piezas
}
