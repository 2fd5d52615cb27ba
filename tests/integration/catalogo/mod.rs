//! What every table, function and privilege of the house must be, read from PostgreSQL's own catalogue. A rule names each
//! offender; an exception stands in the rule's list with its reason, and goes when it is no longer needed.

mod claves;
mod formas;
mod permisos;
mod vigilancia;

use std::collections::BTreeSet;

use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

use crate::soporte::BaseDePrueba;

/// Object and why it may.
type Excepciones = &'static [(&'static str, &'static str)];

struct Regla {
    /// What holds.
    nombre: &'static str,
    /// One text column: who breaks it.
    sql: &'static str,
    excepto: Excepciones,
    /// A careless change, and whom the rule must name for it.
    descuido: &'static str,
    culpable: &'static str,
}

/// `tablas`: ours, without partitions; `propias`: those of a clinic (`clinica_id` is always there); `funciones`: ours.
const VISTAS: &str = "
    create temp view tablas as select c.* from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e');
    create temp view propias as select t.* from tablas t
    where exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'clinica_id' and a.attnotnull);
    create temp view columnas as select t.relname, a.attrelid, a.attnum, a.attname, a.atttypid, a.attidentity, format_type(a.atttypid, a.atttypmod) as tipo,
      t.relname || '.' || a.attname as completo from tablas t join pg_attribute a on a.attrelid = t.oid
    where a.attnum > 0 and not a.attisdropped;
    create temp view funciones as select p.* from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e');";

#[derive(QueryableByName)]
struct Fila {
    #[diesel(sql_type = Text)]
    que: String,
}

async fn catalogo(base: &BaseDePrueba) -> AsyncPgConnection {
    let mut con = base.conectar("postgres").await;
    con.batch_execute(VISTAS).await.unwrap();
    con
}

fn reglas() -> impl Iterator<Item = &'static Regla> {
    [claves::REGLAS, formas::REGLAS, permisos::REGLAS, vigilancia::REGLAS].into_iter().flatten()
}

impl Regla {
    async fn culpables(&self, con: &mut AsyncPgConnection) -> BTreeSet<String> {
        let sql = format!("select que::text from ({}) as regla(que)", self.sql);
        let filas: Vec<Fila> =
            diesel::sql_query(sql).load(con).await.unwrap_or_else(|error| panic!("{}: {error}", self.nombre));
        filas.into_iter().map(|fila| fila.que).collect()
    }

    fn exceptuados(&self) -> BTreeSet<String> {
        self.excepto.iter().map(|(que, _)| (*que).to_owned()).collect()
    }
}

#[tokio::test]
async fn cada_regla_se_cumple() {
    let base = BaseDePrueba::nueva().await;
    let mut con = catalogo(&base).await;
    let mut faltas = Vec::new();
    for regla in reglas() {
        let culpables = regla.culpables(&mut con).await;
        faltas.extend(culpables.difference(&regla.exceptuados()).map(|que| format!("{}: {que}", regla.nombre)));
    }
    assert!(faltas.is_empty(), "mend them, or add them with a reason to the rule's list:\n{}", faltas.join("\n"));
}

#[tokio::test]
async fn ninguna_excepcion_sobra() {
    let base = BaseDePrueba::nueva().await;
    let mut con = catalogo(&base).await;
    let mut sobran = Vec::new();
    for regla in reglas() {
        let culpables = regla.culpables(&mut con).await;
        sobran.extend(regla.exceptuados().difference(&culpables).map(|que| format!("{}: {que}", regla.nombre)));
    }
    assert!(sobran.is_empty(), "no longer needed:\n{}", sobran.join("\n"));
}

#[tokio::test]
async fn cada_regla_ve_el_descuido_que_busca() {
    let base = BaseDePrueba::nueva().await;
    let mut con = catalogo(&base).await;
    let mut ciegas = Vec::new();
    for regla in reglas() {
        con.batch_execute("begin").await.unwrap();
        con.batch_execute(regla.descuido).await.unwrap_or_else(|error| panic!("{}: {error}", regla.nombre));
        let culpables = regla.culpables(&mut con).await;
        con.batch_execute("rollback").await.unwrap();
        if !culpables.contains(regla.culpable) || regla.exceptuados().contains(regla.culpable) {
            ciegas.push(format!("{}: {} is not in {culpables:?}", regla.nombre, regla.culpable));
        }
    }
    assert!(ciegas.is_empty(), "{}", ciegas.join("\n"));
}

/// A table made as the README of migrations says breaks no rule: the rules ask for nothing that nobody does.
#[tokio::test]
async fn una_tabla_cuidada_no_rompe_ninguna() {
    let base = BaseDePrueba::nueva().await;
    let mut con = catalogo(&base).await;
    let tabla = "create table cuidadas (
          clinica_id int not null references clinicas (id),
          id bigint generated always as identity,
          paciente_id bigint not null,
          total numeric(14,2) not null constraint cuidadas_total check (total >= 0),
          creado timestamptz not null default ahora(),
          creado_por bigint default membresia_actual(),
          primary key (clinica_id, id),
          constraint cuidadas_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
          constraint cuidadas_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id));
        create index cuidadas_paciente on cuidadas (clinica_id, paciente_id, id);
        create index cuidadas_creado_por on cuidadas (clinica_id, creado_por) where creado_por is not null;
        call aislar('cuidadas', 'select, insert');
        call hacer_libro('cuidadas');";
    con.batch_execute(tabla).await.unwrap();
    for regla in reglas() {
        let culpables = regla.culpables(&mut con).await;
        assert!(!culpables.iter().any(|que| que.contains("cuidadas")), "{}: {culpables:?}", regla.nombre);
    }
}
