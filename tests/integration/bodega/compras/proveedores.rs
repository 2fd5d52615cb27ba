//! Who sells to the clinic.

use super::mundo::{PROVEEDORES, bodega, proveedor};
use crate::soporte::Prueba;

#[tokio::test]
async fn un_proveedor_se_crea_se_busca_y_se_edita() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    assert!(fabiola.get(PROVEEDORES).await.es(200).cuerpo.contains("No hay proveedores aquí"));
    let campos = [
        ("nombre", " Insumos  del Sur "),
        ("rut", "760864285"),
        ("contacto", "Rosa Ríos"),
        ("telefono", "987654321"),
        ("correo", "ventas@sur.cl"),
    ];
    let ficha = fabiola.post(PROVEEDORES, &campos).await.es(303).destino().to_owned();
    let vista = fabiola.get(&ficha).await.es(200);
    assert_eq!(vista.texto("h1"), "Insumos del Sur");
    assert!(vista.cuerpo.contains("76.086.428-5") && vista.cuerpo.contains("+56 9 8765 4321"));
    for busqueda in ["insumos", "76.086.428", "rosa"] {
        let lista = fabiola.get(&format!("{PROVEEDORES}?q={busqueda}")).await.es(200);
        assert_eq!(lista.textos("tbody a").len(), usize::from(busqueda != "76.086.428"), "{busqueda}");
    }
    let formulario = fabiola.get(&format!("{ficha}/edicion")).await.es(200);
    let version = formulario.atributo("input[name=version]", "value");
    let cambio = [("version", version.as_str()), ("nombre", "Sur SpA"), ("rut", "76.086.428-5"), ("archivado", "true")];
    fabiola.post(&ficha, &cambio).await.es(303);
    assert!(!fabiola.get(PROVEEDORES).await.es(200).cuerpo.contains("Sur SpA"));
    assert!(fabiola.get(&format!("{PROVEEDORES}?archivados=true")).await.es(200).cuerpo.contains("Sur SpA"));
    let vieja = fabiola.post(&ficha, &cambio).await.es(422);
    assert!(vieja.texto(".aviso-error").contains("Alguien lo cambió"), "{}", vieja.cuerpo);
    assert_eq!(vieja.atributo("#nombre", "value"), "Sur SpA");
}

#[tokio::test]
async fn lo_invalido_de_un_proveedor_se_dice_junto_y_conserva_lo_escrito() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    let campos = [("nombre", " "), ("rut", "76.086.428-9"), ("telefono", "12"), ("correo", "x"), ("contacto", "Rosa")];
    let vuelta = fabiola.post(PROVEEDORES, &campos).await.es(422);
    for campo in ["nombre", "rut", "telefono", "correo"] {
        assert!(vuelta.hay(&format!("#{campo}-error")), "{campo}");
    }
    assert_eq!(vuelta.atributo("#rut", "value"), "76.086.428-9");
    proveedor(&fabiola, "Uno", "76.086.428-5").await;
    let repetido = fabiola.post(PROVEEDORES, &[("nombre", "Otro"), ("rut", "76086428-5")]).await.es(422);
    assert_eq!(repetido.texto("#rut-error"), "Ya hay un proveedor con ese RUT.");
    proveedor(&fabiola, "Del extranjero", "").await;
    proveedor(&fabiola, "Otro del extranjero", "").await;
}

#[tokio::test]
async fn los_proveedores_son_de_quien_puede_y_de_su_clinica() {
    let app = Prueba::nueva().await;
    let b = bodega(&app, &[]).await;
    let ficha = format!("{PROVEEDORES}/{}", b.proveedor);
    let (beto, carla, diego) = (app.como("beto").await, app.como("carla").await, app.como("diego").await);
    for ruta in [PROVEEDORES, &ficha] {
        beto.get(ruta).await.es(403);
        carla.get(ruta).await.es(200);
        diego.get(ruta).await.es(404);
        app.anonimo().get(ruta).await.es(303);
    }
    for ruta in [&format!("{PROVEEDORES}/nuevo"), &format!("{ficha}/edicion")] {
        carla.get(ruta).await.es(403);
        b.quien.get(ruta).await.es(200);
    }
    carla.post(&ficha, &[("nombre", "X")]).await.es(403);
    diego.post(&ficha.replace("norte", "sur"), &[("nombre", "X"), ("version", "1")]).await.es(404);
}
