//! What the people of a clinic are told without asking: once, to who may know it and wants to.

use chrono::{DateTime, Utc};
use mail_parser::MessageParser;

use super::mundo::Mundo;
use crate::caja::mundo::{abrir, entrada};

const PAGINA: &str = "/norte/mis-avisos";

impl Mundo {
    fn son_las(&self, instante: &str) {
        self.db.reloj().fijar(instante.parse::<DateTime<Utc>>().unwrap());
    }

    /// The worker's round, and every letter that may leave.
    async fn ronda(&self) -> usize {
        let (uno, otro) = (self.obrero(), self.obrero());
        let (a, b) = tokio::join!(uno.contar_novedades(), otro.contar_novedades());
        while uno.enviar_lote().await.unwrap() > 0 {}
        a.unwrap() + b.unwrap()
    }

    /// To whom and what, of the letters with this subject.
    fn llegadas(&self, asunto: &str) -> Vec<(String, String)> {
        let leer = |crudo: &[u8]| {
            let carta = MessageParser::default().parse(crudo).unwrap();
            let si = carta.subject().unwrap().starts_with(asunto);
            si.then(|| carta.body_text(0).unwrap().replace("\r\n", "\n"))
        };
        let mut suyas: Vec<_> =
            self.buzon.cartas().iter().filter_map(|c| Some((c.para[0].clone(), leer(&c.crudo)?))).collect();
        suyas.sort();
        suyas
    }
}

#[tokio::test]
async fn el_stock_bajo_se_cuenta_una_vez_al_dia_con_su_lista() {
    let mundo = Mundo::nuevo().await;
    // Ten in the morning of a Friday in Santiago.
    mundo.son_las("2026-11-27T13:00:00Z");
    let fabiola = mundo.app.como("fabiola").await;
    for (codigo, nombre) in [("UNO", "Guantes"), ("DOS", "Gasa")] {
        let campos = [("codigo", codigo), ("nombre", nombre), ("unidad", "caja"), ("precio", "1000"), ("minimo", "8")];
        fabiola.post("/norte/bodega/insumos", &campos).await.es(303);
        entrada(&fabiola, codigo, "L1", "", "10", "500").await;
    }
    let caja = abrir(&mundo.app, "0").await;
    assert_eq!(mundo.ronda().await, 0);
    caja.vender("UNO", "3", &[]).await.es(303);
    assert_eq!(mundo.ronda().await, 1, "two workers, one letter");
    let [(para, texto)] = mundo.llegadas("Insumos bajo su mínimo: 27-11-2026").try_into().unwrap();
    assert_eq!(para, "fabiola@norte.test");
    assert!(texto.contains("Guantes: quedan 7 de 8 caja") && !texto.contains("Gasa"), "{texto}");
    // Another one the same day waits for the next, at eight; then nothing is news.
    mundo.son_las("2026-11-27T14:00:00Z");
    caja.vender("DOS", "3", &[]).await.es(303);
    assert_eq!(mundo.ronda().await, 0);
    mundo.son_las("2026-11-28T10:59:00Z");
    assert_eq!(mundo.ronda().await, 0);
    mundo.son_las("2026-11-28T11:00:00Z");
    mundo.ronda().await;
    let [(_, texto)] = mundo.llegadas("Insumos bajo su mínimo: 28-11-2026").try_into().unwrap();
    assert!(texto.contains("Guantes: quedan 7") && texto.contains("Gasa: quedan 7"), "{texto}");
    mundo.son_las("2026-11-29T11:00:00Z");
    mundo.ronda().await;
    assert_eq!(mundo.llegadas("Insumos bajo su mínimo: ").len(), 2);
}

#[tokio::test]
async fn la_caja_que_queda_abierta_se_avisa_a_su_responsable_y_a_quien_supervisa() {
    let mundo = Mundo::nuevo().await;
    mundo.son_las("2026-11-27T13:00:00Z");
    let caja = abrir(&mundo.app, "0").await;
    mundo.son_las("2026-11-28T02:30:00Z");
    assert_eq!(mundo.ronda().await, 0, "the same day, half past eleven");
    mundo.son_las("2026-11-28T10:00:00Z");
    assert_eq!(mundo.ronda().await, 0, "not before eight");
    mundo.son_las("2026-11-28T11:00:00Z");
    assert_eq!(mundo.ronda().await, 2);
    assert_eq!(mundo.ronda().await, 0);
    let cartas = mundo.llegadas("Quedó abierta: ");
    let para: Vec<_> = cartas.iter().map(|(para, _)| para.as_str()).collect();
    assert_eq!(para, ["carla@norte.test", "gloria@norte.test"]);
    assert!(cartas[0].1.contains("Abierta desde: 27-11-2026 10:00"), "{}", cartas[0].1);
    assert!(cartas[0].1.contains(&format!("https://antesala.example/norte/caja/sesiones/{}\n", caja.sesion)));
    mundo.son_las("2026-11-29T12:00:00Z");
    assert_eq!(mundo.ronda().await, 2, "once a day while it stays so");
    mundo.bd_como_dueno("alter table sesiones_caja no force row level security; alter table sesiones_caja disable trigger user;
        update sesiones_caja set estado = 'cerrada'; alter table sesiones_caja enable trigger user; alter table sesiones_caja force row level security").await;
    mundo.son_las("2026-11-30T12:00:00Z");
    assert_eq!(mundo.ronda().await, 0);
}

#[tokio::test]
async fn mas_de_dieciseis_horas_se_avisan_el_mismo_dia() {
    let mundo = Mundo::nuevo().await;
    // Half past six in the morning.
    mundo.son_las("2026-11-27T09:30:00Z");
    abrir(&mundo.app, "0").await;
    mundo.son_las("2026-11-28T01:30:00Z");
    assert_eq!(mundo.ronda().await, 0);
    mundo.son_las("2026-11-28T01:31:00Z");
    assert_eq!(mundo.ronda().await, 2);
}

#[tokio::test]
async fn los_mensajes_fallidos_se_cuentan_a_quien_puede_verlos() {
    let mundo = Mundo::nuevo().await;
    mundo.son_las("2026-11-27T13:00:00Z");
    for pago in [1, 2] {
        mundo.encolar_recibo(pago, "Pedro", "rechazar@correo.cl").await.unwrap();
    }
    mundo.obrero().enviar_lote().await.unwrap();
    assert_eq!(mundo.ronda().await, 3);
    let cartas = mundo.llegadas("Mensajes sin enviar: 2");
    let para: Vec<_> = cartas.iter().map(|(para, _)| para.as_str()).collect();
    assert_eq!(para, ["ana@norte.test", "beto@norte.test", "gloria@norte.test"]);
    let texto = &cartas[0].1;
    assert!(
        texto.contains("https://antesala.example/norte/avisos?estado=fallido") && !texto.contains("Pedro"),
        "{texto}"
    );
    mundo.son_las("2026-11-28T13:00:00Z");
    assert_eq!(mundo.ronda().await, 0, "no other has failed");
}

#[tokio::test]
async fn quien_no_quiere_o_ya_no_puede_no_los_recibe() {
    let mundo = Mundo::nuevo().await;
    mundo.son_las("2026-11-27T13:00:00Z");
    let (gloria, carla, elias) =
        (mundo.app.como("gloria").await, mundo.app.como("carla").await, mundo.app.como("elias").await);
    let ofrecidos = gloria.get(PAGINA).await.es(200).atributos("input[name=quiere][checked]", "value");
    assert_eq!(ofrecidos, ["caja_abierta", "avisos_fallidos"]);
    assert_eq!(carla.get(PAGINA).await.es(200).atributos("input[name=quiere]", "value"), ["caja_abierta"]);
    assert!(!elias.get(PAGINA).await.es(200).hay("input[name=quiere]"));
    gloria.post(PAGINA, &[("quiere", "avisos_fallidos")]).await.es(303);
    gloria.post(PAGINA, &[("quiere", "avisos_fallidos")]).await.es(303);
    let guardados = gloria.get(PAGINA).await.es(200).atributos("input[name=quiere][checked]", "value");
    assert_eq!(guardados, ["avisos_fallidos"]);
    gloria.post(PAGINA, &[("quiere", "loteria")]).await.es(422);
    mundo.app.como("diego").await.get(PAGINA).await.es(404);
    assert!(mundo.app.anonimo().get(PAGINA).await.es(303).destino().starts_with("/entrar"));
    abrir(&mundo.app, "0").await;
    mundo.son_las("2026-11-28T13:00:00Z");
    assert_eq!(mundo.ronda().await, 1);
    mundo
        .app
        .como("gloria")
        .await
        .post(PAGINA, &[("quiere", "caja_abierta"), ("quiere", "avisos_fallidos")])
        .await
        .es(303);
    let carla = mundo.bd_numero("select m.id as n from membresias m join usuarios u on u.id = m.usuario_id where u.correo = 'carla@norte.test'").await;
    mundo.app.como("ana").await.post(&format!("/norte/configuracion/usuarios/{carla}/suspension"), &[]).await.es(303);
    mundo.son_las("2026-11-29T13:00:00Z");
    mundo.ronda().await;
    let para: Vec<_> = mundo.llegadas("Quedó abierta: ").into_iter().map(|(para, _)| para).collect();
    assert_eq!(
        para,
        ["carla@norte.test", "gloria@norte.test"],
        "one each: Carla while she worked here, Gloria once she wanted to"
    );
}
