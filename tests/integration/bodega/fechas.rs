//! The kardex by its filters, what there was on a day by either date, and what asks for somebody.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rust_decimal::{Decimal, dec};

use super::mundo::{Linea, bd_deposito, cuadra, dia, documento};
use crate::caja::mundo::{bd_monto, bd_numero, clave, deposito, entrada, insumo};
use crate::soporte::{Navegador, Prueba};

/// Noon of a day in Chile.
fn mediodia(fecha: &str) -> DateTime<Utc> {
    fecha.parse::<NaiveDate>().unwrap().and_hms_opt(16, 0, 0).unwrap().and_utc()
}

/// An entry whose document says `efectiva`.
async fn entrada_del(fabiola: &Navegador, lote: &str, efectiva: &str, cantidad: &str, costo: &str) {
    let (clave, deposito) = (clave(), deposito(fabiola).await);
    let campos = [
        ("clave", &*clave),
        ("deposito", &*deposito),
        ("codigo", "GASA"),
        ("lote", lote),
        ("cantidad", cantidad),
        ("costo", costo),
        ("efectiva", efectiva),
    ];
    fabiola.post("/norte/bodega/entradas", &campos).await.es(303);
}

/// What the page says there was, and what it was worth.
async fn habia(quien: &Navegador, fecha: &str, segun: &str) -> (String, String) {
    let pagina = quien.get(&format!("/norte/bodega/existencias?fecha={fecha}&segun={segun}")).await.es(200);
    let fila = pagina.textos("tbody td.num");
    (fila.first().cloned().unwrap_or_default(), pagina.textos(".cifra-valor").first().cloned().unwrap_or_default())
}

#[tokio::test]
async fn lo_que_habia_depende_de_que_fecha_cuenta() {
    let app = Prueba::nueva().await;
    app.db.reloj().fijar(mediodia("2026-11-10"));
    insumo(&app, "GASA", "", "").await;
    let fabiola = app.como("fabiola").await;
    entrada_del(&fabiola, "L1", "2026-11-10", "10", "100").await;
    app.db.reloj().fijar(mediodia("2026-11-20"));
    let fabiola = app.como("fabiola").await;
    // Paper of the 5th that nobody had typed.
    entrada_del(&fabiola, "L2", "2026-11-05", "10", "200").await;
    documento(&fabiola, "merma", &[Linea::de("GASA", "4")]).await.es(303);
    let par = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    for (fecha, segun, esperado) in [
        ("2026-11-04", "registro", par("", "")),
        ("2026-11-09", "registro", par("", "")),
        ("2026-11-09", "documento", par("10 unidad", "$1.500")),
        ("2026-11-10", "registro", par("10 unidad", "$1.000")),
        ("2026-11-10", "documento", par("20 unidad", "$3.000")),
        ("2026-11-19", "registro", par("10 unidad", "$1.000")),
        ("2026-11-20", "registro", par("16 unidad", "$2.400")),
        ("2026-11-20", "documento", par("16 unidad", "$2.400")),
    ] {
        assert_eq!(habia(&fabiola, fecha, segun).await, esperado, "{fecha} {segun}");
    }
    assert!(fabiola.get("/norte/bodega/existencias").await.es(200).cuerpo.contains("Al final del 20-11-2026"));
    app.como("beto").await.get("/norte/bodega/existencias").await.es(403);
}

#[tokio::test]
async fn lo_que_habia_es_la_suma_ingenua_de_lo_movido() {
    let app = Prueba::nueva().await;
    let inicio = mediodia("2026-11-01");
    app.db.reloj().fijar(inicio);
    for codigo in ["GASA", "VENDA"] {
        insumo(&app, codigo, "", "").await;
    }
    for n in 0..24_i64 {
        app.db.reloj().fijar(inicio + TimeDelta::hours(n * 7));
        let fabiola = app.como("fabiola").await;
        match n % 4 {
            0 => {
                entrada_del(&fabiola, &format!("L{n}"), "2026-10-30", &(n + 3).to_string(), &(100 + n).to_string())
                    .await
            }
            1 => entrada(&fabiola, "VENDA", &format!("V{n}"), "", "5", "70").await,
            _ => {
                drop(documento(&fabiola, "salida", &[Linea::de(if n % 2 == 0 { "GASA" } else { "VENDA" }, "2")]).await)
            }
        }
    }
    let fabiola = app.como("fabiola").await;
    for dia in ["2026-11-01", "2026-11-03", "2026-11-05", "2026-11-30"] {
        for (segun, cuando) in [
            ("registro", format!("(m.en at time zone 'America/Santiago')::date <= '{dia}'")),
            ("documento", format!("m.efectiva <= '{dia}'")),
        ] {
            let suma = format!("select sum(m.cantidad) from movimientos m where {cuando}");
            let pagina = fabiola.get(&format!("/norte/bodega/existencias?fecha={dia}&segun={segun}")).await.es(200);
            let filas = pagina.textos("tbody td.num:nth-child(2)");
            let dichas: Decimal =
                filas.iter().map(|t| t.trim_end_matches(" unidad").replace(',', ".").parse::<Decimal>().unwrap()).sum();
            assert_eq!(dichas, bd_monto(&app, &suma).await, "{dia} {segun}");
        }
    }
    cuadra(&app).await;
}

#[tokio::test]
async fn el_kardex_se_filtra_y_sigue_donde_quedo() {
    let app = Prueba::nueva().await;
    app.db.reloj().fijar(mediodia("2026-11-10"));
    insumo(&app, "GASA", "", "").await;
    let fabiola = app.como("fabiola").await;
    let otro = bd_deposito(&app, "Box 2").await;
    for n in 0..52 {
        entrada(&fabiola, "GASA", &format!("L{n}"), "", "1", "100").await;
    }
    app.db.reloj().fijar(mediodia("2026-11-12"));
    let fabiola = app.como("fabiola").await;
    documento(&fabiola, "merma", &[Linea::lote("GASA", "L7", "1")]).await.es(303);
    let url = format!("/norte/bodega/insumos/{}/kardex", bd_numero(&app, "select id from insumos").await);
    for (filtro, filas) in [
        ("", 50),
        ("?tipo=merma", 1),
        ("?lote=L7", 2),
        ("?lote=NADA", 0),
        ("?desde=2026-11-11", 1),
        ("?hasta=2026-11-11&lote=L7", 1),
        ("?tipo=entrada&desde=2026-11-11", 0),
    ] {
        assert_eq!(fabiola.get(&format!("{url}{filtro}")).await.es(200).textos("tbody tr").len(), filas, "{filtro}");
    }
    assert_eq!(fabiola.get(&format!("{url}?deposito={otro}")).await.es(200).textos("tbody tr").len(), 0);
    let segunda = fabiola.get(&format!("{url}?tipo=entrada")).await.es(200).atributo("a[rel=next]", "href");
    assert!(segunda.contains("tipo=entrada"), "{segunda}");
    assert_eq!(fabiola.get(&segunda).await.es(200).textos("tbody tr").len(), 2);
    let diego = app.como("diego").await;
    diego.get(&url).await.es(404);
    diego.get(&url.replace("norte", "sur")).await.es(404);
    app.como("beto").await.get(&url).await.es(403);
}

#[tokio::test]
async fn la_bodega_dice_que_atender_y_lleva_a_hacerlo() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", "").await;
    let fabiola = app.como("fabiola").await;
    assert!(!fabiola.get("/norte/bodega").await.es(200).cuerpo.contains("Por atender"));
    entrada(&fabiola, "GASA", "VENCIDO", &dia(-3), "5", "100").await;
    entrada(&fabiola, "GASA", "CERCA", &dia(9), "5", "100").await;
    entrada(&fabiola, "GASA", "LEJOS", &dia(90), "5", "100").await;
    let avisos = fabiola.get("/norte/bodega").await.es(200).textos(".aviso-alerta li");
    assert_eq!(avisos, ["1 lote vencido", "1 lote que vence en 30 días"]);
    let cuantos =
        async |ver: &str| fabiola.get(&format!("/norte/bodega/lotes?ver={ver}")).await.es(200).textos("tbody tr").len();
    assert_eq!((cuantos("").await, cuantos("vencidos").await, cuantos("por_vencer").await), (3, 1, 1));
    let lotes = fabiola.get("/norte/bodega/lotes?ver=vencidos").await.es(200);
    let baja = fabiola.get(&lotes.atributo("td.fila-acciones a", "href")).await.es(200);
    for (campo, valor) in [("codigo", "GASA"), ("lote", "VENCIDO"), ("cantidad", "5")] {
        assert_eq!(baja.atributo(&format!("input[name={campo}]"), "value"), valor);
    }
    documento(&fabiola, "merma", &[Linea::lote("GASA", "VENCIDO", "5")]).await.es(303);
    assert_eq!(cuantos("vencidos").await, 0);
    assert_eq!(bd_monto(&app, "select sum(cantidad) from existencias").await, dec!(10));
    assert!(!app.como("carla").await.get("/norte/bodega/lotes").await.es(200).hay("td.fila-acciones a"));
}
