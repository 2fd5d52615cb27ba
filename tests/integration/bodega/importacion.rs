//! Insumos and lots from a spreadsheet: what is shown before, all or nothing, and what never changes.

use futures_util::future::join_all;
use rust_decimal::dec;
use rust_xlsxwriter::Workbook;

use crate::caja::mundo::{bd_monto, bd_numero, deposito, entrada, insumo};
use crate::soporte::{Navegador, Prueba, Respuesta};

pub const PLANILLAS: &str = "/norte/bodega/planillas";
const CABECERA: &str = "Código;Nombre;Unidad;Mínimo;Precio de venta;Afecto a IVA;Lote;Vencimiento;Cantidad;Costo\n";

async fn intentar(quien: &Navegador, texto: &str) -> Respuesta {
    let deposito = deposito(quien).await;
    let bytes = format!("{CABECERA}{texto}");
    quien.subir(PLANILLAS, &[("deposito", &deposito)], "insumos.csv", bytes.as_bytes()).await
}

/// Its URL.
async fn subir(quien: &Navegador, texto: &str) -> String {
    intentar(quien, texto).await.es(303).destino().to_owned()
}

const BUENA: &str = "gasa-10;Gasa 10;caja;5;1.990;sí;A1;31-12-2027;20;850,5\nGASA-10;Gasa 10;;;;;A2;;7;800\nGUANTE;Guante M;;;;no;;;;\n";

fn dichos(pagina: &Respuesta) -> Vec<String> {
    pagina.textos("tbody .que-pasa")
}

#[tokio::test]
async fn se_ve_antes_y_se_carga_entera() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    let url = subir(&fabiola, BUENA).await;
    let vista = fabiola.get(&url).await.es(200);
    assert_eq!(dichos(&vista), ["Insumo nuevo Lote nuevo", "Lote nuevo", "Insumo nuevo"]);
    assert_eq!(vista.textos(".cifra-valor"), ["2", "2", "0"]);
    assert_eq!(app.bd_cuenta("norte", "insumos").await, 0);
    fabiola.post(&format!("{url}/carga"), &[]).await.es(303);
    assert!(fabiola.get(&url).await.es(200).cuerpo.contains("Se crearon 2 insumos y entraron 2 lotes"));
    assert_eq!(bd_monto(&app, "select cantidad from existencias").await, dec!(27));
    assert_eq!(
        bd_monto(&app, "select costo from lotes where codigo = 'A1' and caduca = '2027-12-31'").await,
        dec!(850.5)
    );
    assert_eq!(
        bd_monto(&app, "select precio from insumos where codigo = 'GASA-10' and unidad = 'caja' and afecto").await,
        dec!(1990)
    );
    let del_libro =
        "select count(*) from movimientos where documento_tipo = 'recepcion' and documento = 'Planilla insumos.csv'";
    assert_eq!(bd_numero(&app, del_libro).await, 2);
}

#[tokio::test]
async fn el_mismo_archivo_dos_veces_no_cambia_nada() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    let url = subir(&fabiola, BUENA).await;
    assert_eq!(subir(&fabiola, BUENA).await, url);
    for _ in 0..2 {
        fabiola.post(&format!("{url}/carga"), &[]).await.es(303);
    }
    let otra = subir(&fabiola, BUENA).await;
    assert_ne!(otra, url);
    let vista = fabiola.get(&otra).await.es(200);
    assert_eq!(
        dichos(&vista),
        ["Insumo ya existe Lote ya existe", "Insumo ya existe Lote ya existe", "Insumo ya existe"]
    );
    assert!(vista.cuerpo.contains("no hay nada que cargar") && !vista.cuerpo.contains("Cargar todo"));
    fabiola.post(&format!("{otra}/carga"), &[]).await.es(303);
    assert_eq!((app.bd_cuenta("norte", "insumos").await, app.bd_cuenta("norte", "lotes").await), (2, 2));
    assert_eq!(bd_monto(&app, "select cantidad from existencias").await, dec!(27));
}

#[tokio::test]
async fn lo_que_existe_se_muestra_y_no_se_modifica() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA-10", "500", "").await;
    let fabiola = app.como("fabiola").await;
    entrada(&fabiola, "GASA-10", "a1", "2027-12-31", "3", "100").await;
    let url = subir(&fabiola, BUENA).await;
    let vista = fabiola.get(&url).await.es(200);
    assert_eq!(dichos(&vista), ["Insumo ya existe Lote ya existe", "Insumo ya existe Lote nuevo", "Insumo nuevo"]);
    fabiola.post(&format!("{url}/carga"), &[]).await.es(303);
    assert_eq!(bd_monto(&app, "select precio from insumos where codigo = 'GASA-10'").await, dec!(500));
    assert_eq!(bd_monto(&app, "select cantidad from existencias").await, dec!(10));
}

#[tokio::test]
async fn con_una_fila_mala_no_se_carga_ninguna() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    let mala = "GASA;Gasa;;;;;A1;;20;850\n;Sin código;;x;;quizás;;;;\nGASA;Otra cosa;;;;;;;;\nTUL;=Tul;;;;;;31-02-2027;-1;\nGASA;Gasa;;;;;a1;;1;1\n";
    let url = subir(&fabiola, mala).await;
    let vista = fabiola.get(&url).await.es(200);
    assert_eq!(vista.textos(".cifra-valor")[2], "4");
    let dichos = dichos(&vista);
    for (n, textos) in [
        (1, vec!["Código: Escribe el código.", "Mínimo:", "Afecto a IVA: Escribe «sí» o «no»."]),
        (2, vec!["La fila 2 tiene el mismo código con otro nombre."]),
        (3, vec!["Lote: Escribe el código del lote", "Caduca:", "Cantidad:", "Costo por unidad:"]),
        (4, vec!["La fila 2 trae el mismo lote"]),
    ] {
        for texto in textos {
            assert!(dichos[n].contains(texto), "{n} {texto}: {dichos:?}");
        }
    }
    assert!(!vista.cuerpo.contains("Cargar todo"));
    let solo = fabiola.get(&format!("{url}?ver=errores")).await.es(200);
    assert_eq!(solo.textos("tbody tr").len(), 4);
    let negada = fabiola.post(&format!("{url}/carga"), &[]).await.es(422);
    assert!(negada.texto(".aviso-error").contains("Nada se cargó"));
    assert_eq!((app.bd_cuenta("norte", "insumos").await, app.bd_cuenta("norte", "lotes").await), (0, 0));
    let csv = fabiola.get(&format!("{url}/errores")).await.es(200);
    assert!(csv.cabecera("Content-Disposition").unwrap().contains("errores-planilla"));
    assert_eq!(csv.cuerpo.lines().count(), 5);
    assert!(csv.cuerpo.contains(";'=Tul;") && csv.cuerpo.contains("con otro nombre"), "{}", csv.cuerpo);
    fabiola.post(&format!("{url}/descarte"), &[]).await.es(303);
    assert!(fabiola.get(&url).await.es(200).cuerpo.contains("Se descartó"));
    fabiola.post(&format!("{url}/carga"), &[]).await.es(303);
    assert_eq!(app.bd_cuenta("norte", "insumos").await, 0);
}

#[tokio::test]
async fn un_excel_se_lee_como_se_ve() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    let mut libro = Workbook::new();
    let hoja = libro.add_worksheet();
    for (columna, titulo) in (0..).zip(["CÓDIGO", "Descripción", "Lote", "Cantidad", "Costo"]) {
        hoja.write_string(0, columna, titulo).unwrap();
    }
    hoja.write_string(1, 0, "SUERO").unwrap();
    hoja.write_string(1, 1, "Suero").unwrap();
    hoja.write_string(1, 2, "L1").unwrap();
    hoja.write_number(1, 3, 2.125).unwrap();
    hoja.write_number(1, 4, 1250.0).unwrap();
    let deposito = deposito(&fabiola).await;
    let bytes = libro.save_to_buffer().unwrap();
    let url = fabiola.subir(PLANILLAS, &[("deposito", &deposito)], "x.xlsx", &bytes).await.es(303).destino().to_owned();
    fabiola.post(&format!("{url}/carga"), &[]).await.es(303);
    assert_eq!(bd_monto(&app, "select cantidad from lotes").await, dec!(2.125));
    assert_eq!(bd_monto(&app, "select costo from lotes").await, dec!(1250));
}

#[tokio::test]
async fn lo_que_no_es_planilla_se_rehusa_con_su_motivo() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    let deposito = deposito(&fabiola).await;
    let muchas = format!("{CABECERA}{}", "A;A;;;;;;;;\n".repeat(2_001));
    for (bytes, dicho) in [
        (b"Nombre\nx\n".as_slice(), "«Código»"),
        (b"%PDF-1.4", "no es una planilla"),
        (muchas.as_bytes(), "Tiene más de 2.000 filas"),
    ] {
        let negada = fabiola.subir(PLANILLAS, &[("deposito", &deposito)], "x.csv", bytes).await.es(422);
        assert!(negada.texto("#archivo-error").contains(dicho), "{}", negada.cuerpo);
    }
    let sin_deposito = fabiola.subir(PLANILLAS, &[], "x.csv", CABECERA.as_bytes()).await.es(422);
    assert!(sin_deposito.hay("#deposito-error"));
    let hoja = format!("{CABECERA}{BUENA}");
    fabiola.subir(PLANILLAS, &[("deposito", "999999")], "x.csv", hoja.as_bytes()).await.es(422);
    let plantilla = fabiola.get(&format!("{PLANILLAS}/plantilla")).await.es(200);
    let vacia = fabiola.subir(PLANILLAS, &[("deposito", &deposito)], "p.csv", &plantilla.bytes).await.es(422);
    assert!(vacia.texto("#archivo-error").contains("no trae ninguna fila"));
}

#[tokio::test]
async fn las_planillas_son_de_quien_puede_y_de_su_clinica() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    let url = subir(&fabiola, BUENA).await;
    let (carla, diego) = (app.como("carla").await, app.como("diego").await);
    for ruta in [PLANILLAS, &format!("{PLANILLAS}/nueva"), &url, &format!("{url}/errores")] {
        carla.get(ruta).await.es(403);
        app.anonimo().get(ruta).await.es(303);
        fabiola.get(ruta).await.es(200);
    }
    for resto in ["", "/errores"] {
        diego.get(&format!("{url}{resto}").replace("norte", "sur")).await.es(404);
    }
    for resto in ["/carga", "/descarte"] {
        carla.post(&format!("{url}{resto}"), &[]).await.es(403);
        diego.post(&format!("{url}{resto}").replace("norte", "sur"), &[]).await.es(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn muchas_cargas_de_lo_mismo_son_una() {
    let app = Prueba::nueva().await;
    let fabiola = app.como("fabiola").await;
    // Two files that say the same in another order, each confirmed many times at once.
    let otra = BUENA.lines().rev().collect::<Vec<_>>().join("\n");
    let (una, otra) = (subir(&fabiola, BUENA).await, subir(&fabiola, &otra).await);
    let (una, otra) = (format!("{una}/carga"), format!("{otra}/carga"));
    let cargar = async |n: usize| fabiola.post(if n.is_multiple_of(2) { &una } else { &otra }, &[]).await;
    let respuestas = join_all((0..12).map(cargar)).await;
    assert!(respuestas.iter().all(|r| r.estado == 303));
    assert_eq!((app.bd_cuenta("norte", "insumos").await, app.bd_cuenta("norte", "lotes").await), (2, 2));
    assert_eq!(bd_monto(&app, "select cantidad from existencias").await, dec!(27));
}
