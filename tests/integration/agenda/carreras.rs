//! Many clients on real sockets, and clients that go away.

use std::net::SocketAddr;
use std::time::Duration;

use antesala::web::session;
use futures_util::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::mundo::Mundo;
use crate::soporte::{Navegador, Prueba, hasta};

/// A request as a browser of that person sends it.
fn pedido(quien: &Navegador, campos: &[(&str, &str)]) -> String {
    let (sesion, csrf) = (quien.galleta(session::SESION).unwrap(), quien.csrf());
    let mut campos = campos.to_vec();
    campos.push(("csrf", &csrf));
    let cuerpo = serde_html_form::to_string(campos).unwrap();
    format!(
        "POST /norte/citas HTTP/1.1\r\nHost: antesala.test\r\nCookie: {}={sesion}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{cuerpo}",
        session::SESION,
        cuerpo.len()
    )
}

/// As a client that comes back when it is told to: a full house says so with Retry-After.
async fn insistir(a: SocketAddr, pedido: &str) -> (u16, String) {
    loop {
        let (estado, respuesta) = enviar(a, pedido).await;
        if estado != 503 {
            return (estado, respuesta);
        }
        let espera = respuesta.lines().find_map(|l| l.to_ascii_lowercase().strip_prefix("retry-after: ")?.parse().ok());
        tokio::time::sleep(Duration::from_secs(espera.expect("a 503 says when to come back"))).await;
    }
}

async fn enviar(a: SocketAddr, pedido: &str) -> (u16, String) {
    let mut con = TcpStream::connect(a).await.unwrap();
    con.write_all(pedido.as_bytes()).await.unwrap();
    let mut respuesta = Vec::new();
    con.read_to_end(&mut respuesta).await.unwrap();
    let respuesta = String::from_utf8_lossy(&respuesta).into_owned();
    (respuesta.split(' ').nth(1).unwrap().parse().unwrap(), respuesta)
}

/// Twenty slots of one professional.
async fn veinte_horas() -> Mundo {
    let app = Prueba::con_variables(&[("POOL_MAX", "32")]).await;
    let m = Mundo::sobre(app, "2026-11-22T12:00:00Z").await;
    m.bd("update horarios set hasta = '19:00'").await;
    m
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn doscientos_clientes_por_veinte_horas_son_veinte_citas() {
    let m = veinte_horas().await;
    let beto = m.app.como("beto").await;
    m.bd("insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres)
          select clinica_actual(), 'sin_documento', 'otro', 'Paciente ' || n from generate_series(1, 200) n")
        .await;
    let primero = m.bd_numero("select min(id) as n from pacientes where nombres = 'Paciente 1'").await;
    let servida = m.app.servir().await;
    let prestacion = m.prestacion.to_string();
    let pedidos: Vec<String> = (0..200)
        .map(|n| {
            let (minutos, paciente) = (n % 20 * 30, (primero + n).to_string());
            let hora = m.hora(&format!("2026-11-23T{:02}:{:02}:00Z", 12 + minutos / 60, minutos % 60));
            pedido(&beto, &[("hora", &hora), ("prestacion", &prestacion), ("paciente", &paciente)])
        })
        .collect();
    let respuestas = join_all(pedidos.iter().map(|p| insistir(servida.direccion, p))).await;
    let cuantas = |estado: u16| respuestas.iter().filter(|(e, _)| *e == estado).count();
    let otras: Vec<_> = respuestas.iter().map(|(e, _)| *e).filter(|e| ![303, 409].contains(e)).collect();
    assert_eq!((cuantas(303), cuantas(409)), (20, 180), "{otras:?}");
    let sin_salida = respuestas.iter().filter(|(e, c)| *e == 409 && !c.contains("Horas más cercanas")).count();
    assert_eq!(sin_salida, 0, "answers of conflict without alternatives");
    assert_eq!(m.bd_numero("select count(distinct inicio) as n from citas where bloquea").await, 20);
    m.sin_trabas().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn quien_pierde_la_respuesta_y_repite_recibe_la_misma_cita() {
    let m = veinte_horas().await;
    let beto = m.app.como("beto").await;
    let servida = m.app.servir().await;
    let (hora, prestacion) = (m.hora("2026-11-23T12:00:00Z"), m.prestacion.to_string());
    let campos = [
        ("hora", hora.as_str()),
        ("prestacion", &prestacion),
        ("nuevo_nombres", "Rosa"),
        ("nuevo_telefono", "987654321"),
        ("clave", "6f1a1c1e-0000-4000-8000-000000000002"),
    ];
    let pedido = pedido(&beto, &campos);
    let mut con = TcpStream::connect(servida.direccion).await.unwrap();
    con.write_all(pedido.as_bytes()).await.unwrap();
    drop(con);
    hasta("the cita is booked though nobody waits for the answer", async || {
        m.bd_numero("select count(*) as n from citas").await == 1
    })
    .await;
    let (estado, cuerpo) = enviar(servida.direccion, &pedido).await;
    let cita = m.bd_numero("select id as n from citas").await;
    assert_eq!(estado, 303);
    assert!(cuerpo.contains(&format!("#cita-{cita}")), "{cuerpo}");
    assert_eq!((m.app.bd_cuenta("norte", "citas").await, m.app.bd_cuenta("norte", "pacientes").await), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn el_limite_del_dia_no_se_pasa_ni_entre_muchos() {
    let m = veinte_horas().await;
    let beto = m.app.como("beto").await;
    m.bd("update prestaciones set limite_dia = 2, limite_semana = 3").await;
    for (dia, quedan) in [("23", 2), ("24", 1), ("25", 0)] {
        let mut pacientes = Vec::new();
        for n in 0..8 {
            pacientes.push(m.bd_paciente(&format!("Del {dia}, {n}")).await);
        }
        let reservas = pacientes.iter().zip(12..).map(|(p, hora)| {
            let (m, beto, inicio) = (&m, &beto, format!("2026-11-{dia}T{hora}:00:00Z"));
            async move { m.reservar(beto, *p, &inicio).await.estado.as_u16() }
        });
        let estados = join_all(reservas).await;
        assert_eq!(estados.iter().filter(|e| **e == 303).count(), quedan, "day {dia}: {estados:?}");
        assert_eq!(estados.iter().filter(|e| **e == 409).count(), 8 - quedan, "day {dia}: {estados:?}");
    }
    m.sin_trabas().await;
}

#[tokio::test]
async fn una_cita_anulada_no_vuelve_sobre_el_limite() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd("update prestaciones set limite_dia = 1").await;
    let primera = m.cita(&beto, "Rosa", "2026-11-23T12:00:00Z").await;
    beto.post(&format!("/norte/citas/{primera}/anulacion"), &[("version", "1"), ("motivo", "viaja")]).await.es(303);
    m.cita(&beto, "Luis", "2026-11-23T13:00:00Z").await;
    let vuelta = m.cambiar(&beto, primera, "regreso").await.es(409);
    assert!(vuelta.cuerpo.contains("todas las citas que la prestación permite"), "{}", vuelta.cuerpo);
}
