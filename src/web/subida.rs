//! A form that brings a file: its fields reach the handler as those of any other form, the file beside them.

use std::time::Duration;

use poem::web::Multipart;
use poem::{FromRequest, Request, RequestBody};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::sync::Semaphore;

use super::form::Cuerpo;
use crate::error::{AppError, AppResult};

/// The largest file kept, in bytes. nginx lets a little more through, for the fields around it.
pub const ARCHIVO_MAX: u64 = 10 * 1024 * 1024;
/// What a browser may send of a larger one and still read our answer: cut off, it would show an error of its own.
const DRENAJE: u64 = 4 * ARCHIVO_MAX;
const CAMPO_MAX: u64 = 64 * 1024;
const CAMPOS_MAX: usize = 100;
/// Files are held in memory while they are read: this many at once.
static TURNOS: Semaphore = Semaphore::const_new(6);

/// A file as it was sent: both its name and its bytes are a stranger's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archivo {
    pub nombre: String,
    pub bytes: Vec<u8>,
}

/// What the field of the file held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Subida {
    #[default]
    Nada,
    Archivo(Archivo),
    /// Larger than `ARCHIVO_MAX`: read to its end, kept nowhere.
    Excede,
}

impl<'a> FromRequest<'a> for Subida {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(request.data::<Self>().cloned().unwrap_or_default())
    }
}

/// The body of an upload, within this time: fields as a form would have sent them, and the first file.
pub(super) async fn leer(request: &mut Request, plazo: Duration) -> AppResult<(Cuerpo, Subida)> {
    let partes = async {
        let _turno = TURNOS.acquire().await.map_err(|_closed| AppError::Ocupado)?;
        let mut cuerpo = RequestBody::new(request.take_body());
        let partes = Multipart::from_request(request, &mut cuerpo).await;
        leer_partes(partes.map_err(|_other| AppError::Malformado("multipart"))?).await
    };
    tokio::time::timeout(plazo, partes).await.map_err(|_late| AppError::Ocupado)?
}

async fn leer_partes(mut partes: Multipart) -> AppResult<(Cuerpo, Subida)> {
    let mut campos: Vec<(String, String)> = Vec::new();
    let mut subida = Subida::Nada;
    while let Some(parte) = partes.next_field().await.map_err(|_cut| AppError::Malformado("multipart"))? {
        let nombre = parte.name().unwrap_or_default().to_owned();
        match parte.file_name().map(str::to_owned) {
            Some(archivo) if subida == Subida::Nada => subida = leer_archivo(archivo, parte.into_async_read()).await?,
            Some(_) => return Err(AppError::Malformado("a second file")),
            None if campos.len() < CAMPOS_MAX => {
                let texto = leer_hasta(&mut parte.into_async_read(), CAMPO_MAX).await?.ok_or(AppError::Excesivo)?;
                campos.push((nombre, String::from_utf8(texto).map_err(|_text| AppError::Malformado("multipart"))?));
            }
            None => return Err(AppError::Excesivo),
        }
    }
    let cuerpo = serde_html_form::to_string(campos).map_err(|_field| AppError::Malformado("multipart"))?;
    Ok((Cuerpo(cuerpo.into_bytes()), subida))
}

/// A field of a file that was left empty comes with neither name nor bytes.
async fn leer_archivo(nombre: String, mut lector: impl AsyncRead + Unpin) -> AppResult<Subida> {
    Ok(match leer_hasta(&mut lector, ARCHIVO_MAX).await? {
        Some(bytes) if nombre.is_empty() && bytes.is_empty() => Subida::Nada,
        Some(bytes) => Subida::Archivo(Archivo { nombre, bytes }),
        None => {
            let resto = tokio::io::copy(&mut lector.take(DRENAJE), &mut tokio::io::sink()).await;
            if resto.map_err(|_cut| AppError::Malformado("multipart"))? == DRENAJE {
                return Err(AppError::Excesivo);
            }
            Subida::Excede
        }
    })
}

/// `None` when there is more than this.
async fn leer_hasta(lector: &mut (impl AsyncRead + Unpin), maximo: u64) -> AppResult<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let leidos = lector.take(maximo + 1).read_to_end(&mut bytes).await;
    let leidos = leidos.map_err(|_cut| AppError::Malformado("multipart"))?;
    Ok((u64::try_from(leidos).unwrap_or(u64::MAX) <= maximo).then_some(bytes))
}
