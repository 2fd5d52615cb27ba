//! A change as it is read: columns become words, personal values come back from their side table while they stand.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Jsonb, Nullable, Text, Timestamptz};
use serde_json::Value;

#[derive(Debug, Clone, QueryableByName)]
pub struct Cambio {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    /// `None`: the program itself.
    #[diesel(sql_type = Nullable<Text>)]
    pub quien: Option<String>,
    #[diesel(sql_type = Text)]
    pub tabla: String,
    #[diesel(sql_type = Text)]
    pub fila_id: String,
    #[diesel(sql_type = Text)]
    pub operacion: String,
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub antes: Option<Value>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub despues: Option<Value>,
}

/// One column before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Valor {
    pub columna: String,
    pub antes: String,
    pub despues: String,
}

/// What says nothing to a person.
const INTERNAS: [&str; 7] = ["id", "clinica_id", "version", "creado", "creado_por", "rut_cuerpo", "rut_dv"];

impl Cambio {
    pub fn valores(&self) -> Vec<Valor> {
        let vacio = serde_json::Map::new();
        let mapa = |v: &Option<Value>| v.as_ref().and_then(Value::as_object).cloned().unwrap_or_else(|| vacio.clone());
        let (antes, despues) = (mapa(&self.antes), mapa(&self.despues));
        let mut columnas: Vec<&String> = antes.keys().chain(despues.keys()).collect();
        columnas.sort();
        columnas.dedup();
        columnas
            .into_iter()
            .filter(|c| !INTERNAS.contains(&c.as_str()))
            .map(|c| Valor { columna: etiqueta(c), antes: texto(antes.get(c)), despues: texto(despues.get(c)) })
            .filter(|v| v.antes != v.despues)
            .collect()
    }

    /// `Creó`, `Cambió`, `Quitó`.
    pub fn verbo(&self) -> &'static str {
        match self.operacion.as_str() {
            "INSERT" => "Creó",
            "DELETE" => "Quitó",
            _ => "Cambió",
        }
    }
}

/// Names of columns carry no accents; what a person reads does.
const ACENTOS: &[(&str, &str)] = &[
    ("clinica", "clínica"),
    ("clinico", "clínico"),
    ("codigo", "código"),
    ("direccion", "dirección"),
    ("duracion", "duración"),
    ("membresia", "membresía"),
    ("membresias", "membresías"),
    ("minimo", "mínimo"),
    ("observacion", "observación"),
    ("pais", "país"),
    ("prestacion", "prestación"),
    ("sesion", "sesión"),
    ("tamano", "tamaño"),
    ("telefono", "teléfono"),
    ("version", "versión"),
];

/// `apellido_paterno` to `Apellido paterno`.
pub(super) fn etiqueta(columna: &str) -> String {
    let acentuar = |p| ACENTOS.iter().find(|(sin, _)| *sin == p).map_or(p, |(_, con)| *con);
    let palabras = columna.split('_').map(acentuar).collect::<Vec<_>>().join(" ");
    let mut letras = palabras.chars();
    letras.next().map(|l| l.to_uppercase().collect::<String>() + letras.as_str()).unwrap_or_default()
}

fn texto(valor: Option<&Value>) -> String {
    match valor {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(t)) if t.starts_with("sha256:") => "(borrado)".into(),
        Some(Value::String(t)) => t.clone(),
        Some(Value::Bool(true)) => "sí".into(),
        Some(Value::Bool(false)) => "no".into(),
        Some(otro) => otro.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_cambio_se_lee_en_palabras() {
        let cambio = Cambio {
            id: 1,
            en: DateTime::UNIX_EPOCH,
            quien: None,
            tabla: "pacientes".into(),
            fila_id: "7".into(),
            operacion: "UPDATE".into(),
            antes: Some(serde_json::json!({"version": 1, "apellido_paterno": "Soto", "archivado": null})),
            despues: Some(serde_json::json!({"version": 2, "apellido_paterno": "sha256:ab", "archivado": "x"})),
        };
        let valor = |c: &str, a: &str, d: &str| Valor { columna: c.into(), antes: a.into(), despues: d.into() };
        assert_eq!(cambio.valores(), [valor("Apellido paterno", "Soto", "(borrado)"), valor("Archivado", "", "x")]);
        assert_eq!(cambio.verbo(), "Cambió");
    }
}
