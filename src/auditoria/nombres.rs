//! Rows by their names: what an id in the audit stands for, all those of a page in one statement.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Text};
use diesel_async::RunQueryDsl;

use super::Cambio;
use super::palabras;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

#[derive(Debug, Default)]
pub struct Nombres {
    filas: BTreeMap<(String, i64), String>,
    /// Who works in the clinic, by name: for the filter of a list.
    pub equipo: Vec<(i64, String)>,
}

impl Nombres {
    pub fn de(&self, tabla: &str, id: i64) -> Option<&str> {
        self.filas.get(&(tabla.to_owned(), id)).map(String::as_str)
    }
}

#[derive(QueryableByName)]
struct Nombre {
    #[diesel(sql_type = Text)]
    tabla: String,
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    nombre: String,
}

/// Table, what its rows are called, and from where beside it: `t` is the row.
const FUENTES: &[(&str, &str, &str)] = &[
    (
        "pacientes",
        "concat_ws(' ', coalesce(nullif(t.nombre_social, ''), t.nombres), nullif(t.apellido_paterno, ''), nullif(t.apellido_materno, ''))",
        "",
    ),
    ("membresias", "u.nombre", "join usuarios u on u.id = t.usuario_id"),
    ("profesionales", "t.nombre", ""),
    ("prestaciones", "t.nombre", ""),
    ("insumos", "t.nombre", ""),
    ("boxes", "t.nombre", ""),
    ("sucursales", "t.nombre", ""),
    ("depositos", "t.nombre", ""),
    ("proveedores", "t.nombre", ""),
    ("cajas", "t.nombre", ""),
    ("convenios", "t.nombre", ""),
    (
        "presupuestos",
        "s.prefijo || '-' || t.folio",
        "join series s on s.clinica_id = t.clinica_id and s.id = t.serie_id",
    ),
    (
        "citas",
        "concat_ws(', ', to_char(t.inicio at time zone z.zona, 'DD-MM-YYYY HH24:MI'), concat_ws(' ', p.nombres, nullif(p.apellido_paterno, '')))",
        "join clinicas z on z.id = t.clinica_id left join pacientes p on p.clinica_id = t.clinica_id and p.id = t.paciente_id",
    ),
];

fn sql() -> String {
    let de_fuente = |(tabla, nombre, junto): &(&str, &str, &str)| {
        format!(
            "select r.tabla, r.id, {nombre} as nombre from r join {tabla} t on t.clinica_id = $3 and t.id = r.id {junto}
             where r.tabla = '{tabla}'"
        )
    };
    let ramas = FUENTES.iter().map(de_fuente).collect::<Vec<_>>().join(" union all ");
    format!(
        "with r as materialized (select * from unnest($1, $2) as r (tabla, id)) {ramas}
         union all select r.tabla, r.id, u.nombre from r join usuarios u on u.id = r.id where r.tabla = 'usuarios'
         union all select 'permisos.' || codigo, 0, descripcion from permisos where exists (select from r where r.tabla = 'permisos')
         union all select 'equipo', m.id, u.nombre from membresias m join usuarios u on u.id = m.usuario_id
           where m.clinica_id = $3"
    )
}

/// Of the rows that changed and of those they name; and the people of the clinic.
pub async fn nombres(tx: &mut Tx<'_>, cambios: &[Cambio]) -> AppResult<Nombres> {
    let pedidos: BTreeSet<(String, i64)> = cambios.iter().flat_map(Cambio::referencias).collect();
    let (tablas, ids): (Vec<String>, Vec<i64>) = pedidos.into_iter().unzip();
    let hallados: Vec<Nombre> = consulta(sql())
        .bind::<Array<Text>, _>(tablas)
        .bind::<Array<BigInt>, _>(ids)
        .bind::<Integer, _>(tx.actor().clinica)
        .load(tx.pg())
        .await?;
    let mut nombres = Nombres::default();
    for Nombre { tabla, id, nombre } in hallados {
        match tabla.as_str() {
            "equipo" => nombres.equipo.push((id, nombre)),
            _ => drop(nombres.filas.insert((tabla, id), nombre)),
        }
    }
    nombres.equipo.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(nombres)
}

impl Cambio {
    /// The row itself and every row that its values name.
    fn referencias(&self) -> Vec<(String, i64)> {
        let propia = self
            .fila_id
            .parse()
            .ok()
            .filter(|_| self.libro == 0)
            .map(|id| (palabras::dueno(&self.tabla).to_owned(), id));
        let nombradas = [&self.antes, &self.despues].into_iter().flatten().filter_map(|v| v.as_object()).flatten();
        let nombradas = nombradas.filter_map(|(columna, valor)| {
            Some((palabras::referida(&self.tabla, columna)?.to_owned(), valor.as_i64()?))
        });
        let permisos = (self.tabla == "roles_permisos").then(|| ("permisos".to_owned(), 0));
        propia.into_iter().chain(nombradas).chain(permisos).collect()
    }
}
