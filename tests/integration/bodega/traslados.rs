//! Goods go from a depot to another: asked for, dispatched, received or called off. On the way they are in none.

use futures_util::future::join_all;
use rust_decimal::{Decimal, dec};

use super::mundo::{Linea, bd_deposito, cuadra, dia, documento, principal};
use crate::caja::mundo::{abrir, bd_monto, bd_numero, clave, entrada, insumo};
use crate::soporte::{Navegador, Prueba, Respuesta};

struct Mundo {
    app: Prueba,
    fabiola: Navegador,
    origen: String,
    destino: i64,
}

/// VACUNA in two lots at the origin, and a second depot.
async fn mundo() -> Mundo {
    let app = Prueba::nueva().await;
    insumo(&app, "VACUNA", "1000", "").await;
    let fabiola = app.como("fabiola").await;
    entrada(&fabiola, "VACUNA", "CERCA", &dia(9), "5", "100").await;
    entrada(&fabiola, "VACUNA", "LEJOS", &dia(90), "5", "200").await;
    let destino = bd_deposito(&app, "Box 2").await;
    Mundo { origen: principal(&app).await, destino, fabiola, app }
}

impl Mundo {
    async fn solicitar(&self, cantidad: &str) -> Respuesta {
        let (clave, destino) = (clave(), self.destino.to_string());
        let campos = [
            ("clave", &*clave),
            ("origen", &*self.origen),
            ("destino", &*destino),
            ("codigo", "VACUNA"),
            ("cantidad", cantidad),
        ];
        self.fabiola.post("/norte/bodega/traslados", &campos).await
    }

    async fn pedido(&self, cantidad: &str) -> String {
        self.solicitar(cantidad).await.es(303).destino().to_owned()
    }

    async fn paso(&self, url: &str, paso: &str, campos: &[(&str, &str)]) -> Respuesta {
        let clave = clave();
        let campos = [&[("clave", &*clave)], campos].concat();
        self.fabiola.post(&format!("{url}/{paso}"), &campos).await
    }

    /// Receives these quantities, in the order that they are shown.
    async fn recibir(&self, url: &str, llego: &[&str], motivo: &str) -> Respuesta {
        let movimientos = self.fabiola.get(url).await.es(200).atributos("input[name=movimiento]", "value");
        assert_eq!(movimientos.len(), llego.len());
        let filas = movimientos.iter().zip(llego).flat_map(|(m, l)| [("movimiento", m.as_str()), ("llego", l)]);
        let campos: Vec<_> = filas.chain([("motivo", motivo)]).collect();
        self.paso(url, "recepcion", &campos).await
    }

    async fn hay(&self, deposito: &str) -> Decimal {
        bd_monto(&self.app, &format!("select sum(cantidad) from existencias where deposito_id = {deposito}")).await
    }
}

#[tokio::test]
async fn lo_que_va_en_camino_no_esta_en_ningun_deposito_y_llega_con_su_lote() {
    let m = mundo().await;
    let url = m.pedido("7").await;
    assert_eq!(m.hay(&m.origen).await, dec!(10));
    m.paso(&url, "despacho", &[]).await.es(303);
    assert_eq!((m.hay(&m.origen).await, m.hay(&m.destino.to_string()).await), (dec!(3), dec!(0)));
    let pagina = m.fabiola.get(&url).await.es(200);
    assert_eq!(pagina.atributos("input[name=llego]", "value"), ["5", "2"]);
    m.recibir(&url, &["5", "2"], "").await.es(303);
    let destino = m.destino;
    assert_eq!(m.hay(&destino.to_string()).await, dec!(7));
    let iguales = format!(
        "select count(*) from lotes d join lotes o on o.codigo = d.codigo and o.caduca = d.caduca and o.costo = d.costo
         and o.deposito_id = {} where d.deposito_id = {destino}",
        m.origen
    );
    assert_eq!(bd_numero(&m.app, &iguales).await, 2);
    // What left at the average of its depot comes in at it.
    let promedio = format!("select costo_promedio from existencias where deposito_id = {destino}");
    assert_eq!(bd_monto(&m.app, &promedio).await, dec!(150));
    cuadra(&m.app).await;
}

#[tokio::test]
async fn lo_que_no_llega_queda_como_merma_con_su_motivo() {
    let m = mundo().await;
    let url = m.pedido("7").await;
    m.paso(&url, "despacho", &[]).await.es(303);
    assert!(m.recibir(&url, &["4", "2"], "").await.es(422).hay("#motivo-recepcion-error"));
    let mas = m.recibir(&url, &["6", "2"], "x").await.es(422);
    assert!(mas.cuerpo.contains("no puede llegar más"));
    assert_eq!(mas.atributos("input[name=llego]", "value"), ["6", "2"]);
    m.recibir(&url, &["4", "0"], "Se rompieron").await.es(303);
    assert_eq!(m.hay(&m.destino.to_string()).await, dec!(4));
    let pagina = m.fabiola.get(&url).await.es(200);
    let merma = pagina.atributo("main a[href*='/documentos/']", "href");
    let merma = m.fabiola.get(&merma).await.es(200);
    assert!(merma.cuerpo.contains("Se rompieron") && merma.textos("tbody tr").len() == 2);
    cuadra(&m.app).await;
}

#[tokio::test]
async fn cancelar_lo_despachado_lo_devuelve_a_sus_lotes() {
    let m = mundo().await;
    let url = m.pedido("7").await;
    m.paso(&url, "despacho", &[]).await.es(303);
    assert!(m.paso(&url, "cancelacion", &[]).await.es(422).hay("#motivo-cancelacion-error"));
    m.paso(&url, "cancelacion", &[("motivo", "No hay móvil")]).await.es(303);
    assert_eq!(m.hay(&m.origen).await, dec!(10));
    assert_eq!(bd_monto(&m.app, "select cantidad from lotes where codigo = 'CERCA'").await, dec!(5));
    for paso in ["despacho", "cancelacion"] {
        let tarde = m.paso(&url, paso, &[("motivo", "x")]).await.es(422);
        assert!(tarde.cuerpo.contains("ya movió este traslado"), "{paso}");
    }
    let solo_pedido = m.pedido("1").await;
    m.paso(&solo_pedido, "cancelacion", &[("motivo", "Ya no")]).await.es(303);
    assert_eq!(bd_numero(&m.app, "select count(*) from traslados where estado = 'cancelado'").await, 2);
    cuadra(&m.app).await;
}

#[tokio::test]
async fn no_se_despacha_lo_que_no_hay_y_lo_malo_se_dice() {
    let m = mundo().await;
    let url = m.pedido("11").await;
    let corto = m.paso(&url, "despacho", &[]).await.es(422);
    assert!(corto.cuerpo.contains("se piden 11 unidad y hay 10"), "{}", corto.cuerpo);
    assert!(m.solicitar("x").await.es(422).cuerpo.contains("VACUNA:"));
    let clave = clave();
    let mismo =
        [("clave", &*clave), ("origen", &*m.origen), ("destino", &*m.origen), ("codigo", "NADA"), ("cantidad", "1")];
    let vuelta = m.fabiola.post("/norte/bodega/traslados", &mismo).await.es(422);
    assert!(vuelta.hay("#destino-error") && vuelta.cuerpo.contains("Ningún insumo tiene el código NADA."));
    assert_eq!(vuelta.atributo("input[name=clave]", "value"), clave);
    assert_eq!(bd_numero(&m.app, "select count(*) from traslados").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn cada_paso_ocurre_una_vez_por_muchos_que_lo_pidan() {
    let m = mundo().await;
    let url = m.pedido("7").await;
    let despachar = async || m.paso(&url, "despacho", &[]).await.estado.as_u16();
    let estados = join_all((0..15).map(|_| despachar())).await;
    assert_eq!(estados.iter().filter(|e| **e == 303).count(), 1, "{estados:?}");
    // Half receive, half call it off: one of them all does.
    let movimientos = m.fabiola.get(&url).await.es(200).atributos("input[name=movimiento]", "value");
    let llegan: Vec<_> =
        movimientos.iter().zip(["5", "2"]).flat_map(|(m, l)| [("movimiento", &**m), ("llego", l)]).collect();
    let cerrar = async |n: usize| match n.is_multiple_of(2) {
        true => m.paso(&url, "recepcion", &llegan).await.estado.as_u16(),
        false => m.paso(&url, "cancelacion", &[("motivo", "x")]).await.estado.as_u16(),
    };
    let estados = join_all((0..16).map(cerrar)).await;
    assert_eq!(estados.iter().filter(|e| **e == 303).count(), 1, "{estados:?}");
    assert_eq!(estados.iter().filter(|e| **e == 422).count(), 15, "{estados:?}");
    assert_eq!(bd_monto(&m.app, "select sum(cantidad) from existencias").await, dec!(10));
    cuadra(&m.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn traslados_y_ventas_se_reparten_lo_que_hay_sin_trabarse() {
    let m = mundo().await;
    insumo(&m.app, "OTRO", "500", "10").await;
    let caja = abrir(&m.app, "0").await;
    let mut urls = Vec::new();
    for _ in 0..8 {
        urls.push(m.pedido("2").await);
    }
    let mezclar = async |n: usize| match n % 3 {
        0 => m.paso(&urls[n / 3], "despacho", &[]).await.estado.as_u16(),
        1 => caja.vender("VACUNA", "1", &["1000"]).await.estado.as_u16(),
        _ => documento(&m.fabiola, "salida", &[Linea::de("OTRO", "1"), Linea::de("VACUNA", "1")]).await.estado.as_u16(),
    };
    let estados = join_all((0..24).map(mezclar)).await;
    assert!(estados.iter().all(|e| [303, 422].contains(e)), "{estados:?}");
    assert!(m.hay(&m.origen).await < dec!(12));
    cuadra(&m.app).await;
}

#[tokio::test]
async fn los_traslados_son_de_quien_opera_y_de_su_clinica() {
    let m = mundo().await;
    let url = m.pedido("1").await;
    let (carla, beto, diego) = (m.app.como("carla").await, m.app.como("beto").await, m.app.como("diego").await);
    for ruta in ["/norte/bodega/traslados", &url] {
        carla.get(ruta).await.es(200);
        beto.get(ruta).await.es(403);
        diego.get(ruta).await.es(404);
        m.app.anonimo().get(ruta).await.es(303);
    }
    assert!(!carla.get(&url).await.es(200).hay("form[action$='/despacho']"));
    carla.post(&format!("{url}/despacho"), &[("clave", &clave())]).await.es(403);
    diego.post(&format!("{}/despacho", url.replace("norte", "sur")), &[("clave", &clave())]).await.es(404);
}
