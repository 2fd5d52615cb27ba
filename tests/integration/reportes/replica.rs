//! A report may be read from the replica, and nobody can tell by what it says.

use antesala::db::{Alcance, Db, Lsn};
use antesala::identidad::Rol;
use chrono::TimeDelta;
use diesel_async::RunQueryDsl;

use super::tablero::cifra;
use super::{FILAS, HOY, con_ventas};
use crate::caja::mundo;
use crate::soporte::{Navegador, Prueba, Replica, Respuesta};

const TABLERO: &str = "/norte/reportes";

fn de_replica(pagina: &Respuesta) -> bool {
    pagina.texto(".cabecera-detalle").contains("leído de la réplica, con ")
}

/// What its form of files carries of a report.
fn dichos(pagina: &Respuesta) -> [(&'static str, String); 3] {
    ["consulta", "corte", "lsn"].map(|campo| (campo, pagina.atributo(&format!("input[name={campo}]"), "value")))
}

async fn bajar(quien: &Navegador, pagina: &Respuesta) -> String {
    let dichos = dichos(pagina);
    let mut campos: Vec<(&str, &str)> = dichos.iter().map(|(campo, valor)| (*campo, &**valor)).collect();
    campos.push(("formato", "csv"));
    quien.post(&format!("{HOY}/archivo"), &campos).await.es(200).cuerpo
}

/// Somebody who reads what they have charged.
async fn duena(app: &Prueba) -> mundo::Caja {
    let caja = mundo::otra_caja(app, "Dos").await;
    mundo::abrir_en(app.bd_persona("Hilda", &[Rol::Caja, Rol::Gerencia]).await, &caja, "20000").await
}

#[tokio::test]
async fn la_replica_dice_lo_mismo_y_si_no_puede_responde_la_primaria() {
    let (app, mut replica) = Prueba::con_replica().await;
    con_ventas(&app, 3).await;
    let (hilda, gloria) = (duena(&app).await, app.como("gloria").await);
    let primera = gloria.get(HOY).await.es(200);
    assert!(!de_replica(&primera), "only the primary takes a corte");
    let [_, (_, corte), (_, lsn)] = dichos(&primera);
    let vieja = format!("{HOY}?corte={corte}&lsn={lsn}");

    replica.alcanzar(&app.base).await;
    let leida = gloria.get(&vieja).await.es(200);
    assert!(de_replica(&leida), "{}", leida.texto(".cabecera-detalle"));
    assert_eq!(leida.textos(FILAS), primera.textos(FILAS));
    assert_eq!(leida.texto("[data-total]"), primera.texto("[data-total]"));
    assert!(!de_replica(&gloria.get(&format!("{HOY}?corte={corte}")).await), "nobody knows where that corte stands");
    assert!(!de_replica(&gloria.get(&format!("{HOY}?lsn={lsn}")).await), "without a corte there is one to take");
    let tablero = gloria.get(TABLERO).await.es(200);
    assert!(de_replica(&tablero));

    se_atrasa(&app, &replica, (&hilda, &gloria), (&primera, &vieja)).await;
    replica.reanudar().await;
    replica.alcanzar(&app.base).await;
    for quien in [&hilda.carla, &gloria] {
        assert!(de_replica(&quien.get(&vieja).await.es(200)), "it holds what they wrote by now");
    }
    assert_eq!(cifra(&hilda.carla.get(TABLERO).await, "Cobrado").0, "$4.760");

    se_corta(&app, &replica).await;
    replica.matar();
    for _ in 0..2 {
        let leida = gloria.get(&vieja).await.es(200);
        assert!(!de_replica(&leida));
        assert_eq!(leida.texto("[data-total]"), primera.texto("[data-total]"));
    }
    assert!(!de_replica(&gloria.get(TABLERO).await.es(200)));
    assert_eq!(bajar(&gloria, &primera).await.matches("Otra Carla").count(), 3);
    // Nobody waits for one that is away at the start.
    assert_eq!(leer(&app, &abrir(&app, &replica).await, "select 1").await, None);
}

async fn abrir(app: &Prueba, replica: &Replica) -> Db {
    Db::abrir(&app.base.url("app"), 2).await.unwrap().con_replica(Some(&replica.url("app")), 2)
}

/// How far behind who answered was; `None` of the primary.
async fn leer(app: &Prueba, db: &Db, sql: &str) -> Option<TimeDelta> {
    let sistema = app.sistema("norte").await;
    let leido = db
        .leer_reporte(&sistema, Alcance::Hasta(Lsn::default()), async |tx| {
            Ok(diesel::sql_query(sql).execute(tx.pg()).await?)
        })
        .await;
    leido.unwrap().fuente.atraso()
}

/// Its connection is lost while it answers: the primary is asked the same, and the replica is left alone for a while.
async fn se_corta(app: &Prueba, replica: &Replica) {
    let db = abrir(app, replica).await;
    assert!(leer(app, &db, "select 1").await.is_some());
    let cortar = "select case when pg_is_in_recovery() then pg_terminate_backend(pg_backend_pid()) end";
    assert_eq!(leer(app, &db, cortar).await, None);
    assert_eq!(leer(app, &db, "select 1").await, None);
}

/// What stands still is read by whoever wrote nothing since; who has paid sees it at once.
async fn se_atrasa(
    app: &Prueba,
    replica: &Replica,
    (hilda, gloria): (&mundo::Caja, &Navegador),
    (primera, vieja): (&Respuesta, &str),
) {
    replica.pausar().await;
    hilda.vender("GASA", "1", &["1190"]).await.es(303);
    mundo::bd(app, "update usuarios set nombre = 'Otra Carla' where correo like 'carla@norte%'").await;
    for _ in 0..2 {
        let suyo = hilda.carla.get(TABLERO).await.es(200);
        assert_eq!((cifra(&suyo, "Cobrado").0.as_str(), de_replica(&suyo)), ("$4.760", false));
        assert!(!de_replica(&hilda.carla.get(vieja).await.es(200)));
    }
    let ajeno = gloria.get(TABLERO).await.es(200);
    assert_eq!((cifra(&ajeno, "Cobrado").0.as_str(), de_replica(&ajeno)), ("$3.570", true));
    let leida = gloria.get(vieja).await.es(200);
    assert!(de_replica(&leida));
    assert_eq!(leida.textos(FILAS), primera.textos(FILAS));
    assert_eq!(gloria.get(HOY).await.es(200).textos(FILAS).len(), 4);
    // Asking for a file is itself a write: it is read where it may be, and what comes after it is not.
    assert!(!bajar(gloria, primera).await.contains("Otra Carla"));
    assert!(bajar(gloria, primera).await.contains("Otra Carla"));
    assert!(!de_replica(&gloria.get(vieja).await.es(200)));
}
