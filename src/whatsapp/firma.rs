//! What the API sends is signed with the secret of the application.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::values::llave;

/// Whether `cabecera` (X-Hub-Signature-256: `sha256=…`) is the signature of these bytes; compared without an early exit.
pub fn comprobar(secreto: &str, cabecera: &str, cuerpo: &[u8]) -> bool {
    let Some(firma) = cabecera.strip_prefix("sha256=").and_then(llave::de_hex) else { return false };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secreto.as_bytes()) else { return false };
    mac.update(cuerpo);
    mac.verify_slice(&firma).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, case 2.
    #[test]
    fn vale_la_firma_de_esos_bytes_y_ninguna_otra() {
        let firma = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let dicho = b"what do ya want for nothing?";
        assert!(comprobar("Jefe", firma, dicho));
        assert!(!comprobar("Jefe", firma, b"what do ya want for nothing!"));
        assert!(!comprobar("otro", firma, dicho));
        for mala in ["", "sha256=", &firma[7..], &firma[..70], &firma.replace("sha256", "sha1")] {
            assert!(!comprobar("Jefe", mala, dicho), "{mala}");
        }
    }
}
