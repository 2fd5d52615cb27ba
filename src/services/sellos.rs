//! The seal of one clinic's day: its leaves, the seal over them and the letters that take it out of the database, whole.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::auditoria::sellos::queries::{self, Extension, Tramo};
use crate::auditoria::sellos::{Cuerpo, Hoja, Resumido, VERSION};
use crate::avisos::{self, AvisoSello};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, interno};
use crate::values::correo::Correo;
use crate::values::llave::{Firma, Llave};

/// Leaves of a part, and rows that are held at once.
const PARTE: i64 = 1000;

/// Of a day that is over and nobody writes in any more. What is sealed already stays as it is.
pub async fn sellar(db: &Db, llave: &Llave, clinica: i32, dia: NaiveDate) -> AppResult<Resumido> {
    let sello = db
        .escribir(&Actor::sistema(clinica), async |tx| {
            queries::sin_prisa(tx).await?;
            queries::turno(tx).await?;
            match queries::sello(tx, dia).await? {
                Some(hecho) => hecho.sello.try_into().map_err(|_corto| interno("a seal of another length")),
                None => estampar(tx, llave, dia).await,
            }
        })
        .await?;
    Ok(Resumido { clinica, sello })
}

async fn estampar(tx: &mut Tx<'_>, llave: &Llave, dia: NaiveDate) -> AppResult<Firma> {
    let Extension { filas, primera, ultima } = queries::extension(tx, dia).await?;
    let raiz = guardar_hojas(tx, dia, primera, ultima).await?;
    let anterior = queries::sello_anterior(tx, dia).await?.map_or_else(|| vec![0; 32], |s| s.sello);
    let cuerpo = Cuerpo { version: VERSION, filas, primera, ultima, raiz, anterior };
    let firma = cuerpo.firmar(llave, tx.actor().clinica, dia);
    queries::guardar_sello(tx, dia, &cuerpo, &firma).await?;
    avisar(tx, dia, &cuerpo, &firma).await?;
    Ok(firma)
}

/// Their root. No more than a part of them is ever in memory.
async fn guardar_hojas(tx: &mut Tx<'_>, dia: NaiveDate, primera: i64, ultima: i64) -> AppResult<Vec<u8>> {
    let (mut raiz, mut parte, mut desde) = (Sha256::new(), 0, primera - 1);
    loop {
        let hojas = queries::hojas_vivas(tx, dia, Tramo { desde, hasta: ultima, limite: PARTE }).await?;
        let Some(hasta) = hojas.last().map(|h| h.id) else { return Ok(raiz.finalize().to_vec()) };
        hojas.iter().for_each(|h: &Hoja| raiz.update(h.bytes()));
        queries::guardar_hojas(tx, dia, parte, &hojas).await?;
        (parte, desde) = (parte + 1, hasta);
    }
}

/// A letter to each person of gerencia; the platform has nobody to write to.
async fn avisar(tx: &mut Tx<'_>, dia: NaiveDate, cuerpo: &Cuerpo, sello: &Firma) -> AppResult<()> {
    for gerente in queries::gerentes(tx).await? {
        let Ok(correo) = Correo::parse(&gerente.correo) else { continue };
        let aviso = AvisoSello {
            membresia_id: gerente.membresia_id,
            nombre: &gerente.nombre,
            correo,
            dia,
            filas: cuerpo.filas,
            sello,
            anterior: &cuerpo.anterior,
        };
        avisos::encolar(tx, &avisos::sello(&aviso)).await?;
    }
    Ok(())
}
