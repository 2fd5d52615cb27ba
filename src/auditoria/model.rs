//! A change as it is read: columns become words and ids names, personal values come back from their side table while they stand.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Jsonb, Nullable, Text, Timestamptz};
use rust_decimal::Decimal;
use serde_json::Value;

use super::nombres::Nombres;
use super::{libros, palabras};
use crate::ui::format;
use crate::urls;

#[derive(Debug, Clone, QueryableByName)]
pub struct Cambio {
    /// Which ledger it is of, from 1 on; 0: a change that was audited.
    #[diesel(sql_type = Integer)]
    pub libro: i32,
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    /// `None`: the program itself.
    #[diesel(sql_type = Nullable<Text>)]
    pub quien: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub direccion: Option<String>,
    /// The browser, as it said when its person signed in.
    #[diesel(sql_type = Nullable<Text>)]
    pub agente: Option<String>,
    #[diesel(sql_type = Text)]
    pub tabla: String,
    #[diesel(sql_type = Text)]
    pub fila_id: String,
    #[diesel(sql_type = Text)]
    pub operacion: String,
    /// What a row of a ledger is of: where its page is, and how people call it.
    #[diesel(sql_type = Nullable<Text>)]
    pub documento_tabla: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub documento_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub documento: Option<String>,
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

/// How a clinic writes: its clock, its money, and what its rows are called.
#[derive(Clone, Copy)]
pub struct Lectura<'a> {
    pub zona: Tz,
    pub moneda: &'a str,
    pub nombres: &'a Nombres,
}

/// What says nothing to a person.
const INTERNAS: [&str; 10] =
    ["id", "clinica_id", "version", "creado", "creado_por", "rut_cuerpo", "rut_dv", "clave", "moneda", "ocupa"];

impl Cambio {
    pub fn valores(&self, lectura: Lectura<'_>) -> Vec<Valor> {
        let vacio = serde_json::Map::new();
        let mapa = |v: &Option<Value>| v.as_ref().and_then(Value::as_object).cloned().unwrap_or_else(|| vacio.clone());
        let (antes, despues) = (mapa(&self.antes), mapa(&self.despues));
        let mut columnas: Vec<&String> = antes.keys().chain(despues.keys()).collect();
        columnas.sort();
        columnas.dedup();
        let texto = |columna: &str, valor: Option<&Value>| self.texto(columna, valor, lectura);
        columnas
            .into_iter()
            .filter(|c| !INTERNAS.contains(&c.as_str()))
            .map(|c| Valor {
                columna: palabras::etiqueta(c),
                antes: texto(c, antes.get(c)),
                despues: texto(c, despues.get(c)),
            })
            .filter(|v| v.antes != v.despues)
            .collect()
    }

    /// `Creó`, `Cambió`, `Quitó`; of a ledger, what it is to add to it.
    pub fn verbo(&self) -> &'static str {
        match self.operacion.as_str() {
            _ if self.libro > 0 => libros::dicho(&self.tabla, &self.operacion).0,
            "INSERT" => "Creó",
            "DELETE" => "Quitó",
            _ => "Cambió",
        }
    }

    /// What kind of thing the row is.
    pub fn cosa(&self) -> String {
        match self.libro {
            0 => palabras::tabla(&self.tabla),
            _ => libros::dicho(&self.tabla, &self.operacion).1.to_owned(),
        }
    }

    /// Where it leads: to the document it is of, or to what else happened to the same row.
    pub fn url(&self, clinica: &str) -> String {
        let documento = self.documento_tabla.as_deref().zip(self.documento_id);
        let pagina = documento.and_then(|(tabla, id)| urls::documento_de(clinica, tabla, id));
        pagina.unwrap_or_else(|| urls::historia(clinica, &self.tabla, &self.fila_id))
    }

    /// What the row is called: by its name, or by its number.
    pub fn nombre(&self, nombres: &Nombres) -> String {
        if let Some(documento) = &self.documento {
            return documento.clone();
        }
        let id = self.fila_id.parse().ok();
        let nombre = id.and_then(|id| nombres.de(palabras::dueno(&self.tabla), id));
        match nombre {
            None if self.tabla == "roles_permisos" => palabras::etiqueta(&self.fila_id),
            None => self.fila_id.clone(),
            Some(nombre) => nombre.to_owned(),
        }
    }

    fn texto(&self, columna: &str, valor: Option<&Value>, lectura: Lectura<'_>) -> String {
        match valor {
            None | Some(Value::Null) => String::new(),
            Some(Value::Bool(true)) => "sí".into(),
            Some(Value::Bool(false)) => "no".into(),
            Some(Value::Number(n)) => {
                let fila = palabras::referida(&self.tabla, columna).zip(n.as_i64());
                let nombre = fila.and_then(|(tabla, id)| lectura.nombres.de(tabla, id));
                nombre.map_or_else(|| numero(columna, n, fila.is_some(), lectura), str::to_owned)
            }
            Some(Value::String(t)) if columna == "permiso" => {
                lectura.nombres.de(&format!("permisos.{t}"), 0).unwrap_or(t).to_owned()
            }
            Some(Value::String(t)) if palabras::es_codigo(&self.tabla, columna) => palabras::etiqueta(t),
            Some(Value::String(t)) => escrito(t, lectura.zona),
            Some(Value::Object(partes)) => {
                let parte = |(c, v): (&String, &Value)| {
                    format!("{}: {}", palabras::etiqueta(c), self.texto(c, Some(v), lectura))
                };
                partes.iter().map(parte).collect::<Vec<_>>().join("; ")
            }
            Some(Value::Array(partes)) => {
                partes.iter().map(|v| self.texto(columna, Some(v), lectura)).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

fn numero(columna: &str, n: &serde_json::Number, es_fila: bool, lectura: Lectura<'_>) -> String {
    match (columna, n.as_i64()) {
        ("isodow", Some(dia)) => return format::weekday_number(dia).unwrap_or_default().to_owned(),
        // of who waits for an hour; days that are counted have more to their name
        ("dias", Some(bits)) => return format::weekdays(bits),
        _ => {}
    }
    match n.to_string().parse::<Decimal>() {
        Ok(_) if es_fila || columna.ends_with("_id") => format!("N° {n}"),
        Ok(monto) if palabras::es_dinero(columna) => format::money(monto, lectura.moneda),
        Ok(decimal) => format::number(decimal.normalize()),
        Err(_demasiado_grande) => n.to_string(),
    }
}

/// Instants and dates as the clinic's wall says them; the rest as it was written.
fn escrito(texto: &str, zona: Tz) -> String {
    let momento = |t: &str| Some(format::date_time(instante(t)?.with_timezone(&zona).naive_local()));
    if texto.starts_with("sha256:") {
        return "(borrado)".into();
    }
    if let Some((desde, hasta)) =
        texto.strip_prefix('[').and_then(|t| t.strip_suffix(')')).and_then(|t| t.split_once(','))
    {
        let extremo = |t: &str| momento(t.trim_matches('"')).unwrap_or_else(|| t.to_owned());
        return format!("{} a {}", extremo(desde), extremo(hasta));
    }
    let horas = texto.strip_suffix(":00").filter(|t| t.len() == 5 && t.as_bytes().get(2) == Some(&b':'));
    if let Some(horas) = horas {
        return horas.to_owned();
    }
    let fecha = || Some(format::date(texto.parse::<NaiveDate>().ok()?));
    momento(texto).or_else(fecha).unwrap_or_else(|| texto.to_owned())
}

/// As jsonb writes one, `2026-11-22T12:00:00+00:00`, or a range, `2026-11-22 12:00:00+00`.
fn instante(texto: &str) -> Option<DateTime<Utc>> {
    let largo = |t: &str| DateTime::parse_from_rfc3339(t).ok();
    let corto = || largo(&format!("{}:00", texto.replacen(' ', "T", 1)));
    (texto.len() >= 19).then(|| largo(texto).or_else(corto)).flatten().map(|t| t.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leer(tabla: &str, antes: Value, despues: Value) -> Vec<Valor> {
        let cambio = Cambio {
            libro: 0,
            id: 1,
            en: DateTime::UNIX_EPOCH,
            quien: None,
            direccion: None,
            agente: None,
            tabla: tabla.into(),
            fila_id: "7".into(),
            operacion: "UPDATE".into(),
            documento_tabla: None,
            documento_id: None,
            documento: None,
            antes: Some(antes),
            despues: Some(despues),
        };
        let nombres = Nombres::default();
        cambio.valores(Lectura { zona: Tz::America__Santiago, moneda: "CLP", nombres: &nombres })
    }

    #[test]
    fn un_cambio_se_lee_en_palabras() {
        let valor = |c: &str, a: &str, d: &str| Valor { columna: c.into(), antes: a.into(), despues: d.into() };
        assert_eq!(
            leer(
                "pacientes",
                serde_json::json!({"version": 1, "apellido_paterno": "Soto", "archivado": null, "nacimiento": "1980-02-03"}),
                serde_json::json!({"version": 2, "apellido_paterno": "sha256:ab", "archivado": "2026-11-22T12:00:00+00:00", "nacimiento": null})
            ),
            [
                valor("Apellido paterno", "Soto", "(borrado)"),
                valor("Archivado", "", "22-11-2026 09:00"),
                valor("Nacimiento", "03-02-1980", ""),
            ]
        );
        assert_eq!(
            leer(
                "citas",
                serde_json::json!({"rango": "[\"2026-11-23 12:00:00+00\",\"2026-11-23 12:30:00+00\")", "estado": "en_atencion"}),
                serde_json::json!({"rango": null, "estado": "atendida", "precio": 12340, "box_id": 3,
                    "ajustes": {"cupo_maximo": 2, "demo": true}, "desde_hora": "16:00:00"})
            ),
            [
                valor("Ajustes", "", "Cupo máximo: 2; Demo: sí"),
                valor("Box", "", "N° 3"),
                valor("Desde hora", "", "16:00"),
                valor("Estado", "En atención", "Atendida"),
                valor("Precio", "", "$12.340"),
                valor("Rango", "23-11-2026 09:00 a 23-11-2026 09:30", ""),
            ]
        );
    }
}
