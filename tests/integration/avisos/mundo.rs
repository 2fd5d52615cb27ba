//! Clínica Norte with one patient, an inbox, and a worker that is asked for one round at a time.

use std::time::Duration;

use antesala::avisos::{self, AvisoCita, Plantillas, ReciboPago, Suceso};
use antesala::db::{Actor, Db};
use antesala::jobs::{Obrero, Ritmo};
use antesala::mail::{Buzon, Transporte};
use antesala::values::correo::Correo;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use rust_decimal::dec;

use crate::soporte::Prueba;

pub struct Mundo {
    pub app: Prueba,
    pub db: Db,
    pub buzon: Buzon,
    pub norte: Actor,
    pub paciente: i64,
}

#[derive(QueryableByName)]
struct Numero {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName, Debug, PartialEq, Eq)]
pub struct Envio {
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub error: Option<String>,
}

impl Mundo {
    pub async fn nuevo() -> Self {
        let app = Prueba::nueva().await;
        let norte = app.sistema("norte").await;
        let mut mundo = Self { db: app.db.clone(), buzon: app.buzon.clone(), norte, paciente: 0, app };
        mundo.paciente = mundo
            .bd_numero("insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres) values (clinica_actual(), 'sin_documento', 'otro', 'Pedro') returning id as n")
            .await;
        mundo
    }

    pub fn obrero(&self) -> Obrero {
        self.obrero_hacia(&self.buzon.url())
    }

    pub fn obrero_hacia(&self, smtp: &str) -> Obrero {
        Obrero {
            db: self.db.clone(),
            transporte: Some(Transporte::nuevo(smtp, "Antesala <avisos@antesala.example>").unwrap()),
            whatsapp: None,
            public_url: "https://antesala.example".into(),
            ritmo: Ritmo { pausa: Duration::from_millis(20), maximo: 3, ..Ritmo::default() },
            llave: None,
        }
    }

    /// From now on the database's clock stands `horas` from now.
    pub fn pasan_horas(&self, horas: i64) -> DateTime<Utc> {
        let instante = self.db.reloj().ahora() + TimeDelta::hours(horas);
        self.db.reloj().fijar(instante);
        instante
    }

    pub fn recibo<'a>(&self, pago_id: i64, nombre: &'a str, correo: &str) -> ReciboPago<'a> {
        ReciboPago {
            paciente_id: self.paciente,
            nombre,
            correo: Correo::parse(correo).ok(),
            pago_id,
            folio: 100 + pago_id,
            fecha: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(9, 5, 0).unwrap(),
            total: dec!(12340),
            moneda: "CLP",
            plantillas: Plantillas::default(),
        }
    }

    pub async fn encolar_recibo(&self, pago_id: i64, nombre: &str, correo: &str) -> Option<i64> {
        let mensaje = avisos::recibo_pago(&self.recibo(pago_id, nombre, correo));
        self.db.escribir(&self.norte, async |tx| avisos::encolar(tx, &mensaje).await).await.unwrap()
    }

    pub async fn encolar_cita(&self, version: i32, suceso: Suceso, correo: &str) -> i64 {
        let aviso = AvisoCita {
            paciente_id: self.paciente,
            nombre: "Pedro Pérez",
            correo: Correo::parse(correo).ok(),
            cita_id: 12,
            version,
            raiz_id: 12,
            inicio: "2026-12-01T19:30:00Z".parse().unwrap(),
            fin: "2026-12-01T20:00:00Z".parse().unwrap(),
            zona: chrono_tz::America::Santiago,
            profesional: "Elías Espinoza",
            sucursal: "Casa matriz",
            direccion: "Av. Siempre Viva 742",
            plantillas: Plantillas::default(),
        };
        let mensaje = avisos::cita(&aviso, suceso);
        self.db.escribir(&self.norte, async |tx| avisos::encolar(tx, &mensaje).await).await.unwrap().unwrap()
    }

    pub async fn bd_numero(&self, sql: &str) -> i64 {
        self.bd_numero_de(&self.norte, sql).await
    }

    pub async fn bd_numero_de(&self, de: &Actor, sql: &str) -> i64 {
        self.db
            .escribir(de, async |tx| Ok(diesel::sql_query(sql).get_result::<Numero>(tx.pg()).await?.n))
            .await
            .unwrap()
    }

    pub async fn bd_envio(&self, mensaje: i64) -> Envio {
        let sql = format!("select estado, error from envios where mensaje_id = {mensaje}");
        self.db.leer(&self.norte, async |tx| Ok(diesel::sql_query(sql).get_result(tx.pg()).await?)).await.unwrap()
    }

    pub async fn bd_como_dueno(&self, sql: &str) {
        self.app.base.conectar("dueno").await.batch_execute(sql).await.unwrap();
    }
}

impl Envio {
    pub fn en(estado: &str, error: Option<&str>) -> Self {
        Self { estado: estado.into(), error: error.map(str::to_owned) }
    }
}
