//! The identity document of a person: RUT, foreign passport or card, or none yet and why.

use std::fmt;

use super::rut::{Rut, RutInvalido};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Documento {
    Rut(Rut),
    Pasaporte {
        pais: Pais,
        numero: Numero,
    },
    DocumentoExtranjero {
        pais: Pais,
        numero: Numero,
    },
    /// To be merged later with the person's own record, once they have a document.
    SinDocumento {
        motivo: Motivo,
    },
}

/// ISO 3166-1 alpha-2, upper case. Any two letters: the list of countries is a catalogue, not a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pais([char; 2]);

/// Upper-case ASCII letters and digits, 3 to 20: spaces, dots, dashes and slashes are only how it is printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Numero(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motivo {
    RecienNacido,
    NoIdentificado,
    Otro,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentoInvalido {
    Tipo,
    Rut(RutInvalido),
    Pais,
    Numero,
    Motivo,
}

impl Documento {
    /// From the four fields of a form or of a row; those the type does not use are ignored.
    pub fn parse(tipo: &str, pais: &str, numero: &str, motivo: &str) -> Result<Self, DocumentoInvalido> {
        match tipo {
            "rut" => Rut::parse(numero).map(Self::Rut).map_err(DocumentoInvalido::Rut),
            "pasaporte" => Ok(Self::Pasaporte { pais: Pais::parse(pais)?, numero: Numero::parse(numero)? }),
            "extranjero" => Ok(Self::DocumentoExtranjero { pais: Pais::parse(pais)?, numero: Numero::parse(numero)? }),
            "sin_documento" => Ok(Self::SinDocumento { motivo: Motivo::parse(motivo)? }),
            _ => Err(DocumentoInvalido::Tipo),
        }
    }

    /// The code stored and sent by forms: `rut`, `pasaporte`, `extranjero` or `sin_documento`.
    pub fn tipo(&self) -> &'static str {
        match self {
            Self::Rut(_) => "rut",
            Self::Pasaporte { .. } => "pasaporte",
            Self::DocumentoExtranjero { .. } => "extranjero",
            Self::SinDocumento { .. } => "sin_documento",
        }
    }

    pub fn pais(&self) -> Option<Pais> {
        match self {
            Self::Pasaporte { pais, .. } | Self::DocumentoExtranjero { pais, .. } => Some(*pais),
            Self::Rut(_) | Self::SinDocumento { .. } => None,
        }
    }

    /// The number as a person reads it.
    pub fn numero(&self) -> Option<String> {
        match self {
            Self::Rut(rut) => Some(rut.to_string()),
            Self::Pasaporte { numero, .. } | Self::DocumentoExtranjero { numero, .. } => Some(numero.0.clone()),
            Self::SinDocumento { .. } => None,
        }
    }

    pub fn motivo(&self) -> Option<Motivo> {
        match self {
            Self::SinDocumento { motivo } => Some(*motivo),
            _ => None,
        }
    }

    /// With `tipo`, unique in a clinic: `12345678-5`, `AR:AAB123456`. Whoever has no document has no unique value.
    pub fn normalizado(&self) -> Option<String> {
        match self {
            Self::Rut(rut) => Some(format!("{}-{}", rut.cuerpo(), rut.dv())),
            Self::Pasaporte { pais, numero } | Self::DocumentoExtranjero { pais, numero } => {
                Some(format!("{pais}:{}", numero.0))
            }
            Self::SinDocumento { .. } => None,
        }
    }
}

impl Pais {
    pub fn parse(texto: &str) -> Result<Self, DocumentoInvalido> {
        let mut letras = texto.trim().chars().map(|letra| letra.to_ascii_uppercase());
        match (letras.next(), letras.next(), letras.next()) {
            (Some(a), Some(b), None) if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Self([a, b])),
            _ => Err(DocumentoInvalido::Pais),
        }
    }
}

impl fmt::Display for Pais {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b] = self.0;
        write!(f, "{a}{b}")
    }
}

impl Numero {
    pub fn parse(texto: &str) -> Result<Self, DocumentoInvalido> {
        let numero: String =
            texto.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '/')).map(|c| c.to_ascii_uppercase()).collect();
        let valido = (3..=20).contains(&numero.len()) && numero.chars().all(|c| c.is_ascii_alphanumeric());
        if valido { Ok(Self(numero)) } else { Err(DocumentoInvalido::Numero) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Motivo {
    pub const TODOS: [Self; 3] = [Self::RecienNacido, Self::NoIdentificado, Self::Otro];

    pub fn parse(codigo: &str) -> Result<Self, DocumentoInvalido> {
        Self::TODOS.into_iter().find(|motivo| motivo.codigo() == codigo).ok_or(DocumentoInvalido::Motivo)
    }

    pub fn codigo(self) -> &'static str {
        match self {
            Self::RecienNacido => "recien_nacido",
            Self::NoIdentificado => "no_identificado",
            Self::Otro => "otro",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cada_tipo_tiene_codigo_y_valor_unico() {
        let casos = [
            ("rut", "", "7775735-k", "", Some("7775735-K")),
            ("pasaporte", "ar", " aab 123.456", "", Some("AR:AAB123456")),
            ("extranjero", "PE", "456-7890", "", Some("PE:4567890")),
            ("sin_documento", "", "", "recien_nacido", None),
        ];
        for (tipo, pais, numero, motivo, normalizado) in casos {
            let documento = Documento::parse(tipo, pais, numero, motivo).expect(tipo);
            assert_eq!(documento.tipo(), tipo);
            assert_eq!(documento.normalizado().as_deref(), normalizado);
        }
    }

    #[test]
    fn rechaza_por_el_campo_que_falla() {
        use DocumentoInvalido as D;
        for (tipo, pais, numero, motivo, error) in [
            ("carnet", "", "1-9", "", D::Tipo),
            ("rut", "", "1-8", "", D::Rut(RutInvalido::DigitoVerificador)),
            ("pasaporte", "", "AAB123", "", D::Pais),
            ("pasaporte", "A", "AAB123", "", D::Pais),
            ("pasaporte", "ARG", "AAB123", "", D::Pais),
            ("pasaporte", "Ñ1", "AAB123", "", D::Pais),
            ("extranjero", "PE", "--", "", D::Numero),
            ("extranjero", "PE", "12\r\n345", "", D::Numero),
            ("extranjero", "PE", "123456789012345678901", "", D::Numero),
            ("sin_documento", "", "", "porque si", D::Motivo),
        ] {
            assert_eq!(Documento::parse(tipo, pais, numero, motivo), Err(error), "{tipo} {pais} {numero}");
        }
    }

    proptest! {
        #[test]
        fn el_valor_unico_no_depende_de_como_se_escribe(cuerpo in 1_u32..99_999_999) {
            let rut = Rut::con_cuerpo(cuerpo).expect("cuerpo");
            let valores = [rut.to_string(), rut.normalizado(), format!("CL0{}-{}", rut.cuerpo(), rut.dv())]
                .map(|forma| Documento::parse("rut", "", &forma, "").expect("rut").normalizado());
            prop_assert_eq!(valores, [(); 3].map(|()| Some(format!("{}-{}", rut.cuerpo(), rut.dv()))));
        }

        #[test]
        fn lo_mostrado_se_lee_igual(numero in "[A-Z0-9]{3,20}", pais in "[A-Z]{2}") {
            let documento = Documento::parse("pasaporte", &pais, &numero, "").expect("pasaporte");
            let mostrado = documento.numero().expect("numero");
            prop_assert_eq!(Documento::parse("pasaporte", &pais, &mostrado, ""), Ok(documento));
        }
    }
}
