//! The days one after another, each event at its own instant, up to now; what is not yet does not happen.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{Array, BigInt, Date, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use rand::RngExt;
use rand::rngs::ChaCha8Rng;

use super::caja::Cajon;
use super::dia::{self, Bloque, Pensada, Que, Suceso};
use super::escala::Escala;
use super::progreso::Progreso;
use super::sede::Sede;
use super::surtido;
use crate::agenda::{Estado, HoraPedida, NuevaCita, Origen, Quien, queries};
use crate::error::{AppResult, interno};

/// A cita booked, and the version it has by now.
pub struct Reservada {
    pub id: i64,
    pub pensada: Pensada,
    version: i32,
}

pub async fn vivir(sede: &Sede<'_>, escala: &Escala, progreso: &Progreso) -> AppResult<()> {
    let mut cajon = Cajon::default();
    surtido::primera_entrega(sede, sede.a_las(sede.fecha(-escala.atras - 1), 10, 0)).await?;
    for dias in -escala.atras..=escala.adelante {
        let mut azar = sede.azar(sede.fecha(dias));
        let citas = reservar(sede, &mut azar, dias).await?;
        progreso.sumar_citas(citas.len());
        suceder(sede, &mut azar, dias, citas, &mut cajon, progreso).await?;
        progreso.dia();
    }
    enviar(sede).await
}

#[derive(QueryableByName)]
struct Jornada {
    #[diesel(sql_type = BigInt)]
    profesional_id: i64,
    #[diesel(sql_type = Timestamptz)]
    inicio: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    fin: DateTime<Utc>,
}

async fn bloques(sede: &Sede<'_>, fecha: NaiveDate) -> AppResult<Vec<Bloque>> {
    let ids: Vec<i64> = sede.profesionales.iter().map(|(id, _)| *id).collect();
    let jornadas: Vec<Jornada> = sede
        .db
        .leer(&sede.recepcion, async |tx| {
            Ok(diesel::sql_query("select profesional_id, inicio, fin from jornadas($1, $2, 1) order by 1, 2")
                .bind::<Array<BigInt>, _>(ids)
                .bind::<Date, _>(fecha)
                .load(tx.pg())
                .await?)
        })
        .await?;
    Ok(jornadas.into_iter().map(|j| Bloque { profesional: j.profesional_id, inicio: j.inicio, fin: j.fin }).collect())
}

/// Those of one professional are booked in one call, as somebody who fills a week by phone.
async fn reservar(sede: &Sede<'_>, azar: &mut ChaCha8Rng, dias: i64) -> AppResult<Vec<Reservada>> {
    let fecha = sede.fecha(dias);
    let pensadas = dia::pensar(sede, azar, dias, &bloques(sede, fecha).await?);
    let mut citas = Vec::new();
    for grupo in pensadas.chunk_by(|a, b| a.profesional == b.profesional) {
        let entonces = dia::reservada(sede, azar, fecha);
        let nuevas = sede
            .escribir(entonces, &sede.recepcion, async |tx| {
                let mut nuevas = Vec::new();
                for pensada in grupo {
                    if let Some(cita) = queries::insertar(tx, &nueva(pensada, fecha)).await? {
                        nuevas.push(Reservada { id: cita.id, pensada: pensada.clone(), version: 1 });
                    }
                }
                Ok(nuevas)
            })
            .await?;
        citas.extend(nuevas);
    }
    Ok(citas)
}

fn nueva(pensada: &Pensada, fecha: NaiveDate) -> NuevaCita {
    NuevaCita {
        hora: HoraPedida { profesional: pensada.profesional, inicio: pensada.inicio },
        fecha,
        prestacion: pensada.prestacion.0,
        paciente: pensada.paciente,
        origen: Origen::Recepcion,
        observacion: String::new(),
        clave: None,
        quien: Quien::Clinica,
        reagendada_de: None,
    }
}

async fn suceder(
    sede: &Sede<'_>,
    azar: &mut ChaCha8Rng,
    dias: i64,
    mut citas: Vec<Reservada>,
    cajon: &mut Cajon,
    progreso: &Progreso,
) -> AppResult<()> {
    let fecha = sede.fecha(dias);
    let mut sucesos: Vec<Suceso> =
        citas.iter().enumerate().flat_map(|(n, cita)| dia::destino(sede, azar, n, &cita.pensada)).collect();
    sucesos.retain(|suceso| suceso.en <= sede.ahora);
    sucesos.sort_by_key(|suceso| suceso.en);
    if dias <= 0 && !citas.is_empty() {
        surtido::reponer(sede, sede.a_las(fecha, 8, 0).min(sede.ahora), dias).await?;
        cajon.abrir(sede, azar, sede.a_las(fecha, 8, 20).min(sede.ahora)).await?;
    }
    for suceso in sucesos {
        let Some(cita) = citas.get_mut(suceso.cita) else { continue };
        match suceso.que {
            Que::Pasa(estado) => pasar(sede, suceso.en, cita, estado).await?,
            Que::Cobro => progreso.sumar_ventas(cajon.cobrar(sede, azar, suceso.en, cita).await?),
        }
    }
    if dias < 0 && !citas.is_empty() {
        let en = sede.a_las(fecha, 21, azar.random_range(0..20));
        cajon.cerrar(sede, azar, en).await?;
    }
    Ok(())
}

async fn pasar(sede: &Sede<'_>, en: DateTime<Utc>, cita: &mut Reservada, estado: Estado) -> AppResult<()> {
    let (quien, motivo) = match estado {
        Estado::Cancelada => (Quien::Paciente, "Avisa que no puede venir"),
        Estado::Confirmada => (Quien::Paciente, ""),
        _ => (Quien::Clinica, ""),
    };
    let hecho = sede
        .escribir(en, &sede.recepcion, async |tx| {
            queries::cambiar_estado(tx, cita.id, cita.version, estado, quien, motivo).await
        })
        .await?;
    cita.version += 1;
    if hecho { Ok(()) } else { Err(interno(format!("cita {} has another version", cita.id))) }
}

impl Reservada {
    /// Its letter of payment was written.
    pub fn pagada(&mut self) {
        self.version += 1;
    }
}

/// What was written before today left long ago, but for a few that came back; today's leaves with the worker.
async fn enviar(sede: &Sede<'_>) -> AppResult<()> {
    let hoy = sede.a_las(sede.hoy(), 0, 0);
    sede.escribir(sede.ahora, &sede.sistema(), async |tx| {
        diesel::sql_query(
            "update envios e set estado = case when m.id % 300 = 7 then 'fallido' else 'enviado' end,
               error = case when m.id % 300 = 7 then 'smtp_550' end,
               intentos = 1, remitente = $1, terminado = m.creado + interval '40 seconds'
             from mensajes m where m.clinica_id = e.clinica_id and m.id = e.mensaje_id and m.creado < $2",
        )
        .bind::<Text, _>("avisos@antesala.test")
        .bind::<Timestamptz, _>(hoy)
        .execute(tx.pg())
        .await?;
        Ok(())
    })
    .await
}
