//! What is live: another person's change arrives, and nothing but its version; what was missed is caught up.

use std::time::Duration;

use antesala::web::session;
use diesel_async::SimpleAsyncConnection;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::mundo::Mundo;
use crate::soporte::{Navegador, Prueba, Servida};

const LUNES: &str = "/norte/agenda/2026-11-23/vivo";

/// Somebody at the other end of a stream, over a real socket.
struct Oyente {
    conexion: TcpStream,
    leido: String,
}

impl Oyente {
    async fn pedir(servida: &Servida, quien: &Navegador, ruta: &str, mas: &str) -> Self {
        let mut conexion = TcpStream::connect(servida.direccion).await.unwrap();
        let galleta = quien.galleta(session::SESION).unwrap();
        let pedido = format!(
            "GET {ruta} HTTP/1.1\r\nHost: antesala.test\r\nCookie: {}={galleta}\r\nAccept-Encoding: br, gzip\r\n{mas}\r\n",
            session::SESION
        );
        conexion.write_all(pedido.as_bytes()).await.unwrap();
        let mut oyente = Self { conexion, leido: String::new() };
        oyente.leer_hasta("\r\n\r\n").await;
        oyente
    }

    /// From when everything is heard on.
    async fn abrir(servida: &Servida, quien: &Navegador, ruta: &str) -> Self {
        let mut oyente = Self::pedir(servida, quien, ruta, "").await;
        while oyente.version().await.ends_with("-0") {}
        oyente
    }

    async fn leer(&mut self) -> usize {
        let mut parte = [0; 1024];
        let leidos = timeout(Duration::from_secs(10), self.conexion.read(&mut parte)).await.expect("silence").unwrap();
        self.leido += &String::from_utf8_lossy(&parte[..leidos]);
        leidos
    }

    /// Takes away and answers what comes up to `fin`.
    async fn leer_hasta(&mut self, fin: &str) -> String {
        loop {
            if let Some(donde) = self.leido.find(fin) {
                let resto = self.leido.split_off(donde + fin.len());
                return std::mem::replace(&mut self.leido, resto);
            }
            assert!(self.leer().await > 0, "it ended: {}", self.leido);
        }
    }

    /// The next event: its version, and nothing else.
    async fn version(&mut self) -> String {
        let evento = self.leer_hasta("\n\n").await;
        let lineas: Vec<&str> = evento.lines().filter(|l| l.contains(": ")).collect();
        let version = lineas[0].strip_prefix("id: ").unwrap().to_owned();
        assert_eq!(lineas, [format!("id: {version}"), "event: agenda:cambio".into(), format!("data: {version}")]);
        version
    }

    async fn termina(&mut self) {
        // The last chunk: the connection itself may go on with something else.
        self.leer_hasta("0\r\n\r\n").await;
    }
}

async fn mundo() -> (Mundo, Servida) {
    let mundo = Mundo::nuevo().await;
    let servida = mundo.app.servir().await;
    (mundo, servida)
}

async fn bd_de(app: &Prueba, slug: &str, sql: &str) {
    let actor = app.sistema(slug).await;
    app.db.escribir(&actor, async |tx| Ok(tx.pg().batch_execute(sql).await?)).await.unwrap();
}

const FERIADO: &str =
    "insert into feriados_clinica (clinica_id, fecha, nombre) values (clinica_actual(), '2026-11-23', 'Aniversario')";

#[tokio::test]
async fn lo_que_hace_otra_persona_llega_y_solo_su_version() {
    let (mundo, servida) = mundo().await;
    let (beto, elias) = (mundo.app.como("beto").await, mundo.app.como("elias").await);
    let mut oyente = Oyente::abrir(&servida, &elias, LUNES).await;
    let cita = mundo.cita(&beto, "Julia", "2026-11-23T12:00:00Z").await;
    let reservada = oyente.version().await;
    mundo.cambiar(&beto, cita, "confirmacion").await.es(303);
    assert_ne!(oyente.version().await, reservada);
}

#[tokio::test]
async fn otro_dia_y_otra_clinica_no_se_oyen() {
    let (mundo, servida) = mundo().await;
    let (beto, diego) = (mundo.app.como("beto").await, mundo.app.como("diego").await);
    let mut norte = Oyente::abrir(&servida, &beto, LUNES).await;
    let mut martes = Oyente::abrir(&servida, &beto, "/norte/agenda/2026-11-24/vivo").await;
    let mut sur = Oyente::abrir(&servida, &diego, "/sur/agenda/2026-11-23/vivo").await;
    bd_de(&mundo.app, "norte", FERIADO).await;
    let oida = norte.version().await;
    // Had they heard of the first, its version would come before this one.
    bd_de(&mundo.app, "norte", &FERIADO.replace("11-23", "11-24")).await;
    bd_de(&mundo.app, "sur", FERIADO).await;
    let numero = |version: &str| version.rsplit_once('-').unwrap().1.parse::<u64>().unwrap();
    assert_eq!(numero(&martes.version().await), numero(&oida) + 1);
    assert_eq!(numero(&sur.version().await), numero(&oida) + 2);
}

#[tokio::test]
async fn una_semana_oye_cada_uno_de_sus_dias_y_un_horario_los_cambia_todos() {
    let (mundo, servida) = mundo().await;
    let beto = mundo.app.como("beto").await;
    let mut semana = Oyente::abrir(&servida, &beto, &format!("{LUNES}?dias=7")).await;
    bd_de(&mundo.app, "norte", &FERIADO.replace("11-23", "11-29")).await;
    semana.version().await;
    bd_de(&mundo.app, "norte", "update horarios set hasta = '14:00'").await;
    semana.version().await;
}

#[tokio::test]
async fn si_se_pierde_la_escucha_vuelve_y_se_pone_al_dia() {
    let (mundo, servida) = mundo().await;
    let beto = mundo.app.como("beto").await;
    let mut oyente = Oyente::abrir(&servida, &beto, LUNES).await;
    let mut servidor = mundo.app.base.conectar("postgres").await;
    let fin = "do $$ begin
        perform pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen agenda';
        if not found then raise 'nobody listens'; end if; end $$";
    servidor.batch_execute(fin).await.unwrap();
    bd_de(&mundo.app, "norte", FERIADO).await;
    oyente.version().await;
    bd_de(&mundo.app, "norte", "delete from feriados_clinica").await;
    oyente.version().await;
}

#[tokio::test]
async fn quien_vuelve_oye_solo_lo_que_le_falta() {
    let (mundo, servida) = mundo().await;
    let beto = mundo.app.como("beto").await;
    let mut oyente = Oyente::abrir(&servida, &beto, LUNES).await;
    bd_de(&mundo.app, "norte", FERIADO).await;
    let ultima = oyente.version().await;
    drop(oyente);
    let sabe = format!("Last-Event-ID: {ultima}\r\n");
    let mut al_dia = Oyente::pedir(&servida, &beto, LUNES, &sabe).await;
    bd_de(&mundo.app, "norte", "delete from feriados_clinica").await;
    let siguiente = al_dia.version().await;
    assert_ne!(siguiente, ultima);
    drop(al_dia);
    assert_eq!(Oyente::pedir(&servida, &beto, LUNES, &sabe).await.version().await, siguiente);
    assert_eq!(Oyente::pedir(&servida, &beto, &format!("{LUNES}?visto={ultima}"), "").await.version().await, siguiente);
}

#[tokio::test]
async fn termina_con_la_sesion_con_el_permiso_y_con_el_programa() {
    let (mundo, servida) = mundo().await;
    let (ana, beto, gloria) =
        (mundo.app.como("ana").await, mundo.app.como("beto").await, mundo.app.como("gloria").await);
    let mut de_beto = Oyente::abrir(&servida, &beto, LUNES).await;
    let mut de_gloria = Oyente::abrir(&servida, &gloria, LUNES).await;
    let mut de_ana = Oyente::abrir(&servida, &ana, LUNES).await;
    beto.post("/salir", &[]).await.es(303);
    de_beto.termina().await;
    bd_de(&mundo.app, "norte", "delete from roles_permisos where rol = 'gerencia' and permiso = 'agenda.ver'").await;
    de_gloria.termina().await;
    mundo.app.vivo.cerrar();
    de_ana.termina().await;
    Oyente::pedir(&servida, &ana, LUNES, "").await.termina().await;
}

#[tokio::test]
async fn un_flujo_no_ocupa_conexion_ni_se_comprime() {
    let app = Prueba::con_variables(&[("POOL_MAX", "2")]).await;
    let servida = app.servir().await;
    let beto = app.como("beto").await;
    let mut oyentes = Vec::new();
    for _ in 0..8 {
        oyentes.push(Oyente::abrir(&servida, &beto, LUNES).await);
    }
    let respuesta = beto.clone().con_cabecera("Accept-Encoding", "br").get(LUNES).await.es(200);
    assert_eq!(respuesta.cabecera("Content-Type"), Some("text/event-stream"));
    assert_eq!((respuesta.cabecera("Content-Encoding"), respuesta.cabecera("X-Accel-Buffering")), (None, Some("no")));
    bd_de(&app, "norte", FERIADO).await;
    for oyente in &mut oyentes {
        oyente.version().await;
    }
}

#[tokio::test]
async fn un_flujo_se_abre_a_quien_ve_la_agenda() {
    let app = Prueba::nueva().await;
    app.como("fabiola").await.get(LUNES).await.es(403);
    app.como("diego").await.get(LUNES).await.es(404);
    app.anonimo().get(LUNES).await.es(303);
    app.anonimo().htmx().get(LUNES).await.es(401);
    app.como("beto").await.get("/norte/agenda/mañana/vivo").await.es(404);
}

#[tokio::test]
async fn el_dia_se_pide_otra_vez_sin_su_pagina() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.app.como("beto").await;
    let pagina = beto.get("/norte/agenda/2026-11-23").await.es(200);
    let url = pagina.atributo("#dia", "hx-get");
    let cita = mundo.cita(&beto, "Julia", "2026-11-23T12:00:00Z").await;
    let parte = beto.htmx().con_cabecera("HX-Target", "div#dia").get(&url).await.es(200);
    assert!(parte.cuerpo.starts_with("<div id=\"dia\"") && parte.hay(&format!("#cita-{cita}")), "{}", parte.cuerpo);
    assert!(parte.atributo("[data-vivo]", "hx-sse:connect").starts_with("/norte/agenda/2026-11-23/vivo?dias=1&visto="));
}
