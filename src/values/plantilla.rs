//! Texts that somebody else wrote, with places for what is known only later: `Hola, {nombre}:`.

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlantillaInvalida {
    /// A brace that nothing closes.
    Abierta,
    /// A brace that nothing opened.
    Suelta,
    /// Nothing is known by that name.
    Desconocida(String),
}

/// `valor` answers what stands for a name, which may be written in any case and between spaces.
pub fn rellenar<'v>(texto: &str, valor: impl Fn(&str) -> Option<&'v str>) -> Result<String, PlantillaInvalida> {
    let mut relleno = String::with_capacity(texto.len());
    let mut resto = texto;
    while let Some(n) = resto.find(['{', '}']) {
        let (antes, llave) = resto.split_at(n);
        relleno.push_str(antes);
        let dentro = llave.strip_prefix('{').ok_or(PlantillaInvalida::Suelta)?;
        let (escrito, despues) = dentro.split_once('}').ok_or(PlantillaInvalida::Abierta)?;
        if escrito.contains('{') {
            return Err(PlantillaInvalida::Abierta);
        }
        let dicho = valor(&escrito.trim().to_lowercase());
        relleno.push_str(dicho.ok_or_else(|| PlantillaInvalida::Desconocida(escrito.trim().to_owned()))?);
        resto = despues;
    }
    relleno.push_str(resto);
    Ok(relleno)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn con(texto: &str) -> Result<String, PlantillaInvalida> {
        rellenar(texto, |nombre| match nombre {
            "nombre" => Some("Rosa {hora}"),
            "hora" => Some("09:00"),
            _ => None,
        })
    }

    #[test]
    fn cada_variable_se_reemplaza_una_vez_y_lo_que_trae_no_se_lee() {
        assert_eq!(con("Hola, {nombre}: a las { HORA }.").unwrap(), "Hola, Rosa {hora}: a las 09:00.");
        assert_eq!(con("{hora}{hora}").unwrap(), "09:0009:00");
        assert_eq!(con("sin nada").unwrap(), "sin nada");
    }

    #[test]
    fn lo_mal_escrito_se_dice() {
        for texto in ["{hora", "a {", "{ho{hora}", "{{hora}}"] {
            assert_eq!(con(texto), Err(PlantillaInvalida::Abierta), "{texto}");
        }
        for texto in ["hora}", "{hora}}"] {
            assert_eq!(con(texto), Err(PlantillaInvalida::Suelta), "{texto}");
        }
        assert_eq!(con("{ Diagnóstico }"), Err(PlantillaInvalida::Desconocida("Diagnóstico".into())));
        assert_eq!(con("{}"), Err(PlantillaInvalida::Desconocida(String::new())));
    }

    proptest! {
        /// Whatever is accepted with one set of values is with any other, and nothing of its braces is left.
        #[test]
        fn lo_aceptado_sirve_para_cualquier_dato(
            texto in r"([a-zñ ¿<>&\n.]|\{nombre\}|\{ Hora \}|\{|\}|\{x\}){0,12}", nombre in r"\PC{0,20}", hora in r"\PC{0,20}",
        ) {
            let (fijas, sueltas) = (
                rellenar(&texto, |n| ["nombre", "hora"].contains(&n).then_some("")),
                rellenar(&texto, |n| match n { "nombre" => Some(nombre.as_str()), "hora" => Some(hora.as_str()), _ => None }),
            );
            prop_assert_eq!(fijas.is_ok(), sueltas.is_ok());
            if let (Ok(fija), Ok(suelta)) = (fijas, sueltas) {
                let queda_alguna = fija.contains(['{', '}']);
                prop_assert!(!queda_alguna);
                let veces = |que: &str| texto.to_lowercase().replace(' ', "").matches(que).count();
                let largo = fija.len() + veces("{nombre}") * nombre.len() + veces("{hora}") * hora.len();
                prop_assert_eq!(suelta.len(), largo);
            }
        }
    }
}
