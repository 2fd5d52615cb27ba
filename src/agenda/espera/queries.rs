//! Reads and writes of the waiting list.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{Deseos, Espera, EstadoEspera, NuevaEspera};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};
use crate::schema::esperas;
use crate::values::texto;

/// Rows of a page.
pub const FILAS: usize = 50;

/// What of the list is looked at.
#[derive(Debug, Clone)]
pub struct Lista<'a> {
    pub estado: EstadoEspera,
    pub prestacion: Option<i64>,
    /// Those who would go with them: to them alone, or to whoever does it.
    pub profesional: Option<i64>,
    /// Of the patient; empty is everybody.
    pub texto: &'a str,
    /// After this one; 0 is from the start.
    pub despues: i64,
}

/// A text is looked for among those who wait, who are few, by the same beginnings of words as the search of patients: among all of
/// a clinic's patients a common name would hide them. By priority, then by who has waited longer; one more than `FILAS` when there is a next page.
pub async fn lista(tx: &mut Tx<'_>, pedida: &Lista<'_>) -> AppResult<Vec<Espera>> {
    Ok(consulta(
        "select d.* from esperas_detalle d
         where d.clinica_id = clinica_actual() and d.estado = $1 and ($2 is null or d.prestacion_id = $2)
           and ($3 is null or d.profesional_id = $3 or (d.profesional_id is null and exists (
             select from prestaciones_profesionales pp
             where pp.clinica_id = d.clinica_id and pp.prestacion_id = d.prestacion_id and pp.profesional_id = $3)))
           and ($4 = 0 or (d.orden, d.creado, d.id) > (
             select u.orden, u.creado, u.id from esperas u where u.clinica_id = clinica_actual() and u.id = $4))
           and (cardinality($5) = 0 or exists (
             select from pacientes p cross join lateral tsvector_to_array(paciente_lexemas(p.clinica_id, p.documento, p.nombres,
               p.apellido_paterno, p.apellido_materno, p.nombre_social, p.telefono, p.correo)) as c(claves)
             where p.clinica_id = d.clinica_id and p.id = d.paciente_id and not exists (
               select from unnest($5) as q(inicio) where not exists (
                 select from unnest(c.claves) as k(clave) where starts_with(k.clave, p.clinica_id || ':' || q.inicio)))))
         order by d.orden, d.creado, d.id limit $6",
    )
    .bind::<Text, _>(pedida.estado.codigo())
    .bind::<Nullable<BigInt>, _>(pedida.prestacion)
    .bind::<Nullable<BigInt>, _>(pedida.profesional)
    .bind::<BigInt, _>(pedida.despues)
    .bind::<Array<Text>, _>(texto::palabras(pedida.texto))
    .bind::<BigInt, _>(i64::try_from(FILAS).unwrap_or(i64::MAX).saturating_add(1))
    .load(tx.pg())
    .await?)
}

pub async fn espera(tx: &mut Tx<'_>, id: i64) -> AppResult<Espera> {
    Ok(consulta("select * from esperas_detalle where clinica_id = clinica_actual() and id = $1")
        .bind::<BigInt, _>(id)
        .get_result(tx.pg())
        .await?)
}

/// The ids of all the fichas of the patient `de`, however they were merged.
macro_rules! fichas {
    ($de:literal) => {
        concat!(
            "select case when p.fusionado_en is null then p.id else p.fusionado_en end as id
             from pacientes p where p.clinica_id = clinica_actual() and p.id = ",
            $de,
            " union all
             select m.id from pacientes p
             join pacientes m on m.clinica_id = p.clinica_id
               and m.fusionado_en = case when p.fusionado_en is null then p.id else p.fusionado_en end
             where p.clinica_id = clinica_actual() and p.id = ",
            $de
        )
    };
}

/// Part of the statement in which citas `c` are born: whoever gets what they waited for waits no more, whichever way it was booked, since
/// nobody is to be called for an hour that they have. A cita that is moved does it when it comes sooner.
pub const CIERRE: &str = concat!(
    "update esperas e set estado = 'agendada', cita_id = c.id, cerrada = ahora(), cerrada_por = membresia_actual(), version = e.version + 1
     from c cross join lateral (",
    fichas!("c.paciente_id"),
    ") f
     where e.clinica_id = c.clinica_id and e.paciente_id = f.id and e.prestacion_id = c.prestacion_id and e.estado = 'esperando'
       and (c.reagendada_de is null or c.inicio < (
         select a.inicio from citas a where a.clinica_id = c.clinica_id and a.id = c.reagendada_de))
     returning e.id"
);

/// Whether somebody in the list, waiting or not, is that patient for that prestación.
pub async fn es_de(tx: &mut Tx<'_>, id: i64, paciente: i64, prestacion: i64) -> AppResult<bool> {
    let suya = consulta(concat!(
        "select id from esperas where clinica_id = clinica_actual() and id = $3 and prestacion_id = $2 and paciente_id in (",
        fichas!("$1"),
        ")"
    ));
    let suya = suya.bind::<BigInt, _>(paciente).bind::<BigInt, _>(prestacion).bind::<BigInt, _>(id);
    Ok(suya.execute(tx.pg()).await? > 0)
}

/// Refuses by `esperas_una_abierta` who waits for the same already, under whichever of their fichas.
pub async fn crear(tx: &mut Tx<'_>, nueva: &NuevaEspera) -> AppResult<i64> {
    let ya = consulta(concat!(
        "select id from esperas where clinica_id = clinica_actual() and prestacion_id = $2 and estado = 'esperando' and paciente_id in (",
        fichas!("$1"),
        ")"
    ));
    let ya = ya.bind::<BigInt, _>(nueva.paciente).bind::<BigInt, _>(nueva.deseos.prestacion_id);
    if ya.execute(tx.pg()).await? > 0 {
        return Err(rechazo("esperas_una_abierta"));
    }
    let suyas = (
        esperas::clinica_id.eq(tx.actor().clinica),
        esperas::paciente_id.eq(nueva.paciente),
        esperas::clave.eq(nueva.clave),
    );
    let fila = diesel::insert_into(esperas::table).values((suyas, &nueva.deseos));
    Ok(fila.returning(esperas::id).get_result(tx.pg()).await?)
}

/// What a form noted already.
pub async fn de_clave(tx: &mut Tx<'_>, clave: Uuid) -> AppResult<Option<Espera>> {
    Ok(consulta(
        "select d.* from esperas e join esperas_detalle d on d.clinica_id = e.clinica_id and d.id = e.id
         where e.clinica_id = clinica_actual() and e.clave = $1",
    )
    .bind::<SqlUuid, _>(clave)
    .get_result(tx.pg())
    .await
    .optional()?)
}

/// False when it is no longer as it was, or nobody waits any more.
pub async fn guardar(tx: &mut Tx<'_>, id: i64, version: i32, deseos: &Deseos) -> AppResult<bool> {
    let fila = esperas::table.find((tx.actor().clinica, id)).filter(esperas::version.eq(version));
    let esperando = fila.filter(esperas::estado.eq(EstadoEspera::Esperando.codigo()));
    let cambio = (deseos, esperas::version.eq(esperas::version + 1));
    Ok(diesel::update(esperando).set(cambio).execute(tx.pg()).await? == 1)
}

/// False when nobody waits any more.
pub async fn retirar(tx: &mut Tx<'_>, id: i64, motivo: &str) -> AppResult<bool> {
    let cambio = consulta(
        "update esperas set estado = 'retirada', motivo = $2, cerrada = ahora(), cerrada_por = membresia_actual(), version = version + 1
         where clinica_id = clinica_actual() and id = $1 and estado = 'esperando'",
    );
    Ok(cambio.bind::<BigInt, _>(id).bind::<Text, _>(motivo).execute(tx.pg()).await? == 1)
}

/// Back to the list, with the age it had; who is there stays there.
pub async fn volver(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let cambio = consulta(
        "update esperas set estado = 'esperando', motivo = '', cita_id = null, cerrada = null, cerrada_por = null, version = version + 1
         where clinica_id = clinica_actual() and id = $1 and estado <> 'esperando'",
    );
    cambio.bind::<BigInt, _>(id).execute(tx.pg()).await?;
    Ok(())
}
