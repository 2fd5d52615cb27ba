//! Signing in and out.

use crate::soporte::Mundo;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beto_entra_y_sale() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.anonimo().await;
    beto.ir("/norte/pacientes").await;
    beto.llega_a("/entrar?luego=%2Fnorte%2Fpacientes").await;
    beto.escribe("Correo", "beto@norte.test").await;
    beto.escribe("Clave", "otra cosa").await;
    beto.pulsa("Entrar").await;
    beto.ve("El correo o la clave no coinciden.").await;
    assert_eq!(beto.valor("Correo").await, "beto@norte.test");
    beto.escribe("Clave", antesala::demo::CLAVE).await;
    beto.pulsa("Entrar").await;
    beto.llega_a("/norte/pacientes").await;
    beto.pulsa("Menú de Beto Barrera").await;
    beto.pulsa("Salir").await;
    beto.llega_a("/entrar").await;
    beto.cerrar().await;
}
