//! From the letter to the agenda: a patient answers with a phone, and the desk sees it happen.

use chrono::{Days, Utc};
use thirtyfour::Key;

use crate::jornada::configurar;
use crate::soporte::{Mundo, Pantalla, TELEFONO};

const ROSA: &str = "insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres, correo)
    values (clinica_actual(), 'sin_documento', 'otro', 'Rosa', 'rosa@correo.test')";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn se_confirma_con_un_toque_y_la_agenda_cambia_sola() {
    let mundo = Mundo::nuevo().await;
    let hoy = Utc::now().date_naive();
    mundo.amanecer(hoy);
    configurar(&mundo).await;
    mundo.bd(ROSA).await;
    let beto = mundo.como("beto@norte.test").await;
    let manana = hoy + Days::new(1);
    beto.ir(&format!("/norte/agenda/{manana}")).await;
    reservar(&beto).await;
    let rosa = mundo.anonimo().await;
    abrir_carta(&rosa).await;
    rosa.ve("Reservada").await;
    mirar(&rosa, "toque/hora").await;
    rosa.pulsa("Confirmar").await;
    rosa.ve("Confirmada").await;
    beto.ve_elemento("#dia a.e-confirmada").await;
    rosa.pulsa("Cambiar la hora").await;
    rosa.ve("Elija otra hora").await;
    mirar(&rosa, "toque/cambio").await;
    rosa.ve_elemento(&format!("button[name=hora][value^='{manana}']")).await.click().await.unwrap();
    rosa.ve("La cambió con este enlace").await;
    beto.ve_elemento("#dia a.e-reservada").await;
    rosa.pulsa("Cancelar la hora").await;
    rosa.ve("¿Cancelar su hora?").await;
    mirar(&rosa, "toque/anulacion").await;
    rosa.pulsa("Sí, cancelar").await;
    rosa.ve("Su hora está cancelada").await;
    mirar(&rosa, "toque/cancelada").await;
    beto.desaparece("#dia a.e-reservada").await;
    rosa.cerrar().await;
    beto.cerrar().await;
}

async fn reservar(beto: &Pantalla) {
    beto.tabula_hasta("08:00–18:00").await;
    beto.teclas(Key::Enter).await;
    beto.escribe("Paciente", "rosa").await;
    beto.ve("Sin documento").await;
    beto.pulsa("Reservar").await;
    beto.ve_elemento("#dia a.e-reservada").await;
}

/// The letter in the inbox of development, and its link, on a phone.
async fn abrir_carta(rosa: &Pantalla) {
    rosa.medir(TELEFONO).await;
    rosa.ir("/correo").await;
    rosa.ve_al_recargar("Su hora está reservada").await;
    rosa.ve_elemento("tbody a").await.click().await.unwrap();
    rosa.ve("Confirmar, cambiar o cancelar").await;
    let enlaces = rosa.enlaces().await;
    let carta = enlaces.iter().find(|enlace| enlace.ends_with("/html")).unwrap_or_else(|| panic!("{enlaces:?}"));
    rosa.carta(carta, "toque/carta").await;
    rosa.medir(TELEFONO).await;
    let enlace = enlaces.iter().find(|enlace| enlace.starts_with("/r/")).unwrap_or_else(|| panic!("{enlaces:?}"));
    rosa.ir(enlace).await;
}

async fn mirar(rosa: &Pantalla, nombre: &str) {
    rosa.retrato(nombre).await;
    assert_eq!(rosa.faltas().await, [""; 0], "{nombre}");
    rosa.medir(TELEFONO).await;
}
