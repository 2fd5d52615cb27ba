//! E-mail addresses: a modest check that an address could work. Only a message that arrives proves it.

use std::fmt;

use lettre::Address;

/// RFC 5321, with the angle brackets taken off.
const LARGO_MAXIMO: usize = 254;

/// The domain is lower case, the rest as typed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Correo(Address);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorreoInvalido {
    Vacio,
    /// Spaces, quotes, commas or line breaks: nothing that could reach the headers of a message.
    Formato,
    /// Accents and ñ, which few mail servers take.
    ConAcentos,
    /// No domain with a dot after the `@`.
    Dominio,
    Largo,
}

impl Correo {
    pub fn parse(texto: &str) -> Result<Self, CorreoInvalido> {
        let texto = texto.trim();
        if texto.is_empty() {
            return Err(CorreoInvalido::Vacio);
        }
        if texto.len() > LARGO_MAXIMO {
            return Err(CorreoInvalido::Largo);
        }
        if texto.contains(|c: char| c.is_whitespace() || c.is_control() || "\"\\,;<>()[]:".contains(c)) {
            return Err(CorreoInvalido::Formato);
        }
        if !texto.is_ascii() {
            return Err(CorreoInvalido::ConAcentos);
        }
        let (usuario, dominio) = texto.rsplit_once('@').ok_or(CorreoInvalido::Formato)?;
        let dominio = dominio.to_ascii_lowercase();
        if !es_dominio(&dominio) {
            return Err(CorreoInvalido::Dominio);
        }
        Address::new(usuario, &dominio).map(Self).or(Err(CorreoInvalido::Formato))
    }

    /// All in lower case: what is unique, and what search compares.
    pub fn normalizado(&self) -> String {
        self.0.to_string().to_ascii_lowercase()
    }
}

/// At least two labels of letters, digits and inner dashes, the last one no number: `localhost` and `127.0.0.1`
/// are no one's mail.
fn es_dominio(dominio: &str) -> bool {
    let es_etiqueta = |etiqueta: &str| {
        !etiqueta.is_empty()
            && !etiqueta.starts_with('-')
            && !etiqueta.ends_with('-')
            && etiqueta.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    dominio.split('.').all(es_etiqueta)
        && dominio
            .rsplit_once('.')
            .is_some_and(|(_, ultima)| ultima.len() > 1 && !ultima.starts_with(|c: char| c.is_ascii_digit()))
}

impl fmt::Display for Correo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn acepta_los_de_siempre() {
        for (texto, guardado) in [
            ("ana@clinica.cl", "ana@clinica.cl"),
            (" Ana.Perez+hora@Mail.Clinica.CL ", "Ana.Perez+hora@mail.clinica.cl"),
            ("o'higgins_1@xn--nio-8ma.cl", "o'higgins_1@xn--nio-8ma.cl"),
            ("a@b.co", "a@b.co"),
        ] {
            assert_eq!(Correo::parse(texto).map(|correo| correo.to_string()).as_deref(), Ok(guardado), "{texto}");
        }
        assert_eq!(Correo::parse("Ana@Mail.CL").map(|correo| correo.normalizado()), Ok("ana@mail.cl".into()));
    }

    #[test]
    fn rechaza_lo_que_no_llegaria() {
        use CorreoInvalido::*;
        let largo = format!("{}@clinica.cl", "a".repeat(250));
        for (texto, error) in [
            ("", Vacio),
            ("ana", Formato),
            ("@clinica.cl", Formato),
            ("ana@", Dominio),
            ("ana@localhost", Dominio),
            ("ana@127.0.0.1", Dominio),
            ("ana@.cl", Dominio),
            ("ana@clinica.", Dominio),
            ("a b@clinica.cl", Formato),
            ("ana@@clinica.cl", Formato),
            ("ana@clinica.cl, beto@clinica.cl", Formato),
            ("ana@clinica.cl;", Formato),
            ("Ana <ana@clinica.cl>", Formato),
            ("\"ana\"@clinica.cl", Formato),
            ("ana@[127.0.0.1]", Formato),
            ("ñandú@clinica.cl", ConAcentos),
            ("ana@cliníca.cl", ConAcentos),
            ("ana..b@clinica.cl", Formato),
            ("ana@clini_ca.cl", Dominio),
            ("ana@-clinica.cl", Dominio),
            ("ana@clinica.cl/x", Dominio),
            (largo.as_str(), Largo),
        ] {
            assert_eq!(Correo::parse(texto), Err(error), "{texto}");
        }
    }

    #[test]
    fn no_deja_inyectar_cabeceras() {
        for cola in ["\r\nBcc: x@y.cl", "\nBcc:x@y.cl", "\r", "\0", "%0a\tx"] {
            let texto = format!("ana@clinica.cl{cola}x");
            assert!(Correo::parse(&texto).is_err(), "{texto:?}");
            assert!(Correo::parse(&format!("ana{cola}@clinica.cl")).is_err(), "{cola:?}");
        }
    }

    proptest! {
        #[test]
        fn lo_aceptado_cabe_en_una_linea(texto in "\\PC{0,12}[@\r\n ,<]{0,2}\\PC{0,12}") {
            if let Ok(correo) = Correo::parse(&texto) {
                let escrito = correo.to_string();
                prop_assert!(escrito.is_ascii() && !escrito.contains(|c: char| c.is_control() || c == ' '));
                prop_assert_eq!(Correo::parse(&escrito), Ok(correo));
            }
        }

        #[test]
        fn los_corrientes_entran(
            usuario in "[a-z][a-z0-9]{0,15}([._-][a-z0-9]{1,5}){0,2}",
            dominio in "[a-z]{2,10}\\.(cl|com|org)",
        ) {
            let correo = format!("{usuario}@{dominio}");
            prop_assert!(Correo::parse(&correo).is_ok());
        }
    }
}
