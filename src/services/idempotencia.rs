//! One intention, one effect. The key is minted when the form is rendered; the first statement of the transaction takes
//! it, a rival waits there for the first to end, and only success keeps it.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::{Actor, Db, Tx, consulta};
use crate::error::{AppResult, interno, rechazo};

/// What somebody means to do, once.
#[derive(Debug, Clone)]
pub struct Intencion {
    pub clave: Uuid,
    operacion: &'static str,
    huella: Vec<u8>,
}

impl Intencion {
    /// `valores` are the validated values: the same form typed another way is the same intention.
    pub fn nueva(clave: Uuid, operacion: &'static str, actor: &Actor, valores: &impl Serialize) -> AppResult<Self> {
        let valores = serde_json::to_vec(&(operacion, actor.membresia, valores)).map_err(interno)?;
        Ok(Self { clave, operacion, huella: Sha256::digest(valores).to_vec() })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Paso {
    /// The key is taken: go on, and `concluir` before the commit.
    Nueva,
    /// It was done; this is the row it made.
    Hecha(i64),
    /// The key was used for something else: that operation, which made that row.
    Ajena { operacion: String, resultado: i64 },
}

#[derive(QueryableByName)]
struct Anterior {
    #[diesel(sql_type = Text)]
    operacion: String,
    #[diesel(sql_type = Binary)]
    huella: Vec<u8>,
    #[diesel(sql_type = Nullable<BigInt>)]
    resultado: Option<i64>,
}

pub(super) async fn tomar(tx: &mut Tx<'_>, intencion: &Intencion) -> AppResult<Paso> {
    let insertadas = consulta(
        "insert into idempotencia (clinica_id, clave, operacion, huella) values ($1, $2, $3, $4) on conflict do nothing",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<SqlUuid, _>(intencion.clave)
    .bind::<Text, _>(intencion.operacion)
    .bind::<Binary, _>(&intencion.huella)
    .execute(tx.pg())
    .await?;
    if insertadas == 1 { Ok(Paso::Nueva) } else { anterior(tx, intencion).await }
}

async fn anterior(tx: &mut Tx<'_>, intencion: &Intencion) -> AppResult<Paso> {
    let fila: Anterior = consulta("select operacion, huella, resultado from idempotencia where clave = $1")
        .bind::<SqlUuid, _>(intencion.clave)
        .get_result(tx.pg())
        .await?;
    let resultado = fila.resultado.ok_or_else(|| interno("a committed key without a result"))?;
    let misma = fila.operacion == intencion.operacion && fila.huella == intencion.huella;
    Ok(if misma { Paso::Hecha(resultado) } else { Paso::Ajena { operacion: fila.operacion, resultado } })
}

/// A whole write that makes one row: made once, whoever asks again is told the same.
pub(super) async fn una_vez<F>(db: &Db, actor: &Actor, intencion: &Intencion, pasos: F) -> AppResult<i64>
where
    F: AsyncFnOnce(&mut Tx<'_>) -> AppResult<i64>,
{
    db.escribir(actor, async |tx| match tomar(tx, intencion).await? {
        Paso::Nueva => {
            let id = pasos(tx).await?;
            concluir(tx, intencion.clave, id).await?;
            Ok(id)
        }
        Paso::Hecha(id) => Ok(id),
        Paso::Ajena { .. } => Err(rechazo("idempotencia_ajena")),
    })
    .await
}

/// Writes down what the intention made. Where a statement already writes it beside its rows, this is not needed.
pub(super) async fn concluir(tx: &mut Tx<'_>, clave: Uuid, resultado: i64) -> AppResult<()> {
    consulta("update idempotencia set resultado = $2 where clave = $1")
        .bind::<SqlUuid, _>(clave)
        .bind::<BigInt, _>(resultado)
        .execute(tx.pg())
        .await?;
    Ok(())
}
