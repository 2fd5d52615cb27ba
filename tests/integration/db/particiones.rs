//! The audit always has its next months.

use antesala::db::asegurar_particiones;
use diesel::{dsl::sql, sql_types::BigInt};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use futures_util::future::join_all;

use crate::soporte::Prueba;

#[tokio::test]
async fn varios_procesos_crean_el_mes_que_falta_a_la_vez() {
    let app = Prueba::nueva().await;
    let mut dueno = app.base.conectar("dueno").await;
    let borrar = "do $$ declare p regclass; begin
        for p in select inhrelid from pg_inherits where inhparent in ('auditoria'::regclass, 'auditoria_personal'::regclass) loop
          execute format('drop table %s', p); end loop; end $$";
    dueno.batch_execute(borrar).await.unwrap();

    let todos = join_all((0..8).map(|_| asegurar_particiones(&app.db))).await;

    for uno in todos {
        uno.unwrap();
    }
    let cuantas =
        diesel::select(sql::<BigInt>("(select count(*) from pg_inherits where inhparent = 'auditoria'::regclass)"));
    assert_eq!(cuantas.get_result::<i64>(&mut dueno).await.unwrap(), 4);
}
