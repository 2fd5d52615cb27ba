//! Whose word counts for where a request comes from.

use antesala::demo::CLAVE;
use antesala::web::csrf;
use diesel::{dsl::sql, sql_types::Text};
use diesel_async::RunQueryDsl;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::soporte::Prueba;

/// Signs in over a real socket with that header; answers the address the session was opened from.
async fn direccion(app: &Prueba, reenviado: &str) -> String {
    let servida = app.servir().await;
    let cuerpo =
        serde_html_form::to_string([("correo", "beto@norte.test"), ("clave", CLAVE), ("csrf", &csrf::token("visita"))]);
    let cuerpo = cuerpo.unwrap();
    let pedido = format!(
        "POST /entrar HTTP/1.1\r\nHost: antesala.test\r\nCookie: antesala_visita=visita\r\nX-Forwarded-For: {reenviado}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{cuerpo}",
        cuerpo.len()
    );
    let mut conexion = TcpStream::connect(servida.direccion).await.unwrap();
    conexion.write_all(pedido.as_bytes()).await.unwrap();
    let mut respuesta = String::new();
    conexion.read_to_string(&mut respuesta).await.unwrap();
    assert!(respuesta.starts_with("HTTP/1.1 303"), "{respuesta}");
    let consulta = sql::<Text>("(select direccion from sesiones_usuario order by id desc limit 1)");
    diesel::select(consulta).get_result(&mut app.base.conectar("postgres").await).await.unwrap()
}

#[tokio::test]
async fn a_un_desconocido_no_se_le_cree() {
    let app = Prueba::nueva().await;
    assert_eq!(direccion(&app, "200.1.2.3").await, "127.0.0.1");
    let app = Prueba::con_variables(&[("TRUSTED_PROXIES", "10.0.0.1")]).await;
    assert_eq!(direccion(&app, "200.1.2.3").await, "127.0.0.1");
}

#[tokio::test]
async fn a_un_proxy_de_confianza_si_y_solo_lo_que_el_vio() {
    let app = Prueba::con_variables(&[("TRUSTED_PROXIES", "127.0.0.1, 10.0.0.1")]).await;
    for (reenviado, esperado) in [
        ("200.1.2.3", "200.1.2.3"),
        ("6.6.6.6, 200.1.2.3", "200.1.2.3"),
        ("6.6.6.6, 200.1.2.3, 10.0.0.1", "200.1.2.3"),
        ("2001:db8::7", "2001:db8::7"),
        // The same machine, as a socket of both families sees it.
        ("6.6.6.6, ::ffff:200.1.2.3, ::ffff:10.0.0.1", "200.1.2.3"),
        ("disparate", "127.0.0.1"),
        // Another line of the same header continues the list, and what cannot be read ends it.
        ("6.6.6.6\r\nX-Forwarded-For: 200.1.2.3", "200.1.2.3"),
        ("6.6.6.6, 200.1.2.3:4711", "127.0.0.1"),
        ("6.6.6.6, disparate, 10.0.0.1", "127.0.0.1"),
    ] {
        assert_eq!(direccion(&app, reenviado).await, esperado, "{reenviado}");
    }
}
