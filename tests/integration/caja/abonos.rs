//! What stays in favour of a patient and what it pays later; one payment over several sales; what a payment covers, moved.

use futures_util::future::join_all;
use rust_decimal::dec;

use super::devoluciones::{self, NOTA};
use super::historias::{cuadra, sin_descuadres};
use super::mundo::{Caja, abrir, bd, bd_cita, bd_monto, bd_numero, bd_prestacion, clave};
use crate::soporte::{Prueba, Respuesta};

/// Paula, at a drawer that charges Curas of 8.000.
struct Mundo {
    app: Prueba,
    caja: Caja,
    paula: i64,
}

async fn mundo() -> Mundo {
    let app = Prueba::nueva().await;
    bd_prestacion(&app, "CURA", 8_000).await;
    bd_cita(&app, 1_000).await;
    let paula = bd_numero(&app, "select id from pacientes").await;
    let caja = abrir(&app, "20000").await;
    Mundo { app, caja, paula }
}

impl Mundo {
    /// Amounts in the order of the form: efectivo, débito, crédito, transferencia, cheque, abono.
    async fn cura(&self, medios: &[&str], mas: &[(&str, &str)]) -> Respuesta {
        let paula = self.paula.to_string();
        let mut campos = vec![("prestacion", "CURA"), ("veces", "1"), ("paciente", paula.as_str())];
        campos.extend(medios.iter().map(|monto| ("monto", *monto)));
        self.caja.cobrar(&[&campos, mas].concat()).await
    }

    async fn recibir(&self, paga: &str, ventas: &[i64], medios: &[&str]) -> Respuesta {
        self.recibir_con(&clave(), paga, ventas, medios).await
    }

    async fn recibir_con(&self, clave: &str, paga: &str, ventas: &[i64], medios: &[&str]) -> Respuesta {
        let ventas: Vec<String> = ventas.iter().map(i64::to_string).collect();
        let mut campos =
            vec![("clave", clave), ("sesion", &self.caja.sesion), ("paga", paga), ("pagador", "Empresa Árbol")];
        campos.extend(ventas.iter().map(|id| ("venta", id.as_str())));
        campos.extend(medios.iter().map(|monto| ("monto", *monto)));
        campos.extend(medios.iter().map(|_| ("referencia", "Banco 7")));
        self.caja.carla.post(&format!("/norte/caja/por-cobrar/{}", self.paula), &campos).await
    }

    async fn a_favor(&self) -> rust_decimal::Decimal {
        bd_monto(&self.app, "select sum(monto) from abonos").await
    }

    async fn anular(&self, que: &str, id: i64) -> Respuesta {
        let clave = clave();
        let campos = [("clave", clave.as_str()), ("motivo", "se equivocó")];
        self.caja.carla.post(&format!("/norte/caja/{que}/{id}/anulacion"), &campos).await
    }

    /// By Gloria, who supervises.
    async fn mover(&self, pago: i64, de: i64, a: Option<i64>, monto: &str) -> Respuesta {
        let (clave, de) = (clave(), de.to_string());
        let a = a.map(|id| id.to_string()).unwrap_or_default();
        let campos =
            [("clave", clave.as_str()), ("de", &de), ("a", &a), ("monto", monto), ("motivo", "era de la otra")];
        let gloria = self.app.como("gloria").await;
        gloria.post(&format!("/norte/caja/pagos/{pago}/reasignaciones"), &campos).await
    }

    async fn pagado(&self) -> Vec<i64> {
        let mut pagado = Vec::new();
        for n in 0..bd_numero(&self.app, "select count(*) from ventas").await {
            let sql = format!("select pagado from ventas order by id offset {n} limit 1");
            pagado.push(bd_numero(&self.app, &sql).await);
        }
        pagado
    }

    async fn sano(&self) {
        sin_descuadres(&self.app).await;
    }

    /// Closes the day.
    async fn cuadra(&self) {
        cuadra(&self.app, &self.caja).await;
    }
}

const SIN_VENTAS: &[i64] = &[];

#[tokio::test]
async fn lo_que_se_abona_paga_despues_y_nunca_mas_de_lo_que_hay() {
    let m = mundo().await;
    let vacia = m.caja.carla.get(&format!("/norte/caja/por-cobrar/{}", m.paula)).await.es(200);
    assert!(vacia.cuerpo.contains("Recibir un abono") && !vacia.hay("#monto-5"), "{}", vacia.cuerpo);
    // Cash is rounded as the law says; what is in favour is what was asked for.
    let recibo = m.recibir("10.003", SIN_VENTAS, &["20.000"]).await.es(303).destino().to_owned();
    let recibo = m.caja.carla.get(&recibo).await.es(200);
    assert!(
        recibo.cuerpo.contains("A favor del paciente") && recibo.cuerpo.contains("Empresa Árbol"),
        "{}",
        recibo.cuerpo
    );
    assert_eq!(m.a_favor().await, dec!(10_003));
    assert_eq!(bd_monto(&m.app, "select sum(monto) from pagos_medios where medio = 'efectivo'").await, dec!(10_000));
    m.sano().await;

    let paula = m.paula;
    let nueva = m.caja.carla.get(&format!("/norte/caja/ventas/nueva?paciente={paula}")).await.es(200);
    assert!(nueva.cuerpo.contains("Tiene $10.003") && nueva.hay("#monto-5"), "{}", nueva.cuerpo);
    m.cura(&["", "", "", "", "", "8000"], &[]).await.es(303);
    assert_eq!((m.a_favor().await, m.pagado().await), (dec!(2_003), vec![8_000]));
    let corta = m.cura(&["", "", "", "", "", "8000"], &[]).await.es(422);
    assert!(corta.cuerpo.contains("A favor del paciente hay $2.003"), "{}", corta.cuerpo);
    assert_eq!(corta.atributo("#monto-5", "value"), "8000");
    // With something else beside it; nothing of it enters the drawer.
    m.cura(&["6000", "", "", "", "", "2000"], &[]).await.es(303);
    assert_eq!(m.a_favor().await, dec!(3));
    assert_eq!(bd_monto(&m.app, "select sum(monto) from pagos_medios where medio = 'efectivo'").await, dec!(16_000));
    // It came in once: when it was left there.
    let reporte = m.app.como("gloria").await.get("/norte/reportes/pagos").await.es(200);
    assert_eq!(reporte.textos(".cifra-valor"), ["$16.000", "$16.000"]);
    let sin_paciente = m
        .caja
        .cobrar(&[
            ("prestacion", "CURA"),
            ("veces", "1"),
            ("monto", ""),
            ("monto", ""),
            ("monto", ""),
            ("monto", ""),
            ("monto", ""),
            ("monto", "8000"),
        ])
        .await
        .es(422);
    assert!(sin_paciente.cuerpo.contains("No se sabe de qué paciente es"));
    m.cuadra().await;
}

#[tokio::test]
async fn el_vuelto_puede_quedar_a_favor() {
    let m = mundo().await;
    m.cura(&["20000"], &[("deja_vuelto", "true")]).await.es(303);
    assert_eq!(m.a_favor().await, dec!(12_000));
    assert_eq!(bd_monto(&m.app, "select vuelto from pagos").await, dec!(0));
    m.sano().await;
    let nadie = [("prestacion", "CURA"), ("veces", "1"), ("monto", "20000"), ("deja_vuelto", "true")];
    assert!(m.caja.cobrar(&nadie).await.es(422).cuerpo.contains("No se sabe de qué paciente es"));
    // Later, of what is owed.
    m.cura(&[], &[]).await.es(303);
    let debe = bd_numero(&m.app, "select id from ventas where not saldada").await;
    let pagina = m.caja.carla.get(&format!("/norte/caja/ventas/{debe}")).await.es(200);
    assert!(pagina.cuerpo.contains("Tiene $12.000"), "{}", pagina.cuerpo);
    let clave = clave();
    let mut campos = vec![("clave", clave.as_str()), ("sesion", &m.caja.sesion)];
    campos.extend(["", "", "", "", "", "8000"].map(|monto| ("monto", monto)));
    m.caja.carla.post(&format!("/norte/caja/ventas/{debe}/pagos"), &campos).await.es(303);
    assert_eq!((m.a_favor().await, m.pagado().await), (dec!(4_000), vec![8_000, 8_000]));
    m.cuadra().await;
}

/// Of 996, 1.000 were collected; the 19.000 that stayed are not part of it.
#[tokio::test]
async fn lo_devuelto_a_favor_es_lo_que_se_cobro_por_esa_venta() {
    let m = mundo().await;
    bd_prestacion(&m.app, "CURITA", 996).await;
    let paula = m.paula.to_string();
    let campos =
        [("prestacion", "CURITA"), ("veces", "1"), ("paciente", &*paula), ("monto", "20000"), ("deja_vuelto", "true")];
    m.caja.cobrar(&campos).await.es(303);
    assert_eq!(m.a_favor().await, dec!(19_000));
    let (venta, pago) =
        (bd_numero(&m.app, "select id from ventas").await, bd_numero(&m.app, "select id from pagos").await);
    let Mundo { app, caja, .. } = m;
    let gloria = app.como("gloria").await;
    let m = devoluciones::Mundo { app, caja, gloria };
    m.devolver(venta, pago, "abono", "996", &[NOTA]).await;
    assert_eq!(bd_monto(&m.app, "select sum(monto) from abonos").await, dec!(20_000));
    cuadra(&m.app, &m.caja).await;
}

#[tokio::test]
async fn un_pago_cubre_varias_ventas_de_la_mas_antigua_en_adelante() {
    let m = mundo().await;
    for _ in 0..3 {
        m.cura(&[], &[]).await.es(303);
    }
    let cuenta = format!("/norte/caja/por-cobrar/{}", m.paula);
    let pagina = m.caja.carla.get(&cuenta).await.es(200);
    assert_eq!(pagina.textos("input[name=venta][checked]").len(), 3);
    assert_eq!(pagina.atributo("#paga", "value"), "24000");
    let ventas: Vec<i64> =
        pagina.atributos("input[name=venta]", "value").iter().map(|id| id.parse().unwrap()).collect();
    m.recibir("20000", &ventas, &["", "20000"]).await.es(303);
    assert_eq!(m.pagado().await, [8_000, 8_000, 4_000]);
    // What is over stays in favour, and what is paid already is not what was shown.
    assert!(m.recibir("1000", &ventas, &["1000"]).await.es(422).cuerpo.contains("cambió entretanto"));
    m.recibir("6000", &ventas[2..], &["5000", "1000"]).await.es(303);
    assert_eq!((m.pagado().await, m.a_favor().await), (vec![8_000, 8_000, 8_000], dec!(2_000)));
    m.sano().await;
    // The first payment covers two of them whole: it goes back alone, and annulling one sale does not drag the other.
    let negada = m.anular("ventas", ventas[0]).await;
    assert!(negada.cuerpo.contains("cubrió también otras"), "{}", negada.cuerpo);
    m.anular("pagos", bd_numero(&m.app, "select min(id) from pagos").await).await.es(303);
    assert_eq!(m.pagado().await, [0, 0, 4_000]);
    m.cuadra().await;
}

#[tokio::test]
async fn lo_invalido_se_dice_en_su_campo_y_conserva_lo_escrito() {
    let m = mundo().await;
    m.cura(&[], &[]).await.es(303);
    let venta = bd_numero(&m.app, "select id from ventas").await;
    let corta = m.recibir("8000", &[venta], &["5000"]).await.es(422);
    assert!(corta.cuerpo.contains("faltan $3.000") && corta.atributo("#monto-0", "value") == "5000");
    assert!(corta.hay("input[name=venta][checked]") && corta.atributo("#pagador", "value") == "Empresa Árbol");
    let mal = m.recibir("ocho", &[], &["8000"]).await.es(422);
    assert!(
        mal.hay("#paga-error") && !mal.hay("input[name=venta][checked]") && mal.atributo("#paga", "value") == "ocho"
    );
    let (clave, cuenta) = (clave(), format!("/norte/caja/por-cobrar/{}", m.paula));
    let mut campos = vec![("clave", clave.as_str()), ("sesion", &m.caja.sesion), ("paga", "8000")];
    campos.extend(["", "4000", "", "1000", "3000"].map(|monto| ("monto", monto)));
    campos.extend(["", "", "", "", "123"].map(|referencia| ("referencia", referencia)));
    let sin_numero = m.caja.carla.post(&cuenta, &campos).await.es(422);
    assert!(["#referencia-1-error", "#referencia-3-error", "#referencia-4-error"].iter().all(|e| sin_numero.hay(e)));
    assert_eq!(sin_numero.atributo("#referencia-4", "value"), "123");
    // What is in favour does not come back as a payment of itself.
    m.recibir("3000", SIN_VENTAS, &["3000"]).await.es(303);
    let vuelta = m.recibir("9000", &[venta], &["6000", "", "", "", "", "3000"]).await.es(422);
    assert!(vuelta.cuerpo.contains("estas suman $8.000"), "{}", vuelta.cuerpo);
    m.cuadra().await;
}

#[tokio::test]
async fn la_misma_clave_cobra_una_vez() {
    let m = mundo().await;
    let clave = clave();
    let respuestas = join_all((0..8).map(|_| m.recibir_con(&clave, "5000", SIN_VENTAS, &["5000"]))).await;
    assert!(respuestas.iter().all(|r| r.estado.as_u16() == 303 && r.destino() == respuestas[0].destino()));
    assert_eq!(m.a_favor().await, dec!(5_000));
    let gastada = m.recibir_con(&clave, "6000", SIN_VENTAS, &["6000"]).await.es(422);
    assert_ne!(gastada.atributo("input[name=clave]", "value"), clave, "corrected, it goes through");
    assert_eq!(bd_numero(&m.app, "select count(*) from pagos").await, 1);
}

/// Twelve at once want what is enough for two, by the ficha and by the one that was merged into it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn lo_que_hay_a_favor_no_se_gasta_dos_veces() {
    let m = mundo().await;
    m.recibir("16000", SIN_VENTAS, &["16000"]).await.es(303);
    bd(
        &m.app,
        "insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres, apellido_paterno)
         values (clinica_actual(), 'sin_documento', 'otro', 'Paula', 'Otra')",
    )
    .await;
    let otra = bd_numero(&m.app, "select max(id) from pacientes").await;
    let (motivo, con) = ("es la misma", otra.to_string());
    let ana = m.app.como("ana").await;
    let fusionar = format!("/norte/pacientes/{}/fusion", m.paula);
    let campos = [("con", &*con), ("motivo", motivo), ("queda", "esta")];
    let fusion = ana.post(&fusionar, &campos);
    let vender = (0..12).map(|n| {
        let (m, quien) = (&m, if n % 2 == 0 { m.paula } else { otra });
        async move {
            let quien = quien.to_string();
            let mut campos = vec![("prestacion", "CURA"), ("veces", "1"), ("paciente", quien.as_str())];
            campos.extend(["", "", "", "", "", "8000"].map(|monto| ("monto", monto)));
            m.caja.cobrar(&campos).await.estado.as_u16()
        }
    });
    let (ventas, fusion) = futures_util::future::join(join_all(vender), fusion).await;
    fusion.es(303);
    assert!(ventas.iter().all(|estado| matches!(estado, 303 | 422)), "{ventas:?}");
    assert_eq!(ventas.iter().filter(|estado| **estado == 303).count(), 2, "{ventas:?}");
    assert_eq!(m.a_favor().await, dec!(0));
    m.cuadra().await;
}

#[tokio::test]
async fn lo_anulado_vuelve_a_su_lado_y_lo_gastado_no_se_anula() {
    let m = mundo().await;
    m.recibir("10000", SIN_VENTAS, &["10000"]).await.es(303);
    m.cura(&["", "", "", "", "", "8000"], &[]).await.es(303);
    let usado = m.anular("pagos", 1).await.es(422);
    assert!(usado.cuerpo.contains("ya se usó"), "{}", usado.cuerpo);
    m.anular("ventas", bd_numero(&m.app, "select id from ventas").await).await.es(303);
    assert_eq!(m.a_favor().await, dec!(10_000));
    m.sano().await;
    m.anular("pagos", 1).await.es(303);
    assert_eq!(m.a_favor().await, dec!(0));
    assert_eq!(bd_monto(&m.app, "select sum(monto) from pagos_medios").await, dec!(0));
    m.cuadra().await;
}

#[tokio::test]
async fn lo_que_cubre_un_pago_se_mueve_sin_borrar_nada() {
    let m = mundo().await;
    m.cura(&["8000"], &[]).await.es(303);
    m.cura(&[], &[]).await.es(303);
    let (una, otra) =
        (bd_numero(&m.app, "select min(id) from ventas").await, bd_numero(&m.app, "select max(id) from ventas").await);
    let ruta = "/norte/caja/pagos/1/reasignaciones";
    assert!(!m.caja.carla.get(ruta).await.es(200).hay("#motivo"), "she does not supervise");
    let clave = clave();
    let campos = [("clave", clave.as_str()), ("de", "1"), ("a", ""), ("monto", "1"), ("motivo", "x")];
    m.caja.carla.post(ruta, &campos).await.es(403);

    m.mover(1, una, Some(otra), "3000").await.es(303);
    assert_eq!(m.pagado().await, [5_000, 3_000]);
    m.sano().await;
    m.mover(1, una, None, "5000").await.es(303);
    assert_eq!((m.pagado().await, m.a_favor().await), (vec![0, 3_000], dec!(5_000)));
    m.sano().await;
    assert!(m.mover(1, una, None, "1").await.es(422).hay("#monto-error"));
    assert!(m.mover(1, otra, Some(una), "9000").await.es(422).hay("#monto-error"));
    assert!(m.mover(1, otra, Some(otra), "1000").await.es(422).hay("#a-error"));
    assert!(m.mover(1, otra, None, "").await.es(422).hay("#monto-error"));
    let pagina = m.app.como("gloria").await.get(ruta).await.es(200);
    assert_eq!(pagina.textos("tbody tr td:first-child")[..2], [format!("Venta {otra}"), "A favor del paciente".into()]);
    assert!(pagina.cuerpo.contains("era de la otra"));
    // The paper says what was handed over, whatever was moved since.
    let recibo = m.caja.carla.get("/norte/caja/pagos/1/recibo").await.es(200);
    assert!(recibo.cuerpo.contains("Atención CURA") && !recibo.cuerpo.contains("A favor del paciente"));
    // Taken back, it leaves each place where it stands now.
    m.anular("pagos", 1).await.es(303);
    assert_eq!((m.pagado().await, m.a_favor().await), (vec![0, 0], dec!(0)));
    m.mover(1, otra, None, "1").await.es(422);
    m.cuadra().await;
}

/// Ten that move what one payment covers, while somebody takes it back.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn mover_y_anular_a_la_vez_no_descuadra() {
    let m = mundo().await;
    m.cura(&["8000"], &[]).await.es(303);
    m.cura(&[], &[]).await.es(303);
    let (una, otra) =
        (bd_numero(&m.app, "select min(id) from ventas").await, bd_numero(&m.app, "select max(id) from ventas").await);
    let mover = (0..10).map(|n| {
        let m = &m;
        async move {
            let (de, a) =
                if n % 2 == 0 { (una, Some(otra)) } else { (otra, if n % 3 == 0 { None } else { Some(una) }) };
            m.mover(1, de, a, "2000").await.estado.as_u16()
        }
    });
    let (movidas, anulada) = futures_util::future::join(join_all(mover), m.anular("pagos", 1)).await;
    assert!(movidas.iter().all(|estado| matches!(estado, 303 | 422)), "{movidas:?}");
    assert!(matches!(anulada.estado.as_u16(), 303 | 422));
    m.cuadra().await;
}

/// What one had and the other spent while they were one would be there twice.
#[tokio::test]
async fn separar_las_fichas_no_duplica_lo_que_habia_a_favor() {
    let m = mundo().await;
    m.recibir("8000", SIN_VENTAS, &["8000"]).await.es(303);
    bd_cita(&m.app, 1_000).await;
    let queda = bd_numero(&m.app, "select max(id) from pacientes").await;
    let (ana, con) = (m.app.como("ana").await, m.paula.to_string());
    let fusion = [("con", con.as_str()), ("motivo", "es la misma"), ("queda", "esta"), ("vistos", "1-2")];
    ana.post(&format!("/norte/pacientes/{queda}/fusion"), &fusion).await.es(303);
    let paciente = queda.to_string();
    let mut campos = vec![("prestacion", "CURA"), ("veces", "1"), ("paciente", paciente.as_str())];
    campos.extend(["", "", "", "", "", "8000"].map(|monto| ("monto", monto)));
    m.caja.cobrar(&campos).await.es(303);
    let separar = format!("/norte/pacientes/{}/separacion", m.paula);
    let negada = ana.post(&separar, &[("motivo", "no era")]).await.es(422);
    assert!(negada.cuerpo.contains("gastó lo que la otra tenía a favor"), "{}", negada.cuerpo);
    m.anular("ventas", bd_numero(&m.app, "select id from ventas").await).await.es(303);
    ana.post(&separar, &[("motivo", "no era")]).await.es(303);
    assert_eq!(m.a_favor().await, dec!(8_000));
    m.cuadra().await;
}

#[tokio::test]
async fn quien_paga_sale_de_la_ficha() {
    let m = mundo().await;
    bd(
        &m.app,
        "insert into contactos_paciente (clinica_id, paciente_id, nombre, relacion, rut_cuerpo, rut_dv, responsable, pagador)
         select clinica_id, id, 'Empresa Árbol', 'empresa', 76543210, '3', false, true from pacientes",
    )
    .await;
    for ruta in
        [format!("/norte/caja/ventas/nueva?paciente={}", m.paula), format!("/norte/caja/por-cobrar/{}", m.paula)]
    {
        let pagina = m.caja.carla.get(&ruta).await.es(200);
        assert_eq!(pagina.atributos("#pagadores option", "value"), ["Empresa Árbol"]);
        assert_eq!(pagina.atributo("#pagador", "value"), "Paula Pinto");
    }
}
