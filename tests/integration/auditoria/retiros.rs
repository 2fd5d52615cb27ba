//! What need not be kept any longer leaves by months, sealed, and on record; what must be kept stays, whoever asks.

use antesala::auditoria::sellos::verificar;
use antesala::db::embedded::SUPERUSER;
use antesala::jobs::{retiros, sellos};
use antesala::values::llave::Llave;
use chrono::Utc;
use diesel_async::SimpleAsyncConnection;

use crate::soporte::{Prueba, hasta};

#[tokio::test]
async fn un_mes_se_retira_cuando_la_ley_lo_deja_y_sellado_y_queda_dicho() {
    let (app, llave) = (Prueba::nueva().await, Llave::nueva([7; 32]));
    let mut superusuario = app.base.conectar(SUPERUSER).await;
    // Two rows in January of 2009, and one of the month that is 15 years old but for a day or more.
    let poblar = "select crear_particion_auditoria('2009-01-01'), crear_particion_auditoria('2009-02-01');
         set session_replication_role = replica; delete from auditoria;
         insert into auditoria (clinica_id, en, tabla, fila_id, operacion)
         select id, '2009-01-30 12:00Z'::timestamptz + n * interval '1 day', 'citas', n, 'INSERT'
         from clinicas, generate_series(0, 1) n where slug = 'norte'";
    superusuario.batch_execute(poblar).await.unwrap();
    let app_directo = async |sql: &str| {
        let mut con = app.base.conectar("app").await;
        con.batch_execute(sql).await.map_err(|e| e.to_string())
    };
    let sin_sello = app_directo("select retirar_auditoria('2009-01-01')").await.unwrap_err();
    assert!(sin_sello.contains("no está sellado entero"), "{sin_sello}");
    let joven = format!("{}-01-01", Utc::now().format("%Y"));
    let joven =
        app_directo(&format!("set app.ahora = '2099-01-01'; select retirar_auditoria('{joven}')")).await.unwrap_err();
    assert!(joven.contains("se conserva 15 años"), "{joven}");
    for directo in [
        "drop table auditoria_p200901",
        "delete from auditoria",
        "insert into retiros_auditoria values ('2009-01-01', now(), 0, 15)",
    ] {
        app_directo(directo).await.unwrap_err();
    }
    // The days of those months alone, so that seventeen years need not be walked.
    let dias = "insert into dias_auditoria (dia, horizonte) select d, 1 from generate_series('2009-01-30'::date, '2009-02-01', '1 day') d;
         insert into dias_auditoria (dia, horizonte) values (current_date, 1)";
    superusuario.batch_execute(dias).await.unwrap();
    hasta("the days were not sealed", async || {
        sellos::sellar(&app.db, &llave).await.unwrap();
        let falta = "select 1 / (count(*) = 0)::int from dias_auditoria where sellado is null and dia < '2010-01-01'";
        superusuario.batch_execute(falta).await.is_ok()
    })
    .await;
    let sano = verificar(&app.db, &llave, Some("norte"), None).await.unwrap();
    assert!(sano.hallazgos.iter().all(|h| h.clinica.is_none()) && sano.retirados.is_empty(), "{sano}");

    // One clinic that keeps it longer keeps it for all.
    let guardar = |anios: u32| format!("update clinicas set auditoria_anios = {anios} where slug = 'sur'");
    superusuario.batch_execute(&guardar(40)).await.unwrap();
    assert_eq!(retiros::retirar(&app.db).await.unwrap(), 0);
    superusuario.batch_execute(&guardar(14)).await.unwrap_err();
    superusuario.batch_execute(&guardar(15)).await.unwrap();
    assert_eq!(retiros::retirar(&app.db).await.unwrap(), 2);
    assert_eq!(app.bd_cuenta("norte", "sellos_auditoria").await, 2);
    let dicho = verificar(&app.db, &llave, Some("norte"), None).await.unwrap();
    assert!(dicho.hallazgos.iter().all(|h| h.clinica.is_none()), "{dicho}");
    assert!(
        dicho.to_string().contains(&format!("2009-01: retirado el {}, con 2 filas.", Utc::now().date_naive())),
        "{dicho}"
    );

    // A month that the law does not let go yet, gone all the same: the record hides nothing.
    let hurto = "update retiros_auditoria set mes = '2020-01-01' where mes = '2009-01-01'";
    superusuario.batch_execute(hurto).await.unwrap();
    let dicho = verificar(&app.db, &llave, Some("norte"), None).await.unwrap().to_string();
    assert!(dicho.contains("norte 2009-01-30: la fila") && dicho.contains("fue borrada"), "{dicho}");
}
