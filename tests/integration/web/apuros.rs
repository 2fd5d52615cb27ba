//! What a person gets when the database is busy, when two want the same, when something breaks: always an answer, and
//! never half a change. Each is provoked for real, through routes that do on purpose what no page does.

use std::sync::LazyLock;

use antesala::db::{Db, Tx};
use antesala::error::AppResult;
use antesala::web::Acceso::Miembro;
use antesala::web::Metodo::Get;
use antesala::web::{Ctx, Ruta, ruta};
use diesel::sql_types::BigInt;
use diesel::{dsl::sql, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use poem::{handler, web::Path};
use tokio::sync::Barrier;

use crate::soporte::{Prueba, hasta};

/// Those of the deadlock meet here, each with one row held.
static ENCUENTRO: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(2));

async fn hacer(tx: &mut Tx<'_>, sql: &str) -> AppResult<()> {
    sql_query(sql).execute(tx.pg()).await?;
    Ok(())
}

const ANOTAR: &str = "update pacientes set observacion = 'anotado'";

#[handler]
async fn anotar(ctx: Ctx) -> AppResult<&'static str> {
    ctx.escribir(async |tx| hacer(tx, ANOTAR).await).await?;
    Ok("hecho")
}

#[handler]
async fn esperar_poco(ctx: Ctx) -> AppResult<&'static str> {
    ctx.escribir(async |tx| {
        hacer(tx, "set local lock_timeout = '100ms'").await?;
        hacer(tx, ANOTAR).await
    })
    .await?;
    Ok("hecho")
}

#[handler]
async fn demorar(ctx: Ctx) -> AppResult<&'static str> {
    ctx.escribir(async |tx| {
        hacer(tx, ANOTAR).await?;
        hacer(tx, "set local statement_timeout = '100ms'").await?;
        hacer(tx, "select pg_sleep(60)").await
    })
    .await?;
    Ok("hecho")
}

#[handler]
async fn cruzar(ctx: Ctx, Path((_, primero)): Path<(String, i64)>) -> AppResult<&'static str> {
    ctx.escribir(async |tx| {
        hacer(tx, &format!("{ANOTAR} where id = {primero}")).await?;
        ENCUENTRO.wait().await;
        hacer(tx, &format!("{ANOTAR} where id = {}", 3 - primero)).await
    })
    .await?;
    Ok("hecho")
}

#[handler]
async fn caer(ctx: Ctx) -> AppResult<&'static str> {
    ctx.escribir(async |tx| {
        hacer(tx, ANOTAR).await?;
        assert!(tx.actor().clinica < 0, "a propósito");
        Ok("nunca")
    })
    .await
}

fn rutas() -> Vec<Ruta> {
    let mut rutas = antesala::routes::tabla();
    rutas.extend([
        ruta(Get, "/:clinica/prueba/anotar", Miembro, anotar),
        ruta(Get, "/:clinica/prueba/esperar", Miembro, esperar_poco),
        ruta(Get, "/:clinica/prueba/demorar", Miembro, demorar),
        ruta(Get, "/:clinica/prueba/cruzar/:id", Miembro, cruzar),
        ruta(Get, "/:clinica/prueba/caer", Miembro, caer),
    ]);
    rutas
}

/// Two patients in Norte, numbers 1 and 2.
async fn app(variables: &[(&'static str, &'static str)]) -> Prueba {
    let app = Prueba::con_rutas(variables, rutas()).await;
    let beto = app.como("beto").await;
    for (documento, nombres) in [("12.345.678-5", "Julia"), ("7.654.321-6", "Mario")] {
        let campos = [("documento", documento), ("nombres", nombres), ("apellido_paterno", "Soto")];
        beto.post("/norte/pacientes", &campos).await.es(303);
    }
    app
}

async fn cuenta(con: &mut AsyncPgConnection, consulta: &str) -> i64 {
    diesel::select(sql::<BigInt>(&format!("({consulta})"))).get_result(con).await.unwrap()
}

async fn anotados(app: &Prueba) -> i64 {
    cuenta(&mut app.base.conectar("postgres").await, "select count(*) from pacientes where observacion = 'anotado'")
        .await
}

/// Somebody else who holds the patients until they commit.
async fn ocupante(app: &Prueba) -> AsyncPgConnection {
    let mut con = app.base.conectar("postgres").await;
    con.batch_execute("begin; select 1 from pacientes for update").await.unwrap();
    con
}

/// Until as many of this test's database wait for a lock.
async fn hasta_que_espere(app: &Prueba) {
    let mut con = app.base.conectar("postgres").await;
    let consulta =
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    hasta("nobody waits for the lock", async || cuenta(&mut con, consulta).await == 1).await;
}

#[tokio::test]
async fn sin_conexiones_libres_se_dice_luego_y_no_se_espera() {
    let app = app(&[("POOL_MAX", "2")]).await;
    let ana = app.como("ana").await;
    let tomadas = (app.db.conexion().await.unwrap(), app.db.conexion().await.unwrap());
    let respuesta = ana.get("/norte/").await.es(503);
    assert_eq!(respuesta.cabecera("Retry-After"), Some("2"));
    assert!(respuesta.cuerpo.contains(respuesta.cabecera("X-Request-Id").unwrap()));
    assert!(ana.htmx().get("/norte/").await.es(503).cabecera("Retry-After").is_some());
    ana.get("/salud").await.es(200);
    ana.get("/listo").await.es(503);
    drop(tomadas);
    ana.get("/norte/").await.es(200);
}

#[tokio::test]
async fn lo_que_otro_tiene_tomado_es_un_409() {
    let app = app(&[]).await;
    let ana = app.como("ana").await;
    let mut otro = ocupante(&app).await;
    let respuesta = ana.get("/norte/prueba/esperar").await.es(409);
    assert_eq!(respuesta.cabecera("Retry-After"), Some("2"));
    otro.batch_execute("commit").await.unwrap();
    ana.get("/norte/prueba/esperar").await.es(200);
    assert_eq!(anotados(&app).await, 2);
}

#[tokio::test]
async fn de_un_abrazo_mortal_uno_sale_con_409_y_el_otro_termina() {
    let app = app(&[]).await;
    let (ana, beto) = (app.como("ana").await, app.como("beto").await);
    let (una, otra) = tokio::join!(ana.get("/norte/prueba/cruzar/1"), beto.get("/norte/prueba/cruzar/2"));
    let mut estados = [una.estado.as_u16(), otra.estado.as_u16()];
    estados.sort_unstable();
    assert_eq!(estados, [200, 409]);
    let perdedora = if una.estado == 409 { una } else { otra };
    assert_eq!(perdedora.cabecera("Retry-After"), Some("2"));
    assert_eq!(anotados(&app).await, 2);
}

#[tokio::test]
async fn lo_que_demora_demasiado_es_un_503_y_no_deja_nada() {
    let app = app(&[]).await;
    let respuesta = app.como("ana").await.get("/norte/prueba/demorar").await.es(503);
    assert_eq!(respuesta.cabecera("Retry-After"), Some("2"));
    assert_eq!(anotados(&app).await, 0);
}

#[tokio::test]
async fn una_caida_es_una_pagina_con_su_codigo_y_no_deja_nada() {
    let app = app(&[("POOL_MAX", "2")]).await;
    let ana = app.como("ana").await;
    // More often than there are connections: none may come back to the pool inside its transaction.
    for _ in 0..3 {
        let respuesta = ana.get("/norte/prueba/caer").await.es(500);
        assert!(respuesta.cuerpo.contains(respuesta.cabecera("X-Request-Id").unwrap()));
        assert!(!respuesta.cuerpo.contains("propósito"), "the cause is for the log");
        assert!(respuesta.cabecera("Content-Security-Policy").is_some());
    }
    ana.get("/norte/").await.es(200);
    assert_eq!(anotados(&app).await, 0);
    let mut con = app.base.conectar("postgres").await;
    let abiertas = "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'";
    hasta("a transaction stays open", async || cuenta(&mut con, abiertas).await == 0).await;
}

#[tokio::test]
async fn el_plazo_responde_pero_lo_empezado_termina() {
    let app = app(&[("REQUEST_SECONDS", "1")]).await;
    let ana = app.como("ana").await;
    let mut otro = ocupante(&app).await;
    let respuesta = ana.get("/norte/prueba/anotar").await.es(503);
    assert_eq!(respuesta.cabecera("Retry-After"), Some("2"));
    assert_eq!(anotados(&app).await, 0);
    otro.batch_execute("commit").await.unwrap();
    hasta("what was begun does not end", async || anotados(&app).await == 2).await;
}

#[tokio::test]
async fn quien_cierra_la_ventana_no_deja_nada_a_medias() {
    let app = app(&[]).await;
    let ana = app.como("ana").await;
    let mut otro = ocupante(&app).await;
    let pedido = tokio::spawn(async move { ana.get("/norte/prueba/anotar").await });
    hasta_que_espere(&app).await;
    pedido.abort();
    assert!(pedido.await.unwrap_err().is_cancelled());
    otro.batch_execute("commit").await.unwrap();
    hasta("what was begun does not end", async || anotados(&app).await == 2).await;
}

/// Deadlock, lock timeout and cancel are known by their text only.
#[tokio::test]
async fn un_servidor_que_habla_otro_idioma_se_rechaza() {
    let app = Prueba::nueva().await;
    let url = |idioma: &str| format!("{}?options=-c%20lc_messages%3D{idioma}", app.base.url("postgres"));
    assert!(Db::abrir(&url("C"), 2).await.is_ok());
    // Empty is whatever the server's machine speaks.
    let error = Db::abrir(&url(""), 2).await.err().unwrap();
    assert!(error.to_string().contains("lc_messages"), "{error}");
}
