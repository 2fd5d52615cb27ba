//! The note of credit of a request: its lines with the IVA that belongs to each.

use super::{Devolucion, LineaADevolver, LineaDevolvible};
use crate::caja::notas::{self, LineaAcreditada, NuevaNota};
use crate::db::Tx;
use crate::error::{AppResult, interno};
use crate::values::devolucion::a_prorrata;
use crate::values::dinero::Moneda;

/// `devolvibles` say what was credited of each line before.
pub(super) async fn emitir(
    tx: &mut Tx<'_>,
    pedida: &Devolucion,
    aprobado_por: i64,
    lineas: &[LineaADevolver],
    devolvibles: &[LineaDevolvible],
) -> AppResult<i64> {
    let moneda =
        Moneda::de_codigo(&pedida.moneda).ok_or_else(|| interno("a sale in a currency that is none of ours"))?;
    let acreditadas: Vec<LineaAcreditada> = lineas
        .iter()
        .filter_map(|pedida| {
            let linea = devolvibles.iter().find(|l| l.id == pedida.venta_linea_id)?;
            Some(LineaAcreditada {
                venta_linea_id: linea.id,
                afecto: linea.afecto,
                monto: pedida.monto,
                iva: a_prorrata(linea.iva, linea.total, linea.acreditado, pedida.monto, moneda),
            })
        })
        .collect();
    let nota = NuevaNota {
        venta_id: pedida.venta_id,
        devolucion_id: pedida.id,
        motivo: &pedida.motivo,
        aprobado_por,
        lineas: &acreditadas,
    };
    notas::queries::emitir(tx, &nota).await
}
