//! Who waits for an hour: noted at the desk, proposed when one is freed, and booked with Enter.

use chrono::{Days, Utc};
use thirtyfour::Key;

use crate::jornada::configurar;
use crate::soporte::{Mundo, Pantalla, TELEFONO};

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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn se_ofrece_por_correo_y_se_toma_con_un_telefono() {
    let mundo = Mundo::nuevo().await;
    let hoy = Utc::now().date_naive();
    mundo.amanecer(hoy);
    configurar(&mundo).await;
    let beto = mundo.como("beto@norte.test").await;
    anotar(&beto).await;
    mundo.bd("update pacientes set correo = 'pedro@correo.test'").await;
    let manana = hoy + Days::new(1);
    beto.ir(&format!("/norte/agenda/espera/hora?hora=1@{manana}T14:00:00Z&minutos=30")).await;
    beto.ve("Ofrecerla por correo").await;
    beto.pulsa("Ofrecer").await;
    beto.ve("Se ofreció por correo a 1 persona").await;
    beto.ve("Ofrecida hasta").await;
    let pedro = mundo.anonimo().await;
    pedro.medir(TELEFONO).await;
    pedro.ir("/correo").await;
    pedro.ve_al_recargar("Se liberó una hora").await;
    pedro.ve_elemento("tbody a").await.click().await.unwrap();
    pedro.ve("Ver y tomar la hora").await;
    let enlaces = pedro.enlaces().await;
    let enlace = enlaces.iter().find(|enlace| enlace.starts_with("/o/")).unwrap_or_else(|| panic!("{enlaces:?}"));
    pedro.ir(enlace).await;
    pedro.ve("Puede tomarla hasta").await;
    pedro.retrato("espera/oferta").await;
    assert_eq!(pedro.faltas().await, [""; 0]);
    pedro.medir(TELEFONO).await;
    pedro.pulsa("Sí, la quiero").await;
    pedro.ve("Su hora está reservada").await;
    beto.ir(&format!("/norte/agenda/{manana}")).await;
    beto.ve("Pedro").await;
    pedro.cerrar().await;
    beto.cerrar().await;
}
