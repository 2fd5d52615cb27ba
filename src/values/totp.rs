//! Codes of one time (RFC 6238): six digits that a secret makes of every 30 seconds; and codes on paper, for one use each.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};

const PASO: i64 = 30;
/// A clock may be so many steps off.
const HOLGURA: i64 = 1;
/// Of a code on paper: 80 random bits.
const PAPEL: usize = 16;

/// What the application of a person keeps.
#[derive(Clone, PartialEq, Eq)]
pub struct Secreto([u8; 20]);

impl Secreto {
    pub const fn nuevo(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// As it is typed into an application that cannot read the drawing, in groups of four.
    pub fn en_grupos(&self) -> String {
        agrupar(&BASE32_NOPAD.encode(&self.0), ' ')
    }

    /// What the drawing says: `otpauth://totp/…`.
    pub fn uri(&self, casa: &str, cuenta: &str) -> String {
        let (casa, cuenta) = (codificar(casa), codificar(cuenta));
        format!("otpauth://totp/{casa}:{cuenta}?secret={}&issuer={casa}", BASE32_NOPAD.encode(&self.0))
    }

    /// Of one step of 30 seconds since 1970.
    pub fn codigo(&self, paso: i64) -> String {
        format!("{:06}", self.truncado(paso) % 1_000_000)
    }

    /// The step that the code is of, among those near now.
    pub fn paso(&self, codigo: &str, ahora: DateTime<Utc>) -> Option<i64> {
        let actual = paso_de(ahora);
        (actual - HOLGURA..=actual + HOLGURA).rev().find(|paso| self.codigo(*paso) == codigo)
    }

    /// RFC 4226, 5.3.
    fn truncado(&self, paso: i64) -> u32 {
        // HMAC takes a key of any length; 20 bytes are one.
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.0) else { return 0 };
        mac.update(&paso.to_be_bytes());
        let firma = mac.finalize().into_bytes();
        let desde = usize::from(firma.last().copied().unwrap_or_default() & 0xf);
        let parte = firma.get(desde..desde + 4).unwrap_or_default();
        parte.iter().fold(0_u32, |n, byte| n << 8 | u32::from(*byte)) & 0x7fff_ffff
    }
}

pub const fn paso_de(instante: DateTime<Utc>) -> i64 {
    instante.timestamp().div_euclid(PASO)
}

/// A code as it is typed: the space in its middle does not count.
pub fn limpiar(codigo: &str) -> String {
    codigo.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A code on paper, as it is shown: `ABCD-EFGH-IJKL-MNOP`.
pub fn papel(azar: [u8; 10]) -> String {
    agrupar(&BASE32_NOPAD.encode(&azar), '-')
}

/// What is kept of a code on paper, however it is typed. `None` when it is none.
pub fn huella_de_papel(usuario_id: i64, escrito: &str) -> Option<Vec<u8>> {
    let llano: String = escrito.chars().filter(char::is_ascii_alphanumeric).collect();
    let valido = llano.len() == PAPEL;
    valido.then(|| Sha256::digest(format!("papel:{usuario_id}:{}", llano.to_ascii_uppercase())).to_vec())
}

fn agrupar(texto: &str, separador: char) -> String {
    let mut grupos = String::with_capacity(texto.len() * 5 / 4);
    for (n, letra) in texto.chars().enumerate() {
        if n > 0 && n % 4 == 0 {
            grupos.push(separador);
        }
        grupos.push(letra);
    }
    grupos
}

fn codificar(texto: &str) -> String {
    texto.bytes().fold(String::new(), |mut hecho, byte| {
        match byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            true => hecho.push(char::from(byte)),
            // Writing to a String cannot fail.
            false => _ = write!(hecho, "%{byte:02X}"),
        }
        hecho
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instante(segundos: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(segundos, 0).unwrap()
    }

    /// RFC 6238, appendix B: the last six of its eight digits.
    #[test]
    fn hace_los_codigos_del_rfc() {
        let secreto = Secreto::nuevo(*b"12345678901234567890");
        for (segundos, codigo) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secreto.codigo(paso_de(instante(segundos))), codigo);
        }
    }

    #[test]
    fn un_reloj_puede_ir_un_paso_adelante_o_atras_y_no_dos() {
        let secreto = Secreto::nuevo(*b"12345678901234567890");
        for (segundos, vale) in [(-31, false), (0, true), (29, true), (30, true), (89, true), (90, false)] {
            let hallado = secreto.paso("287082", instante(segundos));
            assert_eq!(hallado, vale.then_some(1), "{segundos}");
        }
        assert_eq!(secreto.paso("28708", instante(59)), None);
    }

    #[test]
    fn la_direccion_y_el_texto_son_los_que_leen_las_aplicaciones() {
        let secreto = Secreto::nuevo(*b"12345678901234567890");
        assert_eq!(secreto.en_grupos(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            secreto.uri("Antesala", "ana@norte.cl"),
            "otpauth://totp/Antesala:ana%40norte.cl?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Antesala"
        );
    }

    #[test]
    fn un_codigo_de_papel_se_reconoce_como_se_escriba() {
        let codigo = papel([171; 10]);
        assert_eq!(codigo.len(), 19);
        let huella = huella_de_papel(1, &codigo);
        assert!(huella.is_some());
        assert_eq!(huella_de_papel(1, &codigo.to_lowercase().replace('-', " ")), huella);
        assert_ne!(huella_de_papel(2, &codigo), huella);
        assert_eq!(huella_de_papel(1, "ABCD"), None);
    }
}
