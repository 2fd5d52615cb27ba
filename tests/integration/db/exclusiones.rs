//! What stops two from overlapping belongs to the constraint alone: a query that read such an index again and again while it
//! grew could leave live rows out of it, and then their double goes in.

use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;

use crate::soporte::BaseDePrueba;

#[derive(QueryableByName)]
struct Indice {
    #[diesel(sql_type = Text)]
    nombre: String,
    #[diesel(sql_type = Text)]
    tabla: String,
    #[diesel(sql_type = Text)]
    predicado: String,
}

#[derive(QueryableByName)]
struct Linea {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    plan: String,
}

const GUARDA: &str = "((id + 0) > 0)";

/// Whatever a query says of the rows, down to all that the index itself says of them but for what no query says.
#[tokio::test]
async fn ningun_plan_lee_el_indice_de_una_exclusion() {
    let base = BaseDePrueba::nueva().await;
    let mut con = base.conectar("dueno").await;
    let indices: Vec<Indice> = diesel::sql_query(
        "select c.conname::text as nombre, c.conrelid::regclass::text as tabla,
           coalesce(pg_get_expr(i.indpred, i.indrelid), '') as predicado
         from pg_constraint c join pg_index i on i.indexrelid = c.conindid where c.contype = 'x' order by 1",
    )
    .load(&mut con)
    .await
    .unwrap();
    assert!(indices.len() >= 6);
    for ajuste in ["enable_seqscan", "enable_bitmapscan", "enable_sort"] {
        diesel::sql_query(format!("set {ajuste} = off")).execute(&mut con).await.unwrap();
    }
    for Indice { nombre, tabla, predicado } in indices {
        assert!(predicado.contains(GUARDA), "{nombre} may be read by queries: its predicate is {predicado:?}");
        let dice = predicado.replace(GUARDA, "true");
        let sql = format!("explain select clinica_id from {tabla} where clinica_id = 1 and {dice}");
        let plan: Vec<Linea> = diesel::sql_query(sql).load(&mut con).await.unwrap();
        let plan = plan.into_iter().map(|l| l.plan).collect::<Vec<_>>().join("\n");
        assert!(!plan.contains(&nombre), "{plan}");
    }
}
