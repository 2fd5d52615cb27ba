//! The columns of an import: how each is called, by us and by others, and how its texts become the patient's form.

use crate::pacientes::PacienteForm;
use crate::pacientes::paises::PAISES;
use crate::planilla::{Columna, Molde, clave, dia};
use crate::values::texto;

/// Without these a row could be anybody's.
const OBLIGATORIAS: &[(&str, &str)] = &[("documento", "RUT"), ("nombres", "Nombres")];
const EJEMPLO: &str = "Ejemplo: borra esta fila";
pub const FILAS_MAX: usize = 50_000;

pub static MOLDE: Molde =
    Molde { columnas: COLUMNAS, obligatorias: OBLIGATORIAS, ejemplo: EJEMPLO, filas_max: FILAS_MAX };

#[rustfmt::skip]
const COLUMNAS: &[Columna] = &[
    Columna { campo: "documento", de_plantilla: true, titulo: "RUT", ejemplo: "12.345.678-5", alias: &[
        "run", "documento", "rut paciente", "run paciente", "rut del paciente", "rut o documento", "rut run", "n documento", "no documento",
        "nro documento", "num documento", "numero documento", "numero de documento", "cedula", "cedula de identidad", "identificacion"] },
    Columna { campo: "nombres", de_plantilla: true, titulo: "Nombres", ejemplo: EJEMPLO, alias: &[
        "nombre", "nombres paciente", "nombre paciente", "nombre del paciente", "nombres del paciente", "primer nombre"] },
    Columna { campo: "apellido_paterno", de_plantilla: true, titulo: "Apellido paterno", ejemplo: "Pérez", alias: &[
        "paterno", "ap paterno", "a paterno", "primer apellido", "apellido 1"] },
    Columna { campo: "apellido_materno", de_plantilla: true, titulo: "Apellido materno", ejemplo: "Soto", alias: &[
        "materno", "ap materno", "a materno", "segundo apellido", "apellido 2"] },
    Columna { campo: "apellidos", de_plantilla: false, titulo: "Apellidos", ejemplo: "", alias: &["apellido", "apellidos paciente", "apellidos del paciente"] },
    Columna { campo: "nombre_social", de_plantilla: true, titulo: "Nombre social", ejemplo: "", alias: &[] },
    Columna { campo: "nacimiento", de_plantilla: true, titulo: "Fecha de nacimiento", ejemplo: "22-11-1984", alias: &[
        "nacimiento", "fecha nacimiento", "fec nacimiento", "fecha nac", "fec nac", "f nacimiento", "f nac", "fecha de nac"] },
    Columna { campo: "telefono", de_plantilla: true, titulo: "Teléfono", ejemplo: "9 8765 4321", alias: &[
        "celular", "fono", "movil", "telefono movil", "telefono celular", "fono celular", "telefono contacto", "telefono de contacto",
        "whatsapp", "n telefono", "numero de telefono"] },
    Columna { campo: "correo", de_plantilla: true, titulo: "Correo", ejemplo: "maria@ejemplo.cl", alias: &[
        "email", "e mail", "mail", "correo electronico"] },
    Columna { campo: "direccion", de_plantilla: true, titulo: "Dirección", ejemplo: "Av. Siempre Viva 742", alias: &["domicilio", "direccion particular"] },
    Columna { campo: "observacion", de_plantilla: true, titulo: "Observación", ejemplo: "", alias: &[
        "observaciones", "nota", "notas", "comentario", "comentarios", "observacion administrativa"] },
    Columna { campo: "documento_tipo", de_plantilla: true, titulo: "Tipo de documento", ejemplo: "", alias: &["tipo documento", "tipo doc", "documento tipo"] },
    Columna { campo: "documento_pais", de_plantilla: true, titulo: "País del documento", ejemplo: "", alias: &["pais", "pais documento", "documento pais", "pais emisor"] },
    Columna { campo: "documento_motivo", de_plantilla: true, titulo: "Motivo sin documento", ejemplo: "", alias: &["documento motivo", "por que no tiene documento"] },
    Columna { campo: "sin_avisos", de_plantilla: true, titulo: "Sin avisos", ejemplo: "", alias: &["no quiere avisos", "no quiere mensajes"] },
];

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
        "nacimiento" => form.nacimiento = dia(texto),
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
    use crate::planilla::titulos_repetidos;

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
            assert_eq!(MOLDE.de_titulo(titulo).map(|c| c.campo), Some(campo), "{titulo}");
        }
        for titulo in ["", "Previsión", "Sexo", "rut del tutor", "Acepta publicidad"] {
            assert!(MOLDE.de_titulo(titulo).is_none(), "{titulo}");
        }
    }

    #[test]
    fn ningun_titulo_es_de_dos_columnas() {
        assert_eq!(titulos_repetidos(&MOLDE), Vec::<String>::new());
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
}
