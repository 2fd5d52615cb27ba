//! Notices to the people of a clinic, each once: whoever is due is read and written to in one transaction.

use crate::avisos::encolar;
use crate::avisos::equipo::{Cual, carta, queries};
use crate::db::{Actor, Db};
use crate::error::{AppResult, interno};
use crate::values::correo::Correo;

/// How many were told. Two workers at it find it told: the key of each letter is of its day.
pub async fn avisar(db: &Db, clinica: i32) -> AppResult<usize> {
    db.escribir(&Actor::sistema(clinica), async |tx| {
        let pendientes = queries::pendientes(tx).await?;
        let hay_bajos = pendientes.iter().any(|p| p.cual() == Some(Cual::StockBajo));
        let bajos = if hay_bajos { queries::bajos(tx).await? } else { Vec::new() };
        let mut escritas = 0;
        for pendiente in &pendientes {
            let cual = pendiente.cual().ok_or_else(|| interno("a notice of nothing of ours"))?;
            let Ok(correo) = Correo::parse(&pendiente.correo) else { continue };
            escritas += usize::from(encolar(tx, &carta(pendiente, cual, correo, &bajos)).await?.is_some());
        }
        Ok(escritas)
    })
    .await
}
