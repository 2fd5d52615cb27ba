//! Words: names as they are kept, and as they are compared in a search.

const BUSQUEDA_MAX: usize = 400;

/// Lower case, without accents, ñ as n, single spaces. Equal to the SQL function `normalizar`, so that what is
/// typed meets what is stored: the same letters, lower-cased one by one, and no other.
pub fn normalizar(texto: &str) -> String {
    let letras: String = texto.chars().map(|c| sin_acento(c.to_lowercase().next().unwrap_or(c))).collect();
    unir(&letras)
}

/// A name as it is kept: accents and case as typed, one space between words, no control characters.
pub fn nombre(texto: &str) -> String {
    let visible: String = texto.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    unir(&visible)
}

/// `J. S. P.`: enough for somebody to know that it is they, and for nobody else.
pub fn iniciales(nombre: &str) -> String {
    let letras = nombre.split_whitespace().filter_map(|palabra| palabra.chars().next());
    letras.take(4).map(|letra| format!("{}.", letra.to_uppercase())).collect::<Vec<_>>().join(" ")
}

/// The words of a search, normalised, each to be found as a prefix. A word with digits and no `@` is a document
/// or a phone and loses its dots, dashes, plus, parentheses and slashes; neighbours that are only numbers are one
/// phone, `+56 9 8765 4321`. Leading zeros go: neither a RUT nor a phone is stored with them.
///
/// Whatever comes after so much is not looked for: a search is a handful of words, and its index takes none of thousands.
pub fn palabras(texto: &str) -> Vec<String> {
    let mut palabras: Vec<String> = Vec::new();
    let mut sigue_numero = false;
    let normal: String = normalizar(texto).chars().take(BUSQUEDA_MAX).collect();
    for palabra in normal.split(' ').flat_map(apellidos) {
        let palabra = compacta(palabra);
        let es_numero = !palabra.is_empty() && palabra.bytes().all(|b| b.is_ascii_digit());
        match palabras.last_mut() {
            Some(anterior) if es_numero && sigue_numero => anterior.push_str(&palabra),
            _ if palabra.is_empty() => continue,
            _ => palabras.push(palabra),
        }
        sigue_numero = es_numero;
    }
    palabras.into_iter().map(sin_ceros).filter(|palabra| !palabra.is_empty()).collect()
}

/// `12.345.678` from `12345678`.
pub(super) fn con_puntos(cifras: &str) -> String {
    let mut texto = String::with_capacity(cifras.len() * 4 / 3);
    for (n, cifra) in cifras.chars().enumerate() {
        if n > 0 && (cifras.len() - n).is_multiple_of(3) {
            texto.push('.');
        }
        texto.push(cifra);
    }
    texto
}

/// `perez-cotapos` is found by either half; the dash of a document or of an e-mail is no such thing.
fn apellidos(palabra: &str) -> impl Iterator<Item = &str> {
    let compuesto = !palabra.contains(|c: char| c.is_ascii_digit() || c == '@');
    palabra.split(move |c| compuesto && c == '-')
}

fn unir(texto: &str) -> String {
    texto.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn compacta(palabra: &str) -> String {
    let signo = |c: char| matches!(c, '.' | '-' | '+' | '(' | ')' | '/');
    let es_numero = palabra.contains(|c: char| c.is_ascii_digit()) && !palabra.contains('@');
    if es_numero || palabra.chars().all(signo) { palabra.replace(signo, "") } else { palabra.to_owned() }
}

fn sin_ceros(palabra: String) -> String {
    if palabra.starts_with('0') { palabra.trim_start_matches('0').to_owned() } else { palabra }
}

fn sin_acento(letra: char) -> char {
    match letra {
        'á' | 'à' | 'ä' | 'â' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' | 'õ' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        'ý' | 'ÿ' => 'y',
        otra => otra,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn normaliza_como_la_funcion_de_la_base() {
        for (texto, normal) in [
            ("  José   PEÑA\tMuñoz ", "jose pena munoz"),
            ("ÁÀÄÂÃÅÉÈËÊÍÌÏÎÓÒÖÔÕÚÙÜÛÑÇÝŸ", "aaaaaaeeeeiiiiooooouuuuncyy"),
            ("D'Ângelo-Soto", "d'angelo-soto"),
            ("Straße Øre", "straße øre"),
            ("", ""),
            (" \n ", ""),
        ] {
            assert_eq!(normalizar(texto), normal, "{texto}");
        }
    }

    #[test]
    fn el_nombre_conserva_sus_acentos() {
        assert_eq!(nombre("  María   José\u{a0}Ñúñez \r\nBcc:"), "María José Ñúñez Bcc:");
        assert_eq!(nombre("Ana\0Soto"), "Ana Soto");
    }

    #[test]
    fn parte_lo_buscado_en_palabras() {
        for (texto, esperado) in [
            ("Pérez  ana", vec!["perez", "ana"]),
            ("12.345.678-K", vec!["12345678k"]),
            ("12345678-", vec!["12345678"]),
            ("+56 9 8765 4321", vec!["56987654321"]),
            ("09 8765-4321 Ana", vec!["987654321", "ana"]),
            ("perez (9) 8765", vec!["perez", "98765"]),
            ("Ana.Perez-1@Mail.CL", vec!["ana.perez-1@mail.cl"]),
            ("AAB-123.456", vec!["aab123456"]),
            ("María-José", vec!["maria", "jose"]),
            ("  ", vec![]),
            ("- . +", vec![]),
            ("000", vec![]),
            ("9 ana 8", vec!["9", "ana", "8"]),
        ] {
            assert_eq!(palabras(texto), esperado, "{texto}");
        }
    }

    #[test]
    fn pone_los_puntos_de_miles() {
        for (cifras, texto) in [("0", "0"), ("999", "999"), ("1000", "1.000"), ("1234567", "1.234.567")] {
            assert_eq!(con_puntos(cifras), texto);
        }
    }

    proptest! {
        #[test]
        fn normalizar_dos_veces_es_normalizar_una(texto in "\\PC{0,30}") {
            let una = normalizar(&texto);
            prop_assert_eq!(normalizar(&una), una.clone());
            prop_assert!(!una.contains("  ") && una.trim() == una);
        }

        #[test]
        fn mayusculas_y_acentos_no_importan(texto in "[a-zñáéíóúü ]{0,30}") {
            prop_assert_eq!(normalizar(&texto.to_uppercase()), normalizar(&texto));
            prop_assert!(normalizar(&texto).is_ascii());
        }

        #[test]
        fn cada_palabra_viene_limpia(texto in "[a-zñ0-9.+() @/-]{0,30}") {
            for palabra in palabras(&texto) {
                prop_assert!(!palabra.is_empty() && !palabra.contains(' '));
                prop_assert_eq!(palabras(&palabra), vec![palabra.clone()]);
            }
        }

        #[test]
        fn un_rut_se_busca_con_o_sin_puntos(cuerpo in 1_u32..99_999_999) {
            let rut = crate::values::rut::Rut::con_cuerpo(cuerpo).expect("rut");
            prop_assert_eq!(palabras(&rut.to_string()), vec![rut.normalizado()]);
        }
    }
}
