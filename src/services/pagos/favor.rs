//! What a patient has in favour, held while somebody spends it or takes it back.

use rust_decimal::Decimal;

use super::{Intento, Negativa};
use crate::caja::abonos;
use crate::caja::ventas::MedioEntregado;
use crate::db::Tx;
use crate::error::{AppResult, rechazo};
use crate::pacientes;

/// Who lives of a merge, and what they have; nobody else changes it until the end.
pub(super) async fn sostener(tx: &mut Tx<'_>, paciente: i64) -> AppResult<(i64, Decimal)> {
    let vigente = pacientes::queries::bloquear(tx, paciente).await?;
    Ok((vigente, abonos::queries::a_favor(tx, vigente).await?))
}

/// That the patient has at least what is paid with it; who they are, held, when something is.
pub(super) async fn exigir(tx: &mut Tx<'_>, paciente: Option<i64>, gastado: Decimal) -> Intento<Option<i64>> {
    if gastado.is_zero() {
        return Ok(None);
    }
    let paciente = paciente.ok_or(Negativa::AbonoSinPaciente)?;
    match sostener(tx, paciente).await? {
        (_, hay) if hay < gastado => Err(Negativa::AbonoInsuficiente { hay }.into()),
        (vigente, _) => Ok(Some(vigente)),
    }
}

/// After what a payment left in favour was taken back: it was still there. The patient is held.
pub(super) async fn exigir_sin_usar(tx: &mut Tx<'_>, paciente: Option<i64>) -> AppResult<()> {
    let Some(paciente) = paciente else { return Ok(()) };
    let queda = abonos::queries::a_favor(tx, paciente).await?;
    if queda < Decimal::ZERO { Err(rechazo("abono_usado")) } else { Ok(()) }
}

/// Σ of what is paid with it.
pub(super) fn gastado(medios: &[MedioEntregado]) -> Decimal {
    medios.iter().filter(|m| m.metodo == "abono").map(|m| m.monto).sum()
}

/// The rows of the ledger: what it takes, and what it leaves.
pub(super) fn asientos(gastado: Decimal, dejado: Decimal) -> Vec<Decimal> {
    [-gastado, dejado].into_iter().filter(|monto| !monto.is_zero()).collect()
}
