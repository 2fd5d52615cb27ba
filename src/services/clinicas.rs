//! A clinic is born whole: its principal sucursal, what each role may do, and the person who administers it.

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::sql_types::Integer;
use diesel_async::RunQueryDsl;

use crate::catalogos::sede::{self, NuevaSucursal};
use crate::db::{Actor, Db, Tx, consulta};
use crate::error::{AppResult, rechazo};
use crate::identidad::{Rol, queries};
use crate::schema::{clinicas, roles_permisos, sucursales};
use crate::web::{Ctx, session};

pub struct NuevaClinica<'a> {
    pub slug: &'a str,
    pub nombre: &'a str,
    /// IANA name.
    pub zona: &'a str,
    pub correo: &'a str,
    pub persona: &'a str,
}

/// How long an invitation may wait in somebody's inbox.
pub const INVITACION: TimeDelta = TimeDelta::days(7);

#[derive(QueryableByName)]
struct Numero {
    #[diesel(sql_type = Integer)]
    id: i32,
}

/// Answers the token of the administrator's invitation.
pub async fn crear(db: &Db, nueva: &NuevaClinica<'_>) -> AppResult<String> {
    if nueva.zona.parse::<chrono_tz::Tz>().is_err() {
        return Err(rechazo("clinicas_zona"));
    }
    // The number comes first: row security lets nobody write outside the clinic that is set.
    let Numero { id } =
        consulta("select nextval('clinicas_id_seq')::int as id").get_result(&mut *db.conexion().await?).await?;
    let token = session::nuevo_token();
    db.escribir(&Actor::sistema(id), async |tx| {
        fundar(tx, id, nueva).await?;
        let usuario = queries::usuario_de_correo(tx, nueva.correo, nueva.persona).await?;
        let membresia = queries::invitar(tx, usuario).await?.ok_or_else(|| rechazo("membresias_usuario_unico"))?;
        queries::dar_roles(tx, membresia, &[Rol::Administracion]).await?;
        let vence = db.reloj().ahora() + INVITACION;
        queries::crear_enlace(tx, usuario, "invitacion", &session::huella(&token), vence).await
    })
    .await?;
    Ok(token)
}

/// A sucursal more, equipped as the first one is.
pub async fn abrir_sucursal(ctx: &Ctx, nueva: &NuevaSucursal) -> AppResult<()> {
    ctx.escribir(async |tx| {
        let id = sede::queries::crear_sucursal(tx, nueva).await?;
        super::cajas::equipar(tx, id).await
    })
    .await
}

async fn fundar(tx: &mut Tx<'_>, id: i32, nueva: &NuevaClinica<'_>) -> AppResult<()> {
    diesel::insert_into(clinicas::table)
        .values((
            clinicas::id.eq(id),
            clinicas::slug.eq(nueva.slug),
            clinicas::nombre.eq(nueva.nombre),
            clinicas::zona.eq(nueva.zona),
        ))
        .execute(tx.pg())
        .await?;
    let sucursal_id = diesel::insert_into(sucursales::table)
        .values((sucursales::clinica_id.eq(id), sucursales::nombre.eq("Casa matriz"), sucursales::principal.eq(true)))
        .returning(sucursales::id)
        .get_result(tx.pg())
        .await?;
    super::cajas::equipar(tx, sucursal_id).await?;
    let permisos: Vec<_> = Rol::TODOS
        .iter()
        .flat_map(|rol| rol.permisos_iniciales().iter().map(move |permiso| (rol, permiso)))
        .map(|(rol, permiso)| {
            (
                roles_permisos::clinica_id.eq(id),
                roles_permisos::rol.eq(rol.codigo()),
                roles_permisos::permiso.eq(permiso.codigo()),
            )
        })
        .collect();
    diesel::insert_into(roles_permisos::table).values(permisos).execute(tx.pg()).await?;
    Ok(())
}
