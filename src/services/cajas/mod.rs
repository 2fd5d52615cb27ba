//! What changes the state of a drawer: opening, movements of cash, the blind count and the close.

mod gerencia;
pub mod relevos;
pub mod traspasos;

use super::idempotencia::{self, Intencion};
use crate::bodega;
use crate::caja::cajas::{self, CambiosCaja, NuevaCaja};
use crate::caja::sesiones::{self, Conteo, NuevaSesion, NuevoCierre, NuevoMovimientoCaja, PorCerrar, Tomada};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppError, AppResult, rechazo};

pub use gerencia::{contabilizar, reabrir};

/// Opens a drawer for who asks: they answer for it until it is closed. What differs from what the last close left is written
/// down here, with its reason.
pub async fn abrir(db: &Db, actor: &Actor, intencion: &Intencion, nueva: &NuevaSesion) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        cajas::queries::exigir_activa(tx, nueva.caja_id).await?;
        let fondo = sesiones::fondo(tx, nueva.caja_id).await?;
        let diferencia = fondo.dejado.map(|dejado| nueva.apertura - dejado).unwrap_or_default();
        if diferencia.abs() > fondo.umbral && nueva.motivo.is_empty() {
            return Err(rechazo("caja_apertura_sin_motivo"));
        }
        sesiones::abrir(tx, nueva, diferencia).await
    })
    .await
}

/// Cash in or out of an open drawer, without a sale.
pub async fn mover(db: &Db, actor: &Actor, intencion: &Intencion, movimiento: &NuevoMovimientoCaja) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        let sesion = sesiones::para_cobrar(tx, movimiento.sesion_id).await?;
        exigir_cargo(sesion.a_cargo)?;
        exigir_abierta(&sesion.estado)?;
        sesiones::agregar_movimiento(tx, movimiento).await
    })
    .await
}

/// Keeps the count beside what was expected, and stops the drawer until it is closed or taken up again.
/// Counting again is another attempt; the first stays.
pub async fn contar(db: &Db, actor: &Actor, intencion: &Intencion, sesion_id: i64, conteo: &Conteo) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        let sesion = tomar(tx, sesion_id).await?;
        if sesion.estado != "arqueo" {
            exigir_abierta(&sesion.estado)?;
        }
        let arqueo = anotar(tx, sesion_id, conteo).await?;
        sesiones::cambiar_estado(tx, sesion_id, "arqueo").await?;
        Ok(arqueo)
    })
    .await
}

/// The count, beside what the books expect of a session that is held.
async fn anotar(tx: &mut Tx<'_>, sesion_id: i64, conteo: &Conteo) -> AppResult<i64> {
    let esperado = sesiones::esperado(tx, sesion_id).await?;
    sesiones::agregar_arqueo(tx, sesion_id, conteo, &esperado).await
}

/// Back to charging after a count.
pub async fn reanudar(db: &Db, actor: &Actor, sesion_id: i64) -> AppResult<()> {
    db.escribir(actor, async |tx| {
        exigir_arqueo(tx, sesion_id).await?;
        sesiones::reanudar(tx, sesion_id).await
    })
    .await
}

/// Closes on the last count. A difference is written down once, with its reason.
pub async fn cerrar(
    db: &Db,
    actor: &Actor,
    intencion: &Intencion,
    sesion_id: i64,
    cierre: &NuevoCierre,
) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        exigir_arqueo(tx, sesion_id).await?;
        let por_cerrar = sesiones::por_cerrar(tx, sesion_id).await?.ok_or_else(|| rechazo("caja_sin_arqueo"))?;
        revisar(&por_cerrar, cierre)?;
        let hecho = sesiones::agregar_cierre(tx, sesion_id, &por_cerrar, cierre).await?;
        sesiones::cambiar_estado(tx, sesion_id, "cerrada").await?;
        Ok(hecho)
    })
    .await
}

fn revisar(por_cerrar: &PorCerrar, cierre: &NuevoCierre) -> AppResult<()> {
    let regla = if por_cerrar.traspasos > 0 {
        "caja_traspaso_pendiente"
    } else if por_cerrar.relevos > 0 {
        "caja_relevo_pendiente"
    } else if por_cerrar.mayor_diferencia() > por_cerrar.umbral && cierre.motivo.is_empty() {
        "caja_diferencia_sin_motivo"
    } else if por_cerrar.impagas > 0 && !cierre.con_impagas {
        "caja_ventas_impagas"
    } else {
        return Ok(());
    };
    Err(rechazo(regla))
}

/// A session that is taken whole by who answers for it.
async fn tomar(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<Tomada> {
    let tomada = sesiones::bloquear(tx, sesion_id).await?;
    exigir_cargo(tomada.a_cargo())?;
    Ok(tomada)
}

/// A drawer is of who opened it or took it over, and of who supervises.
fn exigir_cargo(a_cargo: bool) -> AppResult<()> {
    if a_cargo { Ok(()) } else { Err(AppError::Prohibido("caja.supervisar")) }
}

fn exigir_abierta(estado: &str) -> AppResult<()> {
    if sesiones::cobra(estado) { Ok(()) } else { Err(rechazo("caja_cerrada")) }
}

async fn exigir_arqueo(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<()> {
    match tomar(tx, sesion_id).await?.estado.as_str() {
        "arqueo" => Ok(()),
        "abierta" | "reabierta" => Err(rechazo("caja_sin_arqueo")),
        _ => Err(rechazo("caja_cerrada")),
    }
}

/// A sucursal works from its first day: one depot, one drawer and the series of its receipts.
pub(super) async fn equipar(tx: &mut Tx<'_>, sucursal_id: i64) -> AppResult<()> {
    let deposito_id = bodega::queries::crear_deposito(tx, sucursal_id, "Bodega").await?;
    cajas::queries::crear(tx, &NuevaCaja { nombre: "Caja 1".into(), deposito_id, prefijo: None }).await?;
    Ok(())
}

pub async fn crear(db: &Db, actor: &Actor, nueva: &NuevaCaja) -> AppResult<i64> {
    db.escribir(actor, async |tx| cajas::queries::crear(tx, nueva).await).await
}

/// A drawer that somebody has open is not archived; who opens it meanwhile waits, and finds it archived.
pub async fn editar(db: &Db, actor: &Actor, cambios: &CambiosCaja) -> AppResult<()> {
    db.escribir(actor, async |tx| {
        cajas::queries::bloquear(tx, cambios.id, cambios.version).await?;
        if !cambios.activa && cajas::queries::una(tx, cambios.id).await?.abierta {
            return Err(rechazo("caja_con_sesion"));
        }
        cajas::queries::cambiar(tx, cambios).await
    })
    .await
}
