//! The device of a session in plain words, out of what its browser says of itself.

/// The order matters: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
const NAVEGADORES: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

/// Android calls itself Linux, an iPhone says it is like Mac OS.
const SISTEMAS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// `Chrome en Windows`
pub fn describir(agente: &str) -> String {
    let hallar =
        |tabla: &[(&str, &'static str)]| tabla.iter().find(|(marca, _)| agente.contains(marca)).map(|(_, n)| *n);
    match (hallar(&NAVEGADORES), hallar(&SISTEMAS)) {
        (Some(navegador), Some(sistema)) => format!("{navegador} en {sistema}"),
        (Some(uno), None) | (None, Some(uno)) => uno.into(),
        (None, None) => "Aparato desconocido".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn el_navegador_se_reconoce_aunque_diga_ser_otros() {
        for (agente, nombre) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0",
                "Edge en Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36",
                "Chrome en Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari en iPhone",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox en Linux"),
            ("curl/8.5.0", "curl"),
            ("", "Aparato desconocido"),
        ] {
            assert_eq!(describir(agente), nombre);
        }
    }
}
