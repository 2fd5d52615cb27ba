//! The people of a clinic: invited, given roles, suspended, taken back. Each holds the clinic's own lock, so that what is
//! decided (somebody is left to administer) is still so at the commit.

use crate::avisos::{self, AvisoCuenta, Novedad};
use crate::db::Tx;
use crate::error::{AppResult, interno, rechazo};
use crate::identidad::usuarios::queries::{self as equipo, Miembro};
use crate::identidad::usuarios::{CambioRoles, NuevoMiembro};
use crate::identidad::{EstadoMembresia, Rol, cuenta, factor, queries};
use crate::services::clinicas::INVITACION;
use crate::values::correo::Correo;
use crate::web::{Ctx, session};

pub enum Invitado {
    Nuevo(Enlace),
    /// In this membership, whatever its state.
    YaEsta(i64),
}

/// What is handed over; only its hash is kept.
pub struct Enlace {
    pub membresia_id: i64,
    pub token: String,
}

pub async fn invitar(ctx: &Ctx, nuevo: &NuevoMiembro) -> AppResult<Invitado> {
    ctx.escribir(async |tx| {
        equipo::bloquear_equipo(tx).await?;
        let usuario_id = queries::usuario_de_correo(tx, &nuevo.correo, &nuevo.nombre).await?;
        let Some(membresia_id) = queries::invitar(tx, usuario_id).await? else {
            return Ok(Invitado::YaEsta(equipo::membresia_de(tx, usuario_id).await?));
        };
        queries::dar_roles(tx, membresia_id, &nuevo.roles).await?;
        let token =
            enlazar(ctx, tx, &Carta { membresia_id, usuario_id, nombre: &nuevo.nombre, correo: &nuevo.correo }).await?;
        Ok(Invitado::Nuevo(Enlace { membresia_id, token }))
    })
    .await
}

/// A fresh link for who has not accepted; those handed over before are worth nothing any more.
pub async fn invitar_otra_vez(ctx: &Ctx, membresia_id: i64) -> AppResult<Enlace> {
    ctx.escribir(async |tx| {
        equipo::bloquear_equipo(tx).await?;
        let miembro = equipo::miembro(tx, membresia_id).await?;
        if miembro.estado() != EstadoMembresia::Invitada {
            return Err(rechazo("equipo_ya_acepto"));
        }
        equipo::vencer_enlaces(tx, miembro.usuario_id).await?;
        let (nombre, correo) = (miembro.nombre(), miembro.correo.as_str());
        let carta = Carta { membresia_id, usuario_id: miembro.usuario_id, nombre, correo };
        let token = enlazar(ctx, tx, &carta).await?;
        Ok(Enlace { membresia_id, token })
    })
    .await
}

struct Carta<'a> {
    membresia_id: i64,
    usuario_id: i64,
    nombre: &'a str,
    correo: &'a str,
}

/// One link to hand over; the message makes its own when it leaves.
async fn enlazar(ctx: &Ctx, tx: &mut Tx<'_>, carta: &Carta<'_>) -> AppResult<String> {
    let token = session::nuevo_token();
    let vence = ctx.db().reloj().ahora() + INVITACION;
    queries::crear_enlace(tx, carta.usuario_id, "invitacion", &session::huella(&token), vence).await?;
    let vez = equipo::invitaciones_hechas(tx, carta.usuario_id).await?;
    let correo = Correo::parse(carta.correo).map_err(|motivo| interno(motivo.to_string()))?;
    let clinica = &ctx.clinica.nombre;
    let mensaje = avisos::invitacion(carta.membresia_id, carta.usuario_id, carta.nombre, correo, clinica, vez);
    avisos::encolar(tx, &mensaje).await?;
    Ok(token)
}

pub async fn dar_roles(ctx: &Ctx, membresia_id: i64, cambio: &CambioRoles) -> AppResult<()> {
    ctx.escribir(async |tx| {
        equipo::bloquear_equipo(tx).await?;
        let miembro = equipo::miembro(tx, membresia_id).await?;
        if miembro.version() != cambio.antes {
            return Err(rechazo("equipo_cambio"));
        }
        let era = miembro.roles().contains(&Rol::Administracion);
        if era && !cambio.roles.contains(&Rol::Administracion) && es_propia(ctx, &miembro) {
            return Err(rechazo("equipo_propia"));
        }
        equipo::poner_roles(tx, membresia_id, &cambio.roles).await?;
        queda_quien_administre(tx).await
    })
    .await
}

/// The membership ends with the next request; sessions and other clinics of the person go on.
pub async fn suspender(ctx: &Ctx, membresia_id: i64) -> AppResult<()> {
    ctx.escribir(async |tx| {
        equipo::bloquear_equipo(tx).await?;
        let miembro = equipo::miembro(tx, membresia_id).await?;
        if es_propia(ctx, &miembro) {
            return Err(rechazo("equipo_propia_suspension"));
        }
        equipo::poner_estado(tx, membresia_id, EstadoMembresia::Suspendida).await?;
        equipo::vencer_enlaces(tx, miembro.usuario_id).await?;
        queda_quien_administre(tx).await
    })
    .await
}

/// Back to where the person was: who never accepted has still to accept.
pub async fn reactivar(ctx: &Ctx, membresia_id: i64) -> AppResult<()> {
    ctx.escribir(async |tx| {
        equipo::bloquear_equipo(tx).await?;
        let miembro = equipo::miembro(tx, membresia_id).await?;
        let estado = match miembro.aceptada {
            Some(_) => EstadoMembresia::Activa,
            None => EstadoMembresia::Invitada,
        };
        equipo::poner_estado(tx, membresia_id, estado).await
    })
    .await
}

/// For who lost the telephone and the codes on paper. The person enters anew, with the password alone, and is told by mail.
pub async fn retirar_factor(ctx: &Ctx, membresia_id: i64) -> AppResult<()> {
    ctx.escribir(async |tx| {
        equipo::bloquear_equipo(tx).await?;
        let miembro = equipo::miembro(tx, membresia_id).await?;
        if es_propia(ctx, &miembro) {
            return Err(rechazo("equipo_propio_factor"));
        }
        // It protects the other clinics too: theirs is not for one of them to take.
        if equipo::trabaja_en_otra(tx, miembro.usuario_id).await? {
            return Err(rechazo("equipo_factor_compartido"));
        }
        let activa = miembro.estado() == EstadoMembresia::Activa;
        if !activa || !factor::queries::quitar(tx, miembro.usuario_id).await? {
            return Err(rechazo("equipo_sin_factor"));
        }
        cuenta::queries::revocar_todas(tx, miembro.usuario_id).await?;
        let aviso = AvisoCuenta {
            membresia_id,
            usuario_id: miembro.usuario_id,
            nombre: miembro.nombre(),
            correo: Correo::parse(&miembro.correo).map_err(|motivo| interno(motivo.to_string()))?,
            cuando: ctx.db().reloj().ahora().with_timezone(&ctx.clinica.zona).naive_local(),
            peticion: ctx.peticion,
        };
        avisos::encolar(tx, &avisos::cuenta(&aviso, &Novedad::FactorRetirado(&ctx.nombre))).await.map(drop)
    })
    .await
}

fn es_propia(ctx: &Ctx, miembro: &Miembro) -> bool {
    miembro.id == ctx.membresia_id
}

async fn queda_quien_administre(tx: &mut Tx<'_>) -> AppResult<()> {
    if equipo::administradores(tx).await? > 0 { Ok(()) } else { Err(rechazo("equipo_sin_administracion")) }
}
