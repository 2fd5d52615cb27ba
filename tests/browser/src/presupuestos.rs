//! A treatment promised to a patient: written at the desk, accepted, and sold in parts from its page. No page of it has a fault.

use thirtyfour::Key;

use crate::soporte::{Mundo, Pantalla};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn se_promete_se_acepta_y_se_vende_una_parte() {
    let mundo = Mundo::de_demostracion().await;
    let diego = mundo.como("diego@sur.test").await;
    let mut faltas = Vec::new();
    diego.ir("/sur/pacientes").await;
    let ficha = diego.enlaces().await.into_iter().find(|e| es_ficha("sur", e)).unwrap();
    diego.ir(&ficha).await;
    diego.pulsa("Nuevo presupuesto").await;
    diego.escribe("Prestación", CODIGO).await;
    diego.escribe("Cantidad", "4").await;
    diego.escribe("Nota", "Una por semana").await;
    diego.ve("Todo en efectivo").await;
    mirar(&diego, "presupuesto-nuevo", &mut faltas).await;
    diego.pulsa("Guardar presupuesto").await;
    diego.ve("Presupuesto guardado.").await;
    let presupuesto = diego.ruta().await;
    mirar(&diego, "presupuesto-vigente", &mut faltas).await;
    diego.pulsa("Lo aceptó").await;
    diego.ve("ya se puede vender por partes").await;
    mirar(&diego, "presupuesto-aceptado", &mut faltas).await;
    diego.ir(&presupuesto).await;
    diego.pulsa("Vender lo elegido").await;
    diego.ve("Del presupuesto").await;
    mirar(&diego, "presupuesto-venta", &mut faltas).await;
    diego.pulsa("Cobrar").await;
    diego.ve("Por cobrar").await;
    diego.ir(&presupuesto).await;
    diego.ve("Cumplido").await;
    mirar(&diego, "presupuesto-cumplido", &mut faltas).await;
    diego.ir("/sur/caja/presupuestos").await;
    mirar(&diego, "presupuestos", &mut faltas).await;
    diego.ir(&format!("{presupuesto}/impreso")).await;
    mirar(&diego, "presupuesto-papel", &mut faltas).await;
    assert!(faltas.is_empty(), "{faltas:#?}");
    diego.cerrar().await;
}

const CODIGO: &str = "MG-01";

fn es_ficha(clinica: &str, enlace: &str) -> bool {
    enlace.strip_prefix(&format!("/{clinica}/pacientes/")).is_some_and(|id| id.parse::<i64>().is_ok())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn se_envia_por_correo_solo_con_el_teclado() {
    let mundo = Mundo::nuevo().await;
    mundo
        .bd("insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres, correo)
             values (clinica_actual(), 'sin_documento', 'otro', 'Rosa', 'rosa@correo.test');
             insert into prestaciones (clinica_id, codigo, nombre, duracion, paso, precio, moneda)
             values (clinica_actual(), 'KINE', 'Kinesiología', 30, 30, 20000, 'CLP')")
        .await;
    let carla = mundo.como("carla@norte.test").await;
    let mut faltas = Vec::new();
    carla.ir("/norte/pacientes").await;
    let ficha = carla.enlaces().await.into_iter().find(|e| es_ficha("norte", e)).unwrap();
    carla.ir(&ficha).await;
    carla.pulsa("Nuevo presupuesto").await;
    carla.escribe("Prestación", "KINE").await;
    carla.escribe("Cantidad", "10").await;
    carla.pulsa("Guardar presupuesto").await;
    carla.ve("rosa@correo.test").await;
    carla.tabula_hasta("Enviar por correo").await;
    carla.teclas(Key::Enter).await;
    carla.ve("El presupuesto va por correo.").await;
    carla.ve_al_recargar("Enviado a rosa@correo.test el").await;
    mirar(&carla, "presupuesto-enviado", &mut faltas).await;
    mundo.bd("update pacientes set correo = null").await;
    carla.recargar().await;
    carla.ve("Sin correo en su ficha").await;
    mirar(&carla, "presupuesto-sin-correo", &mut faltas).await;
    assert!(faltas.is_empty(), "{faltas:#?}");
    carla.cerrar().await;
}

async fn mirar(quien: &Pantalla, nombre: &str, faltas: &mut Vec<String>) {
    quien.retrato(nombre).await;
    faltas.extend(quien.faltas().await.into_iter().map(|falta| format!("{nombre}: {falta}")));
}
