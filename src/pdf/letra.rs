//! Helvetica as PDF readers bring it: how text becomes its bytes (WinAnsi), and how wide each of them is.

use encoding_rs::WINDOWS_1252;

/// Widths of bytes 32 to 126 and 160 to 255, in thousandths of the size of the letter (Adobe's metrics of the font).
const LLANAS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];
const ALTAS: [u16; 96] = [
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333, 400, 584, 333, 333, 333, 556, 537,
    278, 333, 333, 365, 556, 834, 834, 834, 611, 667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278,
    278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556,
    556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278, 556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556,
    556, 500, 556, 500,
];

/// One byte a letter; what the font does not have is a question mark, and spaces of every kind are spaces.
pub fn codificar(texto: &str) -> Vec<u8> {
    texto.chars().map(|letra| if letra.is_whitespace() { b' ' } else { byte(letra) }).collect()
}

fn byte(letra: char) -> u8 {
    let mut espacio = [0; 4];
    match WINDOWS_1252.encode(letra.encode_utf8(&mut espacio)) {
        (bytes, _, false) => bytes.first().copied().filter(|b| *b >= b' ' && *b != 127).unwrap_or(b'?'),
        _ => b'?',
    }
}

/// Of the regular face; the bold one has the same digits and signs, which are what is aligned.
pub fn ancho(bytes: &[u8], letra: f32) -> f32 {
    bytes.iter().map(|byte| f32::from(milesimas(*byte))).sum::<f32>() * letra / 1000.0
}

fn milesimas(byte: u8) -> u16 {
    let (tabla, desde): (&[u16], u8) = if byte < 160 { (&LLANAS, 32) } else { (&ALTAS, 160) };
    tabla.get(usize::from(byte.saturating_sub(desde))).copied().unwrap_or(556)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn los_acentos_y_el_peso_tienen_su_byte() {
        assert_eq!(codificar("Ñandú $1.995 – 3 €"), b"\xD1and\xFA $1.995 \x96 3 \x80");
        assert_eq!(codificar("山\u{a0}\u{7f}\n"), b"? ? ");
    }

    #[test]
    fn las_cifras_miden_lo_mismo_y_lo_ancho_es_mas_ancho() {
        assert_eq!(ancho(b"$1.234", 10.0), ancho(b"$9.876", 10.0));
        assert!(ancho(b"WWW", 10.0) > ancho(b"iii", 10.0));
        assert_eq!(ancho("ñ".as_bytes(), 0.0), 0.0);
        assert_eq!(ancho(&codificar("é"), 10.0), ancho(b"e", 10.0));
    }
}
