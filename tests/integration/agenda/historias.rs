//! Histories from many connections at once: whatever happens, nobody is in two places.

use antesala::agenda::HoraPedida;
use antesala::jobs::plegar_acumulados;
use antesala::reportes::cuadratura;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use futures_util::future::join_all;
use proptest::prelude::*;
use tokio::runtime::Runtime;

use super::mundo::Mundo;
use crate::soporte::Navegador;

#[derive(Debug, Clone, Copy)]
struct Hora {
    profesional: usize,
    /// Quarter hours since the day began to be worked.
    cuarto: i64,
}

/// `cual` picks among the citas that there are then.
#[derive(Debug, Clone, Copy)]
enum Paso {
    Reservar {
        hora: Hora,
        paciente: usize,
        sobrecupo: bool,
        con: Option<u8>,
    },
    Mover {
        cual: i64,
        hora: Hora,
    },
    Anular {
        cual: i64,
    },
    Regresar {
        cual: i64,
    },
    Bloquear {
        hora: Hora,
    },
    /// The form `cual` opens, on another slot if it was open already.
    Retener {
        cual: u8,
        hora: Hora,
    },
    Soltar {
        cual: u8,
    },
}

fn hora() -> impl Strategy<Value = Hora> {
    (0..2_usize, 0..8_i64).prop_map(|(profesional, cuarto)| Hora { profesional, cuarto })
}

fn paso() -> impl Strategy<Value = Paso> {
    prop_oneof![
        6 => (hora(), 0..5_usize, prop::bool::weighted(0.2), prop::option::of(0..3_u8))
            .prop_map(|(hora, paciente, sobrecupo, con)| Paso::Reservar { hora, paciente, sobrecupo, con }),
        3 => (0..20_i64, hora()).prop_map(|(cual, hora)| Paso::Mover { cual, hora }),
        2 => (0..20_i64).prop_map(|cual| Paso::Anular { cual }),
        3 => (0..20_i64).prop_map(|cual| Paso::Regresar { cual }),
        1 => hora().prop_map(|hora| Paso::Bloquear { hora }),
        3 => (0..3_u8, hora()).prop_map(|(cual, hora)| Paso::Retener { cual, hora }),
        1 => (0..3_u8).prop_map(|cual| Paso::Soltar { cual }),
    ]
}

/// One history a connection.
fn historias() -> impl Strategy<Value = Vec<Vec<Paso>>> {
    prop::collection::vec(prop::collection::vec(paso(), 12), 8)
}

struct Sala {
    m: Mundo,
    /// The desk: every other history is of the other one.
    quienes: [Navegador; 2],
    profesionales: [i64; 2],
    pacientes: Vec<i64>,
}

impl Sala {
    /// Two professionals, five patients and a box for two, so that everybody meets.
    async fn nueva() -> Self {
        let mut m = Mundo::nuevo().await;
        let otro = m.bd_profesional("Iván Ríos", "09:00", "11:00").await;
        m.bd("update horarios set hasta = '11:00'; update profesionales set sobrecupos_maximo = 2;
              insert into boxes (clinica_id, sucursal_id, nombre, capacidad) select clinica_id, id, 'Box 1', 2 from sucursales")
            .await;
        m.prestacion = m.bd_prestacion("PRO", 30, 15, (5, 10)).await;
        m.bd(&format!("insert into prestaciones_boxes select clinica_id, {}, id from boxes", m.prestacion)).await;
        let mut pacientes = Vec::new();
        for nombre in ["Rosa", "Raúl", "Ema", "Luis", "Inés"] {
            pacientes.push(m.bd_paciente(nombre).await);
        }
        let quienes = [m.app.como("beto").await, m.otra_recepcion().await];
        Self { profesionales: [m.profesional, otro], m, quienes, pacientes }
    }

    fn inicio(fecha: NaiveDate, hora: Hora) -> DateTime<Utc> {
        fecha.and_hms_opt(12, 0, 0).unwrap().and_utc() + TimeDelta::minutes(hora.cuarto * 15)
    }

    fn hora(&self, fecha: NaiveDate, hora: Hora) -> String {
        let profesional = self.profesionales[hora.profesional];
        HoraPedida { profesional, inicio: Self::inicio(fecha, hora) }.to_string()
    }

    /// A form of a person on a date, as its key says.
    fn clave(fecha: NaiveDate, quien: usize, cual: u8) -> String {
        format!("6f1a1c1e-0000-4000-8000-{:08}{quien:02}{cual:02}", fecha.format("%Y%m%d").to_string())
    }

    async fn hacer(&self, fecha: NaiveDate, quien: usize, paso: Paso) {
        let persona = &self.quienes[quien];
        let estado = match paso {
            Paso::Reservar { hora, paciente, sobrecupo, con } => {
                let clave = con.map(|cual| Self::clave(fecha, quien, cual)).unwrap_or_default();
                let (hora, prestacion) = (self.hora(fecha, hora), self.m.prestacion.to_string());
                let paciente = self.pacientes[paciente].to_string();
                let mut campos = vec![("hora", hora.as_str()), ("prestacion", &prestacion), ("paciente", &paciente)];
                campos.push(("clave", &clave));
                if sobrecupo {
                    campos.extend([("sobrecupo", "true"), ("sobrecupo_motivo", "urgencia")]);
                }
                persona.post("/norte/citas", &campos).await.estado.as_u16()
            }
            Paso::Mover { cual, hora } => {
                self.cambiar(fecha, persona, cual, "reagendamiento", ("hora", &self.hora(fecha, hora))).await
            }
            Paso::Anular { cual } => self.cambiar(fecha, persona, cual, "anulacion", ("motivo", "no viene")).await,
            Paso::Regresar { cual } => self.cambiar(fecha, persona, cual, "regreso", ("motivo", "")).await,
            Paso::Retener { cual, hora } => {
                let (hora, prestacion) = (self.hora(fecha, hora), self.m.prestacion.to_string());
                let clave = Self::clave(fecha, quien, cual);
                let campos = [("hora", hora.as_str()), ("prestacion", &prestacion), ("clave", &clave)];
                persona.post("/norte/citas/retenciones", &campos).await.estado.as_u16()
            }
            Paso::Soltar { cual } => {
                let clave = Self::clave(fecha, quien, cual);
                persona.post("/norte/citas/retenciones/cierre", &[("clave", &clave)]).await.estado.as_u16()
            }
            Paso::Bloquear { hora } => {
                let inicio = Self::inicio(fecha, hora).to_rfc3339();
                self.m
                    .bd(&format!(
                        "insert into bloqueos (clinica_id, profesional_id, rango, motivo) values (clinica_actual(), {},
                           tstzrange('{inicio}', '{inicio}'::timestamptz + interval '15 minutes'), 'ausencia')",
                        self.profesionales[hora.profesional]
                    ))
                    .await;
                303
            }
        };
        // 422: a form that booked already and asks for something else.
        assert!([200, 204, 303, 409, 422].contains(&estado), "{paso:?} answers {estado}");
    }

    async fn cambiar(&self, fecha: NaiveDate, persona: &Navegador, cual: i64, recurso: &str, mas: (&str, &str)) -> u16 {
        let citas = format!("citas where fecha = '{fecha}' and estado <> 'retenida'");
        let cita = format!("{citas} order by id offset {cual} % (select greatest(count(*), 1) from {citas}) limit 1");
        let dos = format!("select coalesce((select id * 1000 + version from {cita}), 0)::bigint as n");
        let dos = self.m.bd_numero(&dos).await;
        if dos == 0 {
            return 303;
        }
        let (url, version) = (format!("/norte/citas/{}/{recurso}", dos / 1000), (dos % 1000).to_string());
        persona.post(&url, &[("version", version.as_str()), mas]).await.estado.as_u16()
    }

    /// Of what is appended meanwhile, a bit at a time.
    async fn plegar(&self) {
        for _ in 0..60 {
            plegar_acumulados(&self.m.app.db, 3).await.unwrap();
        }
    }

    /// What no history may leave.
    async fn revisar(&self) {
        let cuenta = async |que: &str, sql: &str| {
            assert_eq!(self.m.bd_numero(&format!("select count(*) as n from {sql}")).await, 0, "{que}");
        };
        let par = "citas a join citas b on b.clinica_id = a.clinica_id and b.id > a.id and a.bloquea and b.bloquea";
        cuenta(
            "professional",
            &format!("{par} and b.profesional_id = a.profesional_id and a.ocupa && b.ocupa and a.sobrecupo is null and b.sobrecupo is null"),
        )
        .await;
        cuenta("box", &format!("{par} and b.box_id = a.box_id and b.plaza = a.plaza and a.ocupa && b.ocupa")).await;
        cuenta("patient", &format!("{par} and b.paciente_id = a.paciente_id and a.rango && b.rango")).await;
        cuenta(
            "capacity",
            "citas a join boxes x on x.clinica_id = a.clinica_id and x.id = a.box_id where a.bloquea and x.capacidad < (
               select count(*) from citas b where b.box_id = a.box_id and b.bloquea and b.ocupa @> a.ocupa_desde)",
        )
        .await;
        cuenta(
            "sobrecupos",
            "(select from citas c join profesionales p on p.clinica_id = c.clinica_id and p.id = c.profesional_id
              where c.bloquea and c.sobrecupo is not null group by p.id, c.fecha, p.sobrecupos_maximo
              having count(*) > p.sobrecupos_maximo or count(*) <> count(distinct c.sobrecupo)) x",
        )
        .await;
        cuenta(
            "history",
            "citas c where c.estado <> 'retenida' and c.estado is distinct from (
               select e.a from citas_estados e where e.clinica_id = c.clinica_id and e.cita_id = c.id order by e.id desc limit 1)",
        )
        .await;
        cuenta(
            "moves",
            "citas c where (c.estado = 'reagendada') <> exists (
               select from citas n where n.clinica_id = c.clinica_id and n.reagendada_de = c.id)",
        )
        .await;
        assert_eq!(cuadratura::verificar(&self.m.app.db, Some("norte")).await.unwrap(), []);
    }
}

#[test]
fn ninguna_historia_deja_a_nadie_en_dos_lugares() {
    let rt = Runtime::new().unwrap();
    let sala = rt.block_on(Sala::nueva());
    let mut fecha: NaiveDate = "2026-11-23".parse().unwrap();
    let config = ProptestConfig { cases: 6, max_shrink_iters: 0, ..ProptestConfig::default() };
    let mut corredor = proptest::test_runner::TestRunner::new(config);
    let lunes = std::cell::RefCell::new(&mut fecha);
    corredor
        .run(&historias(), |historias| {
            let mut lunes = lunes.borrow_mut();
            **lunes = **lunes + Days::new(7);
            let dia = **lunes;
            rt.block_on(async {
                let vivir = join_all(historias.into_iter().enumerate().map(async |(n, historia)| {
                    for paso in historia {
                        sala.hacer(dia, n % 2, paso).await;
                    }
                }));
                tokio::join!(vivir, sala.plegar(), sala.plegar());
                sala.revisar().await;
            });
            Ok(())
        })
        .unwrap();
    rt.block_on(async move {
        sala.m.sin_trabas().await;
        drop(sala);
    });
}
