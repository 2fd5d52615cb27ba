//! A budget as a paper: written, written again, decided, listed, and whose it is.

use super::*;

#[tokio::test]
async fn lo_mal_escrito_se_muestra_otra_vez() {
    let app = Prueba::nueva().await;
    let paciente = catalogo(&app).await;
    let carla = app.como("carla").await;
    let campos = [
        ("clave", clave()),
        ("paciente", paciente.clone()),
        ("valido_hasta", "2020-01-01".into()),
        ("nota", "Sin apuro".into()),
        ("prestacion", "KINE".into()),
        ("veces", "1,5".into()),
    ];
    let malo = enviar(&carla, RAIZ, &campos).await.es(422);
    assert_eq!(malo.atributo("input[name=clave]", "value"), campos[0].1, "corrected, it goes through with it");
    assert_eq!(malo.texto("#valido_hasta-error"), "Elige hoy o un día que venga.");
    assert_eq!((malo.texto("#nota"), malo.atributo("#veces-0", "value")), ("Sin apuro".into(), "1,5".into()));
    for (codigo, dicho) in [("NADA", "Ninguna prestación tiene el código NADA."), ("", "No hay nada que vender")] {
        let campos = [
            ("clave", clave()),
            ("paciente", paciente.clone()),
            ("valido_hasta", en(1)),
            ("prestacion", codigo.into()),
            ("veces", "1".into()),
        ];
        assert!(enviar(&carla, RAIZ, &campos).await.es(422).cuerpo.contains(dicho), "{codigo}");
    }
    // Discounts are of who may give them.
    let mut rebajado = tratamiento(&paciente);
    rebajado.extend([("descuento_total", "1000".into()), ("descuento_motivo", "porque sí".into())]);
    enviar(&carla, RAIZ, &rebajado).await.es(403);
    assert_eq!(bd_numero(&app, "select count(*) from presupuestos").await, 0);
}

#[tokio::test]
async fn se_edita_mientras_nadie_lo_acepta() {
    let app = Prueba::nueva().await;
    let paciente = catalogo(&app).await;
    let carla = app.como("carla").await;
    let url = crear(&carla, &tratamiento(&paciente)).await;
    let editar = carla.get(&format!("{url}/editar")).await.es(200);
    assert_eq!(editar.atributos("input[name=veces]", "value").get(..2).unwrap(), ["10", "1"]);
    let version = editar.atributo("input[name=version]", "value");
    let mut campos = tratamiento(&paciente);
    campos.push(("version", version.clone()));
    campos[4].1 = "5".into();
    enviar(&carla, &url, &campos).await.es(303);
    assert_eq!(bd_monto(&app, "select sum(total) from presupuestos_lineas").await, dec!(134_760));
    // From the page of before.
    campos[0].1 = clave();
    assert!(enviar(&carla, &url, &campos).await.es(409).cuerpo.contains("Otra persona lo cambió"));
    resolver(&carla, &url, "aceptar", "").await.es(303);
    assert!(!carla.get(&url).await.es(200).hay(&format!("a[href='{url}/editar']")));
    campos[0].1 = clave();
    campos.last_mut().unwrap().1 = "3".into();
    assert!(enviar(&carla, &url, &campos).await.es(409).cuerpo.contains("mira cómo quedó"));
    let copia = carla.get(&format!("{RAIZ}/nuevo?de={}", url.rsplit('/').next().unwrap())).await.es(200);
    assert_eq!(copia.atributos("input[name=veces]", "value").get(..2).unwrap(), ["5", "1"]);
}

#[tokio::test]
async fn se_rechaza_se_anula_y_vence() {
    let app = Prueba::nueva().await;
    let paciente = catalogo(&app).await;
    let caja = abrir(&app, "0").await;
    let carla = &caja.carla;
    let uno = crear(carla, &tratamiento(&paciente)).await;
    let otro = aceptado(carla, &tratamiento(&paciente)).await;
    let tercero = crear(carla, &tratamiento(&paciente)).await;
    assert_eq!(resolver(carla, &uno, "rechazar", "").await.es(422).texto("#motivo-error"), "Escribe el motivo.");
    resolver(carla, &uno, "rechazar", "muy caro").await.es(303);
    assert!(carla.get(&uno).await.es(200).cuerpo.contains("muy caro"));
    resolver(carla, &uno, "aceptar", "").await.es(409);
    resolver(carla, &otro, "rechazar", "tarde").await.es(409);
    resolver(carla, &otro, "anular", "se fue de la ciudad").await.es(303);
    let linea = bd_numero(&app, "select min(id) from presupuestos_lineas where presupuesto_id = 2").await.to_string();
    assert!(caja.vender_de(&[(&linea, "1")], "").await.es(422).cuerpo.contains("está anulado"));
    app.db.reloj().fijar(Utc::now() + TimeDelta::days(40));
    let gloria = app.como("gloria").await;
    assert!(gloria.get(&tercero).await.es(200).cuerpo.contains("Vencido"));
    let carla = app.como("carla").await;
    assert!(resolver(&carla, &tercero, "aceptar", "").await.es(409).cuerpo.contains("Ya venció"));
    let estados =
        async |filtro: &str| carla.get(&format!("{RAIZ}?{filtro}")).await.es(200).textos("tbody td:first-child");
    assert_eq!(estados("").await, ["P1-3", "P1-2", "P1-1"]);
    assert_eq!(estados("estado=vencido").await, ["P1-3"]);
    assert_eq!(estados("estado=anulado").await, ["P1-2"]);
    assert_eq!(estados("estado=rechazado&q=PINTO").await, ["P1-1"]);
    assert_eq!(estados("q=nadie").await, Vec::<String>::new());
}

#[tokio::test]
async fn la_lista_sigue_en_otra_pagina_y_la_ficha_muestra_los_suyos() {
    let app = Prueba::nueva().await;
    let paciente = catalogo(&app).await;
    let carla = app.como("carla").await;
    crear(&carla, &tratamiento(&paciente)).await;
    bd(
        &app,
        "insert into presupuestos (clinica_id, serie_id, folio, paciente_id, moneda, valido_hasta, creado_por)
         select clinica_id, serie_id, n, paciente_id, moneda, valido_hasta, creado_por from presupuestos, generate_series(2, 60) n",
    )
    .await;
    let lista = carla.get(RAIZ).await.es(200);
    assert_eq!(lista.textos("tbody tr").len(), 50);
    let siguiente = lista.atributo("a[rel=next]", "href");
    let segunda = carla.get(&siguiente).await.es(200);
    assert_eq!(segunda.textos("tbody td:first-child").last().map(String::as_str), Some("P1-1"));
    assert!(segunda.hay("a[rel=prev]"));
    let ficha = app.como("beto").await.get(&format!("/norte/pacientes/{paciente}")).await.es(200);
    assert!(ficha.cuerpo.contains("P1-60"));
}

#[tokio::test]
async fn los_presupuestos_son_de_quien_ve_la_caja_y_de_su_clinica() {
    let app = Prueba::nueva().await;
    let paciente = catalogo(&app).await;
    let caja = abrir(&app, "0").await;
    let url = aceptado(&caja.carla, &tratamiento(&paciente)).await;
    let linea = bd_lineas(&app).await.remove(0);
    let (elias, diego, gloria) = (app.como("elias").await, app.como("diego").await, app.como("gloria").await);
    for ruta in [RAIZ.to_owned(), url.clone(), format!("{url}/impreso")] {
        gloria.get(&ruta).await.es(200);
        elias.get(&ruta).await.es(403);
        diego.get(&ruta).await.es(404);
        assert!(app.anonimo().get(&ruta).await.es(303).destino().starts_with("/entrar"));
    }
    assert!(!gloria.get(&url).await.es(200).hay("form[method=post][action$=resolucion]"));
    enviar(&elias, RAIZ, &tratamiento(&paciente)).await.es(403);
    // A line of Norte is nobody's in Sur, and its patient neither.
    let suya = abrir_en_sur(&diego).await;
    let campos =
        [("clave", clave()), ("sesion", suya), ("linea_presupuesto", linea), ("cantidad_presupuesto", "1".into())];
    let negada = enviar(&diego, "/sur/caja/ventas", &campos).await.es(422);
    assert!(negada.cuerpo.contains("ya no está en ningún presupuesto"));
    enviar(&diego, "/sur/caja/presupuestos/calculo", &tratamiento(&paciente)).await.es(404);
    diego.get(&format!("/sur/caja/presupuestos/nuevo?paciente={paciente}")).await.es(404);
    diego.get(&url.replace("norte", "sur")).await.es(404);
    assert_eq!(bd_monto(&app, "select sum(vendido) from presupuestos_lineas").await, dec!(0));
}

async fn abrir_en_sur(diego: &Navegador) -> String {
    let caja = diego.get("/sur/caja").await.es(200).atributo("select[name=caja] option", "value");
    let campos = [("clave", clave()), ("caja", caja), ("apertura", "0".into())];
    enviar(diego, "/sur/caja/sesiones", &campos).await.es(303);
    diego.get("/sur/caja/ventas/nueva").await.es(200).atributo("input[name=sesion]", "value")
}

#[tokio::test]
async fn se_acepta_lo_que_se_vio_y_no_lo_que_otro_escribio_entretanto() {
    let app = Prueba::nueva().await;
    insumo(&app, "GEL", "1.190", "9").await;
    bd_cita(&app, 1_000).await;
    let paula = bd_numero(&app, "select id from pacientes").await.to_string();
    let carla = app.como("carla").await;
    let url = uno(&carla, "norte", &paula, "GEL").await;
    let vista = carla.get(&url).await.es(200).atributo("input[name=version]", "value");
    bd(&app, "update presupuestos set version = version + 1, nota = 'otra cosa'").await;
    let negada = resolver_version(&carla, &url, &vista, ("aceptar", "")).await.es(409);
    assert!(negada.cuerpo.contains("Otra persona"), "{}", negada.cuerpo);
    assert_eq!(bd_numero(&app, "select count(*) from presupuestos where estado = 'vigente'").await, 1);
}
