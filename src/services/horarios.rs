//! Changes of the hours that are offered. None of them touches a cita: each answers how many are left outside.

use chrono::NaiveDate;

use crate::catalogos::bloqueos::{self, NuevoBloqueo};
use crate::catalogos::excepciones::{self, Excepcion};
use crate::catalogos::feriados::{self, NuevaPalabra};
use crate::catalogos::fuera::{self, Alcance};
use crate::catalogos::horarios::{self, NuevoHorario};
use crate::catalogos::profesionales;
use crate::catalogos::sede::{self, Ajustes, NuevaSucursal};
use crate::error::AppResult;
use crate::services::catalogos::Existente;
use crate::web::Ctx;

/// Of the professional, as all of them are now.
pub async fn guardar_horario(ctx: &Ctx, de: Existente, nuevo: &NuevoHorario) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        profesionales::queries::tocar(tx, de.id, de.version).await?;
        horarios::queries::reemplazar(tx, de.id, nuevo).await?;
        fuera::queries::contar(tx, Alcance::profesional(de.id)).await
    })
    .await
}

pub async fn guardar_excepcion(ctx: &Ctx, de: Existente, dia: &Excepcion) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        profesionales::queries::tocar(tx, de.id, de.version).await?;
        excepciones::queries::poner(tx, de.id, dia).await?;
        fuera::queries::contar(tx, Alcance::profesional(de.id)).await
    })
    .await
}

pub async fn quitar_excepcion(ctx: &Ctx, de: Existente, fecha: NaiveDate) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        profesionales::queries::tocar(tx, de.id, de.version).await?;
        excepciones::queries::quitar(tx, de.id, fecha).await?;
        fuera::queries::contar(tx, Alcance::profesional(de.id)).await
    })
    .await
}

/// Of the professional or the box.
pub async fn bloquear(ctx: &Ctx, nuevo: &NuevoBloqueo) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        bloqueos::queries::insertar(tx, nuevo).await?;
        fuera::queries::contar(tx, nuevo.de.alcance()).await
    })
    .await
}

/// Of everybody: a word of the clinic may close the day of all.
pub async fn decir_feriado(ctx: &Ctx, nueva: &NuevaPalabra) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        feriados::queries::decir(tx, nueva).await?;
        fuera::queries::contar(tx, Alcance::default()).await
    })
    .await
}

/// What was opened on a holiday closes again.
pub async fn retirar_feriado(ctx: &Ctx, id: i64) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        feriados::queries::retirar(tx, id).await?;
        fuera::queries::contar(tx, Alcance::default()).await
    })
    .await
}

/// Of everybody: another region has other holidays.
pub async fn editar_sucursal(ctx: &Ctx, de: Existente, nueva: &NuevaSucursal) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        let antes = sede::queries::sucursal(tx, de.id).await?;
        sede::queries::editar_sucursal(tx, de.id, de.version, nueva).await?;
        if antes.region == nueva.region {
            return Ok(0);
        }
        fuera::queries::contar(tx, Alcance::default()).await
    })
    .await
}

/// Of everybody: buffers that must fit inside the hours leave outside what was booked at their ends.
pub async fn guardar_ajustes(ctx: &Ctx, antes: &Ajustes, nuevos: &Ajustes) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        sede::queries::guardar_ajustes(tx, nuevos).await?;
        if antes.margenes_en_horario == nuevos.margenes_en_horario {
            return Ok(0);
        }
        fuera::queries::contar(tx, Alcance::default()).await
    })
    .await
}
