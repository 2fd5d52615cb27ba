//! Whatever happens to citas, the last letter that each patient has of one is true, and nothing is said twice.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel_async::RunQueryDsl;
use mail_parser::MessageParser;
use proptest::prelude::*;

use super::mundo::{Mundo, instante};
use crate::soporte::Navegador;

/// Of Monday, every half hour from nine on.
const HORAS: i64 = 8;

#[derive(Debug, Clone)]
enum Paso {
    Reservar {
        quien: usize,
        hora: i64,
    },
    Mover {
        cual: i64,
        hora: i64,
    },
    Anular {
        cual: i64,
    },
    Confirmar {
        cual: i64,
    },
    /// The worker writes what is due and sends a few.
    Trabajar {
        minutos: i64,
    },
}

fn paso() -> impl Strategy<Value = Paso> {
    prop_oneof![
        4 => (0..3_usize, 0..HORAS).prop_map(|(quien, hora)| Paso::Reservar { quien, hora }),
        3 => (0..5_i64, 0..HORAS).prop_map(|(cual, hora)| Paso::Mover { cual, hora }),
        2 => (0..5_i64).prop_map(|cual| Paso::Anular { cual }),
        1 => (0..5_i64).prop_map(|cual| Paso::Confirmar { cual }),
        4 => (0..25_i64).prop_map(|minutos| Paso::Trabajar { minutos }),
    ]
}

fn hora(n: i64) -> DateTime<Utc> {
    instante("2026-11-23T12:00:00Z") + TimeDelta::minutes(30 * n)
}

fn texto(inicio: DateTime<Utc>) -> String {
    inicio.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

impl Mundo {
    fn avanzar(&self, minutos: i64) {
        let reloj = self.app.db.reloj();
        reloj.fijar(reloj.ahora() + TimeDelta::minutes(minutos));
    }

    /// Many are refused: the hour is taken, or the cita is no longer what it was.
    async fn dar(&self, beto: &Navegador, pacientes: &[i64], paso: &Paso) {
        let viva = |cual: &i64| {
            format!(
                "select coalesce((select id from citas where estado in ('reservada', 'confirmada') order by id offset {cual} limit 1), 0) as n"
            )
        };
        match paso {
            Paso::Reservar { quien, hora: n } => {
                self.reservar(beto, pacientes[*quien], &texto(hora(*n))).await;
            }
            Paso::Mover { cual, hora: n } => {
                let cita = self.bd_numero(&viva(cual)).await;
                let sql = format!("select coalesce((select version::bigint from citas where id = {cita}), 0) as n");
                let (version, hora) = (self.bd_numero(&sql).await.to_string(), self.hora(&texto(hora(*n))));
                beto.post(&format!("/norte/citas/{cita}/reagendamiento"), &[("version", &version), ("hora", &hora)])
                    .await;
            }
            Paso::Anular { cual } => {
                let cita = self.bd_numero(&viva(cual)).await;
                if cita > 0 {
                    self.anular(beto, cita).await;
                }
            }
            Paso::Confirmar { cual } => {
                let cita = self.bd_numero(&viva(cual)).await;
                if cita > 0 {
                    self.cambiar(beto, cita, "confirmacion").await;
                }
            }
            Paso::Trabajar { minutos } => {
                self.avanzar(*minutos);
                self.obrero().recordar().await.unwrap();
                self.obrero().enviar_lote().await.unwrap();
            }
        }
    }
}

/// What a letter that arrived was about, and how that stands now.
#[derive(QueryableByName, Debug)]
struct Dicha {
    #[diesel(sql_type = BigInt)]
    hilo: i64,
    #[diesel(sql_type = Text)]
    tipo: String,
    #[diesel(sql_type = Text)]
    cuando: String,
    #[diesel(sql_type = Nullable<Text>)]
    ahora: Option<String>,
}

const DICHA: &str = "
  with recursive m as (
    select m.*, split_part(m.hilo, ':', 2)::bigint as raiz from mensajes m where m.message_id::text = $1),
  cadena as (
    select c.id, c.estado, c.inicio from m join citas c on c.clinica_id = m.clinica_id and c.id = m.raiz
    union all
    select c.id, c.estado, c.inicio from cadena d join citas c on c.clinica_id = clinica_actual() and c.reagendada_de = d.id)
  select m.raiz as hilo, m.tipo, f ->> 1 as cuando,
    (select to_char(c.inicio at time zone 'America/Santiago', 'HH24:MI') from cadena c where c.estado in ('reservada', 'confirmada')) as ahora
  from m, jsonb_array_elements(m.carta -> 'filas') f where f ->> 0 = 'Cuándo'";

async fn vivir(pasos: &[Paso]) {
    let m = Mundo::nuevo().await;
    m.bd(
        r#"update clinicas set ajustes = ajustes || '{"avisos": {"recordatorios": [24]}}' where id = clinica_actual()"#,
    )
    .await;
    let beto = m.app.como("beto").await;
    let mut pacientes = Vec::new();
    for (nombre, correo) in [("Rosa", "rosa@correo.test"), ("Raúl", "tarde@correo.test"), ("Ema", "ema@correo.test")] {
        let id = m.bd_paciente(nombre).await;
        m.bd(&format!("update pacientes set correo = '{correo}' where id = {id}")).await;
        pacientes.push(id);
    }
    for paso in pasos {
        m.dar(&beto, &pacientes, paso).await;
    }
    // Whatever may leave leaves, what was put off included.
    for _ in 0..12 {
        m.obrero().recordar().await.unwrap();
        m.enviar().await;
        m.avanzar(1);
    }
    assert_eq!(m.bd_mensajes("pendiente").await, 0);
    comprobar(&m, pasos).await;
}

async fn comprobar(m: &Mundo, pasos: &[Paso]) {
    let norte = m.app.sistema("norte").await;
    let mut por_hilo: BTreeMap<i64, Vec<Dicha>> = BTreeMap::new();
    let cartas = m.app.buzon.cartas();
    let mut ids: Vec<String> = Vec::new();
    for recibida in cartas.iter().rev() {
        let carta = MessageParser::default().parse(&recibida.crudo).unwrap();
        let id = carta.message_id().unwrap().split('@').next().unwrap().to_owned();
        let consulta = diesel::sql_query(DICHA).bind::<Text, _>(&id);
        let dicha: Dicha = m.app.db.leer(&norte, async |tx| Ok(consulta.get_result(tx.pg()).await?)).await.unwrap();
        por_hilo.entry(dicha.hilo).or_default().push(dicha);
        ids.push(id);
    }
    let total = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), total, "a letter arrived twice: {pasos:?}");
    for dichas in por_hilo.values() {
        let ultima = dichas.last().unwrap();
        match &ultima.ahora {
            Some(hora) => {
                assert!(ultima.tipo != "cita_cancelada" && ultima.cuando.ends_with(hora), "{ultima:?} after {pasos:?}");
            }
            None => assert_eq!(ultima.tipo, "cita_cancelada", "{ultima:?} after {pasos:?}"),
        }
        let repetida = dichas.windows(2).find(|dos| dos[0].tipo == dos[1].tipo && dos[0].cuando == dos[1].cuando);
        assert!(repetida.is_none(), "{repetida:?} after {pasos:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 20, ..ProptestConfig::default() })]
    #[test]
    fn la_ultima_carta_de_cada_hora_es_cierta_y_ninguna_se_repite(pasos in prop::collection::vec(paso(), 6..24)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(vivir(&pasos));
    }
}
