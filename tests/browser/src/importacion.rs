//! A spreadsheet of patients: sent, looked through, and let in.

use std::fs;

use crate::soporte::{Mundo, Pantalla};

const PLANILLA: &str = "RUT;Nombres;Apellido paterno;Teléfono\n12.345.678-5;Ángela;Ibáñez;9 8765 4321\n\
    11111111-1;Bruno;Soto;\n1-1;Clara;Vera;\n11.111.111-1;Bruno;Soto;\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn una_planilla_se_revisa_y_entra() {
    let mundo = Mundo::nuevo().await;
    let ana = mundo.como("ana@norte.test").await;
    importar(&ana).await;
    ana.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn una_planilla_entra_sin_scripts() {
    let mundo = Mundo::nuevo().await;
    let ana = mundo.anonimo_sin_scripts().await;
    ana.entrar("ana@norte.test").await;
    subir(&ana).await;
    ana.ve_al_recargar("Importar 2 pacientes").await;
    ana.pulsa("Importar 2 pacientes").await;
    ana.no_ve("Importar 2 pacientes").await;
    ana.ve_al_recargar("Se crearon 2 pacientes").await;
    ana.cerrar().await;
}

async fn subir(ana: &Pantalla) {
    let mesa = tempfile::tempdir().unwrap();
    let planilla = mesa.path().join("pacientes.csv");
    fs::write(&planilla, PLANILLA).unwrap();
    ana.abre_seccion("Pacientes").await;
    ana.pulsa("Importar").await;
    ana.elige_archivo("Planilla", &planilla).await;
    ana.pulsa("Subir y revisar").await;
    ana.ve("4 filas").await;
}

async fn importar(ana: &Pantalla) {
    subir(ana).await;
    ana.ve("Importar 2 pacientes").await;
    ana.ve("Ya viene en la fila 3").await;
    ana.retrato("importacion/revisada").await;
    assert_eq!(ana.faltas().await, [""; 0]);
    ana.pulsa("Importar 2 pacientes").await;
    ana.ve("Se crearon 2 pacientes").await;
    ana.retrato("importacion/terminada").await;
    assert_eq!(ana.faltas().await, [""; 0]);
    // The same again finds them there.
    subir(ana).await;
    ana.ve("No hay nadie nuevo que importar").await;
    ana.ve("Este mismo archivo ya se importó").await;
}
