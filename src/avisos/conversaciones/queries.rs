//! Reads and writes of conversations.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Entrante, Estado, Linea, Persona, Resumen, Suya};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Writes down what was said, which opens a day to answer in; a phone that writes is one that takes messages. `None`: it was written down before.
pub async fn recibir(tx: &mut Tx<'_>, entrante: &Entrante<'_>) -> AppResult<Option<Suya>> {
    Ok(consulta(
        "with antes as (select estado from conversaciones where clinica_id = clinica_actual() and telefono = $2),
         c as (
           insert into conversaciones as c (clinica_id, telefono, estado, ultimo, hasta)
           select clinica_actual(), $2, 'respondida', $4, $4 + interval '24 hours'
           where not exists (select from entrantes_whatsapp x where x.clinica_id = clinica_actual() and x.wamid = $1)
           on conflict (clinica_id, telefono) do update
           -- what was said before it was hidden, and heard after, is of the one who speaks now
           set ultimo = greatest(c.ultimo, excluded.ultimo, c.oculta + interval '1 microsecond'), hasta = greatest(c.hasta, excluded.hasta), version = c.version + 1
           returning c.*),
         i as (
           insert into entrantes_whatsapp (clinica_id, conversacion_id, wamid, texto, en) 
           select c.clinica_id, c.id, $1, $3, greatest($4, c.oculta + interval '1 microsecond') from c),
         d as (delete from direcciones_suprimidas where clinica_id = clinica_actual() and canal = 'whatsapp' and direccion = $2)
         select c.id, c.telefono, coalesce((select a.estado from antes a) = 'espera', false) as esperaba, c.hasta from c",
    )
    .bind::<Text, _>(entrante.wamid)
    .bind::<Text, _>(entrante.de)
    .bind::<Text, _>(entrante.texto)
    .bind::<Timestamptz, _>(entrante.en)
    .get_result(tx.pg())
    .await
    .optional()?)
}

/// Who waits for a person does so until one attends to it.
pub async fn dejar(tx: &mut Tx<'_>, id: i64, estado: Estado) -> AppResult<()> {
    consulta("update conversaciones set estado = $2 where clinica_id = clinica_actual() and id = $1 and estado <> $2")
        .bind::<BigInt, _>(id)
        .bind::<Text, _>(estado.codigo())
        .execute(tx.pg())
        .await?;
    Ok(())
}

/// By somebody at the desk: false when something was said meanwhile.
pub async fn atender(tx: &mut Tx<'_>, id: i64, version: i32) -> AppResult<bool> {
    let filas = consulta(
        "update conversaciones set estado = 'atendida', version = version + 1
         where clinica_id = clinica_actual() and id = $1 and version = $2",
    )
    .bind::<BigInt, _>(id)
    .bind::<Integer, _>(version)
    .execute(tx.pg())
    .await?;
    Ok(filas == 1)
}

/// To be answered.
pub async fn suya(tx: &mut Tx<'_>, id: i64) -> AppResult<Suya> {
    let sql = "select id, telefono, estado = 'espera' as esperaba, hasta from conversaciones
         where clinica_id = clinica_actual() and id = $1 for no key update";
    Ok(consulta(sql).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

/// Which cita a message of ours was about, by its name there.
pub async fn cita_aludida(tx: &mut Tx<'_>, wamid: &str) -> AppResult<Option<i64>> {
    #[derive(QueryableByName)]
    struct Cita {
        #[diesel(sql_type = BigInt)]
        id: i64,
    }
    let cita: Option<Cita> = consulta(
        "select split_part(m.clave, ':', 2)::bigint as id
         from envios e join mensajes m on m.clinica_id = e.clinica_id and m.id = e.mensaje_id
         where e.clinica_id = clinica_actual() and e.externo = $1 and m.plantilla is not null and starts_with(m.clave, 'cita:')",
    )
    .bind::<Text, _>(wamid)
    .get_result(tx.pg())
    .await
    .optional()?;
    Ok(cita.map(|cita| cita.id))
}

/// Somebody at the desk wrote after the last message about a cita.
pub async fn habla_con_persona(tx: &mut Tx<'_>, suya: &Suya) -> AppResult<bool> {
    #[derive(QueryableByName)]
    struct Habla {
        #[diesel(sql_type = Bool)]
        habla: bool,
    }
    let fila: Habla = consulta(
        "select coalesce((select m.conversacion_id is not null from mensajes m
           where m.clinica_id = clinica_actual() and m.canal = 'whatsapp' and m.direccion = $1
             and ((m.plantilla is not null and starts_with(m.clave, 'cita:')) or m.creado_por is not null) order by m.id desc limit 1), false) as habla",
    )
    .bind::<Text, _>(&suya.telefono)
    .get_result(tx.pg())
    .await?;
    Ok(fila.habla)
}

/// A message of WhatsApp has just said that this cita is cancelled.
pub async fn ya_dice_cancelada(tx: &mut Tx<'_>, cita: i64) -> AppResult<bool> {
    #[derive(QueryableByName)]
    struct Dice {
        #[diesel(sql_type = Bool)]
        dice: bool,
    }
    let fila: Dice = consulta(
        "select exists (select from mensajes m where m.clinica_id = clinica_actual() and m.canal = 'whatsapp' and m.tipo = 'cita_cancelada'
           and starts_with(m.clave, 'cita:' || $1 || ':')) as dice",
    )
    .bind::<BigInt, _>(cita)
    .get_result(tx.pg())
    .await?;
    Ok(fila.dice)
}

/// What was said with the phones of somebody who asked to be forgotten is shown no more, unless they are also of others.
pub async fn ocultar(tx: &mut Tx<'_>, telefonos: &[String]) -> AppResult<()> {
    consulta(
        "update conversaciones c set oculta = ahora(), estado = 'atendida', version = version + 1
         where c.clinica_id = clinica_actual()
           and c.telefono = any($1)
           and not exists (select from pacientes_por_telefono p where p.clinica_id = c.clinica_id and p.telefono = c.telefono)",
    )
    .bind::<Array<Text>, _>(telefonos)
    .execute(tx.pg())
    .await?;
    Ok(())
}

pub const PAGINA: i64 = 50;

/// Who waits first, the one who waits longest on top; of the others, the newest.
pub async fn listar(tx: &mut Tx<'_>, estado: Option<Estado>, antes: Option<DateTime<Utc>>) -> AppResult<Vec<Resumen>> {
    let orden = if estado == Some(Estado::Espera) { "c.ultimo, c.id" } else { "c.ultimo desc, c.id desc" };
    Ok(consulta(format!(
        "{RESUMEN} and ($1 = '' or c.estado = $1) and ($2 is null or c.ultimo < $2) order by {orden} limit $3"
    ))
    .bind::<Text, _>(estado.map_or("", Estado::codigo))
    .bind::<Nullable<Timestamptz>, _>(antes)
    .bind::<BigInt, _>(PAGINA)
    .load(tx.pg())
    .await?)
}

pub async fn una(tx: &mut Tx<'_>, id: i64) -> AppResult<Resumen> {
    Ok(consulta(format!("{RESUMEN} and c.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

const RESUMEN: &str = "select c.id, c.version, c.telefono, c.estado, c.ultimo, c.hasta,
     coalesce((select string_agg(p.nombre, ', ' order by p.nombre) from pacientes_por_telefono p
       where p.clinica_id = c.clinica_id and p.telefono = c.telefono), '') as nombres,
     coalesce((select e.texto from entrantes_whatsapp e where e.clinica_id = c.clinica_id and e.conversacion_id = c.id
       and e.en > coalesce(c.oculta, '-infinity') order by e.id desc limit 1), '') as texto,
     c.oculta
   from conversaciones c where c.clinica_id = clinica_actual() and c.ultimo > coalesce(c.oculta, '-infinity')";

/// The last things said, the oldest first.
pub async fn lineas(tx: &mut Tx<'_>, conversacion: &Resumen) -> AppResult<Vec<Linea>> {
    Ok(consulta(
        "select x.* from (
           (select e.id, e.en, false as nuestra, e.texto, null as por, '' as estado from entrantes_whatsapp e
            where e.clinica_id = clinica_actual() and e.conversacion_id = $1 and ($3 is null or e.en > $3) order by e.id desc limit 200)
           union all
           (select m.id, m.creado, true, coalesce(m.plantilla ->> 'texto', concat_ws(e'\\n', m.carta -> 'parrafos' ->> 0,
                (select string_agg(a -> 'enlace' ->> 'texto', e'\\n') from jsonb_array_elements(m.adjuntos) a))), u.nombre,
              case when e.leido is not null then 'leido' when e.entregado is not null then 'entregado' else e.estado end
            from mensajes m
            join envios e on e.clinica_id = m.clinica_id and e.mensaje_id = m.id
            left join membresias q on q.clinica_id = m.clinica_id and q.id = m.creado_por and m.conversacion_id is not null
            left join usuarios u on u.id = q.usuario_id
            where m.clinica_id = clinica_actual() and m.canal = 'whatsapp' and m.direccion = $2 and ($3 is null or m.creado > $3)
            order by m.id desc limit 200)) x
         order by x.en, x.nuestra, x.id",
    )
    .bind::<BigInt, _>(conversacion.id)
    .bind::<Text, _>(&conversacion.telefono)
    .bind::<Nullable<Timestamptz>, _>(conversacion.oculta)
    .load(tx.pg())
    .await?)
}

pub async fn personas(tx: &mut Tx<'_>, telefono: &str) -> AppResult<Vec<Persona>> {
    Ok(consulta(
        "select p.id, p.nombre from pacientes_por_telefono p where p.clinica_id = clinica_actual() and p.telefono = $1 order by p.nombre",
    )
    .bind::<Text, _>(telefono)
    .load(tx.pg())
    .await?)
}
