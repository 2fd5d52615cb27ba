//! Reads of a Rust file what it names: paths, and the words of its code. Comments, texts and unit tests do not count.

use std::collections::BTreeSet;

#[derive(Debug, Default)]
pub struct Lectura {
    /// `["crate", "db", "Tx"]`, one for each leaf of a `use` tree and each path of the code.
    pub caminos: BTreeSet<Vec<String>>,
    pub palabras: BTreeSet<String>,
}

pub fn leer(texto: &str) -> Lectura {
    let codigo = limpiar(texto);
    let codigo = codigo.split("#[cfg(test)]").next().unwrap_or_default();
    let piezas = piezas(codigo);
    let mut lectura = Lectura::default();
    let mut resto = piezas.as_slice();
    while let [pieza, despues @ ..] = resto {
        let de_use = pieza == "use";
        if es_palabra(pieza) {
            lectura.palabras.insert(pieza.clone());
        }
        resto = if de_use || (es_palabra(pieza) && despues.first().is_some_and(|p| p == "::")) {
            let desde = if de_use { despues } else { resto };
            let antes = desde.len();
            let despues = arbol(desde, &[], &mut lectura.caminos);
            lectura.palabras.extend(desde[..antes - despues.len()].iter().filter(|p| es_palabra(p)).cloned());
            despues
        } else {
            despues
        };
    }
    lectura
}

/// One path or `use` tree; answers what follows it.
fn arbol<'a>(piezas: &'a [String], antes: &[String], caminos: &mut BTreeSet<Vec<String>>) -> &'a [String] {
    match piezas {
        [llave, resto @ ..] if llave == "{" => ramas(resto, antes, caminos),
        [palabra, dos, resto @ ..]
            if dos == "::" && resto.first().is_some_and(|p| es_palabra(p) || p == "{" || p == "*") =>
        {
            let antes = [antes, std::slice::from_ref(palabra)].concat();
            arbol(resto, &antes, caminos)
        }
        [hoja, resto @ ..] => {
            caminos.insert([antes, std::slice::from_ref(hoja)].concat());
            resto
        }
        [] => piezas,
    }
}

fn ramas<'a>(mut piezas: &'a [String], antes: &[String], caminos: &mut BTreeSet<Vec<String>>) -> &'a [String] {
    loop {
        match piezas {
            [cierre, resto @ ..] if cierre == "}" => return resto,
            [coma, resto @ ..] if coma == "," => piezas = resto,
            [] => return piezas,
            // `as nombre` reads as a path of its own, which is nobody's.
            _ => piezas = arbol(piezas, antes, caminos),
        }
    }
}

fn es_palabra(pieza: &str) -> bool {
    pieza.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn piezas(codigo: &str) -> Vec<String> {
    let mut piezas: Vec<String> = Vec::new();
    let mut letras = codigo.chars().peekable();
    while let Some(letra) = letras.next() {
        let mut pieza = String::from(letra);
        if letra.is_alphanumeric() || letra == '_' {
            while let Some(otra) = letras.next_if(|c| c.is_alphanumeric() || *c == '_') {
                pieza.push(otra);
            }
        } else if letra == ':' && letras.next_if_eq(&':').is_some() {
            pieza.push(':');
        } else if letra.is_whitespace() {
            continue;
        }
        piezas.push(pieza);
    }
    piezas
}

/// Without comments and without what stands between quotes.
fn limpiar(texto: &str) -> String {
    let (mut limpio, mut resto) = (String::with_capacity(texto.len()), texto);
    while let Some(letra) = resto.chars().next() {
        let ancho = largo_ajeno(resto).unwrap_or_else(|| {
            limpio.push(letra);
            letra.len_utf8()
        });
        limpio.push_str(if ancho > letra.len_utf8() { " " } else { "" });
        resto = resto.get(ancho..).unwrap_or_default();
    }
    limpio
}

/// How long the comment or literal is that begins here.
fn largo_ajeno(resto: &str) -> Option<usize> {
    let hasta = |inicio: usize, fin: &str| {
        resto.get(inicio..).and_then(|r| r.find(fin)).map_or(resto.len(), |n| inicio + n + fin.len())
    };
    if resto.starts_with("//") {
        return Some(hasta(2, "\n"));
    }
    if resto.starts_with("r#\"") {
        return Some(hasta(3, "\"#"));
    }
    if resto.starts_with("r\"") {
        return Some(hasta(2, "\""));
    }
    if resto.starts_with('"') {
        let mut escapada = false;
        let fin = resto.char_indices().skip(1).find(|(_, c)| {
            let es_fin = *c == '"' && !escapada;
            escapada = *c == '\\' && !escapada;
            es_fin
        });
        return Some(fin.map_or(resto.len(), |(n, _)| n + 1));
    }
    let mut letras = resto.chars();
    match (letras.next()?, letras.next()?, letras.next()?) {
        ('\'', '\\', _) => Some(hasta(3, "'")),
        ('\'', letra, '\'') => Some(2 + letra.len_utf8()),
        _ => None,
    }
}

#[test]
fn lee_caminos_y_no_comentarios_ni_textos() {
    let lectura = leer(
        r#"//! poem::Response
        use crate::{db::{Tx, Actor as A}, error::*};
        fn f<'a>(x: &'a str) -> Option<maud::Markup> { let _ = ("diesel::sql_query", 'x', '\'', "a\"b"); super::queries::ver::<i32>(x) }
        #[cfg(test)] mod tests { use poem::Request; }"#,
    );
    let caminos: Vec<String> = lectura.caminos.iter().map(|c| c.join("::")).collect();
    for esperado in ["crate::db::Tx", "crate::db::Actor", "crate::error::*", "maud::Markup", "super::queries::ver"] {
        assert!(caminos.contains(&esperado.to_owned()), "{esperado}: {caminos:?}");
    }
    assert!(!caminos.iter().any(|c| c.starts_with("poem") || c.starts_with("diesel")), "{caminos:?}");
    assert!(lectura.palabras.contains("Tx") && lectura.palabras.contains("fn"));
}
