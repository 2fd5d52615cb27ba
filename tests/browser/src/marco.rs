//! The frame around every page: shortcuts, menus, colours.

use thirtyfour::Key;

use crate::soporte::{Mundo, TELEFONO};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn los_atajos_se_muestran_llevan_y_se_apagan() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.como("beto@norte.test").await;
    beto.teclas("?").await;
    beto.ve("Usar atajos de una tecla en este equipo").await;
    beto.ve("g p").await;
    beto.captura("atajos-claro").await;
    beto.teclas(Key::Escape).await;
    beto.no_ve("Usar atajos de una tecla en este equipo").await;
    beto.teclas("gp").await;
    beto.llega_a("/norte/pacientes").await;
    // Inside a field a letter is a letter.
    beto.enfoca("Buscar por nombre, RUT o teléfono").await;
    beto.teclas("n").await;
    assert_eq!(beto.valor("Buscar por nombre, RUT o teléfono").await, "n");
    beto.tabula_hasta("Buscar").await;
    beto.teclas("n").await;
    beto.llega_a("/norte/pacientes/nuevo").await;
    beto.ir("/norte/").await;
    beto.teclas("?").await;
    beto.pulsa("Usar atajos de una tecla en este equipo").await;
    beto.teclas(Key::Escape).await;
    beto.teclas("gp").await;
    beto.recargar().await;
    assert_eq!(beto.ruta().await, "/norte/");
    beto.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn los_colores_elegidos_quedan() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.como("beto@norte.test").await;
    beto.pulsa("Menú de Beto Barrera").await;
    beto.pulsa("Oscuro").await;
    beto.ve_elemento("html[data-bs-theme=dark]").await;
    beto.recargar().await;
    beto.ve_elemento("html[data-bs-theme=dark]").await;
    beto.captura("hoy-oscuro").await;
    beto.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn los_colores_se_eligen_sin_scripts() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.anonimo_sin_scripts().await;
    beto.entrar("beto@norte.test").await;
    beto.pulsa("Menú de Beto Barrera").await;
    beto.pulsa("Oscuro").await;
    beto.ve_elemento("html[data-bs-theme=dark]").await;
    beto.ve("Hola, Beto").await;
    beto.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn en_un_telefono_el_menu_abre_las_secciones() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.como("beto@norte.test").await;
    beto.medir(TELEFONO).await;
    beto.captura("hoy-telefono").await;
    beto.pulsa("Menú").await;
    beto.captura("menu-telefono").await;
    beto.abre_seccion("Pacientes").await;
    beto.llega_a("/norte/pacientes").await;
    beto.cerrar().await;
}
