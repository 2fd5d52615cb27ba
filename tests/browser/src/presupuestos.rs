//! A treatment promised to a patient: written at the desk, accepted, and sold in parts from its page. No page of it has a fault.

use crate::soporte::{Mundo, Pantalla};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn se_promete_se_acepta_y_se_vende_una_parte() {
    let mundo = Mundo::de_demostracion().await;
    let diego = mundo.como("diego@sur.test").await;
    let mut faltas = Vec::new();
    diego.ir("/sur/pacientes").await;
    let ficha = diego.enlaces().await.into_iter().find(|e| es_ficha(e)).unwrap();
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

fn es_ficha(enlace: &str) -> bool {
    enlace.strip_prefix("/sur/pacientes/").is_some_and(|id| id.parse::<i64>().is_ok())
}

async fn mirar(quien: &Pantalla, nombre: &str, faltas: &mut Vec<String>) {
    quien.retrato(nombre).await;
    faltas.extend(quien.faltas().await.into_iter().map(|falta| format!("{nombre}: {falta}")));
}
