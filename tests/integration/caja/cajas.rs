//! Drawers and depósitos: made, renamed, put away.

use antesala::identidad::Rol;
use futures_util::future::join_all;

use super::mundo::{abrir, abrir_en, bd, bd_numero, clave, insumo, otra_caja};
use crate::soporte::Prueba;

const CAJAS: &str = "/norte/configuracion/cajas";
const DEPOSITOS: &str = "/norte/configuracion/depositos";

#[tokio::test]
async fn una_caja_se_crea_con_su_prefijo_y_cobra_con_el() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "5").await;
    let ana = app.como("ana").await;
    let deposito = ana.get(&format!("{CAJAS}/nueva")).await.es(200).atributo("#deposito option", "value");
    let campos = |nombre, prefijo| [("nombre", nombre), ("deposito", &*deposito), ("prefijo", prefijo)];
    ana.post(CAJAS, &campos("Recepción", "rec")).await.es(303);
    assert!(ana.post(CAJAS, &campos("Recepción", "")).await.es(422).hay("#nombre-error"));
    let repetido = ana.post(CAJAS, &campos("Otra", "REC")).await.es(422);
    assert!(repetido.hay("#prefijo-error"));
    assert_eq!(repetido.atributo("#nombre", "value"), "Otra");
    assert!(ana.post(CAJAS, &campos("Otra", "ñu")).await.es(422).hay("#prefijo-error"));
    ana.post(CAJAS, &campos("", "")).await.es(422);
    let id = bd_numero(&app, "select id from cajas where nombre = 'Recepción'").await.to_string();
    let caja = abrir_en(app.como("carla").await, &id, "0").await;
    let venta = caja.vender("KIT", "1", &["10000"]).await.es(303).destino().to_owned();
    assert_eq!(caja.carla.get(&venta).await.es(200).textos("td a"), ["REC-1"]);
}

#[tokio::test]
async fn una_caja_se_renombra_se_archiva_y_vuelve() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let id = otra_caja(&app, "Caja 2").await;
    let url = format!("{CAJAS}/{id}");
    let pagina = ana.get(&url).await.es(200);
    let deposito = pagina.atributo("#deposito option", "value");
    let campos = |version, nombre, archivada| {
        [("version", version), ("nombre", nombre), ("deposito", &*deposito), ("archivada", archivada)]
    };
    ana.post(&url, &campos("1", "Caja del fondo", "false")).await.es(303);
    assert!(ana.post(&url, &campos("1", "Otra", "false")).await.es(422).cuerpo.contains("Otra persona lo cambió"));
    ana.post(&url, &campos("2", "Caja del fondo", "true")).await.es(303);
    let carla = app.como("carla").await;
    assert!(!carla.get("/norte/caja").await.es(200).cuerpo.contains("Caja del fondo"));
    let clave = clave();
    let abrir = [("clave", &*clave), ("caja", &*id), ("apertura", "0")];
    let negada = carla.post("/norte/caja/sesiones", &abrir).await.es(422);
    assert!(negada.cuerpo.contains("Esa caja está archivada"));
    ana.post(&url, &campos("3", "Caja del fondo", "false")).await.es(303);
    carla.post("/norte/caja/sesiones", &abrir).await.es(303);
    let abierta = ana.post(&url, &campos("4", "Caja del fondo", "true")).await.es(422);
    assert!(abierta.hay("#archivada-error"), "{}", abierta.cuerpo);
    for (quien, estado) in [("carla", 403), ("gloria", 403), ("diego", 404)] {
        app.como(quien).await.get(&url).await.es(estado);
    }
    app.como("diego").await.get(&url.replace("norte", "sur")).await.es(404);
}

#[tokio::test]
async fn el_deposito_de_una_caja_es_de_su_sucursal() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    ana.post("/norte/configuracion/sucursales", &[("nombre", "Arica"), ("region", "CL-AP")]).await.es(303);
    let ajeno = bd_numero(&app, "select max(id) from depositos").await.to_string();
    let caja = bd_numero(&app, "select min(id) from cajas").await;
    let campos = [("version", "1"), ("nombre", "Caja 1"), ("deposito", &*ajeno)];
    let negada = ana.post(&format!("{CAJAS}/{caja}"), &campos).await.es(422);
    assert!(negada.hay("#deposito-error"));
}

#[tokio::test]
async fn los_depositos_se_crean_y_se_renombran() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let sucursal = ana.get(&format!("{DEPOSITOS}/nuevo")).await.es(200).atributo("#sucursal option", "value");
    let campos = |nombre| [("nombre", nombre), ("sucursal", &*sucursal)];
    ana.post(DEPOSITOS, &campos("Carro de procedimientos")).await.es(303);
    let repetido = ana.post(DEPOSITOS, &campos("Carro de procedimientos")).await.es(422);
    assert!(repetido.hay("#nombre-error"));
    ana.post(DEPOSITOS, &campos(" ")).await.es(422);
    let id = bd_numero(&app, "select max(id) from depositos").await;
    let url = format!("{DEPOSITOS}/{id}");
    ana.post(&url, &[("version", "1"), ("nombre", "Carro rojo")]).await.es(303);
    let vieja = ana.post(&url, &[("version", "1"), ("nombre", "Carro azul")]).await.es(422);
    assert_eq!(vieja.atributo("#nombre", "value"), "Carro azul");
    assert!(ana.get(DEPOSITOS).await.es(200).textos("td a").contains(&"Carro rojo".to_owned()));
    app.como("fabiola").await.get(DEPOSITOS).await.es(403);
    app.como("diego").await.get(&url.replace("norte", "sur")).await.es(404);
    assert!(app.anonimo().get(DEPOSITOS).await.es(303).destino().starts_with("/entrar"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn archivar_y_abrir_a_la_vez_deja_una_de_las_dos() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let mut gente = Vec::new();
    for nombre in ["Uno", "Dos", "Tres"] {
        gente.push(app.bd_persona(nombre, &[Rol::Caja]).await);
    }
    for vuelta in 0..6 {
        let id = otra_caja(&app, &format!("Caja de la vuelta {vuelta}")).await;
        let url = format!("{CAJAS}/{id}");
        let deposito = ana.get(&url).await.es(200).atributo("#deposito option", "value");
        let abrir = async |quien: usize| {
            let clave = clave();
            gente[quien].post("/norte/caja/sesiones", &[("clave", &*clave), ("caja", &id), ("apertura", "0")]).await
        };
        let campos = [("version", "1"), ("nombre", "x"), ("deposito", &*deposito), ("archivada", "true")];
        let campos = campos.map(|(n, v)| if n == "nombre" { (n, &*id) } else { (n, v) });
        let (archivo, abiertas) = tokio::join!(ana.post(&url, &campos), join_all((0..3).map(abrir)));
        let abiertas = abiertas.iter().filter(|r| r.estado.as_u16() == 303).count();
        let archivada = usize::from(archivo.estado.as_u16() == 303);
        assert_eq!(abiertas + archivada, 1, "one drawer, one outcome");
        bd(&app, "update sesiones_caja set estado = 'arqueo' where estado = 'abierta'").await;
        bd(&app, "update sesiones_caja set estado = 'cerrada' where estado = 'arqueo'").await;
    }
    let malas = "select count(*) from cajas c join sesiones_caja s on s.caja_id = c.id where c.estado = 'archivada'";
    assert_eq!(bd_numero(&app, malas).await, 0);
    abrir(&app, "0").await;
}
