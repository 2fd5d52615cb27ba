//! A document that somebody hands over as a file: what it is by its bytes, and the name it is kept under.

/// Characters of a name, its extension among them.
const NOMBRE_MAX: usize = 150;

/// What is taken: pages that no longer change, and photos. Word, HTML and SVG carry what runs or is still edited; a zip, what
/// nobody sees; and where HEIC is not on the list, a phone hands over a JPEG by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tipo {
    Pdf,
    Jpg,
    Png,
    Webp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchivoInvalido {
    Vacio,
    /// None of those that are taken.
    Tipo,
    /// It is this, and is called something else.
    Extension(Tipo),
}

impl Tipo {
    const TODOS: [Self; 4] = [Self::Pdf, Self::Jpg, Self::Png, Self::Webp];

    /// By how it begins: neither a name nor what a browser says of it counts.
    pub fn de_bytes(bytes: &[u8]) -> Option<Self> {
        Self::TODOS.into_iter().find(|tipo| match tipo {
            Self::Pdf => bytes.starts_with(b"%PDF-"),
            Self::Jpg => bytes.starts_with(b"\xff\xd8\xff"),
            Self::Png => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
            Self::Webp => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
        })
    }

    /// As the CHECK of `adjuntos` writes it; also its usual extension.
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpg => "JPG",
            Self::Png => "PNG",
            Self::Webp => "WEBP",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|tipo| tipo.codigo() == codigo)
    }

    fn admite(self, extension: &str) -> bool {
        extension == self.codigo() || self == Self::Jpg && extension == "jpeg"
    }
}

/// What a file of this name and these bytes is, and the name it is kept under.
pub fn reconocer(nombre: &str, bytes: &[u8]) -> Result<(Tipo, String), ArchivoInvalido> {
    if bytes.is_empty() {
        return Err(ArchivoInvalido::Vacio);
    }
    let tipo = Tipo::de_bytes(bytes).ok_or(ArchivoInvalido::Tipo)?;
    Ok((tipo, nombrar(nombre, tipo)?))
}

/// Without folders, and without what is not seen or turns the order of the letters; a name without extension gets it.
fn nombrar(enviado: &str, tipo: Tipo) -> Result<String, ArchivoInvalido> {
    let ultimo = enviado.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String =
        ultimo.chars().filter(|c| !oculto(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let (raiz, extension) = match visible.rsplit_once('.') {
        Some((raiz, extension)) => (raiz, extension.trim().to_ascii_lowercase()),
        None => (visible.as_str(), tipo.codigo().to_owned()),
    };
    if !tipo.admite(&extension) {
        return Err(ArchivoInvalido::Extension(tipo));
    }
    let junta = raiz.split_whitespace().collect::<Vec<_>>().join(" ");
    let raiz: String = junta.trim_matches('.').chars().take(NOMBRE_MAX - extension.len() - 1).collect();
    let raiz = if raiz.trim().is_empty() { "documento" } else { raiz.trim() };
    Ok(format!("{raiz}.{extension}"))
}

/// Marks of direction, joiners and tags: a name may say one thing with them and show another.
fn oculto(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n";

    fn de_pdf(nombre: &str) -> Result<String, ArchivoInvalido> {
        reconocer(nombre, PDF).map(|(_, nombre)| nombre)
    }

    #[test]
    fn se_sabe_por_los_bytes() {
        let webp = b"RIFF\x10\0\0\0WEBPVP8 ";
        for (nombre, bytes, tipo) in [
            ("a.pdf", PDF, Tipo::Pdf),
            ("a.JPEG", b"\xff\xd8\xff\xe0", Tipo::Jpg),
            ("a.jpg", b"\xff\xd8\xff\xe1", Tipo::Jpg),
            ("a.png", b"\x89PNG\r\n\x1a\n\0", Tipo::Png),
            ("a.webp", webp, Tipo::Webp),
        ] {
            assert_eq!(reconocer(nombre, bytes).map(|(t, _)| t), Ok(tipo), "{nombre}");
        }
        assert_eq!(reconocer("a.pdf", b""), Err(ArchivoInvalido::Vacio));
        let ajenos: [&[u8]; 8] = [
            b"<html><script>alert(1)</script>",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"\n%PDF-1.7",
            b"PK\x03\x04",
            b"MZ\x90\0",
            b"\x7fELF",
            b"RIFF\x10\0\0\0WAVE",
            b"\0\0\0\x18ftypheic",
        ];
        for bytes in ajenos {
            assert_eq!(reconocer("a.pdf", bytes), Err(ArchivoInvalido::Tipo));
        }
    }

    #[test]
    fn el_nombre_dice_lo_que_es() {
        for nombre in ["a.html", "a.pdf.exe", "a.pdf.", "a.svg", "a.jpg"] {
            assert_eq!(de_pdf(nombre), Err(ArchivoInvalido::Extension(Tipo::Pdf)), "{nombre}");
        }
        for (nombre, queda) in [
            ("Orden médica.PDF", "Orden médica.pdf"),
            ("C:\\Users\\Ana\\orden.pdf", "orden.pdf"),
            ("../../etc/passwd/x.pdf", "x.pdf"),
            ("orden", "orden.pdf"),
            (".pdf", "documento.pdf"),
            ("...pdf", "documento.pdf"),
            ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie: x=1.pdf"),
            ("informe\u{202e}fdp.pdf", "informefdp.pdf"),
            ("comillas \"\" y % ñandú 日本.pdf", "comillas \"\" y % ñandú 日本.pdf"),
        ] {
            assert_eq!(de_pdf(nombre).as_deref(), Ok(queda), "{nombre}");
        }
        assert_eq!(de_pdf("gpj.\u{202e}exe"), Err(ArchivoInvalido::Extension(Tipo::Pdf)));
        assert_eq!(de_pdf(&format!("{}.pdf", "ñ".repeat(400))).unwrap().chars().count(), NOMBRE_MAX);
    }

    proptest! {
        #[test]
        fn ningun_byte_lo_confunde(bytes in proptest::collection::vec(any::<u8>(), 0..40), nombre in "\\PC{0,20}") {
            if let Ok((tipo, nombre)) = reconocer(&nombre, &bytes) {
                prop_assert_eq!(Tipo::de_bytes(&bytes), Some(tipo));
                prop_assert!(tipo.admite(nombre.rsplit('.').next().unwrap()));
            }
        }

        #[test]
        fn el_nombre_guardado_no_cambia_mas(nombre in any::<String>()) {
            let nombre = format!("{nombre}.pdf");
            let limpio = de_pdf(&nombre).unwrap();
            prop_assert!(!limpio.chars().any(|c| c.is_control() || oculto(c) || c == '/' || c == '\\'), "{limpio:?}");
            prop_assert!(limpio.chars().count() <= NOMBRE_MAX && limpio.ends_with(".pdf") && limpio.len() > 4);
            prop_assert_eq!(de_pdf(&limpio), Ok(limpio.clone()));
        }
    }
}
