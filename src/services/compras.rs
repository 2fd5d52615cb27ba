//! Buying: orders with their lines, what is received of them, and its reversal. The goods enter and leave through `stock`.

use rust_decimal::Decimal;

use super::idempotencia::{self, Intencion, Paso};
use super::{Falla, stock};
use crate::bodega::ordenes::recepciones::queries as recepciones;
use crate::bodega::ordenes::{self, Exceso, NuevaOrden, NuevaRecepcion, PorRecibir};
use crate::bodega::stock::Documento;
use crate::db::{Actor, Db, Tx};
use crate::error::{AppError, AppResult, interno, rechazo};

/// Why a reception is not written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Negativa {
    /// The order is not as the form showed it: somebody received of it meanwhile.
    Cambiada,
    /// It awaits no goods.
    Cerrada,
    /// More than was ordered, and nobody said that it is so.
    DeMas(Vec<Exceso>),
    /// The form was used for something else; the reception it made, when it made one.
    OtraIntencion { recepcion_id: Option<i64> },
}

/// A draft of an order; its id. A key used for something else is refused as `idempotencia_ajena`.
pub async fn ordenar(db: &Db, actor: &Actor, intencion: &Intencion, nueva: &NuevaOrden) -> AppResult<i64> {
    ordenar_varias(db, actor, intencion, std::slice::from_ref(nueva)).await
}

/// Several drafts at once; the first one.
pub async fn ordenar_varias(db: &Db, actor: &Actor, intencion: &Intencion, nuevas: &[NuevaOrden]) -> AppResult<i64> {
    db.escribir(actor, async |tx| match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => {
            let mut ids = Vec::new();
            for nueva in nuevas {
                ids.push(ordenes::queries::crear(tx, nueva).await?);
            }
            let primera = ids.first().copied().ok_or_else(|| interno("orders without any"))?;
            idempotencia::concluir(tx, intencion.clave, primera).await?;
            Ok(primera)
        }
        Paso::Hecha(id) => Ok(id),
        Paso::Ajena { .. } => Err(rechazo("idempotencia_ajena")),
    })
    .await
}

/// The draft `id` as it was read becomes `nueva`; refused as `ordenes_compra_version` when it is no draft, or another one.
pub async fn editar(db: &Db, actor: &Actor, id: i64, version: i32, nueva: &NuevaOrden) -> AppResult<i64> {
    let hecho = db.escribir(actor, async |tx| ordenes::queries::editar(tx, id, version, nueva).await).await?;
    if hecho { Ok(id) } else { Err(rechazo("ordenes_compra_version")) }
}

/// Writes down what came of an order; the id of the reception.
pub async fn recibir(
    db: &Db,
    actor: &Actor,
    intencion: &Intencion,
    nueva: &NuevaRecepcion,
) -> AppResult<Result<i64, Negativa>> {
    super::escribir(db, actor, async |tx| match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => {
            let id = registrar(tx, nueva).await?;
            idempotencia::concluir(tx, intencion.clave, id).await?;
            Ok(id)
        }
        Paso::Hecha(id) => Ok(id),
        Paso::Ajena { operacion, resultado } => {
            let recepcion_id = (operacion == "recepcion").then_some(resultado);
            Err(Falla::No(Negativa::OtraIntencion { recepcion_id }))
        }
    })
    .await
}

async fn registrar(tx: &mut Tx<'_>, nueva: &NuevaRecepcion) -> Result<i64, Falla<Negativa>> {
    let orden = ordenes::queries::bloquear(tx, nueva.orden_id).await?;
    if !["enviada", "parcial"].contains(&orden.estado.as_str()) {
        return Err(Falla::No(Negativa::Cerrada));
    }
    if orden.version != nueva.version {
        return Err(Falla::No(Negativa::Cambiada));
    }
    let excesos = excesos(&ordenes::queries::por_recibir(tx, nueva.orden_id).await?, nueva);
    if !excesos.is_empty() && !nueva.de_mas {
        return Err(Falla::No(Negativa::DeMas(excesos)));
    }
    let id = recepciones::crear(tx, nueva).await?;
    let papel = (Documento::Recepcion(Some(id)), nueva.documento.as_str(), nueva.efectiva);
    stock::ingresar(tx, orden.deposito_id, papel, &nueva.lineas).await?;
    ordenes::queries::sumar_recibido(tx, nueva.orden_id, id, 1).await?;
    Ok(id)
}

/// The lines of which more comes than was ordered, with what had come before.
fn excesos(lineas: &[PorRecibir], nueva: &NuevaRecepcion) -> Vec<Exceso> {
    let llega = |linea: &PorRecibir| -> Decimal {
        nueva.lineas.iter().filter(|l| l.insumo_id == linea.insumo_id).map(|l| l.cantidad).sum()
    };
    let exceso = |linea: &PorRecibir| {
        let (llega, con_antes) = (llega(linea), llega(linea) + linea.recibido);
        (!llega.is_zero() && con_antes > linea.cantidad).then(|| Exceso {
            nombre: linea.nombre.clone(),
            unidad: linea.unidad.clone(),
            pedido: linea.cantidad,
            llega: con_antes,
        })
    };
    lineas.iter().filter_map(exceso).collect()
}

/// Takes a reception back, while all that came with it is still there. Done twice, it was done.
pub async fn revertir(db: &Db, actor: &Actor, id: i64, motivo: &str) -> AppResult<()> {
    db.escribir(actor, async |tx| {
        let orden_id = recepciones::orden_de(tx, id).await?;
        ordenes::queries::bloquear(tx, orden_id).await?;
        let recepcion = recepciones::bloquear(tx, id).await?;
        if recepcion.revertida {
            return Ok(());
        }
        stock::reversar(tx, Documento::Recepcion(Some(id)), motivo).await.map_err(gastada)?;
        recepciones::marcar_revertida(tx, id, motivo).await?;
        ordenes::queries::sumar_recibido(tx, orden_id, id, -1).await
    })
    .await
}

/// Whichever PostgreSQL looks at first.
const BAJO_CERO: [&str; 3] = ["lotes_no_negativos", "existencias_no_negativas", "movimientos_saldo"];

/// Said of the reception, not of one of its lots.
fn gastada(error: AppError) -> AppError {
    match error {
        AppError::Rechazo(r) if BAJO_CERO.contains(&r.regla.as_str()) => rechazo("recepciones_gastada"),
        otro => otro,
    }
}
