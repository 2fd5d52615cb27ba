//! Writes of contacts.

use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::model::NuevoContacto;
use crate::db::{Tx, consulta};
use crate::error::{AppError, AppResult};

/// Of a living ficha; whoever has a ficha of their own with that RUT is linked to it.
pub async fn agregar(tx: &mut Tx<'_>, paciente: i64, nuevo: &NuevoContacto) -> AppResult<()> {
    let filas = consulta(
        "insert into contactos_paciente (clinica_id, paciente_id, contacto_id, nombre, relacion, rut_cuerpo, rut_dv, telefono, correo,
           responsable, pagador)
         select p.clinica_id, p.id, (
             select c.id from pacientes c where c.clinica_id = p.clinica_id and c.documento_tipo = 'rut' and c.documento = $4 || '-' || $5
               and c.fusionado_en is null and c.id <> p.id),
           $2, $3, $4, $5, $6, $7, $8, $9
         from pacientes p where p.clinica_id = clinica_actual() and p.id = $1 and p.fusionado_en is null",
    )
    .bind::<BigInt, _>(paciente)
    .bind::<Text, _>(&nuevo.nombre)
    .bind::<Text, _>(&nuevo.relacion)
    .bind::<Nullable<Integer>, _>(nuevo.rut.map(|r| r.cuerpo()))
    .bind::<Nullable<Text>, _>(nuevo.rut.map(|r| r.dv().to_string()))
    .bind::<Nullable<Text>, _>(&nuevo.telefono)
    .bind::<Nullable<Text>, _>(&nuevo.correo)
    .bind::<Bool, _>(nuevo.responsable)
    .bind::<Bool, _>(nuevo.pagador)
    .execute(tx.pg())
    .await?;
    if filas == 1 { Ok(()) } else { Err(AppError::NoEncontrado) }
}

#[derive(diesel::QueryableByName)]
struct De {
    #[diesel(sql_type = BigInt)]
    paciente_id: i64,
}

/// Answers whose contact it was. Taken off twice, it stays off.
pub async fn quitar(tx: &mut Tx<'_>, id: i64) -> AppResult<i64> {
    let de: De = consulta(
        "update contactos_paciente set quitado = coalesce(quitado, ahora()), quitado_por = coalesce(quitado_por, membresia_actual())
         where clinica_id = clinica_actual() and id = $1 returning paciente_id",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?;
    Ok(de.paciente_id)
}
