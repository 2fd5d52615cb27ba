//! Reports that leave as files: read through a cursor and handed over piece by piece, so that their length costs no memory.

use std::io::{self, Write};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;
use tokio::sync::mpsc::{self, Sender};

use crate::avisos::{self, encolar};
use crate::db::{Actor, Alcance, Db};
use crate::error::{AppError, AppResult, interno};
use crate::reportes::archivo::{Archivador, Formato, Portada};
use crate::reportes::exportaciones::{Estado, Exportacion, queries};
use crate::reportes::fila::Escritura;
use crate::reportes::lectura::{self, Pedido};
use crate::values::correo::Correo;

/// How long a file can be had.
pub const VIGENCIA: TimeDelta = TimeDelta::days(3);
/// Rows read a time.
const LOTE: i64 = 1_000;
/// Bytes of a part.
const PARTE: usize = 512 * 1024;

/// What is to be written, and how the clinic writes.
pub struct Encargo {
    pub pedido: Pedido,
    pub formato: Formato,
    pub corte: DateTime<Utc>,
    pub escritura: Escritura,
    pub clinica: String,
    pub alcance: Alcance,
}

impl Encargo {
    fn archivador(&self) -> AppResult<Archivador> {
        let detalle = self.pedido.describir(self.corte, &self.escritura);
        let portada = Portada { clinica: self.clinica.clone(), detalle };
        Archivador::nuevo(self.formato, self.pedido.clone(), self.escritura.clone(), &portada)
    }
}

/// Bytes that are ready, and how many rows have been read.
pub struct Trozo {
    pub bytes: Vec<u8>,
    pub hechas: i64,
}

/// Reads all rows and hands over the file as it grows. Whoever stops listening ends it.
pub async fn volcar(db: Db, actor: Actor, encargo: Encargo, salida: Sender<Trozo>) -> AppResult<()> {
    let (pedido, corte, zona) = (&encargo.pedido, encargo.corte, encargo.escritura.zona);
    let destino = Mutex::new((encargo.archivador()?, 0));
    let leidos = db.leer_reporte(&actor, encargo.alcance, async |tx| {
        let (archivador, hechas) = &mut *destino.lock().await;
        if *hechas > 0 {
            // The replica was lost in the middle: what has left is not taken back. The worker begins again.
            return Err(AppError::Ocupado);
        }
        lectura::queries::sin_prisa(tx).await?;
        let totales = lectura::queries::totales(tx, pedido, corte, zona).await?;
        lectura::queries::abrir(tx, pedido, corte, zona).await?;
        loop {
            let filas = lectura::queries::siguientes(tx, pedido, LOTE).await?;
            if filas.is_empty() {
                return Ok(Some(totales));
            }
            archivador.agregar(&filas)?;
            *hechas += i64::try_from(filas.len()).unwrap_or_default();
            if salida.send(Trozo { bytes: archivador.listo(), hechas: *hechas }).await.is_err() {
                return Ok(None);
            }
        }
    });
    let Some(totales) = leidos.await?.valor else { return Ok(()) };
    let (archivador, hechas) = destino.into_inner();
    let fin = move || {
        let mut trozos = Trozos { bytes: Vec::new(), hechas, salida };
        archivador.terminar(&totales, &mut trozos)?;
        trozos.flush().map_err(interno)
    };
    tokio::task::spawn_blocking(fin).await.map_err(interno)?
}

/// What a format writes at its end, cut to be handed over.
struct Trozos {
    bytes: Vec<u8>,
    hechas: i64,
    salida: Sender<Trozo>,
}

impl Write for Trozos {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() >= PARTE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let trozo = Trozo { bytes: std::mem::take(&mut self.bytes), hechas: self.hechas };
        self.salida.blocking_send(trozo).map_err(|_closed| io::ErrorKind::BrokenPipe.into())
    }
}

/// Writes the file of an export that somebody asked for; begun again, from its first row. Nothing when it was called off.
pub async fn escribir(db: &Db, actor: &Actor, id: i64, alcance: Alcance) -> AppResult<()> {
    let comenzar = async |tx: &mut crate::db::Tx<'_>| {
        let suya = queries::comenzar(tx, id).await?;
        Ok((suya, queries::una(tx, id).await?, queries::clinica(tx).await?))
    };
    let (true, exportacion, clinica) = db.escribir(actor, comenzar).await? else { return Ok(()) };
    let encargo = encargo(&exportacion, &clinica, alcance)?;
    let (salida, mut entrada) = mpsc::channel(2);
    let volcado = tokio::spawn(volcar(db.clone(), *actor, encargo, salida));
    let (mut parte, mut numero) = (Vec::new(), 0);
    while let Some(trozo) = entrada.recv().await {
        parte.extend(trozo.bytes);
        let entera = if parte.len() >= PARTE { std::mem::take(&mut parte) } else { Vec::new() };
        if !avanzar(db, actor, id, (&mut numero, &entera), trozo.hechas).await? {
            return Ok(());
        }
    }
    volcado.await.map_err(interno)??;
    concluir(db, actor, &exportacion, numero, &parte).await
}

/// `false` when somebody called it off.
async fn avanzar(db: &Db, actor: &Actor, id: i64, (numero, parte): (&mut i32, &[u8]), hechas: i64) -> AppResult<bool> {
    let sigue = db.escribir(actor, async |tx| {
        let sigue = queries::avanzar(tx, id, hechas).await?;
        if sigue && !parte.is_empty() {
            queries::guardar_parte(tx, id, *numero, parte).await?;
        }
        Ok(sigue)
    });
    let sigue = sigue.await?;
    *numero += i32::from(!parte.is_empty());
    Ok(sigue)
}

/// The last part, and the notice to whoever asked.
async fn concluir(db: &Db, actor: &Actor, exportacion: &Exportacion, numero: i32, parte: &[u8]) -> AppResult<()> {
    db.escribir(actor, async |tx| {
        if !parte.is_empty() {
            queries::guardar_parte(tx, exportacion.id, numero, parte).await?;
        }
        if queries::concluir(tx, exportacion.id, VIGENCIA).await? {
            let quien = queries::quien_pidio(tx, exportacion.id).await?;
            let correo = Correo::parse(&quien.correo).map_err(|motivo| interno(motivo.to_string()))?;
            let ruta = crate::urls::exportacion(&quien.slug, exportacion.id);
            let nombre = exportacion.reporte()?.nombre;
            encolar(
                tx,
                &avisos::exportacion(quien.membresia_id, &quien.nombre, correo, nombre, (exportacion.id, ruta)),
            )
            .await?;
        }
        Ok(())
    })
    .await
}

fn encargo(exportacion: &Exportacion, clinica: &queries::Clinica, alcance: Alcance) -> AppResult<Encargo> {
    let zona = crate::values::zona::Zona::de_nombre(&clinica.zona).ok_or_else(|| interno("a clinic in no zone"))?;
    let pares = serde_html_form::from_str(&exportacion.consulta).map_err(interno)?;
    let pedido = Pedido::leer(exportacion.reporte()?, &pares, exportacion.corte, zona).ok_or(AppError::NoEncontrado)?;
    let escritura = Escritura { moneda: clinica.moneda.clone(), zona };
    let (formato, corte) = (exportacion.formato()?, exportacion.corte);
    Ok(Encargo { pedido, formato, corte, escritura, clinica: clinica.nombre.clone(), alcance })
}

/// It will not mend by itself: whoever waits is told.
pub async fn fallar(db: &Db, actor: &Actor, id: i64) -> AppResult<()> {
    db.escribir(actor, async |tx| queries::dejar(tx, id, Estado::Fallida).await.map(drop)).await
}

pub async fn olvidar(db: &Db, actor: &Actor, id: i64) -> AppResult<()> {
    db.escribir(actor, async |tx| queries::olvidar(tx, id).await).await
}
