//! The grid by hand: a cita is dragged to another hour with the mouse and brought back, stretched, and moved with the keyboard
//! alone; each screen of the agenda at a desk, in the dark and on a phone.

use chrono::{Days, Utc};
use thirtyfour::Key;

use crate::jornada::configurar;
use crate::soporte::{Mundo, Pantalla};

/// An hour, and half of one, in pixels of the grid.
const UNA_HORA: i64 = 108;
const MEDIA: i64 = 54;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn una_cita_se_mueve_con_el_raton_y_con_el_teclado() {
    let mundo = Mundo::nuevo().await;
    let hoy = Utc::now().date_naive();
    mundo.amanecer(hoy);
    configurar(&mundo).await;
    let beto = mundo.como("beto@norte.test").await;
    let manana = hoy + Days::new(1);
    beto.ir(&format!("/norte/agenda/{manana}")).await;
    reservar(&beto).await;
    con_el_raton(&beto).await;
    con_el_teclado(&beto).await;
    dibujada(&beto).await;
    con_el_dedo(&beto).await;
    for vista in ["semana", "mes", "lista"] {
        beto.ir(&format!("/norte/agenda/{manana}?vista={vista}")).await;
        beto.retrato(&format!("agenda/{vista}")).await;
        assert_eq!(beto.faltas().await, [""; 0], "{vista}");
    }
    beto.cerrar().await;
}

/// The day is free from eight: the link books its first hour, where a click would book the one under it.
async fn reservar(beto: &Pantalla) {
    beto.tabula_hasta("08:00–18:00").await;
    beto.teclas(Key::Enter).await;
    beto.ve("Paciente nuevo").await;
    beto.pulsa("Paciente nuevo").await;
    beto.escribe("Nombres", "Paula").await;
    beto.escribe("Teléfono", "987654321").await;
    beto.pulsa("Reservar").await;
    beto.ve("Cita reservada").await;
    // On the same screen, and already in hand.
    beto.tiene_foco("08:00 Paula").await;
}

/// From some place of what is free, about an hour down: whole half hours, from the one pressed to the one where it ends.
async fn dibujada(beto: &Pantalla) {
    beto.arrastra("a.libre.d84", (0, 0), (0, UNA_HORA - 10)).await;
    beto.ve("Paciente nuevo").await;
    assert!(["60", "90"].contains(&beto.valor("Minutos").await.as_str()));
    beto.retrato("agenda/dibujada").await;
    assert_eq!(beto.faltas().await, [""; 0]);
    beto.pulsa("Paciente nuevo").await;
    beto.escribe("Nombres", "Pedro").await;
    beto.escribe("Teléfono", "987654322").await;
    beto.teclas(Key::Enter).await;
    beto.tiene_foco("Pedro").await;
}

async fn con_el_raton(beto: &Pantalla) {
    beto.ve("08:00 Paula").await;
    beto.arrastra("a.cita", (0, 0), (0, UNA_HORA)).await;
    beto.ve("Mover la cita de Paula").await;
    assert_eq!(beto.valor("Hora").await, "09:00");
    beto.retrato("agenda/mover").await;
    assert_eq!(beto.faltas().await, [""; 0]);
    beto.pulsa("Mover").await;
    beto.ve("09:00 Paula").await;
    beto.pulsa("Deshacer").await;
    beto.ve("08:00 Paula").await;
    beto.retrato("agenda/dia").await;
    assert_eq!(beto.faltas().await, [""; 0]);
    // By its lower edge.
    beto.arrastra("a.cita", (0, MEDIA / 2 - 3), (0, MEDIA)).await;
    beto.ve("Mover la cita de Paula").await;
    assert_eq!(beto.valor("Minutos").await, "60");
    beto.pulsa("Mover").await;
    beto.ve("1 h 00 min").await;
}

/// On a phone a finger that passes scrolls, and one that stays takes the cita.
async fn con_el_dedo(beto: &Pantalla) {
    beto.arrastra_con_el_dedo("a.cita", UNA_HORA as f64).await;
    beto.ve("Mover la cita de").await;
    beto.teclas(Key::Escape).await;
    beto.no_ve("Mover la cita de").await;
}

async fn con_el_teclado(beto: &Pantalla) {
    beto.recargar().await;
    beto.tabula_hasta_fila("08:00 Paula").await;
    beto.teclas("m").await;
    beto.enfoca("Hora").await;
    beto.pone("Hora", "15:00").await;
    beto.teclas(Key::Enter).await;
    beto.ve("15:00 Paula").await;
    // The focus went with her; the arrows walk through the column.
    beto.tiene_foco("15:00 Paula").await;
    beto.teclas(Key::Up).await;
    beto.tiene_foco("08:00–15:00").await;
    beto.teclas(Key::Down).await;
    beto.teclas(Key::Enter).await;
    beto.ve("Abrir la cita").await;
    beto.retrato("agenda/cita").await;
    assert_eq!(beto.faltas().await, [""; 0]);
    beto.teclas(Key::Escape).await;
    beto.no_ve("Abrir la cita").await;
}
