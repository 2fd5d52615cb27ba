//! What agenda, caja and avisos know of one person, in one trip.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Bool, Jsonb};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::db::{Tx, consulta};
use crate::error::{AppResult, interno};
use crate::pacientes::Consentimiento;
use crate::pacientes::adjuntos::Adjunto;
use crate::pacientes::contactos::Contacto;
use crate::pacientes::fusion::Fusion;

/// What the person who asks may see; the rest is not read either.
#[derive(Debug, Clone, Copy)]
pub struct Alcance {
    pub agenda: bool,
    pub dinero: bool,
    pub mensajes: bool,
    pub adjuntos: bool,
    /// The clinical ones among them.
    pub clinicos: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Panorama {
    /// The nearest first.
    pub proximas: Vec<CitaBreve>,
    /// The latest first.
    pub ultimas: Vec<CitaBreve>,
    /// What they wait for.
    pub esperas: Vec<EsperaBreve>,
    pub ventas: Vec<VentaBreve>,
    pub pagos: Vec<PagoBreve>,
    /// The latest first.
    pub presupuestos: Vec<PresupuestoBreve>,
    pub debe: Decimal,
    pub a_favor: Decimal,
    pub mensajes: Vec<MensajeBreve>,
    pub fusiones: Vec<Fusion>,
    pub contactos: Vec<Contacto>,
    /// Of the ficha itself, the latest first.
    pub consentimientos: Vec<Consentimiento>,
    /// The latest first.
    pub adjuntos: Vec<Adjunto>,
    pub adjuntos_total: i64,
}

#[derive(Debug, Clone, Deserialize)]
pub struct CitaBreve {
    pub id: i64,
    pub inicio: DateTime<Utc>,
    pub profesional: String,
    pub prestacion: String,
    pub estado: String,
    pub pago: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct EsperaBreve {
    pub id: i64,
    pub creado: DateTime<Utc>,
    pub prestacion: String,
}

/// One with a balance.
#[derive(Debug, Clone, Deserialize)]
pub struct VentaBreve {
    pub id: i64,
    pub emitida: DateTime<Utc>,
    pub total: Decimal,
    pub debe: Decimal,
}

#[derive(Debug, Clone, Deserialize)]
pub struct PresupuestoBreve {
    pub id: i64,
    pub numero: String,
    pub valido_hasta: NaiveDate,
    pub estado: String,
    pub total: Decimal,
    pub vendido: Decimal,
}

#[derive(Debug, Clone, Deserialize)]
pub struct PagoBreve {
    pub id: i64,
    pub en: DateTime<Utc>,
    pub folio: String,
    pub tipo: String,
    pub total: Decimal,
}

#[derive(Debug, Clone, Deserialize)]
pub struct MensajeBreve {
    pub id: i64,
    pub creado: DateTime<Utc>,
    pub asunto: String,
    pub estado: String,
}

#[derive(QueryableByName)]
struct Fila {
    #[diesel(sql_type = Jsonb)]
    panorama: Value,
}

/// Of a living ficha and of those merged into it. Amounts travel as text: a float would change them.
pub async fn panorama(tx: &mut Tx<'_>, paciente: i64, alcance: Alcance) -> AppResult<Panorama> {
    let fila: Fila = consulta(
        "with quien as materialized (
           select id from pacientes where clinica_id = clinica_actual() and id = $1
           union all select id from pacientes where clinica_id = clinica_actual() and fusionado_en = $1),
         c as (select * from citas_por_paciente where $2 and clinica_id = clinica_actual() and paciente_id in (select id from quien)),
         v as (select * from ventas_por_paciente
           where $3 and clinica_id = clinica_actual() and paciente_id in (select id from quien) and debe > 0),
         p as (select * from pagos_detalle where $3 and clinica_id = clinica_actual() and paciente_id in (select id from quien)),
         m as (select * from mensajes_por_paciente where $4 and clinica_id = clinica_actual() and paciente_id in (select id from quien)),
         a as (select * from adjuntos_por_paciente where $5 and clinica_id = clinica_actual() and paciente_id in (select id from quien))
         select jsonb_build_object(
           'proximas', coalesce((select jsonb_agg(to_jsonb(x) order by x.inicio, x.id) from (
             select id, inicio, profesional, prestacion, estado, pago from c where inicio >= ahora() order by inicio, id limit 5) x), '[]'),
           'ultimas', coalesce((select jsonb_agg(to_jsonb(x) order by x.inicio desc, x.id desc) from (
             select id, inicio, profesional, prestacion, estado, pago from c where inicio < ahora() order by inicio desc, id desc limit 5) x), '[]'),
           'esperas', coalesce((select jsonb_agg(to_jsonb(x) order by x.id) from (
             select id, creado, prestacion from esperas_por_paciente
             where $2 and clinica_id = clinica_actual() and paciente_id in (select id from quien)) x), '[]'),
           'ventas', coalesce((select jsonb_agg(to_jsonb(x) order by x.id desc) from (
             select id, emitida, total::text as total, debe::text as debe from v order by id desc limit 10) x), '[]'),
           'pagos', coalesce((select jsonb_agg(to_jsonb(x) order by x.id desc) from (
             select id, en, folio, tipo, total::text as total from p order by id desc limit 5) x), '[]'),
           'presupuestos', coalesce((select jsonb_agg(to_jsonb(x) order by x.id desc) from (
             select id, numero, valido_hasta, estado, total::text as total, vendido::text as vendido from presupuestos_detalle
             where $3 and clinica_id = clinica_actual() and paciente_id in (select id from quien) order by id desc limit 10) x), '[]'),
           'debe', coalesce((select sum(debe) from v), 0)::text,
           'a_favor', coalesce((select sum(monto) from abonos_por_paciente
             where $3 and clinica_id = clinica_actual() and paciente_id in (select id from quien)), 0)::text,
           'mensajes', coalesce((select jsonb_agg(to_jsonb(x) order by x.id desc) from (
             select id, creado, asunto, estado from m order by id desc limit 5) x), '[]'),
           'contactos', coalesce((select jsonb_agg(to_jsonb(x) order by x.id) from contactos_por_paciente x
             where x.clinica_id = clinica_actual() and x.paciente_id in (select id from quien)), '[]'),
           'consentimientos', coalesce((select jsonb_agg(to_jsonb(x) order by x.id desc) from (
             select * from consentimientos_por_paciente where clinica_id = clinica_actual() and paciente_id = $1 order by id desc limit 5) x), '[]'),
           'adjuntos', coalesce((select jsonb_agg(to_jsonb(x) order by x.id desc) from (
             select id, clinico, tipo, tamano, creado, quien, case when $6 or not clinico then nombre end as nombre,
               case when $6 or not clinico then descripcion end as descripcion from a order by id desc limit 5) x), '[]'),
           'adjuntos_total', (select count(*) from a),
           'fusiones', coalesce((select jsonb_agg(to_jsonb(f) order by f.id desc) from fusiones_vigentes f
             where f.clinica_id = clinica_actual() and f.paciente_id = $1), '[]')) as panorama",
    )
    .bind::<BigInt, _>(paciente)
    .bind::<Bool, _>(alcance.agenda)
    .bind::<Bool, _>(alcance.dinero)
    .bind::<Bool, _>(alcance.mensajes)
    .bind::<Bool, _>(alcance.adjuntos)
    .bind::<Bool, _>(alcance.clinicos)
    .get_result(tx.pg())
    .await?;
    serde_json::from_value(fila.panorama).map_err(interno)
}
