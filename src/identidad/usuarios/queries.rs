//! Reads and single-table writes of a clinic's people.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use crate::db::{Tx, ahora, consulta};
use crate::error::AppResult;
use crate::identidad::{EstadoMembresia, Rol, queries};
use crate::schema::{clinicas, enlaces_usuario, membresias, membresias_roles};

#[derive(Debug, Clone, QueryableByName)]
pub struct Miembro {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub usuario_id: i64,
    /// Null while somebody with an account elsewhere has not agreed to be seen here.
    #[diesel(sql_type = Nullable<Text>)]
    pub nombre: Option<String>,
    #[diesel(sql_type = Text)]
    pub correo: String,
    #[diesel(sql_type = Text)]
    estado: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub aceptada: Option<DateTime<Utc>>,
    /// Until when the last invitation can be followed.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub enlace_vence: Option<DateTime<Utc>>,
    #[diesel(sql_type = Array<Text>)]
    roles: Vec<String>,
    #[diesel(sql_type = Bool)]
    pub segundo_factor: bool,
}

impl Miembro {
    pub fn estado(&self) -> EstadoMembresia {
        EstadoMembresia::de_codigo(&self.estado)
    }

    pub fn roles(&self) -> Vec<Rol> {
        self.roles.iter().filter_map(|r| Rol::de_codigo(r)).collect()
    }

    /// What a form says it was made from.
    pub fn version(&self) -> String {
        self.roles.join(",")
    }

    pub fn nombre(&self) -> &str {
        self.nombre.as_deref().unwrap_or(&self.correo)
    }
}

const MIEMBROS: &str = "select m.id, m.usuario_id, u.correo, m.estado, m.aceptada,
      case when m.aceptada is not null or u.clave_hash is null then u.nombre end as nombre,
      (select max(e.vence) from enlaces_usuario e
       where e.clinica_id = m.clinica_id and e.usuario_id = m.usuario_id and e.motivo = 'invitacion' and e.usado is null) as enlace_vence,
      array(select mr.rol from membresias_roles mr join roles r on r.codigo = mr.rol
            where mr.clinica_id = m.clinica_id and mr.membresia_id = m.id order by r.orden) as roles,
      m.aceptada is not null and exists (select from segundos_factores f where f.usuario_id = m.usuario_id) as segundo_factor
    from membresias m join usuarios u on u.id = m.usuario_id";

/// All of them: those who no longer work here are kept too, because what they did carries their name.
pub async fn miembros(tx: &mut Tx<'_>) -> AppResult<Vec<Miembro>> {
    let sql = format!("{MIEMBROS} order by m.estado = 'suspendida', u.nombre, m.id");
    Ok(consulta(sql).load(tx.pg()).await?)
}

pub async fn miembro(tx: &mut Tx<'_>, id: i64) -> AppResult<Miembro> {
    Ok(consulta(format!("{MIEMBROS} where m.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

#[derive(QueryableByName)]
struct Hay {
    #[diesel(sql_type = Bool)]
    hay: bool,
}

/// In a clinic that is not this one.
pub async fn trabaja_en_otra(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<bool> {
    let sql = "select exists (
        select from clinicas_de_usuario($1) c
        where c.slug <> (select propia.slug from clinicas propia where propia.id = clinica_actual())) as hay";
    Ok(consulta(sql).bind::<BigInt, _>(usuario_id).get_result::<Hay>(tx.pg()).await?.hay)
}

/// One at a time changes who works here and who may do what, so that two cannot each remove the other administrator.
pub async fn bloquear_equipo(tx: &mut Tx<'_>) -> AppResult<()> {
    let clinica = tx.actor().clinica;
    clinicas::table.find(clinica).select(clinicas::id).for_no_key_update().first::<i32>(tx.pg()).await?;
    Ok(())
}

pub async fn poner_estado(tx: &mut Tx<'_>, id: i64, estado: EstadoMembresia) -> AppResult<()> {
    use membresias as t;
    diesel::update(t::table.filter(t::id.eq(id))).set(t::estado.eq(estado.codigo())).execute(tx.pg()).await?;
    Ok(())
}

/// Exactly these; what stays is not touched, so that the audit tells what changed.
pub async fn poner_roles(tx: &mut Tx<'_>, id: i64, roles: &[Rol]) -> AppResult<()> {
    use membresias_roles as t;
    let codigos: Vec<_> = roles.iter().map(|r| r.codigo()).collect();
    let sobran = t::table.filter(t::membresia_id.eq(id)).filter(t::rol.ne_all(codigos));
    diesel::delete(sobran).execute(tx.pg()).await?;
    queries::dar_roles(tx, id, roles).await
}

/// Who can administer the clinic today.
pub async fn administradores(tx: &mut Tx<'_>) -> AppResult<i64> {
    use {membresias as m, membresias_roles as mr};
    Ok(m::table
        .inner_join(mr::table.on(mr::clinica_id.eq(m::clinica_id).and(mr::membresia_id.eq(m::id))))
        .filter(mr::rol.eq(Rol::Administracion.codigo()))
        .filter(m::estado.eq(EstadoMembresia::Activa.codigo()))
        .count()
        .get_result(tx.pg())
        .await?)
}

/// Who has this e-mail here, if anybody has.
pub async fn membresia_de(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<i64> {
    use membresias as t;
    Ok(t::table.filter(t::usuario_id.eq(usuario_id)).select(t::id).first(tx.pg()).await?)
}

/// Links ever made for this person here: it only grows.
pub async fn invitaciones_hechas(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<i64> {
    use enlaces_usuario as t;
    let clinica = tx.actor().clinica;
    let suyos = t::table.filter(t::clinica_id.eq(clinica)).filter(t::usuario_id.eq(usuario_id));
    Ok(suyos.count().get_result(tx.pg()).await?)
}

/// Links of this clinic not followed yet are worth nothing from now on.
pub async fn vencer_enlaces(tx: &mut Tx<'_>, usuario_id: i64) -> AppResult<()> {
    use enlaces_usuario as t;
    let clinica = tx.actor().clinica;
    let abiertos = t::table
        .filter(t::clinica_id.eq(clinica))
        .filter(t::usuario_id.eq(usuario_id))
        .filter(t::motivo.eq("invitacion"))
        .filter(t::usado.is_null())
        .filter(t::vence.gt(ahora()));
    diesel::update(abiertos).set(t::vence.eq(ahora())).execute(tx.pg()).await?;
    Ok(())
}
