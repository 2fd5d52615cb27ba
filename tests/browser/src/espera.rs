//! Who waits for an hour: noted at the desk, proposed when one is freed, and booked with Enter.

use chrono::{Days, Utc};
use thirtyfour::Key;

use crate::jornada::configurar;
use crate::soporte::{Mundo, Pantalla};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn una_hora_que_se_libera_es_de_quien_la_espera() {
    let mundo = Mundo::nuevo().await;
    let hoy = Utc::now().date_naive();
    mundo.amanecer(hoy);
    configurar(&mundo).await;
    let beto = mundo.como("beto@norte.test").await;
    anotar(&beto).await;
    let manana = hoy + Days::new(1);
    beto.ir(&format!("/norte/agenda/{manana}")).await;
    beto.tabula_hasta("08:00–18:00").await;
    beto.teclas(Key::Enter).await;
    beto.pulsa("Paciente nuevo").await;
    nueva(&beto, "Paula", "987654321").await;
    beto.pulsa("Reservar").await;
    beto.tiene_foco("08:00 Paula").await;
    beto.teclas(Key::Enter).await;
    beto.pulsa("Abrir la cita").await;
    beto.escribe("Motivo", "Viaja").await;
    beto.pulsa("Anular cita").await;
    beto.ve("1 persona espera esta hora").await;
    beto.pulsa("Ver quién").await;
    beto.ve("Esperan esta hora").await;
    beto.retrato("espera/hora").await;
    assert_eq!(beto.faltas().await, [""; 0]);
    beto.pulsa("Agendar").await;
    beto.ve("Hora retenida para ti").await;
    beto.teclas(Key::Enter).await;
    beto.ve("salió de la lista de espera").await;
    beto.ve("08:00 Pedro").await;
    beto.cerrar().await;
}

async fn anotar(beto: &Pantalla) {
    beto.ir("/norte/agenda/espera/nueva").await;
    beto.pulsa("Paciente nuevo").await;
    nueva(beto, "Pedro", "987654322").await;
    beto.tabula_hasta("Prestación").await;
    beto.teclas("Control").await;
    beto.retrato("espera/nueva").await;
    assert_eq!(beto.faltas().await, [""; 0]);
    beto.pulsa("Anotar").await;
    beto.ve("Pedro").await;
    beto.retrato("espera/lista").await;
    assert_eq!(beto.faltas().await, [""; 0]);
}

async fn nueva(beto: &Pantalla, nombres: &str, telefono: &str) {
    beto.escribe("Nombres", nombres).await;
    beto.escribe("Teléfono", telefono).await;
}
