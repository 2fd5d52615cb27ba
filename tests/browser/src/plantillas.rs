//! The words of a letter: whoever writes them sees how it looks as they type, and without scripts with a button.

use crate::soporte::Mundo;

const AQUI: &str = "/sur/configuracion/avisos/plantillas";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn la_carta_se_ve_mientras_se_escribe() {
    let mundo = Mundo::nuevo().await;
    let diego = mundo.como("diego@sur.test").await;
    diego.ir(AQUI).await;
    diego.pulsa("Hora reservada").await;
    diego.ve("Hola, Camila Rojas Soto:").await;
    diego.escribe("Saludo", "Estimada {nombre}:").await;
    diego.ve("Estimada Camila Rojas Soto:").await;
    diego.escribe("Nota al pie", "Venga con {diagnostico}").await;
    diego.ve("No existe {diagnostico}. Puedes usar").await;
    diego.escribe("Nota al pie", "Traiga su carnet.").await;
    diego.no_ve("No existe {diagnostico}").await;
    diego.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sin_scripts_se_ve_con_un_boton_se_guarda_y_no_hay_faltas() {
    let mundo = Mundo::nuevo().await;
    let diego = mundo.anonimo_sin_scripts().await;
    diego.entrar("diego@sur.test").await;
    diego.ir(&format!("{AQUI}/recibo_pago")).await;
    diego.escribe("Saludo", "Estimada {nombre}:").await;
    diego.pulsa("Ver cómo queda").await;
    diego.ve("Estimada Camila Rojas Soto:").await;
    diego.pulsa("Guardar").await;
    diego.ve("De la clínica").await;
    diego.cerrar().await;

    let diego = mundo.como("diego@sur.test").await;
    let mut faltas = Vec::new();
    for (ruta, nombre) in [
        (AQUI.to_owned(), "plantillas"),
        (format!("{AQUI}/recibo_pago"), "plantilla"),
        ("/sur/trabajos".into(), "trabajos"),
    ] {
        diego.ir(&ruta).await;
        diego.retrato(nombre).await;
        faltas.extend(diego.faltas().await);
    }
    assert!(faltas.is_empty(), "{faltas:#?}");
    diego.cerrar().await;
}
