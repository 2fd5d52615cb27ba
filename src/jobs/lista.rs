//! The jobs of a clinic as somebody at a desk sees them, and the two things they may do about one.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Jsonb, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use serde_json::Value;

use super::errores;
use super::queue::Trabajo;
use crate::db::{Tx, consulta};
use crate::error::{AppResult, interno};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estado {
    Pendiente,
    Corriendo,
    Hecho,
    Fallido,
    Cancelado,
}

impl Estado {
    pub const TODOS: [Self; 5] = [Self::Fallido, Self::Pendiente, Self::Corriendo, Self::Hecho, Self::Cancelado];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Pendiente => "pendiente",
            Self::Corriendo => "corriendo",
            Self::Hecho => "hecho",
            Self::Fallido => "fallido",
            Self::Cancelado => "cancelado",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Pendiente => "En espera",
            Self::Corriendo => "En curso",
            Self::Hecho => "Hecho",
            Self::Fallido => "Falló",
            Self::Cancelado => "Cancelado",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|estado| estado.codigo() == codigo)
    }
}

/// What may be called off: nothing that keeps a promise, as forgetting somebody's data does.
const CANCELABLES: [&str; 4] = ["reintentar_envios", "revisar_importacion", "cargar_importacion", "exportar"];

#[derive(Debug, Clone, QueryableByName)]
pub struct Fila {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub tipo: String,
    #[diesel(sql_type = Jsonb)]
    datos: Value,
    #[diesel(sql_type = Text)]
    estado: String,
    #[diesel(sql_type = Integer)]
    pub intentos: i32,
    #[diesel(sql_type = Nullable<Text>)]
    error: Option<String>,
    #[diesel(sql_type = Timestamptz)]
    pub creado: DateTime<Utc>,
    /// Not before, while it waits.
    #[diesel(sql_type = Timestamptz)]
    pub proximo: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub terminado: Option<DateTime<Utc>>,
    /// None: the program itself.
    #[diesel(sql_type = Nullable<Text>)]
    pub quien: Option<String>,
}

impl Fila {
    /// The table's CHECK knows the same words.
    pub fn estado(&self) -> Estado {
        Estado::de_codigo(&self.estado).unwrap_or(Estado::Pendiente)
    }

    /// What it is for; `None` of one that this version does not know.
    pub fn trabajo(&self) -> Option<Trabajo> {
        Trabajo::leer(&self.tipo, &self.datos).ok()
    }

    /// Why it is not done, in words.
    pub fn motivo(&self) -> Option<String> {
        self.error.as_deref().filter(|_| self.estado() != Estado::Hecho).map(errores::en_palabras)
    }

    pub fn se_puede_cancelar(&self) -> bool {
        self.estado() == Estado::Pendiente && CANCELABLES.contains(&self.tipo.as_str())
    }
}

/// What a list is narrowed by; `antes` is the id where the page before ended.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filtros {
    pub estado: Option<Estado>,
    pub antes: Option<i64>,
}

pub const PAGINA: usize = 50;

/// One page, the newest first, and one row more when there is another page.
pub async fn listar(tx: &mut Tx<'_>, filtros: Filtros) -> AppResult<Vec<Fila>> {
    let por_estado = if filtros.estado.is_some() { "t.estado = $1" } else { "$1 is not null" };
    Ok(consulta(format!(
        "select t.id, t.tipo, t.datos, t.estado, t.intentos, t.error, t.creado, t.proximo, t.terminado, u.nombre as quien
         from trabajos t
         left join membresias m on m.clinica_id = t.clinica_id and m.id = t.creado_por
         left join usuarios u on u.id = m.usuario_id
         where {por_estado} and t.id < $2 order by t.id desc limit $3"
    ))
    .bind::<Text, _>(filtros.estado.map_or("", Estado::codigo))
    .bind::<BigInt, _>(filtros.antes.unwrap_or(i64::MAX))
    .bind::<BigInt, _>(i64::try_from(PAGINA).map_err(interno)? + 1)
    .load(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Que {
    #[diesel(sql_type = Text)]
    tipo: String,
    #[diesel(sql_type = Jsonb)]
    datos: Value,
}

/// That it is one of this clinic; whoever else it is of, it is not there.
async fn existe(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let _suyo: Que =
        consulta("select tipo, datos from trabajos where id = $1").bind::<BigInt, _>(id).get_result(tx.pg()).await?;
    Ok(())
}

/// One that failed gets its attempts anew. False when it did not fail (any more), or when another with its key is under way.
pub async fn reintentar(tx: &mut Tx<'_>, id: i64) -> AppResult<bool> {
    existe(tx, id).await?;
    let filas = consulta(
        "update trabajos t set estado = 'pendiente', perdonados = intentos, proximo = ahora(), terminado = null
         where t.id = $1 and t.estado = 'fallido' and not exists (
           select from trabajos o where o.clinica_id = t.clinica_id and o.clave = t.clave and o.estado in ('pendiente', 'corriendo'))",
    )
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

/// What was called off; `None` when it no longer waits, or is none of those that may be.
pub(super) async fn anular(tx: &mut Tx<'_>, id: i64) -> AppResult<Option<Trabajo>> {
    existe(tx, id).await?;
    let anulado: Option<Que> = consulta(
        "update trabajos set estado = 'cancelado', terminado = ahora()
         where id = $1 and estado = 'pendiente' and tipo = any ($2) returning tipo, datos",
    )
    .bind::<BigInt, _>(id)
    .bind::<Array<Text>, _>(CANCELABLES.to_vec())
    .get_result(tx.pg())
    .await
    .optional()?;
    anulado.map(|que| Trabajo::leer(&que.tipo, &que.datos)).transpose()
}
