//! The schedule: of many workers one is at each round, and its row says how it went.

use std::collections::BTreeSet;

use antesala::jobs::rondas::Ronda;
use chrono::Utc;
use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use futures_util::future::join_all;

use super::{obrero, trabar};
use crate::avisos::mundo::Mundo;
use crate::soporte::hasta;

#[derive(QueryableByName)]
struct Nombre {
    #[diesel(sql_type = Text)]
    nombre: String,
}

/// From now on it is one instant, so that nothing comes again by itself.
async fn detenido() -> Mundo {
    let mundo = Mundo::nuevo().await;
    mundo.db.reloj().fijar(Utc::now());
    mundo
}

fn todas() -> i64 {
    Ronda::TODAS.len().try_into().unwrap()
}

#[tokio::test]
async fn cada_ronda_tiene_su_fila() {
    let mundo = Mundo::nuevo().await;
    let leer = mundo.db.sin_clinica(async |con| Ok(diesel::sql_query("select nombre from rondas").load(con).await?));
    let filas: Vec<Nombre> = leer.await.unwrap();
    let filas: BTreeSet<String> = filas.into_iter().map(|f| f.nombre).collect();
    assert_eq!(filas, Ronda::TODAS.map(|r| r.codigo().to_owned()).into());
}

#[tokio::test]
async fn dos_obreros_no_estan_en_la_misma_ronda() {
    let mundo = detenido().await;
    let traba = trabar(&mundo, "citas").await;
    let uno = tokio::spawn({
        let obrero = obrero(&mundo);
        async move { obrero.dar_rondas().await.unwrap() }
    });
    let esperan = "select count(*) as n from rondas where corriendo and nombre in ('retenidas', 'recordatorios')";
    hasta("both wait for the table", async || mundo.bd_numero(esperan).await == 2).await;

    assert_eq!(obrero(&mundo).dar_rondas().await.unwrap(), 0);

    drop(traba);
    assert_eq!(uno.await.unwrap(), Ronda::TODAS.len());
    let bien =
        "select count(*) as n from rondas where vuelta = 1 and not corriendo and error is null and proxima > ahora()";
    assert_eq!(mundo.bd_numero(bien).await, todas());
}

#[tokio::test]
async fn de_muchos_a_la_vez_uno_da_cada_ronda() {
    let mundo = detenido().await;
    let obreros: Vec<_> = (0..8).map(|_| obrero(&mundo)).collect();
    let dadas = join_all(obreros.iter().map(|obrero| Box::pin(obrero.dar_rondas()))).await;
    assert_eq!(dadas.into_iter().map(Result::unwrap).sum::<usize>(), Ronda::TODAS.len());
    assert_eq!(mundo.bd_numero("select max(vuelta) as n from rondas").await, 1);
    assert_eq!(mundo.bd_numero("select min(vuelta) as n from rondas").await, 1);
}

#[tokio::test]
async fn quien_no_tiene_la_llave_deja_los_sellos_a_otro() {
    let mundo = detenido().await;
    let sin_llave = antesala::jobs::Obrero { llave: None, ..obrero(&mundo) };
    assert_eq!(sin_llave.dar_rondas().await.unwrap(), Ronda::TODAS.len() - 1);
    assert_eq!(obrero(&mundo).dar_rondas().await.unwrap(), 1);
}

#[tokio::test]
async fn una_ronda_que_falla_lo_dice_y_vuelve_pronto() {
    let mundo = detenido().await;
    mundo.bd_como_dueno("revoke execute on function suscripciones_por_enviar(timestamptz) from app").await;
    obrero(&mundo).dar_rondas().await.unwrap();
    let mal = "select count(*) as n from rondas where nombre = 'suscripciones' and error = 'interno' and fallas = 1
      and terminada = ahora() and proxima between ahora() + interval '1 second' and ahora() + interval '1 minute'";
    assert_eq!(mundo.bd_numero(mal).await, 1);
    assert_eq!(
        mundo.bd_numero("select count(*) as n from rondas where error is null").await,
        todas() - 1,
        "the others go on"
    );

    mundo.bd_como_dueno("grant execute on function suscripciones_por_enviar(timestamptz) to app").await;
    mundo.pasan_horas(1);
    obrero(&mundo).dar_rondas().await.unwrap();
    assert_eq!(mundo.bd_numero("select count(*) as n from rondas where error is null and fallas = 0").await, todas());
}

#[tokio::test]
async fn lo_que_alguien_dejo_a_medias_se_toma_cuando_vence_su_plazo() {
    let mundo = detenido().await;
    let muerto = "with m as (update rondas set corriendo = true, vuelta = 7, proxima = ahora() + interval '3 minutes'
      where nombre = 'retenidas' returning 1) select count(*) as n from m";
    mundo.bd_numero(muerto).await;
    assert_eq!(obrero(&mundo).dar_rondas().await.unwrap(), Ronda::TODAS.len() - 1);
    mundo.pasan_horas(1);
    obrero(&mundo).dar_rondas().await.unwrap();
    let bien = "select count(*) as n from rondas where nombre = 'retenidas' and vuelta = 8 and not corriendo and error is null";
    assert_eq!(mundo.bd_numero(bien).await, 1);
}

#[tokio::test]
async fn cada_cuanto_lo_dice_la_fila() {
    let mundo = detenido().await;
    mundo.bd_numero("with m as (update rondas set cada = '1 day' where nombre = 'novedades' returning 1) select count(*) as n from m").await;
    obrero(&mundo).dar_rondas().await.unwrap();
    let manana = "select count(*) as n from rondas where nombre = 'novedades' and proxima = ahora() + interval '1 day'";
    assert_eq!(mundo.bd_numero(manana).await, 1);
}
