//! Clínica Norte on Sunday 22 November 2026, 09:00: one professional who attends Monday to Friday from 09:00 to 13:00, and a
//! prestación of 30 minutes.

use std::path::Path;

use antesala::error::AppError;
use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Text};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};

use crate::soporte::{Navegador, Prueba, Respuesta};

pub struct Mundo {
    pub app: Prueba,
    pub profesional: i64,
    pub prestacion: i64,
}

#[derive(diesel::QueryableByName)]
struct Numero {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(diesel::QueryableByName)]
struct Texto {
    #[diesel(sql_type = Text)]
    texto: String,
}

pub fn instante(texto: &str) -> DateTime<Utc> {
    texto.parse().unwrap()
}

impl Mundo {
    pub async fn nuevo() -> Self {
        Self::en("2026-11-22T12:00:00Z").await
    }

    pub async fn en(ahora: &str) -> Self {
        Self::sobre(Prueba::nueva().await, ahora).await
    }

    pub async fn sobre(app: Prueba, ahora: &str) -> Self {
        app.db.reloj().fijar(instante(ahora));
        let mut mundo = Self { app, profesional: 0, prestacion: 0 };
        mundo.profesional = mundo.bd_profesional("Eva Soto", "09:00", "13:00").await;
        mundo.prestacion = mundo.bd_prestacion("CON", 30, 30, (0, 0)).await;
        mundo
    }

    /// Ana, who today also books.
    pub async fn otra_recepcion(&self) -> Navegador {
        self.bd("insert into membresias_roles (clinica_id, membresia_id, rol)
                 select m.clinica_id, m.id, 'recepcion' from membresias m join usuarios u on u.id = m.usuario_id
                 where u.correo = 'ana@norte.test'")
            .await;
        self.app.como("ana").await
    }

    /// Statements inside Norte.
    pub async fn bd(&self, sql: &str) {
        let norte = self.app.sistema("norte").await;
        let hecho = self.app.db.escribir(&norte, async |tx| Ok(tx.pg().batch_execute(sql).await?)).await;
        hecho.unwrap_or_else(|error| panic!("{error}: {sql}"));
    }

    /// The rule that refuses a statement inside Norte.
    pub async fn bd_regla(&self, sql: &str) -> String {
        let norte = self.app.sistema("norte").await;
        match self.app.db.escribir(&norte, async |tx| Ok(tx.pg().batch_execute(sql).await?)).await {
            Err(AppError::Rechazo(rechazo)) => rechazo.regla,
            otro => panic!("{otro:?}: {sql}"),
        }
    }

    /// The column `n` of a statement inside Norte.
    pub async fn bd_numero(&self, sql: &str) -> i64 {
        let norte = self.app.sistema("norte").await;
        let fila =
            self.app.db.escribir(&norte, async |tx| Ok(diesel::sql_query(sql).get_result::<Numero>(tx.pg()).await?));
        fila.await.unwrap_or_else(|error| panic!("{error}: {sql}")).n
    }

    /// The column `texto` of a statement inside Norte.
    pub async fn bd_texto(&self, sql: &str) -> String {
        let norte = self.app.sistema("norte").await;
        let fila = self.app.db.leer(&norte, async |tx| Ok(diesel::sql_query(sql).get_result::<Texto>(tx.pg()).await?));
        fila.await.unwrap_or_else(|error| panic!("{error}: {sql}")).texto
    }

    /// Does every prestación there is.
    pub async fn bd_profesional(&self, nombre: &str, desde: &str, hasta: &str) -> i64 {
        let id = self
            .bd_numero(&format!(
                "insert into profesionales (clinica_id, nombre) values (clinica_actual(), '{nombre}') returning id as n"
            ))
            .await;
        self.bd(&format!(
            "insert into horarios (clinica_id, profesional_id, sucursal_id, isodow, desde, hasta, vigente_desde)
             select clinica_id, {id}, id, d, '{desde}', '{hasta}', '2026-01-01' from sucursales, generate_series(1, 5) d;
             insert into prestaciones_profesionales select clinica_id, id, {id} from prestaciones"
        ))
        .await;
        id
    }

    /// Done by every professional there is.
    pub async fn bd_prestacion(&self, codigo: &str, duracion: i32, paso: i32, (antes, despues): (i32, i32)) -> i64 {
        let id = self
            .bd_numero(&format!(
                "insert into prestaciones (clinica_id, codigo, nombre, duracion, paso, antes, despues, precio, moneda, horizonte)
                 values (clinica_actual(), '{codigo}', 'Prestación {codigo}', {duracion}, {paso}, {antes}, {despues}, 25000, 'CLP', 1000)
                 returning id as n"
            ))
            .await;
        self.bd(&format!("insert into prestaciones_profesionales select clinica_id, {id}, id from profesionales"))
            .await;
        id
    }

    pub async fn bd_paciente(&self, nombre: &str) -> i64 {
        self.bd_numero(&format!(
            "insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres)
             values (clinica_actual(), 'sin_documento', 'otro', '{nombre}') returning id as n"
        ))
        .await
    }

    pub fn hora(&self, inicio: &str) -> String {
        format!("{}@{inicio}", self.profesional)
    }

    pub async fn reservar(&self, quien: &Navegador, paciente: i64, inicio: &str) -> Respuesta {
        self.reservar_con(quien, paciente, inicio, &[]).await
    }

    pub async fn reservar_con(
        &self,
        quien: &Navegador,
        paciente: i64,
        inicio: &str,
        mas: &[(&str, &str)],
    ) -> Respuesta {
        let (hora, prestacion, paciente) = (self.hora(inicio), self.prestacion.to_string(), paciente.to_string());
        let mut campos = vec![("hora", hora.as_str()), ("prestacion", &prestacion), ("paciente", &paciente)];
        campos.extend(mas);
        quien.post("/norte/citas", &campos).await
    }

    /// Books for somebody new and answers the cita.
    pub async fn cita(&self, quien: &Navegador, nombre: &str, inicio: &str) -> i64 {
        let paciente = self.bd_paciente(nombre).await;
        self.reservar(quien, paciente, inicio).await.es(303);
        self.bd_numero(&format!("select max(id) as n from citas where paciente_id = {paciente}")).await
    }

    /// With the version that the page would carry now.
    pub async fn cambiar(&self, quien: &Navegador, cita: i64, recurso: &str) -> Respuesta {
        let version =
            self.bd_numero(&format!("select version::bigint as n from citas where id = {cita}")).await.to_string();
        quien.post(&format!("/norte/citas/{cita}/{recurso}"), &[("version", &version)]).await
    }

    /// The free starts of the professional on a date, in wall time.
    pub async fn libres(&self, quien: &Navegador, fecha: &str) -> Vec<String> {
        let url = format!("/norte/agenda/{fecha}?profesional={}&prestacion={}", self.profesional, self.prestacion);
        quien.get(&url).await.es(200).textos("a.libre")
    }

    /// The server's own log names no deadlock among the connections of this world.
    pub async fn sin_trabas(&self) {
        let mut con = self.app.base.conectar("postgres").await;
        let lugar = "select split_part(current_setting('unix_socket_directories'), ',', 1) as texto";
        let socket = diesel::sql_query(lugar).get_result::<Texto>(&mut con).await.unwrap().texto;
        let log = Path::new(&socket).parent().unwrap().join("postgres.log");
        let log = std::fs::read_to_string(log).unwrap();
        let suyos = "select pid::text as texto from pg_stat_activity where datname = current_database()";
        let suyos: Vec<Texto> = diesel::sql_query(suyos).load(&mut con).await.unwrap();
        assert!(!suyos.is_empty());
        let lineas: Vec<&str> = log.lines().collect();
        for (n, linea) in lineas.iter().enumerate().filter(|(_, l)| l.contains("deadlock detected")) {
            let nuestra = suyos.iter().any(|p| linea.contains(&format!("[{}]", p.texto)));
            // What each of them was doing stands in the lines after it.
            assert!(!nuestra, "{}", lineas[n..lineas.len().min(n + 40)].join("\n"));
        }
    }
}
