//! Reads and single-table writes of a clinic's WhatsApp.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Text};
use diesel_async::RunQueryDsl;

use super::model::{Ajustes, EstadoPlantilla, Pedida};
use crate::avisos::Tipo;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// `None` before anything was said.
pub async fn ajustes(tx: &mut Tx<'_>) -> AppResult<Option<Ajustes>> {
    let sql = "select version, numero_id, cuenta_id, preferido, respaldo_horas from canales_whatsapp
         where clinica_id = clinica_actual()";
    Ok(consulta(sql).get_result(tx.pg()).await.optional()?)
}

/// False when somebody changed it since `ajustes.version`. Refuses by `canales_whatsapp_numero_unico`.
pub async fn guardar(tx: &mut Tx<'_>, ajustes: &Ajustes) -> AppResult<bool> {
    let filas = consulta(
        "insert into canales_whatsapp as k (clinica_id, numero_id, cuenta_id, preferido, respaldo_horas)
         values (clinica_actual(), $1, $2, $3, $4)
         on conflict (clinica_id) do update set numero_id = excluded.numero_id, cuenta_id = excluded.cuenta_id,
           preferido = excluded.preferido, respaldo_horas = excluded.respaldo_horas, version = k.version + 1
         where k.version = $5",
    )
    .bind::<Text, _>(&ajustes.numero_id)
    .bind::<Text, _>(&ajustes.cuenta_id)
    .bind::<Bool, _>(ajustes.preferido)
    .bind::<Integer, _>(ajustes.respaldo_horas)
    .bind::<Integer, _>(ajustes.version)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

pub async fn plantillas(tx: &mut Tx<'_>) -> AppResult<Vec<Pedida>> {
    Ok(consulta(
        "select tipo, nombre, estado, motivo, cambiada from plantillas_whatsapp where clinica_id = clinica_actual()",
    )
    .load(tx.pg())
    .await?)
}

/// Whether such a thing may be said at any time to a phone that is nobody's yet, and was not said `por_dia` times since yesterday.
pub async fn llega(tx: &mut Tx<'_>, tipo: Tipo, telefono: &str, por_dia: i32) -> AppResult<bool> {
    #[derive(QueryableByName)]
    struct Llega {
        #[diesel(sql_type = Bool)]
        llega: bool,
    }
    let fila: Llega = consulta(
        "select exists (select from whatsapp_a(clinica_actual(), $2, $1, null)) and (
           select count(*) from mensajes m where m.clinica_id = clinica_actual() and m.canal = 'whatsapp' and m.direccion = $2 and m.tipo = $1
             and m.creado > ahora() - interval '1 day') < $3 as llega",
    )
    .bind::<Text, _>(tipo.codigo())
    .bind::<Text, _>(telefono)
    .bind::<Integer, _>(por_dia)
    .get_result(tx.pg())
    .await?;
    Ok(fila.llega)
}

/// As asked for now, or as the API has just said.
pub async fn anotar_plantilla(
    tx: &mut Tx<'_>,
    tipo: Tipo,
    nombre: &str,
    (estado, motivo): (EstadoPlantilla, &str),
) -> AppResult<()> {
    consulta(
        "insert into plantillas_whatsapp (clinica_id, tipo, nombre, estado, motivo) values (clinica_actual(), $1, $2, $3, $4)
         on conflict (clinica_id, tipo) do update
         set nombre = excluded.nombre, estado = excluded.estado, motivo = excluded.motivo, cambiada = ahora()",
    )
    .bind::<Text, _>(tipo.codigo())
    .bind::<Text, _>(nombre)
    .bind::<Text, _>(estado.codigo())
    .bind::<Text, _>(motivo)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// The API refused the template of a message: until it is approved again, what is said of that kind goes by e-mail.
pub async fn pausar(tx: &mut Tx<'_>, mensaje: i64, codigo: &str) -> AppResult<()> {
    consulta(
        "update plantillas_whatsapp p set estado = 'pausada', motivo = $2, cambiada = ahora()
         from mensajes m where m.clinica_id = p.clinica_id and m.id = $1 and p.tipo = m.tipo and p.nombre = m.plantilla ->> 'nombre'
           and p.estado = 'aprobada'",
    )
    .bind::<BigInt, _>(mensaje)
    .bind::<Text, _>(codigo)
    .execute(tx.pg())
    .await?;
    Ok(())
}
