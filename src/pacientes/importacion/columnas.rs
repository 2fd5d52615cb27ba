//! The columns of an import: how each is called, by us and by others, and how its texts become the patient's form.

use chrono::{Days, NaiveDate};

use crate::pacientes::PacienteForm;
use crate::pacientes::paises::PAISES;
use crate::values::{fecha, texto};

pub struct Columna {
    /// A field of the form, or `apellidos`.
    pub campo: &'static str,
    pub titulo: &'static str,
    /// Normalised, besides the title itself.
    alias: &'static [&'static str],
    /// In the row that the template brings.
    ejemplo: &'static str,
}

/// Without these a row could be anybody's.
pub const OBLIGATORIAS: [(&str, &str); 2] = [("documento", "RUT"), ("nombres", "Nombres")];
const EJEMPLO: &str = "Ejemplo: borra esta fila";

#[rustfmt::skip]
pub const COLUMNAS: [Columna; 15] = [
    Columna { campo: "documento", titulo: "RUT", ejemplo: "12.345.678-5", alias: &[
        "run", "documento", "rut paciente", "run paciente", "rut del paciente", "rut o documento", "rut run", "n documento", "no documento",
        "nro documento", "num documento", "numero documento", "numero de documento", "cedula", "cedula de identidad", "identificacion"] },
    Columna { campo: "nombres", titulo: "Nombres", ejemplo: EJEMPLO, alias: &[
        "nombre", "nombres paciente", "nombre paciente", "nombre del paciente", "nombres del paciente", "primer nombre"] },
    Columna { campo: "apellido_paterno", titulo: "Apellido paterno", ejemplo: "Pérez", alias: &[
        "paterno", "ap paterno", "a paterno", "primer apellido", "apellido 1"] },
    Columna { campo: "apellido_materno", titulo: "Apellido materno", ejemplo: "Soto", alias: &[
        "materno", "ap materno", "a materno", "segundo apellido", "apellido 2"] },
    Columna { campo: "apellidos", titulo: "Apellidos", ejemplo: "", alias: &["apellido", "apellidos paciente", "apellidos del paciente"] },
    Columna { campo: "nombre_social", titulo: "Nombre social", ejemplo: "", alias: &[] },
    Columna { campo: "nacimiento", titulo: "Fecha de nacimiento", ejemplo: "22-11-1984", alias: &[
        "nacimiento", "fecha nacimiento", "fec nacimiento", "fecha nac", "fec nac", "f nacimiento", "f nac", "fecha de nac"] },
    Columna { campo: "telefono", titulo: "Teléfono", ejemplo: "9 8765 4321", alias: &[
        "celular", "fono", "movil", "telefono movil", "telefono celular", "fono celular", "telefono contacto", "telefono de contacto",
        "whatsapp", "n telefono", "numero de telefono"] },
    Columna { campo: "correo", titulo: "Correo", ejemplo: "maria@ejemplo.cl", alias: &[
        "email", "e mail", "mail", "correo electronico"] },
    Columna { campo: "direccion", titulo: "Dirección", ejemplo: "Av. Siempre Viva 742", alias: &["domicilio", "direccion particular"] },
    Columna { campo: "observacion", titulo: "Observación", ejemplo: "", alias: &[
        "observaciones", "nota", "notas", "comentario", "comentarios", "observacion administrativa"] },
    Columna { campo: "documento_tipo", titulo: "Tipo de documento", ejemplo: "", alias: &["tipo documento", "tipo doc", "documento tipo"] },
    Columna { campo: "documento_pais", titulo: "País del documento", ejemplo: "", alias: &["pais", "pais documento", "documento pais", "pais emisor"] },
    Columna { campo: "documento_motivo", titulo: "Motivo sin documento", ejemplo: "", alias: &["documento motivo", "por que no tiene documento"] },
    Columna { campo: "sin_avisos", titulo: "Sin avisos", ejemplo: "", alias: &["no quiere avisos", "no quiere mensajes"] },
];

pub fn de_campo(campo: &str) -> Option<&'static Columna> {
    COLUMNAS.iter().find(|columna| columna.campo == campo)
}

/// Whatever the case, the accents and the signs: `R.U.T.`, `TELÉFONO (*)`, `fecha_nacimiento`.
pub fn de_titulo(titulo: &str) -> Option<&'static Columna> {
    let titulo = clave(titulo);
    COLUMNAS.iter().find(|c| clave(c.titulo) == titulo || c.alias.contains(&titulo.as_str()))
}

fn clave(titulo: &str) -> String {
    let sin_puntos: String = titulo.chars().filter(|c| *c != '.').collect();
    let palabras: String =
        sin_puntos.chars().map(|c| if c.is_alphanumeric() && !"ºª".contains(c) { c } else { ' ' }).collect();
    texto::normalizar(&palabras)
}

/// Headings and the one row of the template.
pub fn plantilla() -> [Vec<&'static str>; 2] {
    let de_una_persona = || COLUMNAS.iter().filter(|c| c.campo != "apellidos");
    [de_una_persona().map(|c| c.titulo).collect(), de_una_persona().map(|c| c.ejemplo).collect()]
}

/// The row of the template, which nobody is.
pub fn es_ejemplo(textos: &[String]) -> bool {
    textos.iter().any(|texto| texto == EJEMPLO)
}

/// The texts of a row as the form of one patient takes them; those of columns it lacks stay empty.
pub fn formulario(columnas: &[String], textos: &[String]) -> PacienteForm {
    let mut form = PacienteForm { documento_tipo: String::new(), ..PacienteForm::default() };
    for (columna, texto) in columnas.iter().zip(textos) {
        poner(&mut form, columna, texto);
    }
    if form.documento_tipo.is_empty() {
        let sin = form.documento.is_empty();
        form.documento_tipo = if sin { "sin_documento" } else { "rut" }.into();
    }
    if form.documento_tipo == "sin_documento" && form.documento_motivo.is_empty() {
        form.documento_motivo = "otro".into();
    }
    form
}

fn poner(form: &mut PacienteForm, columna: &str, texto: &str) {
    let texto = texto.to_owned();
    match columna {
        "documento" => form.documento = texto,
        "documento_tipo" => form.documento_tipo = tipo(texto),
        "documento_pais" => form.documento_pais = pais(texto),
        "documento_motivo" => form.documento_motivo = motivo(texto),
        "nombres" => form.nombres = texto,
        "apellido_paterno" => form.apellido_paterno = texto,
        "apellido_materno" => form.apellido_materno = texto,
        "apellidos" => (form.apellido_paterno, form.apellido_materno) = apellidos(&texto),
        "nombre_social" => form.nombre_social = texto,
        "nacimiento" => form.nacimiento = nacimiento(texto),
        "telefono" => form.telefono = texto,
        "correo" => form.correo = texto,
        "direccion" => form.direccion = texto,
        "observacion" => form.observacion = texto,
        "sin_avisos" => form.sin_avisos = si_o_no(&texto).unwrap_or_default(),
        _ => {}
    }
}

/// What nobody could take for a yes or a no is neither.
pub fn si_o_no(texto: &str) -> Option<bool> {
    match texto::normalizar(texto).as_str() {
        "si" | "s" | "x" | "1" | "verdadero" | "true" => Some(true),
        "" | "no" | "n" | "0" | "falso" | "false" => Some(false),
        _ => None,
    }
}

/// A word that is none of these stays, for the form to refuse.
fn tipo(texto: String) -> String {
    match clave(&texto).as_str() {
        "rut" | "run" | "cedula" | "cedula de identidad" => "rut".into(),
        "pasaporte" => "pasaporte".into(),
        "extranjero" | "documento extranjero" | "dni" => "extranjero".into(),
        "sin documento" | "sin" | "ninguno" | "no tiene" => "sin_documento".into(),
        _ => texto,
    }
}

fn motivo(texto: String) -> String {
    match clave(&texto).as_str() {
        "recien nacido" => "recien_nacido".into(),
        "no identificado" => "no_identificado".into(),
        "otro" => "otro".into(),
        _ => texto,
    }
}

fn pais(texto: String) -> String {
    let nombre = texto::normalizar(&texto);
    PAISES.iter().find(|(_, pais)| texto::normalizar(pais) == nombre).map_or(texto, |(codigo, _)| (*codigo).to_owned())
}

/// A cell that lost its format shows the day as Excel counts it. With fewer digits it could be a year.
fn nacimiento(texto: String) -> String {
    let es_dia = texto.len() == 5 && texto.bytes().all(|byte| byte.is_ascii_digit());
    let dia = texto.parse().ok().filter(|_| es_dia).and_then(|dias| {
        NaiveDate::from_ymd_opt(1899, 12, 30).and_then(|origen| origen.checked_add_days(Days::new(dias)))
    });
    // Some programs write the hour of midnight after every date.
    let sin_hora =
        || texto.strip_suffix(" 00:00:00").or_else(|| texto.strip_suffix(" 0:00")).unwrap_or(&texto).to_owned();
    dia.map_or_else(sin_hora, fecha::iso)
}

/// The first surname, with the particles that lead it; the rest is the second one.
fn apellidos(texto: &str) -> (String, String) {
    const PARTICULAS: [&str; 13] =
        ["de", "del", "la", "las", "los", "el", "y", "san", "santa", "da", "di", "van", "von"];
    let palabras: Vec<&str> = texto.split_whitespace().collect();
    let guias = palabras.iter().take_while(|p| PARTICULAS.contains(&texto::normalizar(p).as_str())).count();
    let (primero, segundo) = palabras.split_at((guias + 1).min(palabras.len()));
    (primero.join(" "), segundo.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn los_titulos_se_reconocen_como_se_escriban() {
        for (titulo, campo) in [
            ("R.U.T.", "documento"),
            ("  rut ", "documento"),
            ("N° Documento", "documento"),
            ("NOMBRE", "nombres"),
            ("Primer_Apellido", "apellido_paterno"),
            ("APELLIDOS", "apellidos"),
            ("Fecha de Nacimiento (*)", "nacimiento"),
            ("TELÉFONO", "telefono"),
            ("E-mail", "correo"),
            ("Dirección", "direccion"),
            ("País", "documento_pais"),
        ] {
            assert_eq!(de_titulo(titulo).map(|c| c.campo), Some(campo), "{titulo}");
        }
        for titulo in ["", "Previsión", "Sexo", "rut del tutor", "Acepta publicidad"] {
            assert!(de_titulo(titulo).is_none(), "{titulo}");
        }
    }

    #[test]
    fn ningun_titulo_es_de_dos_columnas() {
        let todos = || COLUMNAS.iter().flat_map(|c| c.alias.iter().map(|a| (*a).to_owned()).chain([clave(c.titulo)]));
        for nombre in todos() {
            assert_eq!(todos().filter(|otro| *otro == nombre).count(), 1, "{nombre}");
            assert_eq!(clave(&nombre), nombre);
        }
        assert!(COLUMNAS.iter().all(|c| c.campo == "apellidos" || poblada(c.campo)), "a column fills its field");
    }

    fn poblada(campo: &str) -> bool {
        let vacia = formulario(&[], &[]);
        let con = formulario(&[campo.to_owned()], &["si".to_owned()]);
        format!("{vacia:?}") != format!("{con:?}")
    }

    #[test]
    fn los_apellidos_se_reparten_sin_perder_palabras() {
        for (texto, paterno, materno) in [
            ("Pérez Soto", "Pérez", "Soto"),
            ("Pérez", "Pérez", ""),
            ("De la Fuente Soto Mayor", "De la Fuente", "Soto Mayor"),
            ("de la", "de la", ""),
            ("", "", ""),
        ] {
            assert_eq!(apellidos(texto), (paterno.to_owned(), materno.to_owned()), "{texto}");
        }
    }

    #[test]
    fn las_fechas_de_excel_son_dias() {
        for (texto, fecha) in [
            ("31008", "1984-11-22"),
            ("22-11-1984", "22-11-1984"),
            ("1984", "1984"),
            ("1984-11-22 00:00:00", "1984-11-22"),
            ("", ""),
        ] {
            assert_eq!(nacimiento(texto.to_owned()), fecha);
        }
    }
}
