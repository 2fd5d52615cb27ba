//! Who may come in, and whose rows do not exist.

use antesala::identidad::Rol;

use super::mundo::{abrir, bd_numero, insumo};
use crate::soporte::{Navegador, Prueba};

#[tokio::test]
async fn caja_es_de_quien_cobra_y_de_su_clinica() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "1").await;
    let caja = abrir(&app, "0").await;
    let venta = caja.vender("KIT", "1", &["10000"]).await.es(303).destino().to_owned();
    let pago = bd_numero(&app, "select id from pagos").await;
    let sesion = format!("/norte/caja/sesiones/{}", caja.sesion);
    let recibo = format!("/norte/caja/pagos/{pago}/recibo");
    let (elias, diego) = (app.como("elias").await, app.como("diego").await);
    for ruta in ["/norte/caja", "/norte/caja/ventas/nueva", &venta, &sesion, &recibo] {
        elias.get(ruta).await.es(403);
        diego.get(ruta).await.es(404);
        let destino = app.anonimo().get(ruta).await.es(303).destino().to_owned();
        assert!(destino.starts_with("/entrar"), "{destino}");
        // The same number in his own clinic is nobody's.
        diego.get(&ruta.replace("/norte/", "/sur/")).await.estado.as_u16();
    }
    for ruta in [venta.replace("norte", "sur"), sesion.replace("norte", "sur"), recibo.replace("norte", "sur")] {
        diego.get(&ruta).await.es(404);
    }
}

#[tokio::test]
async fn no_se_cobra_en_la_caja_de_otra_clinica() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "1").await;
    let caja = abrir(&app, "0").await;
    let clave = super::mundo::clave();
    let diego = app.como("diego").await;
    diego.post("/sur/caja/ventas", &caja.venta(&clave, "KIT", "1", &["10000"])).await.es(404);
    let elias = app.como("elias").await;
    elias.post("/norte/caja/ventas", &caja.venta(&clave, "KIT", "1", &["10000"])).await.es(403);
}

#[tokio::test]
async fn sin_permiso_la_receta_corta_no_se_deja_pendiente() {
    let app = Prueba::nueva().await;
    insumo(&app, "GUANTE", "", "").await;
    let (cita, prestacion) = super::mundo::bd_cita(&app, 10_000).await;
    let receta = format!("/norte/bodega/recetas/{prestacion}");
    app.como("fabiola").await.post(&receta, &[("codigo", "GUANTE"), ("cantidad", "1")]).await.es(303);
    let caja = abrir(&app, "0").await;
    let actor = app.sistema("norte").await;
    app.db
        .escribir(&actor, async |tx| {
            use diesel_async::RunQueryDsl;
            Ok(diesel::sql_query("delete from roles_permisos where permiso = 'bodega.pendiente'")
                .execute(tx.pg())
                .await?)
        })
        .await
        .unwrap();
    let (clave, cita) = (super::mundo::clave(), cita.to_string());
    let campos = [
        ("clave", clave.as_str()),
        ("sesion", &caja.sesion),
        ("cita", &cita),
        ("monto", "10000"),
        ("dejar_pendiente", "true"),
    ];
    let negada = caja.carla.post("/norte/caja/ventas", &campos).await.es(422);
    assert!(negada.cuerpo.contains("Pide a bodega"));
}

/// Pedro charges too, at a drawer of his own.
async fn pedro(app: &Prueba) -> Navegador {
    app.bd_persona("Pedro", &[Rol::Caja]).await
}

#[tokio::test]
async fn la_caja_la_mueve_quien_responde_por_ella_o_quien_supervisa() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "5").await;
    let caja = abrir(&app, "20000").await;
    let (pedro, gloria) = (pedro(&app).await, app.como("gloria").await);
    let clave = super::mundo::clave();
    let mover = [("clave", &*clave), ("sentido", "salida"), ("monto", "1000"), ("motivo", "taxi")];
    let contar = [("clave", &*clave), ("piezas", "1")];
    let cerrar = [("clave", &*clave), ("dejado", "0"), ("motivo", "x")];
    for (que, campos) in
        [("/movimientos", &mover[..]), ("/arqueos", &contar), ("/reanudacion", &[]), ("/cierre", &cerrar)]
    {
        pedro.post(&caja.de(que), campos).await.es(403);
    }
    let suya = pedro.get(&caja.de("")).await.es(200);
    assert!(!suya.hay("main form"), "nothing to fill in at somebody else's drawer");
    caja.contar(&["1"]).await.es(303);
    pedro.post(&caja.de("/reanudacion"), &[]).await.es(403);
    pedro.post(&caja.de("/cierre"), &cerrar).await.es(403);
    assert_eq!(
        bd_numero(&app, "(select count(*) from movimientos_caja) + (select count(*) from cierres_caja)").await,
        0
    );
    gloria.post(&caja.de("/reanudacion"), &[]).await.es(303);
    gloria.post(&caja.de("/movimientos"), &mover).await.es(303);
    let (otra, tercera) = (super::mundo::clave(), super::mundo::clave());
    gloria.post(&caja.de("/arqueos"), &[("clave", &*otra), ("piezas", ""), ("piezas", "1")]).await.es(303);
    let cierre = [("clave", &*tercera), ("dejado", "0"), ("motivo", "faltan billetes")];
    gloria.post(&caja.de("/cierre"), &cierre).await.es(303);
    gloria.post(&caja.de("/cierre"), &cierre).await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from cierres_caja").await, 1);
}

#[tokio::test]
async fn nadie_cobra_en_la_sesion_de_otra_persona() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "5").await;
    let caja = abrir(&app, "0").await;
    let pedro = pedro(&app).await;
    let clave = super::mundo::clave();
    let negada = pedro.post("/norte/caja/ventas", &caja.venta(&clave, "KIT", "1", &["10000"])).await;
    // Without a drawer of his own the form has nowhere to stand; with one it says whose the other is.
    assert!(negada.estado.as_u16() == 422, "{}", negada.cuerpo);
    let venta = caja.vender("KIT", "1", &["4000"]).await.es(303).destino().to_owned();
    let pago = [("clave", &*clave), ("sesion", &*caja.sesion), ("monto", "6000")];
    let negado = pedro.post(&format!("{venta}/pagos"), &pago).await.es(422);
    assert!(negado.cuerpo.contains("Esa caja está a cargo de otra persona"), "{}", negado.cuerpo);
    let pago = bd_numero(&app, "select max(id) from pagos").await;
    let anular = [("clave", &*clave), ("motivo", "x")];
    pedro.post(&format!("/norte/caja/pagos/{pago}/anulacion"), &anular).await.es(403);
    assert_eq!(bd_numero(&app, "select count(*) from pagos").await, 1);
}

#[tokio::test]
async fn gerencia_ve_las_sesiones_y_no_el_formulario_de_apertura() {
    let app = Prueba::nueva().await;
    app.db.reloj().fijar("2026-11-25T13:00:00Z".parse().unwrap());
    let caja = abrir(&app, "20000").await;
    let gloria = app.como("gloria").await;
    let inicio = gloria.get("/norte/caja").await.es(200);
    assert!(!inicio.hay("input[name=apertura]"));
    assert_eq!(inicio.textos("tbody tr td:nth-child(4)"), ["Abierta"]);
    caja.contar(&["", "1"]).await.es(303);
    assert_eq!(gloria.get("/norte/caja/sesiones").await.es(200).textos("tbody tr td:nth-child(6)"), [""]);
    caja.cerrar(&[("dejado", "10000"), ("motivo", "se pagó un taxi")]).await.es(303);
    app.db.reloj().fijar("2026-11-26T13:00:00Z".parse().unwrap());
    let gloria = app.como("gloria").await;
    let ayer = gloria.get("/norte/caja/sesiones?desde=2026-11-25&hasta=2026-11-25").await.es(200);
    assert_eq!(ayer.textos("tbody tr td:nth-child(6)"), ["-$10.000"]);
    assert_eq!(ayer.textos("tbody tr td:nth-child(7)"), ["Cuadra"]);
    let cajas = "/norte/caja/sesiones?caja=999999";
    assert!(!gloria.get(cajas).await.es(200).hay("tbody tr"));
    assert!(!gloria.get("/norte/caja/sesiones?desde=2026-11-26").await.es(200).hay("tbody tr"));
    app.como("elias").await.get("/norte/caja/sesiones").await.es(403);
}

#[tokio::test]
async fn las_sesiones_se_recorren_sin_repetir_ni_saltar() {
    let app = Prueba::nueva().await;
    super::mundo::bd(
        &app,
        "insert into sesiones_caja (clinica_id, caja_id, responsable, abierta_por, estado, moneda, apertura, abierta)
         select c.clinica_id, c.id, m.id, m.id, 'cerrada', 'CLP', 0, ahora() - (n / 2) * interval '1 hour'
         from cajas c, lateral (select min(id) as id from membresias) m, generate_series(1, 120) n",
    )
    .await;
    let gloria = app.como("gloria").await;
    let (mut url, mut vistas) = ("/norte/caja/sesiones".to_owned(), Vec::new());
    loop {
        let pagina = gloria.get(&url).await.es(200);
        vistas.extend(pagina.atributos("tbody td:first-child a", "href"));
        let Some(siguiente) = pagina.atributos("a[rel=next]", "href").into_iter().next() else { break };
        url = siguiente;
    }
    let distintas: std::collections::BTreeSet<_> = vistas.iter().collect();
    assert_eq!((vistas.len(), distintas.len()), (120, 120));
}
