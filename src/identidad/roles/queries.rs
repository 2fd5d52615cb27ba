//! Reads and writes of the matrix.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use sha2::{Digest, Sha256};

use super::forms::celda;
use crate::db::Tx;
use crate::error::AppResult;
use crate::identidad::{Permiso, Rol};
use crate::schema::{permisos, roles_permisos, roles_segundo_factor};

/// What each role may do, and what each permission means.
#[derive(Debug)]
pub struct Matriz {
    pub concedidos: Vec<(Rol, Permiso)>,
    pub permisos: Vec<(Permiso, String)>,
    /// The roles that are open only to who has a second factor.
    pub exigen: Vec<Rol>,
}

impl Matriz {
    /// What a form says it was made from.
    pub fn version(&self) -> String {
        version(&self.concedidos)
    }
}

pub fn version(concedidos: &[(Rol, Permiso)]) -> String {
    let mut celdas: Vec<String> = concedidos.iter().map(|(rol, permiso)| celda(*rol, *permiso)).collect();
    celdas.sort_unstable();
    Sha256::digest(celdas.join(",")).iter().take(8).map(|b| format!("{b:02x}")).collect()
}

pub async fn matriz(tx: &mut Tx<'_>) -> AppResult<Matriz> {
    let filas: Vec<(String, String)> =
        permisos::table.select((permisos::codigo, permisos::descripcion)).load(tx.pg()).await?;
    let descripcion = |p: Permiso| filas.iter().find(|(c, _)| c == p.codigo()).map(|(_, d)| (p, d.clone()));
    Ok(Matriz {
        concedidos: concedidos(tx).await?,
        permisos: Permiso::TODOS.into_iter().filter_map(descripcion).collect(),
        exigen: exigen(tx).await?,
    })
}

pub async fn concedidos(tx: &mut Tx<'_>) -> AppResult<Vec<(Rol, Permiso)>> {
    use roles_permisos as t;
    let filas: Vec<(String, String)> = t::table.select((t::rol, t::permiso)).load(tx.pg()).await?;
    Ok(filas.iter().filter_map(|(r, p)| Some((Rol::de_codigo(r)?, Permiso::de_codigo(p)?))).collect())
}

pub async fn exigen(tx: &mut Tx<'_>) -> AppResult<Vec<Rol>> {
    let codigos: Vec<String> = roles_segundo_factor::table.select(roles_segundo_factor::rol).load(tx.pg()).await?;
    Ok(codigos.iter().filter_map(|codigo| Rol::de_codigo(codigo)).collect())
}

/// Exactly these; what stays is not touched, so that the audit tells what changed.
pub async fn exigir(tx: &mut Tx<'_>, roles: &[Rol]) -> AppResult<()> {
    use roles_segundo_factor as t;
    let clinica = tx.actor().clinica;
    let codigos: Vec<_> = roles.iter().map(|rol| rol.codigo()).collect();
    diesel::delete(t::table.filter(t::rol.ne_all(codigos.clone()))).execute(tx.pg()).await?;
    let filas: Vec<_> = codigos.into_iter().map(|rol| (t::clinica_id.eq(clinica), t::rol.eq(rol))).collect();
    diesel::insert_into(t::table).values(filas).on_conflict_do_nothing().execute(tx.pg()).await?;
    Ok(())
}

pub async fn conceder(tx: &mut Tx<'_>, celdas: &[(Rol, Permiso)]) -> AppResult<()> {
    use roles_permisos as t;
    let clinica = tx.actor().clinica;
    let filas: Vec<_> = celdas
        .iter()
        .map(|(rol, permiso)| (t::clinica_id.eq(clinica), t::rol.eq(rol.codigo()), t::permiso.eq(permiso.codigo())))
        .collect();
    diesel::insert_into(t::table).values(filas).on_conflict_do_nothing().execute(tx.pg()).await?;
    Ok(())
}

pub async fn retirar(tx: &mut Tx<'_>, celdas: &[(Rol, Permiso)]) -> AppResult<()> {
    use roles_permisos as t;
    let celdas: Vec<String> = celdas.iter().map(|(rol, permiso)| celda(*rol, *permiso)).collect();
    diesel::delete(t::table.filter(t::rol.concat(":").concat(t::permiso).eq_any(celdas))).execute(tx.pg()).await?;
    Ok(())
}
