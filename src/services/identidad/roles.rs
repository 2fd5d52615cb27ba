//! What each role may do: the whole matrix at once, only what changed is written.

use crate::error::{AppResult, rechazo};
use crate::identidad::Rol;
use crate::identidad::roles::{CambioPermisos, SIEMPRE, queries};
use crate::identidad::usuarios::queries::bloquear_equipo;
use crate::web::Ctx;

/// Which roles are open only to who has a second factor. Without the key of the house nobody could have one.
pub async fn exigir(ctx: &Ctx, roles: &[Rol]) -> AppResult<()> {
    if ctx.app.llave.is_none() && !roles.is_empty() {
        return Err(rechazo("equipo_sin_llave"));
    }
    ctx.escribir(async |tx| {
        bloquear_equipo(tx).await?;
        queries::exigir(tx, roles).await
    })
    .await
}

pub async fn cambiar(ctx: &Ctx, cambio: &CambioPermisos) -> AppResult<()> {
    ctx.escribir(async |tx| {
        bloquear_equipo(tx).await?;
        let antes = queries::concedidos(tx).await?;
        if queries::version(&antes) != cambio.antes {
            return Err(rechazo("equipo_cambio"));
        }
        let mut despues = cambio.concedidos.clone();
        despues.push(SIEMPRE);
        let nuevas: Vec<_> = despues.iter().filter(|c| !antes.contains(c)).copied().collect();
        let sobran: Vec<_> = antes.iter().filter(|c| !despues.contains(c)).copied().collect();
        if !nuevas.is_empty() {
            queries::conceder(tx, &nuevas).await?;
        }
        if !sobran.is_empty() {
            queries::retirar(tx, &sobran).await?;
        }
        Ok(())
    })
    .await
}
