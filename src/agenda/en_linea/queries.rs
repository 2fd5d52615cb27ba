//! Reads and single-table writes of what is booked without an account.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Bool, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;

use super::model::{CONSENTIMIENTO, Datos, EnLinea, Ofrecida, Portal};
use crate::agenda::HoraPedida;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

pub async fn portal(tx: &mut Tx<'_>) -> AppResult<Portal> {
    let sql = "select c.slug, c.nombre, a.zona, a.telefono, e.abierta, e.aprobar,
           exists (select from whatsapp_con(c.id, 'reserva_codigo', null)) as por_whatsapp
         from clinicas c join ajustes_avisos a on a.clinica_id = c.id join ajustes_en_linea e on e.clinica_id = c.id
         where c.id = clinica_actual()";
    Ok(consulta(sql).get_result(tx.pg()).await?)
}

const OFRECIDA: &str = "select pr.id, pr.nombre, pr.duracion, pr.precio, pr.moneda, pr.horizonte from prestaciones pr
     where pr.clinica_id = clinica_actual() and pr.en_linea and pr.estado = 'activa'";

/// Those that somebody does.
pub async fn ofrecidas(tx: &mut Tx<'_>) -> AppResult<Vec<Ofrecida>> {
    let sql = format!(
        "{OFRECIDA} and exists (
           select from prestaciones_profesionales pp
           join profesionales p on p.clinica_id = pp.clinica_id and p.id = pp.profesional_id and p.estado = 'activo'
           where pp.clinica_id = pr.clinica_id and pp.prestacion_id = pr.id)
         order by pr.nombre, pr.id"
    );
    Ok(consulta(sql).load(tx.pg()).await?)
}

pub async fn ofrecida(tx: &mut Tx<'_>, id: i64) -> AppResult<Option<Ofrecida>> {
    let una = consulta(format!("{OFRECIDA} and pr.id = $1")).bind::<BigInt, _>(id);
    Ok(una.get_result(tx.pg()).await.optional()?)
}

/// An hour that is held, as it begins.
pub struct Nueva<'a> {
    pub token_hash: &'a [u8],
    pub red: &'a [u8],
    pub prestacion: i64,
    pub hora: HoraPedida,
    pub cualquiera: bool,
    pub clave: uuid::Uuid,
    pub vence: DateTime<Utc>,
}

pub async fn crear(tx: &mut Tx<'_>, nueva: &Nueva<'_>) -> AppResult<()> {
    consulta(
        "insert into reservas_en_linea (clinica_id, token_hash, red, prestacion_id, profesional_id, inicio, cualquiera, clave, vence)
         values (clinica_actual(), $1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind::<Binary, _>(nueva.token_hash)
    .bind::<Binary, _>(nueva.red)
    .bind::<BigInt, _>(nueva.prestacion)
    .bind::<BigInt, _>(nueva.hora.profesional)
    .bind::<Timestamptz, _>(nueva.hora.inicio)
    .bind::<Bool, _>(nueva.cualquiera)
    .bind::<SqlUuid, _>(nueva.clave)
    .bind::<Timestamptz, _>(nueva.vence)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// How many hours one network holds now, with nobody's e-mail behind them.
pub async fn abiertas_de_red(tx: &mut Tx<'_>, red: &[u8]) -> AppResult<i64> {
    #[derive(QueryableByName)]
    struct Cuantas {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let cuantas: Cuantas = consulta(
        "select count(*) as n from reservas_en_linea
         where clinica_id = clinica_actual() and red = $1 and estado = 'abierta' and vence > ahora() and creada > ahora() - interval '1 day'",
    )
    .bind::<Binary, _>(red)
    .get_result(tx.pg())
    .await?;
    Ok(cuantas.n)
}

const FILA: &str = "select r.clinica_id, r.id, r.estado, r.prestacion_id, pr.nombre as prestacion, r.profesional_id, p.nombre as profesional,
       r.cualquiera, r.inicio, r.clave, r.vence, r.rut, r.nombres, r.apellidos, r.telefono, r.correo, r.acepta_whatsapp, r.consentida,
       r.codigos, r.enviados, r.fallos, r.verificada, r.pide_telefono, r.telefono_comprobado,
       r.pide_telefono and not exists (select from whatsapp_a(r.clinica_id, r.telefono, 'reserva_codigo', null)) as sin_whatsapp, coalesce(su.nombre, '') as sucursal, coalesce(su.direccion, '') as direccion
     from reservas_en_linea r
     join prestaciones pr on pr.clinica_id = r.clinica_id and pr.id = r.prestacion_id
     join profesionales p on p.clinica_id = r.clinica_id and p.id = r.profesional_id
     left join citas c on c.clinica_id = r.clinica_id and c.clave = r.clave
     left join sucursales su on su.clinica_id = c.clinica_id and su.id = c.sucursal_id
     where r.clinica_id = clinica_actual()";

pub async fn de_token(tx: &mut Tx<'_>, token_hash: &[u8]) -> AppResult<Option<EnLinea>> {
    let una = consulta(format!("{FILA} and r.token_hash = $1")).bind::<Binary, _>(token_hash);
    Ok(una.get_result(tx.pg()).await.optional()?)
}

/// The same, held: whoever else would move it waits.
pub async fn tomar_de_token(tx: &mut Tx<'_>, token_hash: &[u8]) -> AppResult<Option<EnLinea>> {
    let una = consulta(format!("{FILA} and r.token_hash = $1 for no key update of r")).bind::<Binary, _>(token_hash);
    Ok(una.get_result(tx.pg()).await.optional()?)
}

pub async fn tomar(tx: &mut Tx<'_>, id: i64) -> AppResult<EnLinea> {
    let una = consulta(format!("{FILA} and r.id = $1 for no key update of r")).bind::<BigInt, _>(id);
    Ok(una.get_result(tx.pg()).await?)
}

/// Those that wait for somebody of the clinic, the hour that comes first above.
pub async fn por_aprobar(tx: &mut Tx<'_>) -> AppResult<Vec<EnLinea>> {
    let todas = format!("{FILA} and r.estado = 'por_aprobar' and r.vence > ahora() order by r.inicio, r.id limit 200");
    Ok(consulta(todas).load(tx.pg()).await?)
}

/// Those nobody answered in time.
pub async fn sin_respuesta(tx: &mut Tx<'_>) -> AppResult<Vec<EnLinea>> {
    let todas = format!(
        "{FILA} and r.estado = 'por_aprobar' and r.vence <= ahora() order by r.id for no key update of r skip locked"
    );
    Ok(consulta(todas).load(tx.pg()).await?)
}

/// What its person wrote and agreed to; another code is on its way.
pub async fn anotar(tx: &mut Tx<'_>, id: i64, datos: &Datos, vence: DateTime<Utc>) -> AppResult<()> {
    consulta(
        "update reservas_en_linea set rut = $2, nombres = $3, apellidos = $4, telefono = $5, correo = $6, acepta_whatsapp = $7,
           consentida = ahora(), consentimiento = $8, enviados = enviados + 1, codigos = '{}', pide_telefono = false, vence = $9
         where clinica_id = clinica_actual() and id = $1",
    )
    .bind::<BigInt, _>(id)
    .bind::<Nullable<Text>, _>(&datos.rut)
    .bind::<Text, _>(&datos.nombres)
    .bind::<Text, _>(&datos.apellidos)
    .bind::<Text, _>(&datos.telefono)
    .bind::<Text, _>(&datos.correo)
    .bind::<Bool, _>(datos.acepta_whatsapp)
    .bind::<SmallInt, _>(CONSENTIMIENTO)
    .bind::<Timestamptz, _>(vence)
    .execute(tx.pg())
    .await?;
    Ok(())
}

pub async fn contar_envio(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let sql = "update reservas_en_linea set enviados = enviados + 1 where clinica_id = clinica_actual() and id = $1";
    consulta(sql).bind::<BigInt, _>(id).execute(tx.pg()).await?;
    Ok(())
}

/// A code went to its phone too.
pub async fn pedir_telefono(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let sql = "update reservas_en_linea set pide_telefono = true where clinica_id = clinica_actual() and id = $1";
    consulta(sql).bind::<BigInt, _>(id).execute(tx.pg()).await?;
    Ok(())
}

pub async fn comprobar_telefono(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let sql =
        "update reservas_en_linea set telefono_comprobado = ahora() where clinica_id = clinica_actual() and id = $1";
    consulta(sql).bind::<BigInt, _>(id).execute(tx.pg()).await?;
    Ok(())
}

/// A code more that opens it; false when it no longer waits for one, or not from there.
pub async fn agregar_codigo(tx: &mut Tx<'_>, id: i64, direccion: &str, huella: &[u8]) -> AppResult<bool> {
    let filas = consulta(
        "update reservas_en_linea set codigos = array_append(codigos, $3) where clinica_id = clinica_actual() and id = $1
           and $2 in (correo, telefono) and estado = 'abierta' and verificada is null and vence > ahora()",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(direccion)
    .bind::<Binary, _>(huella)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

pub async fn contar_fallo(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let sql = "update reservas_en_linea set fallos = fallos + 1 where clinica_id = clinica_actual() and id = $1";
    consulta(sql).bind::<BigInt, _>(id).execute(tx.pg()).await?;
    Ok(())
}

/// Its hour stays held until then.
pub async fn dejar_por_aprobar(tx: &mut Tx<'_>, id: i64, vence: DateTime<Utc>) -> AppResult<()> {
    let sql = "update reservas_en_linea set estado = 'por_aprobar', verificada = ahora(), vence = $2, codigos = '{}'
         where clinica_id = clinica_actual() and id = $1";
    consulta(sql).bind::<BigInt, _>(id).bind::<Timestamptz, _>(vence).execute(tx.pg()).await?;
    Ok(())
}

pub async fn dar_por_hecha(tx: &mut Tx<'_>, id: i64, cita: i64, vence: DateTime<Utc>) -> AppResult<()> {
    consulta(
        "update reservas_en_linea set estado = 'hecha', cita_id = $2, vence = $3, codigos = '{}', verificada = coalesce(verificada, ahora()),
           decidida_por = membresia_actual(), decidida = ahora()
         where clinica_id = clinica_actual() and id = $1",
    )
    .bind::<BigInt, _>(id)
    .bind::<BigInt, _>(cita)
    .bind::<Timestamptz, _>(vence)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// By somebody of the clinic, or by nobody in time.
pub async fn cerrar(tx: &mut Tx<'_>, id: i64, estado: &str, motivo: &str) -> AppResult<()> {
    consulta(
        "update reservas_en_linea set estado = $2, motivo = $3, decidida_por = membresia_actual(), decidida = ahora()
         where clinica_id = clinica_actual() and id = $1",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(estado)
    .bind::<Text, _>(motivo)
    .execute(tx.pg())
    .await?;
    Ok(())
}

pub async fn borrar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let sql = "delete from reservas_en_linea where clinica_id = clinica_actual() and id = $1";
    consulta(sql).bind::<BigInt, _>(id).execute(tx.pg()).await?;
    Ok(())
}

/// Of people who never finished, and of those who were not received a month ago, nothing is kept.
pub async fn olvidar(tx: &mut Tx<'_>) -> AppResult<usize> {
    let sql = "delete from reservas_en_linea where clinica_id = clinica_actual() and (
           (estado = 'abierta' and vence <= ahora()) or (estado in ('rechazada', 'vencida') and decidida < ahora() - interval '30 days'))";
    Ok(consulta(sql).execute(tx.pg()).await?)
}

/// Citas to come that a patient booked alone.
pub async fn por_venir(tx: &mut Tx<'_>, paciente: i64) -> AppResult<i64> {
    #[derive(QueryableByName)]
    struct Cuantas {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let cuantas: Cuantas = consulta(
        "select count(*) as n from citas where clinica_id = clinica_actual() and paciente_id = $1 and inicio > ahora()
           and origen = 'en_linea' and estado in ('reservada', 'confirmada')",
    )
    .bind::<BigInt, _>(paciente)
    .get_result(tx.pg())
    .await?;
    Ok(cuantas.n)
}
