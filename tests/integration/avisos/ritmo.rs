//! How fast messages leave, whom they wait for, and when they leave no more.

use antesala::avisos::Canal;
use antesala::avisos::queries::{Reclamo, reclamar};
use antesala::mail::Buzon;
use chrono::TimeDelta;
use tokio::net::TcpListener;

use super::mundo::{Envio, Mundo};

const DE: &str = "avisos@antesala.example";

fn reclamo(limite: i32) -> Reclamo {
    let arriendo = TimeDelta::minutes(3);
    Reclamo { canal: Canal::Correo, arriendo, maximo: 3, limite, por_clinica: 100, por_dominio: 100 }
}

impl Mundo {
    async fn encolar_a(&self, direcciones: &[&str]) -> Vec<i64> {
        let mut ids = Vec::new();
        for (n, direccion) in (1..).zip(direcciones) {
            ids.push(self.encolar_recibo(n, "Pedro", direccion).await.unwrap());
        }
        ids
    }

    fn pasan_minutos(&self, minutos: i64) {
        let reloj = self.db.reloj();
        reloj.fijar(reloj.ahora() + TimeDelta::minutes(minutos));
    }

    async fn bd_intentos(&self, mensaje: i64) -> i64 {
        self.bd_numero(&format!("select count(*) as n from intentos_envio where mensaje_id = {mensaje}")).await
    }
}

#[tokio::test]
async fn la_cola_de_una_clinica_no_hace_esperar_a_otra() {
    let mundo = Mundo::nuevo().await;
    mundo.encolar_a(&["pedro@correo.cl"; 12]).await;
    let sur = mundo.app.sistema("sur").await;
    let otra = "insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres) values (clinica_actual(), 'sin_documento', 'otro', 'Rosa') returning id as n";
    let paciente_id = mundo.bd_numero_de(&sur, otra).await;
    let recibo = antesala::avisos::ReciboPago { paciente_id, ..mundo.recibo(1, "Rosa", "rosa@correo.cl") };
    let mensaje = antesala::avisos::recibo_pago(&recibo);
    mundo.db.escribir(&sur, async |tx| antesala::avisos::encolar(tx, &mensaje).await).await.unwrap();

    let primeros = reclamar(&mundo.db, reclamo(4), DE).await.unwrap();

    assert_eq!(primeros.len(), 4);
    assert_eq!(
        primeros.iter().filter(|envio| envio.clinica_id == sur.clinica).count(),
        1,
        "hers leaves in the first round"
    );
}

#[tokio::test]
async fn una_clinica_no_envia_mas_por_minuto_que_su_cupo() {
    let mundo = Mundo::nuevo().await;
    mundo.db.reloj().fijar("2026-11-23T15:00:10Z".parse().unwrap());
    mundo.encolar_a(&["pedro@correo.cl"; 5]).await;
    let cupo = Reclamo { por_clinica: 3, ..reclamo(8) };
    assert_eq!(reclamar(&mundo.db, cupo, DE).await.unwrap().len(), 3);
    assert_eq!(reclamar(&mundo.db, cupo, DE).await.unwrap().len(), 0);
    mundo.pasan_minutos(1);
    assert_eq!(reclamar(&mundo.db, cupo, DE).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_un_dominio_no_llegan_mas_por_minuto_que_su_cupo_y_los_demas_no_esperan() {
    let mundo = Mundo::nuevo().await;
    mundo.db.reloj().fijar("2026-11-23T15:00:10Z".parse().unwrap());
    let ids = mundo.encolar_a(&["a@grande.cl", "b@Grande.cl", "c@grande.cl", "d@chico.cl"]).await;
    let cupo = Reclamo { por_dominio: 2, ..reclamo(8) };

    let salen: Vec<i64> = reclamar(&mundo.db, cupo, DE).await.unwrap().iter().map(|envio| envio.mensaje_id).collect();

    assert_eq!(salen.len(), 3);
    assert!(!salen.contains(&ids[2]) && salen.contains(&ids[3]), "{salen:?}");
    assert_eq!(mundo.bd_envio(ids[2]).await, Envio::en("pendiente", Some("por_turno")));
    mundo.pasan_minutos(2);
    assert_eq!(reclamar(&mundo.db, cupo, DE).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_una_direccion_que_no_existe_no_se_escribe_mas_hasta_que_alguien_lo_pide() {
    let mundo = Mundo::nuevo().await;
    let ids = mundo.encolar_a(&["rechazar@correo.cl"]).await;
    mundo.obrero().enviar_lote().await.unwrap();
    let otro = mundo.encolar_recibo(9, "Pedro", "rechazar@Correo.cl").await.unwrap();
    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 0);
    assert_eq!(mundo.bd_envio(otro).await, Envio::en("suprimido", Some("direccion_suprimida")));
    let beto = mundo.app.como("beto").await;
    let pagina = beto.get(&format!("/norte/avisos/{otro}")).await.es(200);
    assert!(pagina.cuerpo.contains("A esa dirección ya no se envía"), "{}", pagina.cuerpo);

    beto.post(&format!("/norte/avisos/{otro}/reintento"), &[]).await.es(303);
    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 1);

    assert_eq!(mundo.bd_envio(otro).await, Envio::en("fallido", Some("smtp_550")));
    assert_eq!((mundo.bd_intentos(ids[0]).await, mundo.bd_intentos(otro).await), (1, 1));
    assert_eq!(mundo.bd_numero("select count(*) as n from direcciones_suprimidas").await, 1);
}

#[tokio::test]
async fn una_hora_sin_servidor_no_gasta_los_intentos_y_despues_todo_llega() {
    let mundo = Mundo::nuevo().await;
    let puerto = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let direccion = puerto.local_addr().unwrap();
    drop(puerto);
    let ids = mundo.encolar_a(&["pedro@correo.cl"; 6]).await;
    let obrero = mundo.obrero_hacia(&format!("smtp://{direccion}"));
    for _ in 0..360 {
        obrero.enviar_lote().await.unwrap();
        let reloj = mundo.db.reloj();
        reloj.fijar(reloj.ahora() + TimeDelta::seconds(10));
    }
    // Three each is all they have, and the server was asked few times.
    assert_eq!(mundo.bd_numero("select count(*) as n from envios where estado = 'pendiente'").await, 6);
    let preguntas = mundo.bd_numero("select sum(intentos) as n from envios").await;
    assert!((12..36).contains(&preguntas), "{preguntas}");

    let buzon = Buzon::abrir(direccion).await.unwrap();
    for _ in 0..60 {
        obrero.enviar_lote().await.unwrap();
        mundo.pasan_minutos(2);
    }

    assert_eq!(buzon.cartas().len(), ids.len());
}

#[tokio::test]
async fn la_carta_para_elegir_otra_clave_no_sale_cuando_ya_nadie_la_espera() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.bd_numero("select id as n from usuarios where correo = 'beto@norte.test'").await;
    let suya = mundo.bd_numero(&format!("select id as n from membresias where usuario_id = {beto}")).await;
    let hasta = mundo.db.reloj().ahora() + TimeDelta::days(1);
    let correo = antesala::values::correo::Correo::parse("beto@norte.test").unwrap();
    let carta = antesala::avisos::recuperacion(suya, beto, "Beto", correo, (1, hasta));
    let id = mundo.db.escribir(&mundo.norte, async |tx| antesala::avisos::encolar(tx, &carta).await).await.unwrap();
    mundo.pasan_horas(25);

    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 0);

    assert_eq!(mundo.bd_envio(id.unwrap()).await, Envio::en("suprimido", Some("vencido")));
}

#[tokio::test]
async fn la_historia_de_un_mensaje_se_ve() {
    let mundo = Mundo::nuevo().await;
    let id = mundo.encolar_recibo(1, "Pedro", "tarde@correo.cl").await.unwrap();
    mundo.obrero().enviar_lote().await.unwrap();
    mundo.pasan_horas(1);
    mundo.obrero().enviar_lote().await.unwrap();

    let pagina = mundo.app.como("beto").await.get(&format!("/norte/avisos/{id}")).await.es(200);

    let resultados = pagina.textos("[data-intento] td:last-child");
    assert_eq!(resultados, ["El servidor de correo pide esperar (451)", "Enviado"]);
}
