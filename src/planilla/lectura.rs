//! A file as somebody sent it, read off the threads that answer requests: a large one takes a second.

use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::{Molde, Planilla, PlanillaInvalida};
use crate::error::{AppError, AppResult, interno};

const NOMBRE_MAX: usize = 200;
/// A spreadsheet may unpack to many times its size: so many are read at once.
static LECTURAS: Semaphore = Semaphore::const_new(2);

/// A file that was read, on its way to the database.
pub struct Leida {
    pub nombre: String,
    /// sha256 of the file.
    pub huella: Vec<u8>,
    pub planilla: Planilla,
}

pub async fn leer_archivo(
    nombre: String,
    bytes: Vec<u8>,
    molde: &'static Molde,
) -> AppResult<Result<Leida, PlanillaInvalida>> {
    let _turno = LECTURAS.acquire().await.map_err(|_closed| AppError::Ocupado)?;
    let lectura = tokio::task::spawn_blocking(move || {
        let nombre = nombre.rsplit(['/', '\\']).next().unwrap_or_default();
        let nombre = nombre.chars().map(|c| if c.is_control() { ' ' } else { c }).take(NOMBRE_MAX).collect();
        let planilla = super::leer(&bytes, molde)?;
        Ok(Leida { nombre, huella: Sha256::digest(&bytes).to_vec(), planilla })
    });
    lectura.await.map_err(interno)
}
