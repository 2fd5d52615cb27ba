//! What the roles may and may not do, in a clone as in the original.

use diesel::{dsl::sql, sql_types::Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

use crate::soporte::BaseDePrueba;

async fn texto(conn: &mut AsyncPgConnection, expresion: &str) -> String {
    diesel::select(sql::<Text>(expresion)).get_result(conn).await.unwrap()
}

#[tokio::test]
async fn app_no_es_duena_de_nada() {
    let base = BaseDePrueba::nueva().await;
    let mut app = base.conectar("app").await;

    assert_eq!(texto(&mut app, "current_setting('is_superuser')").await, "off");
    assert_eq!(texto(&mut app, "current_setting('lc_messages')").await, "C");
    let rechazo = app.batch_execute("create table intrusa (id int)").await.unwrap_err();
    assert!(rechazo.to_string().contains("permission denied for schema public"), "{rechazo}");
}

#[tokio::test]
async fn dueno_migra_sin_ser_superusuario() {
    let base = BaseDePrueba::nueva().await;
    let mut dueno = base.conectar("dueno").await;

    assert_eq!(texto(&mut dueno, "current_setting('is_superuser')").await, "off");
    dueno.batch_execute("create extension if not exists btree_gist; create table cosas (id int)").await.unwrap();
    let funcion = "create function mira() returns int language sql security definer as 'select 1'";
    dueno.batch_execute(&format!("{funcion}; alter function mira() owner to puente")).await.unwrap();
    dueno.batch_execute(&funcion.replace("create", "create or replace")).await.unwrap();
}

#[tokio::test]
async fn respaldo_lee_bajo_rls_y_nada_mas() {
    let base = BaseDePrueba::nueva().await;
    let tabla = "create table cosas (id int); insert into cosas values (1);
        alter table cosas enable row level security, force row level security";
    base.conectar("dueno").await.batch_execute(tabla).await.unwrap();
    let mut respaldo = base.conectar("respaldo").await;

    assert_eq!(texto(&mut respaldo, "(select count(*)::text from cosas)").await, "1");
    respaldo.batch_execute("insert into cosas values (2)").await.unwrap_err();
}

#[tokio::test]
async fn los_roles_se_aplican_otra_vez_sin_quejas() {
    let base = BaseDePrueba::nueva().await;

    base.bd_roles().await;
    base.bd_roles().await;
}
