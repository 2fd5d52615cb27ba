//! A file is what the screen shows, all its pages: the same rows, in the same order, with the same total.

use std::time::Duration;

use antesala::reportes::catalogo;
use antesala::reportes::definicion::{Clase, Reporte};
use antesala::reportes::lectura::Pedido;
use calamine::{Data, Reader, Xlsx};
use diesel_async::SimpleAsyncConnection;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::lectura::{mundo, pedir};
use crate::caja::mundo::bd_numero;
use crate::pacientes::importacion::obrero;
use crate::soporte::{Navegador, Prueba, Respuesta};

const PRUEBAS: u32 = 40;

/// What a person might have chosen: days, a filter, columns, an order.
fn eleccion() -> impl Strategy<Value = (usize, Vec<(&'static str, String)>)> {
    (any::<prop::sample::Index>(), any::<[prop::sample::Index; 4]>(), any::<u32>(), any::<bool>()).prop_map(
        |(reporte, cual, mascara, sube)| {
            let reporte = reporte.index(catalogo::TODOS.len());
            let elegido = catalogo::TODOS[reporte];
            let mut pares = vec![("periodo", ["hoy", "ayer", "semana", "mes"][cual[0].index(4)].to_owned())];
            let filtro = &elegido.filtros[cual[1].index(elegido.filtros.len())];
            let valor = match filtro.clase {
                Clase::Palabras(palabras) => palabras[cual[2].index(palabras.len())].0.to_owned(),
                Clase::Lista(_) | Clase::Fila => (cual[2].index(3) + 1).to_string(),
            };
            if sube {
                pares.push((filtro.campo, valor));
            }
            let ordenables: Vec<_> = elegido.columnas.iter().filter(|c| c.ordena).collect();
            pares.push(("orden", ordenables[cual[3].index(ordenables.len())].campo.to_owned()));
            pares.push(("sentido", if sube { "sube" } else { "baja" }.to_owned()));
            let elegidas = elegido.columnas.iter().enumerate().filter(|(n, _)| mascara >> n & 1 == 1);
            pares.extend(elegidas.map(|(_, c)| ("col", c.campo.to_owned())));
            (reporte, pares)
        },
    )
}

fn celdas(pagina: &Respuesta, selector: &str, columnas: usize) -> Vec<Vec<String>> {
    let textos = pagina.textos(&format!("{selector} > *"));
    textos.chunks(columnas).map(<[String]>::to_vec).collect()
}

/// The table as the screen shows it, page after page, and its foot.
async fn en_pantalla(gloria: &Navegador, pedido: &Pedido) -> (Vec<Vec<String>>, Vec<Vec<String>>, Respuesta) {
    let primera = gloria.get(&pedido.url("norte")).await.es(200);
    let columnas = pedido.columnas.len();
    let (mut filas, pie) =
        (celdas(&primera, "tr[data-fila-reporte]", columnas), celdas(&primera, "tr[data-total]", columnas));
    let mut siguiente = primera.atributos("a[rel=next]", "href").pop();
    while let Some(url) = siguiente {
        let pagina = gloria.get(&url).await.es(200);
        filas.extend(celdas(&pagina, "tr[data-fila-reporte]", columnas));
        siguiente = pagina.atributos("a[rel=next]", "href").pop();
    }
    (filas, pie, primera)
}

/// Signs, thousands and units are of the screen alone; an apostrophe is of the file alone.
fn llano(texto: &str) -> String {
    let sin_unidad = texto.trim_end_matches(" min").trim_end_matches(" %");
    let cifras = sin_unidad.trim_start_matches(['-', '$']);
    let es_cifra = !cifras.is_empty() && cifras.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    let numero = es_cifra.then(|| sin_unidad.replace(['$', '.'], ""));
    numero.unwrap_or_else(|| texto.trim_start_matches('\'').split_whitespace().collect::<Vec<_>>().join(" "))
}

fn llanas(filas: &[Vec<String>]) -> Vec<Vec<String>> {
    filas.iter().map(|fila| fila.iter().map(|celda| llano(celda)).collect()).collect()
}

async fn bajar(gloria: &Navegador, pagina: &Respuesta, reporte: &Reporte, formato: &str) -> Respuesta {
    let (consulta, corte) =
        (pagina.atributo("input[name=consulta]", "value"), pagina.atributo("input[name=corte]", "value"));
    let campos = [("consulta", &*consulta), ("corte", &corte), ("formato", formato)];
    gloria.post(&format!("/norte/reportes/{}/archivo", reporte.codigo), &campos).await
}

fn de_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let texto = String::from_utf8(bytes.to_vec()).unwrap();
    let mut lector =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(texto.trim_start_matches('\u{feff}').as_bytes());
    lector.records().map(|fila| fila.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn el_archivo_es_lo_que_muestra_la_pantalla_con_cualquier_filtro() {
    let app = mundo().await;
    let gloria = app.como("gloria").await;
    let mut azar = TestRunner::deterministic();
    let mut con_filas = 0;
    for _ in 0..PRUEBAS {
        let (reporte, pares) = eleccion().new_tree(&mut azar).unwrap().current();
        let reporte = catalogo::TODOS[reporte];
        let pares: Vec<(&str, &str)> = pares.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let pedido = pedir(reporte, &pares);
        let (filas, pie, pagina) = en_pantalla(&gloria, &pedido).await;
        if filas.is_empty() {
            continue;
        }
        con_filas += 1;
        let mut archivo = de_csv(&bajar(&gloria, &pagina, reporte, "csv").await.es(200).bytes);
        let total = archivo.pop().unwrap();
        assert_eq!(llanas(&archivo), llanas(&filas), "{} {pares:?}", reporte.codigo);
        if let Some(pie) = pie.first() {
            assert_eq!(llanas(&[total]), llanas(std::slice::from_ref(pie)), "{} {pares:?}", reporte.codigo);
        }
    }
    assert!(con_filas > 10, "{con_filas} of {PRUEBAS} had rows");
    let registro =
        bd_numero(&app, "select count(*) from auditoria where tabla = 'exportaciones' and membresia_id is not null")
            .await;
    assert_eq!(registro, con_filas);
}

#[tokio::test]
async fn excel_y_pdf_llevan_lo_mismo_y_nada_es_formula() {
    let app = mundo().await;
    app.base
        .conectar("dueno")
        .await
        .batch_execute("alter table insumos no force row level security; update insumos set nombre = '=HYPERLINK(\"x\")' where codigo = (select min(codigo) from insumos)")
        .await
        .unwrap();
    let gloria = app.como("gloria").await;
    let reporte = catalogo::de_codigo("existencias").unwrap();
    let pedido = pedir(reporte, &[]);
    let (filas, _, pagina) = en_pantalla(&gloria, &pedido).await;
    let csv = bajar(&gloria, &pagina, reporte, "csv").await.es(200);
    assert!(csv.cabecera("content-disposition").unwrap().contains("existencias-2026-11-25.csv"));
    assert!(String::from_utf8_lossy(&csv.bytes).contains("\"'=HYPERLINK"), "{}", String::from_utf8_lossy(&csv.bytes));
    let xlsx = bajar(&gloria, &pagina, reporte, "xlsx").await.es(200);
    let mut libro = Xlsx::new(std::io::Cursor::new(xlsx.bytes)).unwrap();
    let hoja = libro.sheet_names()[0].clone();
    assert!(libro.worksheet_formula(&hoja).unwrap().is_empty());
    let rango = libro.worksheet_range(&hoja).unwrap();
    assert_eq!(rango.rows().count(), filas.len() + 2);
    let nombres: Vec<String> = rango.rows().skip(1).map(|fila| fila[0].to_string()).collect();
    assert!(nombres.iter().any(|n| n.starts_with("=HYPERLINK")) && nombres.last().unwrap() == "Total");
    assert!(rango.rows().skip(1).all(|fila| !matches!(fila[7], Data::String(_))), "amounts are numbers");
    let pdf = bajar(&gloria, &pagina, reporte, "pdf").await.es(200).bytes;
    assert!(pdf.starts_with(b"%PDF-") && pdf.ends_with(b"%%EOF"));
    // Asked for past midnight it is still what the screen showed, and not the day that began.
    let ventas = catalogo::de_codigo("ventas").unwrap();
    let (de_hoy, _, pagina) = en_pantalla(&gloria, &pedir(ventas, &[])).await;
    app.db.reloj().fijar("2026-11-26T03:00:01Z".parse().unwrap());
    let gloria = app.como("gloria").await;
    let archivo = de_csv(&bajar(&gloria, &pagina, ventas, "csv").await.es(200).bytes);
    assert_eq!((archivo.len(), llanas(&archivo[..de_hoy.len()])), (de_hoy.len() + 1, llanas(&de_hoy)));
    assert!(!de_hoy.is_empty());
    // Nobody else's: Diego has no report of Norte, Beto none at all.
    app.como("diego").await.post("/norte/reportes/existencias/archivo", &[("formato", "csv")]).await.es(404);
    app.como("beto").await.post("/norte/reportes/existencias/archivo", &[("formato", "csv")]).await.es(403);
    gloria.post("/norte/reportes/existencias/archivo", &[("formato", "exe"), ("corte", "1")]).await.es(400);
    gloria.post("/norte/reportes/existencias/archivo", &[("formato", "csv"), ("corte", "x")]).await.es(400);
}

/// Enough movements for a long file, as the ledger would have them.
async fn con_kardex_largo(app: &Prueba, cuantos: u32) {
    let sql = format!(
        "alter table movimientos disable trigger user;
         insert into movimientos (clinica_id, deposito_id, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio, documento_tipo,
           motivo, efectiva, en, por)
         select m.clinica_id, m.deposito_id, m.insumo_id, m.lote_id, 'ajuste', 1, 1, 10, 10, 'ajuste', '=1', m.efectiva,
           m.en + n * interval '1 microsecond', m.por
         from (select m.* from movimientos m join clinicas c on c.id = m.clinica_id and c.slug = 'norte' order by m.id limit 1) m, generate_series(1, {cuantos}) n"
    );
    app.base.conectar(antesala::db::embedded::SUPERUSER).await.batch_execute(&sql).await.unwrap();
}

#[tokio::test]
async fn lo_largo_se_escribe_aparte_se_cancela_sobrevive_a_un_reinicio_y_vence() {
    let app = mundo().await;
    con_kardex_largo(&app, 6_000).await;
    let gloria = app.como("gloria").await;
    let reporte = catalogo::de_codigo("kardex").unwrap();
    let pagina = gloria.get("/norte/reportes/kardex?periodo=mes").await.es(200);
    let larga = bajar(&gloria, &pagina, reporte, "pdf").await.es(422);
    assert!(larga.cuerpo.contains("un PDF llega a 5.000") && larga.hay("button[value=xlsx]"));

    // Called off before anybody began, it is never written.
    let cancelada = bajar(&gloria, &pagina, reporte, "csv").await.es(303).destino().to_owned();
    assert!(gloria.get(&cancelada).await.es(200).hay("[hx-trigger='every 1s']"));
    gloria.post(&format!("{cancelada}/cancelacion"), &[]).await.es(303);
    let url = bajar(&gloria, &pagina, reporte, "csv").await.es(303).destino().to_owned();
    gloria.get(&format!("{url}/bajada")).await.es(404);

    // A worker that ends in the middle leaves it to the next one, who begins it again.
    let id = url.rsplit('/').next().unwrap();
    let a_medias = format!(
        "update exportaciones set estado = 'corriendo', hechas = 1000 where id = {id};
         insert into exportaciones_partes select clinica_id, id, 0, 'half' from exportaciones where id = {id}"
    );
    app.base.conectar(antesala::db::embedded::SUPERUSER).await.batch_execute(&a_medias).await.unwrap();
    while obrero(&app).correr_lote().await.unwrap() > 0 {}
    let lista = gloria.get(&url).await.es(200);
    assert!(lista.cuerpo.contains("Bajar archivo"), "{}", lista.cuerpo);
    assert!(gloria.get(&cancelada).await.es(200).cuerpo.contains("Alguien lo canceló"));
    let archivo = de_csv(&gloria.get(&format!("{url}/bajada")).await.es(200).bytes);
    let filas = bd_numero(&app, "select filas from exportaciones order by id desc limit 1").await;
    assert_eq!(archivo.len() as i64, filas + 1);
    assert_eq!(bd_numero(&app, "select count(*) from mensajes where tipo = 'exportacion'").await, 1);
    app.como("diego").await.get(&format!("{url}/bajada")).await.es(404);

    // Three days later there is nothing to be had.
    app.db.reloj().fijar(app.db.reloj().ahora() + chrono::TimeDelta::days(3) + chrono::TimeDelta::seconds(1));
    let gloria = app.como("gloria").await;
    gloria.get(&format!("{url}/bajada")).await.es(404);
    while obrero(&app).correr_lote().await.unwrap() > 0 {}
    assert!(gloria.get(&url).await.es(200).cuerpo.contains("Ya pasaron sus tres días"));
    assert_eq!(bd_numero(&app, "select count(*) from exportaciones_partes").await, 0);
}

#[tokio::test]
async fn se_cancela_mientras_se_escribe() {
    let app = mundo().await;
    con_kardex_largo(&app, 60_000).await;
    let gloria = app.como("gloria").await;
    let pagina = gloria.get("/norte/reportes/kardex?periodo=mes").await.es(200);
    let url =
        bajar(&gloria, &pagina, catalogo::de_codigo("kardex").unwrap(), "xlsx").await.es(303).destino().to_owned();
    let en_marcha = obrero(&app).iniciar();
    let avance = async {
        while bd_numero(&app, "select hechas from exportaciones order by id desc limit 1").await == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), avance).await.unwrap();
    let progreso = gloria.htmx().get(&url).await.es(200);
    assert!(progreso.hay("progress") || progreso.cuerpo.contains("Filas escritas"), "{}", progreso.cuerpo);
    gloria.post(&format!("{url}/cancelacion"), &[]).await.es(303);
    let quieta = async {
        while bd_numero(&app, "select count(*) from trabajos where tipo = 'exportar' and estado <> 'hecho'").await > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), quieta).await.unwrap();
    en_marcha.detener().await;
    assert!(gloria.get(&url).await.es(200).cuerpo.contains("Alguien lo canceló"));
    assert_eq!(bd_numero(&app, "select count(*) from exportaciones_partes").await, 0);
}
