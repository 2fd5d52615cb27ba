//! Loading a spreadsheet of insumos and lots: whole, in one transaction, or not at all. Imports of a clinic take turns, so that each
//! sees what the other has made.

use super::stock;
use crate::bodega::importacion::queries;
use crate::bodega::importacion::revision::{self, Conocidos, Fila, Suerte, Valida};
use crate::bodega::stock::{Documento, NuevoLote};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, interno};
use crate::pacientes::fusion::queries::bloquear_clinica;
use crate::values::dinero::Moneda;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carga {
    /// It is loaded, now or before.
    Hecha,
    /// Some row has something wrong: nothing was made.
    ConErrores,
    /// It was thrown away.
    Descartada,
}

pub async fn cargar(db: &Db, actor: &Actor, id: i64, moneda: Moneda) -> AppResult<Carga> {
    db.escribir(actor, async |tx| {
        bloquear_clinica(tx).await?;
        let planilla = queries::bloquear(tx, id).await?;
        match planilla.estado.as_str() {
            "revisada" => {}
            "cargada" => return Ok(Carga::Hecha),
            _ => return Ok(Carga::Descartada),
        }
        let codigos = revision::codigos(&planilla);
        let conocidos = queries::conocidos(tx, planilla.deposito_id, &codigos).await?;
        let filas = revision::juzgar(&planilla, moneda, &conocidos);
        let validas: Vec<&Valida> = filas.iter().filter_map(valida).collect();
        if validas.len() < filas.len() {
            return Ok(Carga::ConErrores);
        }
        let nuevos: Vec<_> = validas.iter().filter(|v| v.suerte_insumo == Suerte::Nuevo).map(|v| &v.insumo).collect();
        let insumos = queries::crear_insumos(tx, &nuevos).await?;
        let conocidos = queries::conocidos(tx, planilla.deposito_id, &codigos).await?;
        let lotes = por_entrar(&validas, &conocidos);
        if !lotes.is_empty() {
            ingresar(tx, planilla.deposito_id, &planilla.nombre, &lotes).await?;
        }
        let cuenta = |n: usize| i32::try_from(n).map_err(interno);
        queries::terminar(tx, id, "cargada", cuenta(insumos)?, cuenta(lotes.len())?).await?;
        Ok(Carga::Hecha)
    })
    .await
}

fn valida(fila: &Fila) -> Option<&Valida> {
    fila.juicio.as_ref().ok()
}

fn por_entrar(validas: &[&Valida], conocidos: &Conocidos) -> Vec<NuevoLote> {
    let lote = |v: &&Valida| {
        let leido = v.lote.as_ref().filter(|_| v.suerte_lote == Suerte::Nuevo)?;
        Some(NuevoLote {
            insumo_id: *conocidos.insumos.get(&v.insumo.codigo)?,
            codigo: leido.codigo.clone(),
            caduca: leido.caduca,
            cantidad: leido.cantidad,
            costo: leido.costo,
        })
    };
    validas.iter().filter_map(lote).collect()
}

async fn ingresar(tx: &mut Tx<'_>, deposito_id: i64, nombre: &str, lotes: &[NuevoLote]) -> AppResult<()> {
    let papel = format!("Planilla {nombre}");
    let hoy = queries::hoy(tx).await?;
    stock::ingresar(tx, deposito_id, (Documento::Recepcion(None), &papel, hoy), lotes).await.map(drop)
}

/// False when it was loaded already.
pub async fn descartar(db: &Db, actor: &Actor, id: i64) -> AppResult<bool> {
    db.escribir(actor, async |tx| {
        let planilla = queries::bloquear(tx, id).await?;
        if planilla.estado == "revisada" {
            queries::terminar(tx, id, "descartada", 0, 0).await?;
        }
        Ok(planilla.estado != "cargada")
    })
    .await
}
