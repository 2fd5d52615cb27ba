//! Budgets of treatment: made, decided, and fulfilled by sales in parts. The budget is the lock of all of it.

use chrono_tz::Tz;
use serde::Serialize;
use uuid::Uuid;

use super::Falla;
use super::idempotencia::{self, Intencion, Paso};
use super::pagos::{self, Negativa};
use crate::avisos::{self, DePresupuesto, NuevoMensaje, Plantillas};
use crate::caja::presupuestos::{
    Cumplida, Documento, NuevoPresupuesto, Pedida, Presupuesto, Prometida, Resolucion, queries,
};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, interno, rechazo};
use crate::values::cobro::Reglas;
use crate::values::correo::Correo;

/// Where it is written: as a new one of a sucursal, or over one that exists, as it was when the form was shown.
#[derive(Debug, Clone, Copy, Serialize)]
pub enum Cual {
    Nuevo { sucursal_id: i64 },
    Existente { id: i64, version: i32 },
}

/// The budget made, or written anew while nobody accepted it, at today's prices.
pub async fn guardar(
    db: &Db,
    actor: &Actor,
    intencion: &Intencion,
    (cual, reglas): (Cual, Reglas),
    nuevo: &NuevoPresupuesto,
) -> AppResult<Result<i64, Negativa>> {
    super::escribir(db, actor, async |tx| match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => {
            let id = escribir(tx, cual, reglas, nuevo).await?;
            idempotencia::concluir(tx, intencion.clave, id).await?;
            Ok(id)
        }
        Paso::Hecha(id) => Ok(id),
        Paso::Ajena { .. } => Err(rechazo("idempotencia_ajena").into()),
    })
    .await
}

async fn escribir(
    tx: &mut Tx<'_>,
    cual: Cual,
    reglas: Reglas,
    nuevo: &NuevoPresupuesto,
) -> Result<i64, Falla<Negativa>> {
    if let Cual::Existente { id, .. } = cual {
        let tomado = queries::bloquear(tx, id).await?;
        if tomado.guardado != "vigente" {
            return Err(rechazo("presupuesto_otro_estado").into());
        }
    }
    let cuenta = pagos::presupuestar(tx, reglas, &nuevo.pedido).await?;
    let documento = Documento { nuevo, moneda: reglas.moneda.codigo(), lineas: &cuenta.lineas };
    match cual {
        Cual::Nuevo { sucursal_id } => {
            queries::crear_serie(tx, sucursal_id).await?;
            Ok(queries::crear(tx, sucursal_id, &documento).await?)
        }
        Cual::Existente { id, version } => {
            queries::editar(tx, id, version, &documento).await?;
            avisos::callar(tx, &avisos::hilo_de_presupuesto(id)).await?;
            Ok(id)
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct Decision {
    pub presupuesto_id: i64,
    /// As it was when it was shown.
    pub version: i32,
    pub como: Resolucion,
    /// Of what closes it.
    pub motivo: String,
}

/// The budget decided. Refuses by `presupuesto_vencido`, and by `presupuesto_otro_estado` what another did meanwhile.
pub async fn resolver(db: &Db, actor: &Actor, intencion: &Intencion, decision: &Decision) -> AppResult<i64> {
    let id = decision.presupuesto_id;
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        let tomado = queries::bloquear(tx, id).await?;
        if !tomado.admite(decision.como) {
            return Err(rechazo("presupuesto_otro_estado"));
        }
        if decision.como == Resolucion::Aceptado && tomado.estado == "vencido" {
            return Err(rechazo("presupuesto_vencido"));
        }
        queries::resolver(tx, id, decision.version, decision.como, &decision.motivo).await?;
        if decision.como != Resolucion::Aceptado {
            avisos::callar(tx, &avisos::hilo_de_presupuesto(id)).await?;
        }
        Ok(id)
    })
    .await
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct Envio {
    pub presupuesto_id: i64,
    /// As it was when it was shown.
    pub version: i32,
}

/// The letter that takes it to its patient; its message. Asked for again it is another one. Refuses by `presupuesto_vencido`,
/// `presupuesto_otro_estado` or `presupuesto_sin_correo`, and by `presupuestos_version` what was not seen. Held meanwhile: what changes
/// it waits, and then silences the letter.
pub async fn enviar(db: &Db, actor: &Actor, intencion: &Intencion, zona: Tz, envio: Envio) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        queries::bloquear(tx, envio.presupuesto_id).await?;
        let (presupuesto, _) = queries::presupuesto(tx, envio.presupuesto_id).await?;
        if presupuesto.version != envio.version {
            return Err(rechazo("presupuestos_version"));
        }
        let plantillas = avisos::plantillas::queries::plantillas(tx).await?;
        let carta = carta(&presupuesto, zona, plantillas, intencion.clave)?;
        avisos::encolar(tx, &carta).await?.ok_or_else(|| interno("a letter whose key was taken"))
    })
    .await
}

fn carta(de: &Presupuesto, zona: Tz, plantillas: Plantillas, vez: Uuid) -> AppResult<NuevoMensaje> {
    if !de.se_envia() {
        return Err(rechazo(if de.estado == "vencido" { "presupuesto_vencido" } else { "presupuesto_otro_estado" }));
    }
    let correo = de.correo.as_deref().and_then(|correo| Correo::parse(correo).ok());
    let carta = DePresupuesto {
        id: de.id,
        edicion: de.edicion,
        paciente_id: de.paciente_id,
        nombre: &de.paciente,
        correo: correo.ok_or_else(|| rechazo("presupuesto_sin_correo"))?,
        folio: &de.numero,
        total: de.total,
        moneda: &de.moneda,
        valido_hasta: de.valido_hasta,
        zona,
        plantillas,
    };
    Ok(avisos::presupuesto(&carta, vez))
}

/// The lines that a sale asks for, their budgets held: what is left of them is left until the end.
pub(super) async fn tomar(tx: &mut Tx<'_>, pedidas: &[Pedida]) -> AppResult<Vec<Prometida>> {
    if pedidas.is_empty() {
        return Ok(Vec::new());
    }
    let lineas: Vec<i64> = pedidas.iter().map(|p| p.linea_id).collect();
    queries::sostener(tx, &lineas).await?;
    // Not in the same statement: it would not see what was sold while it waited.
    queries::prometidas(tx, &lineas).await
}

/// The last lines of a sale are those that fulfil a budget.
pub(super) async fn cumplir(tx: &mut Tx<'_>, lineas: &[i64], cumplidas: &[Cumplida]) -> AppResult<()> {
    if cumplidas.is_empty() {
        return Ok(());
    }
    let suyas = lineas.get(lineas.len().saturating_sub(cumplidas.len())..).unwrap_or_default();
    queries::cumplir(tx, suyas, cumplidas).await
}

/// What a sale fulfilled is to be sold again.
pub(super) async fn soltar(tx: &mut Tx<'_>, venta_id: i64) -> AppResult<()> {
    let lineas = queries::de_venta(tx, venta_id).await?;
    if lineas.is_empty() {
        return Ok(());
    }
    queries::sostener(tx, &lineas).await?;
    queries::soltar(tx, venta_id).await
}
