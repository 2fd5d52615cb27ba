//! A secret of this house that signs: HMAC-SHA256. It never stands in the database, in a log or in a message.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

pub type Firma = [u8; 32];

#[derive(Clone, PartialEq, Eq)]
pub struct Llave([u8; 32]);

impl Llave {
    /// Bytes that nobody can guess.
    pub const fn nueva(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// 64 hexadecimal digits.
    pub fn parse(texto: &str) -> Option<Self> {
        de_hex(texto).map(Self)
    }

    pub fn hex(&self) -> String {
        hex(&self.0)
    }

    /// A key for one purpose, from which neither this one nor that of another purpose can be told.
    pub fn para(&self, proposito: &str) -> Self {
        Self(self.firmar(proposito.as_bytes()))
    }

    pub fn firmar(&self, dicho: &[u8]) -> Firma {
        // HMAC takes a key of any length; 32 bytes are one.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return [0; 32] };
        mac.update(dicho);
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Llave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Llave(…)")
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Of 32 bytes, in either case.
pub fn de_hex(texto: &str) -> Option<Firma> {
    let pares: Vec<u8> = texto
        .as_bytes()
        .chunks(2)
        .map(|par| std::str::from_utf8(par).ok().and_then(|h| u8::from_str_radix(h, 16).ok()))
        .collect::<Option<_>>()?;
    let son_digitos = texto.bytes().all(|b| b.is_ascii_hexdigit());
    (texto.len() == 64 && son_digitos).then(|| pares.try_into().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, case 2, with its key padded to 32 bytes as HMAC itself pads it.
    #[test]
    fn firma_como_dice_el_rfc() {
        let mut clave = [0; 32];
        clave[..4].copy_from_slice(b"Jefe");
        let firma = Llave(clave).firmar(b"what do ya want for nothing?");
        assert_eq!(hex(&firma), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn se_lee_como_se_escribe_y_no_se_muestra() {
        let llave = Llave::nueva([171; 32]);
        assert_eq!(Llave::parse(&llave.hex()), Some(llave.clone()));
        assert_ne!(llave.para("auditoria"), llave.para("enlaces"));
        assert!(!format!("{llave:?}").contains(&llave.hex()[..8]));
        for mala in ["", "abc", &"g".repeat(64), &"a".repeat(63), &"+1".repeat(32)] {
            assert_eq!(Llave::parse(mala), None, "{mala}");
        }
    }
}
