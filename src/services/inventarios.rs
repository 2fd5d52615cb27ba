//! A count of a depot, step by step. Whoever counts holds the count and one insumo together with others; whoever closes or
//! approves holds the count alone. What the books become is what was counted, and what moved since.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Falla;
use super::idempotencia::{self, Intencion, Paso};
use crate::bodega::inventarios::queries::{self, LoteContado};
use crate::bodega::inventarios::{Anotacion, Hallazgo, InventarioBloqueado, NuevoInventario, PorAjustar};
use crate::bodega::stock::{self, Asiento, Documento, Existencia, Movida, NuevoLote, NuevoMovimiento, TipoMovimiento};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppError, AppResult, rechazo};
use crate::values::ajuste::{Cambio, Lote, repartir};

/// Why a step of a count is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Negativa {
    /// It is not being counted, or not in the state that the step starts from.
    OtroEstado,
    /// The label is not of this round.
    OtraRonda,
    /// The line to be replaced is not theirs, or was replaced already.
    NoEsTuya,
    /// The insumo is not of the category that is counted.
    OtraCategoria,
    /// Who counted does not approve.
    Contaste,
    /// More left after the count than was counted: insumo and lot of each.
    BajoCero(Vec<(String, String)>),
    /// The form was used for something else.
    OtraIntencion,
}

type Intento<T> = Result<T, Falla<Negativa>>;

/// Opens a count over what the depot holds now; its id.
pub async fn abrir(db: &Db, actor: &Actor, intencion: &Intencion, nuevo: &NuevoInventario) -> AppResult<i64> {
    db.escribir(actor, async |tx| match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => {
            let id = queries::abrir(tx, nuevo).await?;
            idempotencia::concluir(tx, intencion.clave, id).await?;
            Ok(id)
        }
        Paso::Hecha(id) => Ok(id),
        Paso::Ajena { .. } => Err(rechazo("idempotencia_ajena")),
    })
    .await
}

/// Writes down what somebody counted of a label; the line.
pub async fn contar(
    db: &Db,
    actor: &Actor,
    intencion: &Intencion,
    anotacion: &Anotacion,
) -> AppResult<Result<i64, Negativa>> {
    una_vez(db, actor, intencion, async |tx| {
        let inventario = contandose(tx, anotacion.inventario_id).await?;
        anotar(tx, &inventario, anotacion).await
    })
    .await
}

/// Writes down a lot that nobody listed, and how much of it there is; the line.
pub async fn hallar(
    db: &Db,
    actor: &Actor,
    intencion: &Intencion,
    hallazgo: &Hallazgo,
) -> AppResult<Result<i64, Negativa>> {
    una_vez(db, actor, intencion, async |tx| {
        let inventario = contandose(tx, hallazgo.inventario_id).await?;
        let lote_id = queries::hallar(tx, hallazgo, &inventario).await?.ok_or(Falla::No(Negativa::OtraCategoria))?;
        let Hallazgo { inventario_id, cantidad, .. } = *hallazgo;
        anotar(tx, &inventario, &Anotacion { inventario_id, lote_id, cantidad, reemplaza: None }).await
    })
    .await
}

/// A step that is done once however often its form is sent.
async fn una_vez<F>(db: &Db, actor: &Actor, intencion: &Intencion, paso: F) -> AppResult<Result<i64, Negativa>>
where
    F: AsyncFnOnce(&mut Tx<'_>) -> Intento<i64>,
{
    super::escribir(db, actor, async |tx| match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => {
            let id = paso(tx).await?;
            idempotencia::concluir(tx, intencion.clave, id).await?;
            Ok(id)
        }
        Paso::Hecha(id) => Ok(id),
        Paso::Ajena { .. } => Err(Falla::No(Negativa::OtraIntencion)),
    })
    .await
}

async fn contandose(tx: &mut Tx<'_>, id: i64) -> Intento<InventarioBloqueado> {
    let inventario = queries::compartir(tx, id).await?;
    if inventario.se_cuenta() { Ok(inventario) } else { Err(Falla::No(Negativa::OtroEstado)) }
}

async fn anotar(tx: &mut Tx<'_>, inventario: &InventarioBloqueado, a: &Anotacion) -> Intento<i64> {
    let etiqueta = queries::etiqueta(tx, a.inventario_id, a.lote_id).await?;
    if etiqueta.ronda != inventario.ronda {
        return Err(Falla::No(Negativa::OtraRonda));
    }
    if let Some(linea) = a.reemplaza
        && !queries::es_propia(tx, a, linea, inventario.ronda).await?
    {
        return Err(Falla::No(Negativa::NoEsTuya));
    }
    queries::detener(tx, inventario.deposito_id, &etiqueta).await?;
    let libros = queries::en_libros(tx, inventario.deposito_id, &etiqueta).await?;
    match queries::anotar(tx, a, inventario.ronda, &libros).await {
        Err(AppError::Rechazo(r)) if r.es("inventarios_conteos_reemplazado") => Err(Falla::No(Negativa::NoEsTuya)),
        otro => Ok(otro?),
    }
}

/// Ends the round that the form showed: what differs is counted once more, then it waits for whoever approves. Said twice, it was
/// done. True when a recount follows.
pub async fn cerrar(db: &Db, actor: &Actor, id: i64, ronda: i32) -> AppResult<bool> {
    db.escribir(actor, async |tx| {
        let inventario = queries::bloquear(tx, id).await?;
        if !inventario.se_cuenta() || inventario.ronda != ronda {
            return Ok(inventario.estado == "reconteo");
        }
        let primera = inventario.estado == "conteo";
        let otra = primera && queries::pedir_reconteo(tx, id, ronda + 1).await? > 0;
        let (estado, ronda) = if otra { ("reconteo", ronda + 1) } else { ("revision", ronda) };
        queries::pasar(tx, id, estado, ronda).await?;
        Ok(otra)
    })
    .await
}

/// Whoever would approve wants what differs counted once more. False when nothing does, or it does not wait for that.
pub async fn recontar(db: &Db, actor: &Actor, id: i64) -> AppResult<bool> {
    db.escribir(actor, async |tx| {
        let inventario = queries::bloquear(tx, id).await?;
        let ronda = inventario.ronda + 1;
        if inventario.estado != "revision" || queries::pedir_reconteo(tx, id, ronda).await? == 0 {
            return Ok(false);
        }
        queries::pasar(tx, id, "reconteo", ronda).await?;
        Ok(true)
    })
    .await
}

/// Nothing is adjusted by it any more. False when it had ended.
pub async fn anular(db: &Db, actor: &Actor, id: i64, motivo: &str) -> AppResult<bool> {
    db.escribir(actor, async |tx| {
        let inventario = queries::bloquear(tx, id).await?;
        let abierto = inventario.se_cuenta() || inventario.estado == "revision";
        if abierto {
            queries::terminar(tx, id, "anulado", motivo).await?;
        }
        Ok(abierto)
    })
    .await
}

/// The books become what was counted and what moved since; how many lots were adjusted.
pub async fn aprobar(db: &Db, actor: &Actor, intencion: &Intencion, id: i64) -> AppResult<Result<i64, Negativa>> {
    una_vez(db, actor, intencion, async |tx| {
        let inventario = queries::bloquear(tx, id).await?;
        if inventario.estado != "revision" {
            return Err(Falla::No(Negativa::OtroEstado));
        }
        if queries::conto(tx, id).await? {
            return Err(Falla::No(Negativa::Contaste));
        }
        ajustar(tx, id, &inventario).await?;
        queries::terminar(tx, id, "aprobado", "").await?;
        Ok(id)
    })
    .await
}

async fn ajustar(tx: &mut Tx<'_>, id: i64, inventario: &InventarioBloqueado) -> Intento<()> {
    let deposito_id = inventario.deposito_id;
    let etiquetas = queries::por_ajustar(tx, id).await?;
    let insumos: Vec<i64> = etiquetas.iter().map(|e| e.insumo_id).collect();
    stock::queries::abrir_existencias(tx, deposito_id, &insumos).await?;
    let pares: Vec<_> = insumos.iter().map(|insumo| (deposito_id, *insumo)).collect();
    let mut existencias = stock::queries::sostener(tx, &pares).await?;
    let lotes = queries::lotes_contados(tx, deposito_id, id, &etiquetas).await?;
    let planes = planear(&etiquetas, &lotes)?;
    let nuevos: Vec<NuevoLote> = planes.iter().filter_map(|plan| plan.lote(&existencias)).collect();
    let creados = stock::queries::crear_lotes(tx, deposito_id, &nuevos).await?;
    let mut movidas: Vec<(i64, Movida)> = planes.iter().flat_map(Plan::movidas).collect();
    movidas.extend(
        nuevos
            .iter()
            .zip(creados)
            .map(|(lote, id)| (lote.insumo_id, Movida { costo: Some(lote.costo), ..ajuste(id, lote.cantidad) })),
    );
    let movimientos: Vec<NuevoMovimiento> = movidas
        .into_iter()
        .filter_map(|(insumo, movida)| Some(existencias.iter_mut().find(|e| e.insumo_id == insumo)?.mover(movida)))
        .collect();
    if !movimientos.is_empty() {
        let (documento, motivo) = (Documento::Inventario(id), format!("Inventario {id}"));
        let efectiva = inventario.hoy;
        let asiento =
            Asiento { deposito_id, documento, papel: "", motivo: &motivo, efectiva, movimientos: &movimientos };
        stock::queries::asentar(tx, &asiento).await?;
    }
    Ok(())
}

const fn ajuste(lote_id: i64, cantidad: Decimal) -> Movida {
    Movida { lote_id, tipo: TipoMovimiento::Ajuste, cantidad, costo: None, reversa_de: None }
}

/// What the lots of a label are to change by, and what of it no lot can hold.
#[derive(Debug)]
struct Plan<'a> {
    etiqueta: &'a PorAjustar,
    cambios: Vec<Cambio>,
    nuevo: Decimal,
}

impl Plan<'_> {
    fn movidas(&self) -> impl Iterator<Item = (i64, Movida)> {
        self.cambios.iter().map(|cambio| (self.etiqueta.insumo_id, ajuste(cambio.id, cambio.cantidad)))
    }

    /// At the average when nobody said what it cost.
    fn lote(&self, existencias: &[Existencia]) -> Option<NuevoLote> {
        let PorAjustar { insumo_id, codigo, caduca, costo, .. } = self.etiqueta;
        let promedio = || existencias.iter().find(|e| e.insumo_id == *insumo_id).map(|e| e.costo_promedio);
        (!self.nuevo.is_zero()).then(|| NuevoLote {
            insumo_id: *insumo_id,
            codigo: codigo.clone(),
            caduca: *caduca,
            cantidad: self.nuevo,
            costo: costo.or_else(promedio).unwrap_or_default(),
        })
    }
}

fn planear<'a>(etiquetas: &'a [PorAjustar], lotes: &[LoteContado]) -> Intento<Vec<Plan<'a>>> {
    let mut de_etiqueta: BTreeMap<i64, Vec<&LoteContado>> = BTreeMap::new();
    for lote in lotes {
        de_etiqueta.entry(lote.etiqueta_id).or_default().push(lote);
    }
    let (mut planes, mut bajo_cero) = (Vec::new(), Vec::new());
    for etiqueta in etiquetas {
        let suyos = de_etiqueta.remove(&etiqueta.id).unwrap_or_default();
        let objetivo = etiqueta.contado + suyos.iter().map(|l| l.despues).sum::<Decimal>();
        if objetivo < Decimal::ZERO {
            bajo_cero.push((etiqueta.insumo.clone(), etiqueta.codigo.clone()));
            continue;
        }
        let suyos: Vec<Lote> = suyos.iter().map(|l| Lote { id: l.lote_id, cantidad: l.cantidad }).collect();
        let (cambios, nuevo) = repartir(&suyos, objetivo);
        if !cambios.is_empty() || !nuevo.is_zero() {
            planes.push(Plan { etiqueta, cambios, nuevo });
        }
    }
    if bajo_cero.is_empty() { Ok(planes) } else { Err(Falla::No(Negativa::BajoCero(bajo_cero))) }
}
