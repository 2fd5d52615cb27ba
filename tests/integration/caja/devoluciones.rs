//! Giving money back: asked for by one, decided by another, paid from the drawer that is open; and the notes of credit.

use futures_util::future::join_all;
use rust_decimal::dec;

use super::historias::cuadra;
use super::mundo::{Caja, abrir, bd_cita, bd_monto, bd_numero, clave, entrada, insumo, pdf_dice};
use crate::soporte::{Navegador, Prueba, Respuesta};

/// Gloria decides, Carla charges and pays.
pub(super) struct Mundo {
    pub app: Prueba,
    pub caja: Caja,
    pub gloria: Navegador,
}

impl Mundo {
    /// One KIT at this price, as many as are asked for.
    pub async fn nuevo(precio: &str) -> Self {
        let app = Prueba::nueva().await;
        insumo(&app, "KIT", precio, "50").await;
        let caja = abrir(&app, "20000").await;
        let gloria = app.como("gloria").await;
        Self { app, caja, gloria }
    }

    /// The sale and its payment.
    async fn vender(&self, cantidad: &str, medios: &[&str]) -> (i64, i64) {
        self.caja.vender("KIT", cantidad, medios).await.es(303);
        let venta = bd_numero(&self.app, "select max(id) from ventas").await;
        (venta, bd_numero(&self.app, "coalesce((select max(id) from pagos where tipo = 'pago'), 0)").await)
    }

    async fn pedir(
        &self,
        venta: i64,
        pago: Option<i64>,
        medio: &str,
        monto: &str,
        otros: &[(&str, &str)],
    ) -> Respuesta {
        let clave = clave();
        let linea =
            bd_numero(&self.app, &format!("coalesce((select min(id) from ventas_lineas where venta_id = {venta}), 0)"))
                .await
                .to_string();
        let pago = pago.map(|id| id.to_string()).unwrap_or_default();
        let mut campos = vec![
            ("clave", clave.as_str()),
            ("pago", &pago),
            ("medio", medio),
            ("motivo", "no se hizo"),
            ("linea", &linea),
            ("monto", monto),
        ];
        campos.extend(otros);
        self.caja.carla.post(&format!("/norte/caja/ventas/{venta}/devolucion"), &campos).await
    }

    async fn resolver(&self, id: i64, como: &str) -> Respuesta {
        let clave = clave();
        let campos = [("clave", clave.as_str()), ("como", como), ("texto", "visto")];
        self.gloria.post(&format!("/norte/caja/devoluciones/{id}/resolucion"), &campos).await
    }

    async fn pagar(&self, id: i64) -> Respuesta {
        let clave = clave();
        let campos = [("clave", clave.as_str()), ("sesion", &self.caja.sesion)];
        self.caja.carla.post(&format!("/norte/caja/devoluciones/{id}/pago"), &campos).await
    }

    /// As far as it goes: many are refused.
    pub async fn intentar(&self, venta: i64, pago: Option<i64>, medio: &str, monto: &str, otros: &[(&str, &str)]) {
        let pedida = self.pedir(venta, pago, medio, monto, otros).await;
        if pedida.estado.as_u16() == 303 {
            self.resolver(numero(&pedida), "aprobar").await;
            self.pagar(numero(&pedida)).await;
        }
    }

    /// Asked for, approved and paid.
    pub async fn devolver(&self, venta: i64, pago: i64, medio: &str, monto: &str, otros: &[(&str, &str)]) -> i64 {
        let id = numero(&self.pedir(venta, Some(pago), medio, monto, otros).await.es(303));
        self.resolver(id, "aprobar").await.es(303);
        self.pagar(id).await.es(303);
        id
    }
}

/// The last number of where an answer leads.
fn numero(respuesta: &Respuesta) -> i64 {
    respuesta.destino().rsplit('/').next().unwrap().parse().unwrap()
}

pub(super) const NOTA: (&str, &str) = ("con_nota", "true");

#[tokio::test]
async fn una_devolucion_total_devuelve_justo_lo_que_entro_y_acredita_la_venta() {
    let m = Mundo::nuevo("1.995").await;
    let (venta, pago) = m.vender("1", &["5000"]).await;
    let nueva = m.caja.carla.get(&format!("/norte/caja/ventas/{venta}/devolucion?pago={pago}")).await.es(200);
    assert_eq!(nueva.atributo("input[name=monto]", "value"), "1995");
    assert!(nueva.hay("#con_nota[checked]"));
    let pedida = m.pedir(venta, Some(pago), "efectivo", "1.995", &[NOTA]).await.es(303);
    let id = numero(&pedida);
    // Whoever asked does not decide, and nobody pays what was not approved.
    assert!(!m.caja.carla.get(pedida.destino()).await.es(200).cuerpo.contains("Aprobar"));
    m.pagar(id).await.es(409);
    assert!(m.gloria.get("/norte/").await.es(200).cuerpo.contains("Devoluciones por aprobar"));
    let bandeja = m.gloria.get("/norte/caja/devoluciones").await.es(200);
    assert_eq!(bandeja.atributos("tr[data-devolucion]", "data-devolucion"), [id.to_string()]);
    m.resolver(id, "aprobar").await.es(303);
    m.resolver(id, "rechazar").await.es(409);
    assert!(m.caja.carla.get("/norte/").await.es(200).cuerpo.contains("Devoluciones por pagar"));
    m.pagar(id).await.es(303);
    assert_eq!(
        bd_monto(&m.app, "select monto from pagos_medios where medio = 'efectivo' and monto < 0").await,
        dec!(-1990)
    );
    assert_eq!(
        bd_monto(&m.app, "select monto from pagos_medios where medio = 'redondeo' and monto < 0").await,
        dec!(-5)
    );
    assert_eq!(
        bd_numero(&m.app, "select count(*) from pagos where tipo = 'devolucion' and aprobado_por <> por").await,
        1
    );
    assert_eq!(bd_monto(&m.app, "select pagado - acreditado from ventas").await, dec!(0));
    assert_eq!(bd_monto(&m.app, "select iva from notas_credito").await, dec!(319));
    assert_eq!(bd_numero(&m.app, "select count(*) from ventas where saldada").await, 1);
    let pagina = m.caja.carla.get(&format!("/norte/caja/devoluciones/{id}")).await.es(200);
    assert!(pagina.cuerpo.contains("N1-1") && pagina.cuerpo.contains("C1-2"), "{}", pagina.cuerpo);
    cuadra(&m.app, &m.caja).await;
}

#[tokio::test]
async fn en_partes_vuelve_lo_mismo_y_nunca_mas() {
    let m = Mundo::nuevo("1.995").await;
    let (venta, pago) = m.vender("1", &["1990"]).await;
    m.devolver(venta, pago, "efectivo", "995", &[NOTA]).await;
    let demas = m.pedir(venta, Some(pago), "efectivo", "1.001", &[NOTA]).await.es(422);
    assert!(demas.cuerpo.contains("más de lo que se cobró"));
    assert_eq!(demas.atributo("input[name=monto]", "value"), "1.001");
    m.devolver(venta, pago, "efectivo", "1.000", &[NOTA]).await;
    assert_eq!(bd_monto(&m.app, "select sum(monto) from pagos_medios where medio = 'efectivo'").await, dec!(0));
    assert_eq!(bd_monto(&m.app, "select sum(monto) from pagos_medios where medio = 'redondeo'").await, dec!(0));
    assert_eq!(bd_monto(&m.app, "select sum(iva) from notas_credito_lineas").await, dec!(319));
    cuadra(&m.app, &m.caja).await;
}

#[tokio::test]
async fn sin_nota_la_venta_vuelve_a_deber_y_la_cita_tambien() {
    let m = Mundo::nuevo("10.000").await;
    let (cita, _) = bd_cita(&m.app, 10_000).await;
    m.caja.cobrar(&[("cita", &cita.to_string()), ("monto", ""), ("monto", "10000")]).await.es(303);
    let (venta, pago) =
        (bd_numero(&m.app, "select id from ventas").await, bd_numero(&m.app, "select id from pagos").await);
    m.devolver(venta, pago, "transferencia", "10.000", &[]).await;
    assert_eq!(bd_monto(&m.app, "select pagado from ventas").await, dec!(0));
    assert_eq!(bd_numero(&m.app, "select count(*) from citas where pago = 'NP'").await, 1);
    assert_eq!(bd_numero(&m.app, "select count(*) from notas_credito").await, 0);
    assert_eq!(
        bd_monto(&m.app, "select sum(monto) from pagos_medios where medio = 'transferencia'").await,
        dec!(-10000)
    );
    cuadra(&m.app, &m.caja).await;
}

#[tokio::test]
async fn lo_que_se_debe_se_acredita_con_una_nota_y_no_se_cobra() {
    let m = Mundo::nuevo("10.000").await;
    let (venta, _) = m.vender("1", &["", "4000"]).await;
    m.pedir(venta, None, "", "6.001", &[]).await.es(422);
    let id = numero(&m.pedir(venta, None, "", "6.000", &[]).await.es(303));
    m.resolver(id, "aprobar").await.es(303);
    assert_eq!(bd_monto(&m.app, "select total - pagado from ventas").await, dec!(0));
    assert_eq!(bd_monto(&m.app, "select acreditado from ventas").await, dec!(6000));
    assert_eq!(bd_monto(&m.app, "select iva from notas_credito").await, dec!(958));
    m.pagar(id).await.es(422);
    let nota = bd_numero(&m.app, "select id from notas_credito").await;
    let ruta = format!("/norte/caja/notas/{nota}");
    assert!(m.gloria.get(&ruta).await.es(200).cuerpo.contains("aprobada por"));
    let imprimir =
        async |formato: &str| m.caja.carla.post(&format!("{ruta}/impresiones"), &[("formato", formato)]).await.es(200);
    assert!(!imprimir("80mm").await.hay(".recibo-copia"));
    assert_eq!(imprimir("a4").await.textos(".recibo-copia"), ["COPIA"]);
    assert!(pdf_dice(&imprimir("pdf").await.bytes, "Nota de crédito N1-1"));
    cuadra(&m.app, &m.caja).await;
}

#[tokio::test]
async fn los_bienes_vuelven_a_su_lote_si_no_ha_vencido() {
    let m = Mundo::nuevo("1000").await;
    let (venta, pago) = m.vender("3", &["3000"]).await;
    let linea = bd_numero(&m.app, &format!("select id from ventas_lineas where venta_id = {venta}")).await.to_string();
    m.devolver(venta, pago, "efectivo", "3.000", &[NOTA, ("vuelve", &linea)]).await;
    assert_eq!(bd_monto(&m.app, "select cantidad from lotes").await, dec!(50));
    assert_eq!(
        bd_numero(&m.app, "select count(*) from movimientos where reversa_de is not null and motivo = 'no se hizo'")
            .await,
        1
    );
    let fabiola = m.app.como("fabiola").await;
    insumo(&m.app, "VACUNA", "1000", "").await;
    let manana = (chrono::Utc::now() + chrono::TimeDelta::days(2)).format("%Y-%m-%d").to_string();
    entrada(&fabiola, "VACUNA", "V1", &manana, "5", "100").await;
    m.caja.vender("VACUNA", "1", &["1000"]).await.es(303);
    let venta = bd_numero(&m.app, "select max(id) from ventas").await;
    let pago = bd_numero(&m.app, "select max(id) from pagos").await;
    let linea = bd_numero(&m.app, "select max(id) from ventas_lineas").await.to_string();
    let id = numero(&m.pedir(venta, Some(pago), "efectivo", "1.000", &[NOTA, ("vuelve", &linea)]).await.es(303));
    m.resolver(id, "aprobar").await.es(303);
    let actor = m.app.sistema("norte").await;
    let vencer = "update lotes set caduca = caduca - 9 where codigo = 'V1'";
    let hecho = m
        .app
        .db
        .escribir(&actor, async |tx| Ok(diesel_async::SimpleAsyncConnection::batch_execute(tx.pg(), vencer).await?));
    hecho.await.unwrap();
    let vencida = m.pagar(id).await.es(422);
    assert!(vencida.cuerpo.contains("venció"), "{}", vencida.cuerpo);
    assert_eq!(bd_numero(&m.app, "select count(*) from devoluciones where estado = 'aprobada'").await, 1);
    m.caja.carla.post(&format!("/norte/caja/devoluciones/{id}/retiro"), &[]).await.es(303);
    cuadra(&m.app, &m.caja).await;
}

#[tokio::test]
async fn el_efectivo_que_no_hay_no_se_devuelve() {
    let m = Mundo::nuevo("30.000").await;
    let (venta, pago) = m.vender("1", &["", "30000"]).await;
    let id = numero(&m.pedir(venta, Some(pago), "efectivo", "30.000", &[NOTA]).await.es(303));
    m.resolver(id, "aprobar").await.es(303);
    assert!(m.pagar(id).await.es(422).cuerpo.contains("No hay tanto efectivo"));
    m.vender("1", &["30000"]).await;
    m.pagar(id).await.es(303);
    cuadra(&m.app, &m.caja).await;
}

#[tokio::test]
async fn quien_pide_no_aprueba_y_quien_aprueba_no_paga() {
    let app = Prueba::nueva().await;
    let diego = app.como("diego").await;
    let deposito =
        diego.get("/sur/bodega/entradas/nueva").await.es(200).atributo("select[name=deposito] option", "value");
    let insumo = [("codigo", "KIT"), ("nombre", "Kit"), ("unidad", "unidad"), ("precio", "1000")];
    diego.post("/sur/bodega/insumos", &insumo).await.es(303);
    let (c1, c2, c3, c4, c5) = (clave(), clave(), clave(), clave(), clave());
    let lote = [
        ("clave", c1.as_str()),
        ("deposito", &deposito),
        ("codigo", "KIT"),
        ("lote", "L"),
        ("cantidad", "5"),
        ("costo", "1"),
    ];
    diego.post("/sur/bodega/entradas", &lote).await.es(303);
    let caja = diego.get("/sur/caja").await.es(200).atributo("select[name=caja] option", "value");
    diego.post("/sur/caja/sesiones", &[("clave", &c2), ("caja", &caja), ("apertura", "0")]).await.es(303);
    let sesion = diego.get("/sur/caja/ventas/nueva").await.es(200).atributo("input[name=sesion]", "value");
    let venta = [("clave", c3.as_str()), ("sesion", &sesion), ("codigo", "KIT"), ("cantidad", "1"), ("monto", "1000")];
    let venta = diego.post("/sur/caja/ventas", &venta).await.es(303).destino().to_owned();
    let pagina = diego.get(&venta).await.es(200);
    let recibo = pagina.atributo("a[href*='/recibo']", "href");
    let pago = recibo.split('/').rev().nth(1).unwrap().to_owned();
    let nueva = diego.get(&format!("{venta}/devolucion?pago={pago}")).await.es(200);
    let linea = nueva.atributo("input[name=linea]", "value");
    let campos = [
        ("clave", c4.as_str()),
        ("pago", &pago),
        ("medio", "efectivo"),
        ("motivo", "x"),
        ("linea", &linea),
        ("monto", "1000"),
    ];
    let pedida = diego.post(&format!("{venta}/devolucion"), &campos).await.es(303).destino().to_owned();
    let decidir = [("clave", c5.as_str()), ("como", "aprobar")];
    let negada = diego.post(&format!("{pedida}/resolucion"), &decidir).await.es(422);
    assert!(negada.cuerpo.contains("otra persona"), "{}", negada.cuerpo);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn veinte_solicitudes_a_la_vez_no_pasan_de_lo_cobrado() {
    let m = Mundo::nuevo("1000").await;
    let (venta, pago) = m.vender("5", &["5000"]).await;
    let pedidas = join_all((0..20).map(|_| m.pedir(venta, Some(pago), "efectivo", "1.000", &[NOTA]))).await;
    assert_eq!(pedidas.iter().filter(|r| r.estado.as_u16() == 303).count(), 5);
    let ids: Vec<i64> = pedidas.iter().filter(|r| r.estado.as_u16() == 303).map(numero).collect();
    join_all(ids.iter().map(|id| m.resolver(*id, "aprobar"))).await;
    // Each of them is paid four times at once; a payment of the sale's own takes part.
    let pagos = join_all(ids.iter().flat_map(|id| (0..4).map(move |_| *id)).map(|id| m.pagar(id))).await;
    assert_eq!(pagos.iter().filter(|r| r.estado.as_u16() == 303).count(), 5);
    assert_eq!(bd_monto(&m.app, "select sum(monto) from pagos_medios where medio = 'efectivo'").await, dec!(0));
    assert_eq!(bd_numero(&m.app, "select count(*) - max(folio) from notas_credito").await, 0);
    assert_eq!(bd_numero(&m.app, "select max(folio) from notas_credito").await, 5);
    cuadra(&m.app, &m.caja).await;
}

/// The drawer has enough for one of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn dos_devoluciones_a_la_vez_no_vacian_la_caja_dos_veces() {
    let m = Mundo::nuevo("15.000").await;
    let mut ids = Vec::new();
    for _ in 0..4 {
        let (venta, pago) = m.vender("1", &["", "15000"]).await;
        let id = numero(&m.pedir(venta, Some(pago), "efectivo", "15.000", &[NOTA]).await.es(303));
        m.resolver(id, "aprobar").await.es(303);
        ids.push(id);
    }
    let pagos = join_all(ids.into_iter().map(|id| m.pagar(id))).await;
    assert_eq!(pagos.iter().filter(|r| r.estado.as_u16() == 303).count(), 1);
    // The refused ones gave their folios back.
    assert_eq!(bd_numero(&m.app, "select max(folio) from notas_credito").await, 1);
    cuadra(&m.app, &m.caja).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn un_pago_se_anula_o_se_devuelve() {
    let m = Mundo::nuevo("1000").await;
    let (venta, pago) = m.vender("1", &["1000"]).await;
    let anular = async || {
        let clave = clave();
        let campos = [("clave", clave.as_str()), ("motivo", "x")];
        m.caja.carla.post(&format!("/norte/caja/pagos/{pago}/anulacion"), &campos).await.estado.as_u16()
    };
    let pedir = async || m.pedir(venta, Some(pago), "efectivo", "1.000", &[NOTA]).await.estado.as_u16();
    let (anulaciones, pedidas) = tokio::join!(join_all((0..5).map(|_| anular())), join_all((0..5).map(|_| pedir())));
    let hechas = |estados: &[u16]| estados.iter().filter(|e| **e == 303).count();
    assert_eq!(hechas(&anulaciones) + hechas(&pedidas), 1, "{anulaciones:?} {pedidas:?}");
    cuadra(&m.app, &m.caja).await;
}

#[tokio::test]
async fn la_misma_solicitud_es_una_y_solo_la_ve_su_clinica() {
    let m = Mundo::nuevo("1000").await;
    let (venta, pago) = m.vender("1", &["1000"]).await;
    let (linea, pago) = (bd_numero(&m.app, "select id from ventas_lineas").await.to_string(), pago.to_string());
    let clave = clave();
    let campos = [
        ("clave", clave.as_str()),
        ("pago", &pago),
        ("medio", "efectivo"),
        ("motivo", "x"),
        ("linea", &linea),
        ("monto", "1000"),
    ];
    let ruta = format!("/norte/caja/ventas/{venta}/devolucion");
    let una = m.caja.carla.post(&ruta, &campos).await.es(303).destino().to_owned();
    assert_eq!(m.caja.carla.post(&ruta, &campos).await.es(303).destino(), una);
    let vacia =
        m.caja.carla.post(&ruta, &[("clave", clave.as_str()), ("pago", &pago), ("motivo", "algo")]).await.es(422);
    assert_eq!(vacia.atributo("#motivo", "value"), "algo");
    let (elias, diego) = (m.app.como("elias").await, m.app.como("diego").await);
    for ruta in [una.as_str(), "/norte/caja/devoluciones"] {
        m.gloria.get(ruta).await.es(200);
        elias.get(ruta).await.es(403);
        diego.get(ruta).await.es(404);
        assert!(m.app.anonimo().get(ruta).await.es(303).destino().starts_with("/entrar"));
    }
    diego.get(&una.replace("norte", "sur")).await.es(404);
    m.gloria.post(&format!("/norte/caja/ventas/{venta}/devolucion"), &campos).await.es(403);
    let rechazo = [("clave", clave.as_str()), ("como", "rechazar")];
    let sin_motivo = m.gloria.post(&format!("{una}/resolucion"), &rechazo).await.es(422);
    assert!(sin_motivo.cuerpo.contains("por qué se rechaza"));
    let clave = super::mundo::clave();
    m.gloria
        .post(&format!("{una}/resolucion"), &[("clave", &clave), ("como", "rechazar"), ("texto", "no procede")])
        .await
        .es(303);
    assert!(m.caja.carla.get(&una).await.es(200).cuerpo.contains("no procede"));
    // What was refused may be asked for again.
    m.pedir(venta, Some(pago.parse().unwrap()), "efectivo", "1.000", &[NOTA]).await.es(303);
}
