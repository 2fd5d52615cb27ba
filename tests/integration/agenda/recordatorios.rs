//! Who is to come is told in time, once, at an hour when people are awake, and only while it is true.

use chrono::{DateTime, Utc};

use super::mundo::{Mundo, instante};

/// At nine, and it is Sunday at nine in the morning.
const LUNES_9: &str = "2026-11-23T12:00:00Z";

impl Mundo {
    /// At that instant the worker writes what is due, and sends what may leave; the subjects that arrived since.
    async fn recordar_a_las(&self, cuando: &str) -> Vec<String> {
        self.app.db.reloj().fijar(instante(cuando));
        let antes = self.app.buzon.cartas().len();
        while self.obrero().recordar().await.unwrap() > 0 {}
        self.enviar().await;
        let cartas = self.app.buzon.cartas();
        let nuevas = cartas.iter().take(cartas.len() - antes).rev();
        nuevas
            .map(|c| mail_parser::MessageParser::default().parse(&c.crudo).unwrap().subject().unwrap().to_owned())
            .collect()
    }

    async fn bd_ajustar_avisos(&self, desde: &str, hasta: &str, recordatorios: &str) {
        let avisos = format!(
            r#"{{"avisos": {{"silencio_desde": "{desde}", "silencio_hasta": "{hasta}", "recordatorios": {recordatorios}}}}}"#
        );
        self.bd(&format!("update clinicas set ajustes = ajustes || '{avisos}' where id = clinica_actual()")).await;
    }

    async fn bd_inicio(&self, cita: i64) -> DateTime<Utc> {
        let micros = format!("select (extract(epoch from inicio) * 1000000)::bigint as n from citas where id = {cita}");
        DateTime::from_timestamp_micros(self.bd_numero(&micros).await).unwrap()
    }
}

#[tokio::test]
async fn se_recuerda_dos_horas_antes_y_una_vez() {
    let m = Mundo::nuevo().await;
    m.bd_ajustar_avisos("21:30", "05:00", "[48, 2]").await;
    let beto = m.app.como("beto").await;
    m.cita_con_correo(&beto).await;
    // What is told at booking, and no reminder of two days before a cita of tomorrow.
    assert_eq!(m.recordar_a_las("2026-11-22T13:00:00Z").await, ["Su hora está reservada: lun 23 nov"]);
    assert_eq!(m.recordar_a_las("2026-11-23T09:59:00Z").await, [""; 0]);
    assert_eq!(m.recordar_a_las("2026-11-23T10:00:00Z").await, ["Recordatorio de su hora: lun 23 nov a las 09:00"]);
    assert_eq!(m.recordar_a_las("2026-11-23T10:01:00Z").await, [""; 0]);
    assert_eq!(m.recordar_a_las("2026-11-23T12:00:00Z").await, [""; 0]);
}

#[tokio::test]
async fn de_noche_se_calla_lo_temprano_se_dice_la_tarde_de_antes() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita_con_correo(&beto).await;
    // Two hours before are seven in the morning: at eight it is in time yet.
    assert_eq!(m.bd_inicio(cita).await, instante(LUNES_9));
    m.recordar_a_las("2026-11-22T13:00:00Z").await;
    assert_eq!(m.recordar_a_las("2026-11-23T10:30:00Z").await, [""; 0]);
    assert_eq!(m.recordar_a_las("2026-11-23T11:00:00Z").await.len(), 1);

    // Where people sleep until half past eight, it is said the evening before.
    let otro = Mundo::nuevo().await;
    otro.bd_ajustar_avisos("21:00", "08:30", "[2]").await;
    let beto = otro.app.como("beto").await;
    otro.cita_con_correo(&beto).await;
    otro.recordar_a_las("2026-11-22T13:00:00Z").await;
    assert_eq!(otro.recordar_a_las("2026-11-22T23:29:00Z").await, [""; 0]);
    assert_eq!(otro.recordar_a_las("2026-11-22T23:30:00Z").await.len(), 1);
}

#[tokio::test]
async fn el_recordatorio_de_una_hora_que_cambio_o_se_cancelo_no_sale() {
    let m = Mundo::nuevo().await;
    m.bd_ajustar_avisos("23:00", "05:00", "[3]").await;
    let beto = m.app.como("beto").await;
    let cita = m.cita_con_correo(&beto).await;
    m.recordar_a_las("2026-11-22T13:00:00Z").await;
    // It is written, and before it leaves the patient arrives early, at another branch's clock or by the hand of whoever hurries.
    m.app.db.reloj().fijar(instante("2026-11-23T09:00:00Z"));
    assert_eq!(m.obrero().recordar().await.unwrap(), 1);
    assert_eq!(m.bd_mensajes("pendiente").await, 1);
    m.bd(&format!("update citas set estado = 'llego', version = version + 1 where id = {cita}")).await;
    m.enviar().await;
    assert_eq!((m.bd_mensajes("pendiente").await, m.bd_mensajes("suprimido").await), (0, 1));

    let otra = Mundo::nuevo().await;
    let beto = otra.app.como("beto").await;
    let cita = otra.cita_con_correo(&beto).await;
    otra.recordar_a_las("2026-11-22T13:00:00Z").await;
    otra.app.db.reloj().fijar(instante("2026-11-23T11:00:00Z"));
    otra.obrero().recordar().await.unwrap();
    // Her session of yesterday is over.
    let beto = otra.app.como("beto").await;
    otra.anular(&beto, cita).await;
    assert_eq!(otra.recordar_a_las("2026-11-23T11:01:00Z").await, ["Su hora fue cancelada: lun 23 nov"]);
}

#[tokio::test]
async fn de_lo_que_se_movio_se_recuerda_la_hora_nueva() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita_con_correo(&beto).await;
    m.reagendar(&beto, cita, "2026-11-23T15:00:00Z").await;
    m.recordar_a_las("2026-11-22T13:00:00Z").await;
    assert_eq!(m.recordar_a_las("2026-11-23T11:30:00Z").await, [""; 0]);
    assert_eq!(m.recordar_a_las("2026-11-23T13:00:00Z").await, ["Recordatorio de su hora: lun 23 nov a las 12:00"]);
}

#[tokio::test]
async fn cada_prestacion_puede_recordar_a_su_modo_o_no_recordar() {
    let m = Mundo::nuevo().await;
    m.bd("update prestaciones set recordatorios = '{}'").await;
    let beto = m.app.como("beto").await;
    m.cita_con_correo(&beto).await;
    m.recordar_a_las("2026-11-22T13:00:00Z").await;
    assert_eq!(m.recordar_a_las("2026-11-23T11:30:00Z").await, [""; 0]);
    m.bd("update prestaciones set recordatorios = '{1}'").await;
    assert_eq!(m.recordar_a_las("2026-11-23T11:30:00Z").await.len(), 1);
}

#[tokio::test]
async fn el_dia_en_que_cambia_la_hora_se_recuerda_dos_horas_antes() {
    // The night of 2026-09-05 has no midnight in Santiago.
    let m = Mundo::en("2026-09-03T13:00:00Z").await;
    m.bd_ajustar_avisos("23:00", "05:00", "[2]").await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_con_correo("Rosa").await;
    // Nine in the morning of the Monday, at -03:00.
    m.reservar(&beto, rosa, "2026-09-07T12:00:00Z").await.es(303);
    m.recordar_a_las("2026-09-03T14:00:00Z").await;
    assert_eq!(m.recordar_a_las("2026-09-07T09:59:00Z").await, [""; 0]);
    assert_eq!(m.recordar_a_las("2026-09-07T10:00:00Z").await, ["Recordatorio de su hora: lun 7 sep a las 09:00"]);
}

#[tokio::test]
async fn se_recuerda_con_las_palabras_de_la_clinica() {
    let m = Mundo::nuevo().await;
    m.bd("insert into plantillas (clinica_id, tipo, asunto, saludo, cuerpo, nota)
          values (clinica_actual(), 'cita_recordatorio', 'Mañana nos vemos a las {hora}', 'Hola:', '{profesional} le espera.', '')")
        .await;
    let beto = m.app.como("beto").await;
    m.cita_con_correo(&beto).await;
    m.recordar_a_las("2026-11-22T13:00:00Z").await;
    assert_eq!(m.recordar_a_las("2026-11-23T11:30:00Z").await, ["Mañana nos vemos a las 09:00"]);
}
