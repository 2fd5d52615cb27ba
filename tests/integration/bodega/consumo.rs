//! What a cita consumes leaves the shelf once: with its sale, or when it was attended.

use diesel_async::SimpleAsyncConnection;
use futures_util::future::join_all;
use rust_decimal::{Decimal, dec};

use crate::caja::mundo::{Caja, abrir, bd_cita, bd_monto, bd_numero, clave, insumo};
use crate::soporte::{Navegador, Prueba, Respuesta};

const EN_ESTANTE: &str = "select cantidad from existencias";

struct Consumo {
    app: Prueba,
    caja: Caja,
    elias: Navegador,
    cita: i64,
}

/// A cita whose prestación takes two of what the shelf has `hay`.
async fn mundo(hay: &str, cuando: &str) -> Consumo {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "", hay).await;
    let (cita, prestacion) = bd_cita(&app, 10_000).await;
    let receta = [("codigo", "GASA"), ("cantidad", "2")];
    app.como("fabiola").await.post(&format!("/norte/bodega/recetas/{prestacion}"), &receta).await.es(303);
    let consumo = Consumo { caja: abrir(&app, "0").await, elias: app.como("elias").await, app, cita };
    consumo.ajustar(cuando).await;
    consumo
}

impl Consumo {
    async fn ajustar(&self, cuando: &str) {
        let (ana, url) = (self.app.como("ana").await, "/norte/configuracion/clinica");
        let pagina = ana.get(url).await.es(200);
        let version = pagina.atributo("input[name=version]", "value");
        let campos = [
            ("version", &*version),
            ("nombre", "Norte"),
            ("minutos_retenida", "5"),
            ("consumo", cuando),
            ("auditoria_anios", "15"),
        ];
        ana.post(url, &campos).await.es(303);
    }

    async fn cambiar(&self, quien: &Navegador, cambio: &str) -> Respuesta {
        let version = bd_numero(&self.app, &format!("select version from citas where id = {}", self.cita)).await;
        let campos = [("version", version.to_string()), ("motivo", "se adelantó".into())];
        let campos = campos.each_ref().map(|(n, v)| (*n, v.as_str()));
        quien.post(&format!("/norte/citas/{}/{cambio}", self.cita), &campos).await
    }

    async fn atender(&self) {
        self.cambiar(&self.app.como("beto").await, "llegada").await.es(303);
        self.cambiar(&self.elias, "atencion").await.es(303);
        self.cambiar(&self.elias, "termino").await.es(303);
    }

    async fn vender(&self) {
        let (clave, cita) = (clave(), self.cita.to_string());
        let campos = [("clave", &*clave), ("sesion", &*self.caja.sesion), ("cita", &*cita), ("monto", "10000")];
        self.caja.carla.post("/norte/caja/ventas", &campos).await.es(303);
    }

    async fn hay(&self) -> Decimal {
        bd_monto(&self.app, EN_ESTANTE).await
    }
}

#[tokio::test]
async fn con_la_venta_sale_una_vez_y_atender_no_la_repite() {
    let c = mundo("10", "venta").await;
    c.atender().await;
    assert_eq!(c.hay().await, dec!(10));
    c.vender().await;
    assert_eq!(c.hay().await, dec!(8));
    assert_eq!(bd_numero(&c.app, "select count(*) from movimientos where documento_tipo = 'venta'").await, 1);
}

#[tokio::test]
async fn al_atender_sale_una_vez_y_la_venta_no_la_repite_ni_con_otro_ajuste() {
    let c = mundo("10", "atencion").await;
    c.atender().await;
    assert_eq!(c.hay().await, dec!(8));
    c.ajustar("venta").await;
    c.vender().await;
    assert_eq!(c.hay().await, dec!(8));
}

#[tokio::test]
async fn un_paso_atras_devuelve_a_su_lote_lo_que_la_atencion_consumio() {
    let c = mundo("10", "atencion").await;
    c.atender().await;
    c.cambiar(&c.elias, "regreso").await.es(303);
    assert_eq!(c.hay().await, dec!(10));
    assert_eq!(bd_monto(&c.app, "select cantidad from lotes").await, dec!(10));
    c.cambiar(&c.elias, "termino").await.es(303);
    assert_eq!(c.hay().await, dec!(8));
    let pares = "select count(*) from movimientos r join movimientos m on m.id = r.reversa_de and m.cantidad = -r.cantidad and m.lote_id = r.lote_id";
    assert_eq!(bd_numero(&c.app, pares).await, 1);
}

#[tokio::test]
async fn a_quien_ya_se_atendio_no_lo_detiene_un_cero_en_los_libros() {
    let c = mundo("1", "atencion").await;
    c.atender().await;
    assert_eq!(c.hay().await, dec!(0));
    let pendiente = "select cantidad from consumos_pendientes where estado = 'pendiente' and venta_id is null";
    assert_eq!(bd_monto(&c.app, pendiente).await, dec!(1));
    c.cambiar(&c.elias, "regreso").await.es(303);
    assert_eq!(c.hay().await, dec!(1));
    assert_eq!(bd_monto(&c.app, pendiente).await, dec!(0));
}

#[tokio::test]
async fn lo_que_la_atencion_baja_de_su_minimo_se_dice() {
    let c = mundo("10", "atencion").await;
    let minimo = "update insumos set minimo = 9";
    let norte = c.app.sistema("norte").await;
    c.app.db.escribir(&norte, async |tx| Ok(tx.pg().batch_execute(minimo).await?)).await.unwrap();
    c.atender().await;
    assert_eq!(bd_numero(&c.app, "select count(*) from eventos where tipo = 'StockBajo'").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn veinte_clics_en_terminar_consumen_una_vez() {
    let c = mundo("10", "atencion").await;
    c.cambiar(&c.app.como("beto").await, "llegada").await.es(303);
    c.cambiar(&c.elias, "atencion").await.es(303);
    let clics = join_all((0..20).map(|_| c.cambiar(&c.elias, "termino"))).await;
    assert!(clics.iter().all(|r| [303, 409].contains(&r.estado.as_u16())));
    assert_eq!(c.hay().await, dec!(8));
}
