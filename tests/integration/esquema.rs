//! What Rust and PostgreSQL both compute comes out the same: normalised names, and the wall time of Chile.

use antesala::values::{texto, zona::Zona};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{Array, Integer, Text, Timestamp, Timestamptz};
use diesel_async::RunQueryDsl;
use proptest::{collection, prelude::*, sample, strategy::ValueTree, test_runner::TestRunner};

use crate::soporte::BaseDePrueba;

#[derive(QueryableByName)]
struct Palabra {
    #[diesel(sql_type = Text)]
    valor: String,
}

/// Every letter of the scripts of Europe alone and among others, then whatever proptest makes of them: always as names are
/// kept. (The newest letters of Unicode are lower-cased by Rust and not yet by PostgreSQL.)
#[tokio::test]
async fn normalizar_es_uno_solo() {
    let alfabeto = || ('\u{1}'..'\u{1C80}').chain('\u{1E00}'..'\u{2BFF}');
    let mut azar = TestRunner::deterministic();
    let raras = collection::vec(sample::select(alfabeto().collect::<Vec<_>>()), 0..20).prop_map(String::from_iter);
    let frase = prop_oneof![raras, "[ a-zA-ZÁÉÍÓÚÜÑáéíóúüñ.'-]{0,40}"];
    let frases = (0..5000).map(|_| frase.new_tree(&mut azar).unwrap().current());
    let textos: Vec<String> =
        alfabeto().map(|c| format!(" a{c} {c}b{c}")).chain(frases).map(|t| texto::nombre(&t)).collect();

    let base = BaseDePrueba::nueva().await;
    let sql = "select normalizar(t) as valor from unnest($1) with ordinality as u(t, n) order by n";
    let filas: Vec<Palabra> =
        diesel::sql_query(sql).bind::<Array<Text>, _>(&textos).load(&mut base.conectar("app").await).await.unwrap();

    assert_eq!(filas.len(), textos.len());
    for (texto, fila) in textos.iter().zip(filas) {
        assert_eq!(texto::normalizar(texto), fila.valor, "{texto:?}");
    }
}

#[derive(QueryableByName)]
struct Hora {
    #[diesel(sql_type = Timestamp)]
    local: NaiveDateTime,
    #[diesel(sql_type = Timestamptz)]
    instante: DateTime<Utc>,
    /// On the wall at that many half hours of true time.
    #[diesel(sql_type = Timestamp)]
    pared: NaiveDateTime,
}

#[derive(QueryableByName)]
struct Dia {
    #[diesel(sql_type = Timestamp)]
    local: NaiveDateTime,
    #[diesel(sql_type = Timestamptz)]
    instante: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    fin: DateTime<Utc>,
}

/// Chile's zones, those that change and those that do not, each half hour of four years.
#[tokio::test]
async fn la_hora_de_chile_es_la_misma_para_ambos() {
    let base = BaseDePrueba::nueva().await;
    let mut con = base.conectar("app").await;
    let desde: NaiveDateTime = "2025-01-01T00:00:00".parse().unwrap();
    for nombre in ["America/Santiago", "America/Punta_Arenas", "America/Coyhaique", "Pacific/Easter"] {
        let zona = Zona::de_nombre(nombre).unwrap();
        let sql = "select local, local at time zone $1 as instante, (local at time zone 'UTC') at time zone $1 as pared
            from (select $2 + n * interval '30 minutes' as local from generate_series(0, $3) n) as l order by local";
        let horas: Vec<Hora> = diesel::sql_query(sql)
            .bind::<Text, _>(nombre)
            .bind::<Timestamp, _>(desde)
            .bind::<Integer, _>(4 * 365 * 48)
            .load(&mut con)
            .await
            .unwrap();
        assert_eq!(horas.len(), 4 * 365 * 48 + 1);
        for hora in horas {
            assert_eq!(zona.instante(hora.local), hora.instante, "{nombre} {}", hora.local);
            assert_eq!(zona.local(hora.local.and_utc()), hora.pared, "{nombre} {}Z", hora.local);
        }
    }
}

#[tokio::test]
async fn el_dia_de_chile_empieza_igual_para_ambos() {
    let base = BaseDePrueba::nueva().await;
    let mut con = base.conectar("app").await;
    for nombre in ["America/Santiago", "America/Punta_Arenas", "America/Coyhaique"] {
        let zona = Zona::de_nombre(nombre).unwrap();
        let sql = "select dia::timestamp as local, dia::timestamp at time zone $1 as instante, (dia + 1)::timestamp at time zone $1 as fin
            from (select date '2025-01-01' + n as dia from generate_series(0, 3652) n) as d";
        let dias: Vec<Dia> = diesel::sql_query(sql).bind::<Text, _>(nombre).load(&mut con).await.unwrap();
        assert_eq!(dias.len(), 3653);
        for dia in dias {
            assert_eq!(zona.dia(dia.local.date()), (dia.instante, dia.fin), "{nombre} {}", dia.local);
        }
    }
}
