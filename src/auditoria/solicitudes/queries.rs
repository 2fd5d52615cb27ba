//! Requests, their steps, and everything there is of one patient.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Text, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Dado, Nueva, PLAZO_DIAS, Paso, Solicitud, Tipo};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};

/// Of whoever the patient is now, if they were merged since they asked.
const SOLICITUD: &str = "select s.id, s.version, p.id as paciente_id, s.tipo, s.medio, s.recibida, s.vence, s.prorrogada is not null as prorrogada,
    s.detalle, s.estado, u.nombre as encargado, s.respuesta, s.cerrada,
    concat_ws(' ', coalesce(nullif(p.nombre_social, ''), p.nombres), nullif(p.apellido_paterno, ''), nullif(p.apellido_materno, '')) as paciente
  from solicitudes_datos s
  join pacientes f on f.clinica_id = s.clinica_id and f.id = s.paciente_id
  join pacientes p on p.clinica_id = f.clinica_id and p.id = coalesce(f.fusionado_en, f.id)
  left join membresias m on m.clinica_id = s.clinica_id and m.id = s.encargado_por
  left join usuarios u on u.id = m.usuario_id
  where s.clinica_id = $1";

/// How many a list shows: those that are open, by when they are due; the last ones that are closed.
const EN_LISTA: i32 = 200;

pub async fn listar(tx: &mut Tx<'_>, cerradas: bool) -> AppResult<Vec<Solicitud>> {
    let cuales = match cerradas {
        false => "and s.cerrada is null order by s.vence, s.id",
        true => "and s.cerrada is not null order by s.id desc",
    };
    Ok(consulta(format!("{SOLICITUD} {cuales} limit $2"))
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<Integer, _>(EN_LISTA)
        .load(tx.pg())
        .await?)
}

pub async fn una(tx: &mut Tx<'_>, id: i64) -> AppResult<Solicitud> {
    Ok(consulta(format!("{SOLICITUD} and s.id = $2"))
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<BigInt, _>(id)
        .get_result(tx.pg())
        .await?)
}

pub async fn pasos(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<Dado>> {
    Ok(consulta(
        "select p.paso, p.nota, p.en, u.nombre as quien from solicitudes_pasos p
         left join membresias m on m.clinica_id = p.clinica_id and m.id = p.por
         left join usuarios u on u.id = m.usuario_id
         where p.clinica_id = $1 and p.solicitud_id = $2 order by p.id",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(id)
    .load(tx.pg())
    .await?)
}

#[derive(QueryableByName)]
struct Numero {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Refused when nobody has that RUT or number; of the absorbed half of a merge, it is of the one who lives.
pub async fn crear(tx: &mut Tx<'_>, nueva: &Nueva) -> AppResult<i64> {
    let creada: Option<Numero> = consulta(
        "insert into solicitudes_datos (clinica_id, paciente_id, tipo, medio, recibida, vence, detalle)
         select clinica_id, coalesce(fusionado_en, id), $4, $5, $6, $6 + $8, $7 from pacientes
         where clinica_id = $1 and (id = $2 or documento_tipo = 'rut' and documento = $3 and fusionado_en is null) limit 1
         returning id",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(nueva.paciente.id)
    .bind::<Text, _>(&nueva.paciente.rut)
    .bind::<Text, _>(nueva.tipo.codigo())
    .bind::<Text, _>(nueva.medio.codigo())
    .bind::<Date, _>(nueva.recibida)
    .bind::<Text, _>(&nueva.detalle)
    .bind::<Integer, _>(PLAZO_DIAS)
    .get_result(tx.pg())
    .await
    .optional()?;
    creada.map(|n| n.id).ok_or_else(|| rechazo("solicitudes_paciente"))
}

pub async fn anotar(tx: &mut Tx<'_>, id: i64, paso: &str, nota: &str) -> AppResult<()> {
    consulta("insert into solicitudes_pasos (clinica_id, solicitud_id, paso, nota) values ($1, $2, $3, $4)")
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<BigInt, _>(id)
        .bind::<Text, _>(paso)
        .bind::<Text, _>(nota)
        .execute(tx.pg())
        .await?;
    Ok(())
}

/// Refused when it is not as it was seen, or is closed; a term is put off once.
pub async fn avanzar(tx: &mut Tx<'_>, solicitud: &Solicitud, version: i32, paso: Paso, nota: &str) -> AppResult<()> {
    if paso == Paso::Prorrogar && solicitud.prorrogada {
        return Err(rechazo("solicitudes_prorroga"));
    }
    let cambio = match paso {
        Paso::Tomar => "estado = 'en_curso', encargado_por = membresia_actual()",
        Paso::Prorrogar => "prorrogada = ahora(), vence = vence + $5",
        Paso::Responder => "estado = 'respondida', respuesta = $4, cerrada = ahora(), cerrada_por = membresia_actual()",
        Paso::Rechazar => "estado = 'rechazada', respuesta = $4, cerrada = ahora(), cerrada_por = membresia_actual()",
    };
    let filas = consulta(format!(
        "update solicitudes_datos set version = version + 1, {cambio}
         where clinica_id = $1 and id = $2 and version = $3 and cerrada is null and ($4, $5) is not null"
    ))
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(solicitud.id)
    .bind::<Integer, _>(version)
    .bind::<Text, _>(nota)
    .bind::<Integer, _>(PLAZO_DIAS)
    .execute(tx.pg())
    .await?;
    if filas == 1 { Ok(()) } else { Err(rechazo("solicitudes_cambio")) }
}

/// What an answer does to the ficha.
pub async fn cumplir(tx: &mut Tx<'_>, tipo: Tipo, paciente: i64) -> AppResult<()> {
    let cambio = match tipo {
        Tipo::Supresion => {
            "bloqueado = coalesce(bloqueado, ahora()), sin_avisos = true, acepta_publicidad = false, acepta_whatsapp = false"
        }
        Tipo::Oposicion => "acepta_publicidad = false, acepta_whatsapp = false, sin_encuestas = true",
        Tipo::Acceso | Tipo::Portabilidad | Tipo::Rectificacion => return Ok(()),
    };
    consulta(format!("update pacientes set version = version + 1, {cambio} where clinica_id = $1 and id = $2"))
        .bind::<Integer, _>(tx.actor().clinica)
        .bind::<BigInt, _>(paciente)
        .execute(tx.pg())
        .await?;
    Ok(())
}

/// Name in the file, table, and which of its rows (`t`) are of the patient, or of somebody who was merged into them.
const PARTES: &[(&str, &str, &str)] = &[
    ("ficha", "pacientes", "t.id in (select id from suyos)"),
    ("contactos", "contactos_paciente", "t.paciente_id in (select id from suyos)"),
    ("citas", "citas", "t.paciente_id in (select id from suyos)"),
    (
        "citas_estados",
        "citas_estados",
        "t.cita_id in (select id from citas where clinica_id = $1 and paciente_id in (select id from suyos))",
    ),
    ("lista_de_espera", "esperas", "t.paciente_id in (select id from suyos)"),
    ("presupuestos", "presupuestos", "t.paciente_id in (select id from suyos)"),
    (
        "presupuestos_lineas",
        "presupuestos_lineas",
        "t.presupuesto_id in (select id from presupuestos where clinica_id = $1 and paciente_id in (select id from suyos))",
    ),
    ("ventas", "ventas", "t.paciente_id in (select id from suyos)"),
    (
        "ventas_lineas",
        "ventas_lineas",
        "t.venta_id in (select id from ventas where clinica_id = $1 and paciente_id in (select id from suyos))",
    ),
    ("pagos", "pagos", "t.paciente_id in (select id from suyos)"),
    (
        "pagos_medios",
        "pagos_medios",
        "t.pago_id in (select id from pagos where clinica_id = $1 and paciente_id in (select id from suyos))",
    ),
    ("a_favor", "abonos", "t.paciente_id in (select id from suyos)"),
    ("consentimientos_whatsapp", "consentimientos_whatsapp", "t.paciente_id in (select id from suyos)"),
    (
        "mensajes",
        "mensajes",
        "(t.paciente_id in (select id from suyos) or t.conversacion_id in (select id from habladas))",
    ),
    ("conversaciones", "conversaciones", "t.id in (select id from habladas)"),
    ("dicho_por_whatsapp", "entrantes_whatsapp", "t.conversacion_id in (select id from habladas)"),
    (
        "reservas_en_linea",
        "reservas_en_linea",
        "t.cita_id in (select id from citas where clinica_id = $1 and paciente_id in (select id from suyos))",
    ),
    ("encuestas", "encuestas", "t.paciente_id in (select id from suyos)"),
    ("adjuntos", "adjuntos", "t.paciente_id in (select id from suyos)"),
    ("lecturas_de_la_ficha", "lecturas_ficha", "t.paciente_id in (select id from suyos)"),
    ("solicitudes", "solicitudes_datos", "t.paciente_id in (select id from suyos)"),
    (
        "solicitudes_pasos",
        "solicitudes_pasos",
        "t.solicitud_id in (select id from solicitudes_datos where clinica_id = $1 and paciente_id in (select id from suyos))",
    ),
    (
        "devoluciones",
        "devoluciones",
        "t.venta_id in (select id from ventas where clinica_id = $1 and paciente_id in (select id from suyos))",
    ),
    (
        "notas_de_credito",
        "notas_credito",
        "t.venta_id in (select id from ventas where clinica_id = $1 and paciente_id in (select id from suyos))",
    ),
];

/// How many rows are in memory at a time: the file of somebody with many is as light as that of somebody with few.
const FILAS: usize = 1_000;

/// Where the next bytes of the file begin: a part of it, after the row of this id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Punto {
    parte: usize,
    despues: i64,
}

#[derive(QueryableByName)]
struct Fila {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    fila: String,
}

#[derive(QueryableByName)]
struct Instante {
    #[diesel(sql_type = Timestamptz)]
    en: DateTime<Utc>,
}

/// Leaves who took everything of one patient, and why; answers when.
pub async fn anotar_entrega(tx: &mut Tx<'_>, paciente: i64, motivo: &str) -> AppResult<DateTime<Utc>> {
    let anotada: Instante =
        consulta("insert into lecturas_ficha (clinica_id, paciente_id, motivo) values ($1, $2, $3) returning en")
            .bind::<Integer, _>(tx.actor().clinica)
            .bind::<BigInt, _>(paciente)
            .bind::<Text, _>(motivo)
            .get_result(tx.pg())
            .await?;
    Ok(anotada.en)
}

/// The next bytes of the file after its first line, and where they go on; `None` past its end. Where the people of the clinic wrote
/// from is theirs, and stays; so does what opens a door.
pub async fn trozo(tx: &mut Tx<'_>, paciente: i64, punto: Punto) -> AppResult<Option<(String, Punto)>> {
    let Some((nombre, tabla, cuales)) = PARTES.get(punto.parte) else { return Ok(None) };
    let filas: Vec<Fila> = consulta(format!(
        "with suyos as materialized (select id from pacientes where clinica_id = $1 and (id = $2 or fusionado_en = $2)),
         -- of a phone that is of others too, or was of who asked to be forgotten, nobody can tell who spoke
         habladas as materialized (
           select c.id from conversaciones c
           where c.clinica_id = $1 and c.telefono in (select p.telefono from pacientes p where p.clinica_id = $1 and p.id in (select id from suyos))
             and not exists (select from pacientes p where p.clinica_id = $1 and p.telefono = c.telefono and p.id not in (select id from suyos)))
         select t.id, (to_jsonb(t) - '{{clinica_id,origen_sesion,origen_direccion,token_hash,red,codigos}}'::text[])::text as fila
         from {tabla} t where t.clinica_id = $1 and {cuales} and t.id > $3 order by t.id limit $4"
    ))
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(paciente)
    .bind::<BigInt, _>(punto.despues)
    .bind::<BigInt, _>(FILAS as i64)
    .load(tx.pg())
    .await?;
    Ok(Some(escribir(nombre, punto, &filas)))
}

fn escribir(nombre: &str, punto: Punto, filas: &[Fila]) -> (String, Punto) {
    let sigue = filas.last().filter(|_| filas.len() == FILAS).map(|fila| fila.id);
    let antes = match punto.despues {
        0 => format!(",\n\"{nombre}\": ["),
        _ => String::new(),
    };
    let escritas: Vec<&str> = filas.iter().map(|fila| fila.fila.as_str()).collect();
    let coma = if punto.despues > 0 && !filas.is_empty() { ",\n" } else { "" };
    let ultima = punto.parte + 1 == PARTES.len();
    let despues = match (sigue, ultima) {
        (Some(_), _) => "",
        (None, false) => "]",
        (None, true) => "]\n}\n",
    };
    let siguiente = match sigue {
        Some(id) => Punto { parte: punto.parte, despues: id },
        None => Punto { parte: punto.parte + 1, despues: 0 },
    };
    (format!("{antes}{coma}{}{despues}", escritas.join(",\n")), siguiente)
}
