//! Patients registered, found and changed: by mouse, by keyboard alone, without scripts, and by two at once.

use std::fs;

use thirtyfour::Key;

use crate::soporte::{Mundo, Pantalla};

const BETO: &str = "beto@norte.test";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn una_paciente_se_registra_con_el_raton() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.como(BETO).await;
    beto.abre_seccion("Pacientes").await;
    beto.pulsa("Nuevo paciente").await;
    beto.escribe("Nombres", "María José").await;
    beto.escribe("Apellido paterno", "Ñancupil").await;
    beto.escribe("Número", "12.345.678-9").await;
    beto.pulsa("Crear paciente").await;
    beto.enfoca("Número").await;
    assert_eq!(beto.valor("Nombres").await, "María José");
    beto.escribe("Número", "12345678-5").await;
    beto.escribe("Teléfono", "987654321").await;
    beto.captura("paciente-nuevo-claro").await;
    beto.pulsa("Crear paciente").await;
    beto.ve("Paciente creado").await;
    beto.ve("12.345.678-5").await;
    beto.retrato("paciente-ficha").await;
    beto.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn una_paciente_se_registra_solo_con_el_teclado() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.como(BETO).await;
    beto.teclas("gp").await;
    beto.enfoca("Buscar por nombre, RUT o teléfono").await;
    // The search has the focus: single keys are letters there, so the button is reached by Tab.
    beto.tabula_hasta("Nuevo paciente").await;
    beto.teclas(Key::Enter).await;
    beto.enfoca("Nombres").await;
    beto.teclas("Luz").await;
    beto.tabula_hasta("Apellido paterno").await;
    beto.teclas("Huenchumán").await;
    beto.tabula_hasta("Número").await;
    beto.teclas("11111111-1").await;
    beto.tabula_hasta("Teléfono").await;
    beto.teclas("912345678").await;
    beto.tabula_hasta("Crear paciente").await;
    beto.teclas(Key::Enter).await;
    beto.ve("Paciente creado").await;
    beto.ve("Luz Huenchumán").await;
    beto.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn una_paciente_se_registra_y_se_encuentra_sin_scripts() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.anonimo_sin_scripts().await;
    beto.entrar(BETO).await;
    beto.abre_seccion("Pacientes").await;
    beto.pulsa("Nuevo paciente").await;
    beto.escribe("Nombres", "Tomás").await;
    beto.escribe("Apellido paterno", "Pérez").await;
    beto.escribe("Número", "1-1").await;
    beto.pulsa("Crear paciente").await;
    beto.ve_elemento("#documento[aria-invalid=true]").await;
    beto.escribe("Número", "22.222.222-2").await;
    beto.pulsa("Crear paciente").await;
    beto.ve("Paciente creado").await;
    beto.pulsa("Editar").await;
    beto.escribe("Correo", "tomas@correo.test").await;
    beto.pulsa("Guardar").await;
    beto.ve("Cambios guardados").await;
    beto.abre_seccion("Pacientes").await;
    beto.escribe("Buscar por nombre, RUT o teléfono", "peréz tom").await;
    beto.pulsa("Buscar").await;
    beto.ve("1 paciente").await;
    beto.pulsa("Tomás Pérez").await;
    beto.ve("tomas@correo.test").await;
    beto.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn se_busca_mientras_se_escribe_y_volver_vuelve() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.como(BETO).await;
    for (nombre, apellido, rut) in [("Ángela", "Ibáñez", "12345678-5"), ("Bernardo", "O'Ryan", "11111111-1")] {
        registrar(&beto, nombre, apellido, rut).await;
    }
    beto.abre_seccion("Pacientes").await;
    beto.ve("2 pacientes").await;
    beto.escribe("Buscar por nombre, RUT o teléfono", "ibañ ang").await;
    beto.ve("1 paciente").await;
    beto.ve("Ángela Ibáñez").await;
    beto.no_ve("Bernardo").await;
    // What was typed is in the address, and the focus stayed where it was.
    beto.enfoca("Buscar por nombre, RUT o teléfono").await;
    beto.llega_a("/norte/pacientes?q=iba%C3%B1+ang").await;
    beto.escribe("Buscar por nombre, RUT o teléfono", "11111111").await;
    beto.ve("Bernardo O'Ryan").await;
    beto.escribe("Buscar por nombre, RUT o teléfono", "zzz").await;
    beto.ve("Nadie coincide").await;
    beto.volver().await;
    beto.ve("Bernardo O'Ryan").await;
    assert_eq!(beto.valor("Buscar por nombre, RUT o teléfono").await, "11111111");
    beto.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn el_buscador_de_arriba_encuentra_con_flechas() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.como(BETO).await;
    registrar(&beto, "Ángela", "Ibáñez", "12345678-5").await;
    beto.ir("/norte/").await;
    beto.teclas("/").await;
    beto.enfoca("Buscar pacientes, citas y acciones").await;
    beto.teclas("angela").await;
    beto.ve("12.345.678-5").await;
    beto.captura("buscador-claro").await;
    beto.teclas(Key::Down + Key::Enter).await;
    beto.ve("Historia de cambios").await;
    beto.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dos_editan_a_la_vez_y_nadie_pierde_lo_suyo() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.como(BETO).await;
    registrar(&beto, "Ángela", "Ibáñez", "12345678-5").await;
    let ficha = beto.ruta().await;
    let ana = mundo.como("ana@norte.test").await;
    beto.pulsa("Editar").await;
    ana.ir(&format!("{ficha}/editar")).await;
    ana.escribe("Teléfono", "911111111").await;
    ana.pulsa("Guardar").await;
    ana.ve("Cambios guardados").await;
    beto.escribe("Teléfono", "922222222").await;
    beto.escribe("Dirección", "Los Aromos 12").await;
    beto.pulsa("Guardar").await;
    beto.ve("Ana Araya guardó cambios mientras editabas").await;
    beto.ve("+56911111111").await;
    assert_eq!(beto.valor("Teléfono").await, "922222222");
    beto.captura("paciente-conflicto-claro").await;
    beto.pulsa("Guardar lo mío").await;
    beto.ve("Cambios guardados").await;
    beto.ve("Los Aromos 12").await;
    beto.ve("+56 9 2222 2222").await;
    ana.cerrar().await;
    beto.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn un_documento_se_adjunta_se_baja_y_se_quita() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.como(BETO).await;
    llevar_un_documento(&beto).await;
    beto.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn un_documento_se_adjunta_sin_scripts() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.anonimo_sin_scripts().await;
    beto.entrar(BETO).await;
    llevar_un_documento(&beto).await;
    beto.cerrar().await;
}

async fn llevar_un_documento(beto: &Pantalla) {
    let mesa = tempfile::tempdir().unwrap();
    let (orden, bajadas) = (mesa.path().join("Orden médica.pdf"), mesa.path().join("bajadas"));
    fs::write(&orden, b"%PDF-1.7\n\0\xff").unwrap();
    fs::create_dir(&bajadas).unwrap();
    registrar(beto, "Ángela", "Ibáñez", "12345678-5").await;
    let ficha = beto.ruta().await;
    beto.pulsa("Adjuntar").await;
    beto.ve("hasta 10 MB").await;
    beto.elige_archivo("Archivo", &orden).await;
    beto.pulsa("Administrativo: cédula, orden, autorización, comprobante").await;
    beto.escribe("Descripción", "De la derivación").await;
    beto.pulsa("Adjuntar").await;
    beto.ve("Documento adjuntado").await;
    beto.ve("De la derivación").await;
    assert_eq!(beto.baja("Orden médica.pdf", "Orden médica.pdf", &bajadas).await, fs::read(&orden).unwrap());
    assert_eq!(beto.ruta().await, ficha);
    beto.pulsa("Adjuntar").await;
    beto.elige_archivo("Archivo", &orden).await;
    beto.pulsa("Clínico: exámenes, informes, recetas").await;
    beto.pulsa("Adjuntar").await;
    beto.ve("Ya está adjunto: Orden médica.pdf.").await;
    beto.pulsa("Quitar").await;
    beto.escribe("Motivo", "Era de otra persona").await;
    beto.pulsa("Quitar documento").await;
    beto.ve("Documento quitado").await;
    beto.ve("Sin documentos").await;
}

async fn registrar(quien: &Pantalla, nombres: &str, apellido: &str, rut: &str) {
    quien.ir("/norte/pacientes/nuevo").await;
    quien.escribe("Nombres", nombres).await;
    quien.escribe("Apellido paterno", apellido).await;
    quien.escribe("Número", rut).await;
    quien.pulsa("Crear paciente").await;
    quien.ve("Paciente creado").await;
}
