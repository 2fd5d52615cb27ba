//! What somebody who writes to a clinic means: only what is said so plainly that nobody could mean another thing.

use super::texto::normalizar;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dicho {
    Confirma,
    Cancela,
    Cambia,
    MisHoras,
    /// With whom, or of what, in lower case and without accents.
    HoraCon(String),
    Direccion,
    Horario,
    /// Wants to be written to no more this way, or again.
    Baja,
    Alta,
    /// For a person to read.
    Otro,
}

const CONFIRMA: &[&str] = &[
    "si",
    "sii",
    "sip",
    "si confirmo",
    "si voy",
    "si gracias",
    "confirmo",
    "confirmar",
    "confirmado",
    "confirmada",
    "confirmo mi hora",
    "voy",
    "asistire",
    "si asistire",
];
const CANCELA: &[&str] = &[
    "no",
    "no puedo",
    "no puedo ir",
    "no voy",
    "no ire",
    "no asistire",
    "no podre",
    "no podre ir",
    "cancelar",
    "cancelo",
    "cancela",
    "anular",
    "cancelar hora",
    "cancelar mi hora",
    "cancelar la hora",
    "anular mi hora",
    "anular la hora",
];
const CAMBIA: &[&str] = &[
    "cambiar",
    "cambio",
    "cambiar hora",
    "cambiar mi hora",
    "cambiar la hora",
    "otra hora",
    "reagendar",
    "reagendar mi hora",
    "quiero cambiar mi hora",
];
const MIS_HORAS: &[&str] = &[
    "mis horas",
    "mi hora",
    "mis citas",
    "mi cita",
    "cuando es mi hora",
    "a que hora es mi hora",
    "que horas tengo",
    "cuando tengo hora",
    "ver mis horas",
];
const DIRECCION: &[&str] = &[
    "direccion",
    "la direccion",
    "cual es la direccion",
    "donde quedan",
    "donde estan",
    "donde es",
    "donde queda",
    "como llego",
    "ubicacion",
];
const HORARIO: &[&str] = &[
    "horario",
    "horarios",
    "horario de atencion",
    "cual es el horario",
    "a que hora atienden",
    "a que hora abren",
    "a que hora cierran",
    "que dias atienden",
    "cuando atienden",
];
const BAJA: &[&str] = &["baja", "stop", "no escribir", "no me escriban", "no me escriban mas", "darme de baja"];
const ALTA: &[&str] = &["alta"];
/// What asks for an hour, before with whom.
const HORA_CON: &[&str] = &["hora con ", "horas con ", "hora para ", "horas para ", "hora de ", "horas de "];
const PEDIR: &[&str] = &["quiero ", "quisiera ", "necesito ", "pedir ", "busco ", "tienen ", "hay ", "una "];
const TITULOS: &[&str] = &["el", "la", "dr", "dra", "doctor", "doctora"];

/// Of a text, whatever its accents, capitals and signs.
pub fn leer(texto: &str) -> Dicho {
    let limpio: String = texto.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let dicho = normalizar(&limpio);
    let es = |formas: &[&str]| formas.contains(&dicho.as_str());
    let sentidos = [
        (CONFIRMA, Dicho::Confirma),
        (CANCELA, Dicho::Cancela),
        (CAMBIA, Dicho::Cambia),
        (MIS_HORAS, Dicho::MisHoras),
        (DIRECCION, Dicho::Direccion),
        (HORARIO, Dicho::Horario),
        (BAJA, Dicho::Baja),
        (ALTA, Dicho::Alta),
    ];
    let plano = sentidos.into_iter().find(|(formas, _)| es(formas)).map(|(_, sentido)| sentido);
    plano.or_else(|| hora_con(&dicho)).unwrap_or(Dicho::Otro)
}

fn hora_con(dicho: &str) -> Option<Dicho> {
    let mut resto = dicho;
    while let Some(sigue) = PEDIR.iter().find_map(|palabra| resto.strip_prefix(palabra)) {
        resto = sigue;
    }
    let quien = HORA_CON.iter().find_map(|forma| resto.strip_prefix(forma))?;
    let palabras: Vec<&str> = quien.split(' ').filter(|palabra| !TITULOS.contains(palabra)).collect();
    // A sentence is for a person.
    (!palabras.is_empty() && palabras.len() <= 4).then(|| Dicho::HoraCon(palabras.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lo_claro_se_entiende_y_lo_demas_es_para_una_persona() {
        for (texto, sentido) in [
            ("Sí", Dicho::Confirma),
            (" sí, confirmo! ", Dicho::Confirma),
            ("SI", Dicho::Confirma),
            ("No", Dicho::Cancela),
            ("no puedo ir.", Dicho::Cancela),
            ("Cambiar", Dicho::Cambia),
            ("¿Cuándo es mi hora?", Dicho::MisHoras),
            ("Hora con pediatría", Dicho::HoraCon("pediatria".into())),
            ("Quisiera una hora con la Dra. Eva Soto", Dicho::HoraCon("eva soto".into())),
            ("dirección", Dicho::Direccion),
            ("¿A qué hora atienden?", Dicho::Horario),
            ("BAJA", Dicho::Baja),
            ("", Dicho::Otro),
            ("no sé si puedo, le aviso", Dicho::Otro),
            ("si llueve no voy", Dicho::Otro),
            ("hora con", Dicho::Otro),
            ("hora con alguien que me pueda ver hoy mismo", Dicho::Otro),
        ] {
            assert_eq!(leer(texto), sentido, "{texto}");
        }
    }
}
