//! Free slots: the function of the program against what one writes first, and the pages that show them.

use antesala::urls;

use super::mundo::{Agenda, Semanas};
use crate::client::Manner;
use crate::latency::{Pages, Span, closed_loop};
use crate::postgres::Postgres;
use crate::report::{Row, Target};
use crate::server::Server;
use crate::world::{World, correo_de};
use crate::{Res, seconds};

const NUESTRA: &str = include_str!("../../sql/horas.sql");
const INGENUA: &str = include_str!("../../sql/horas_ingenuas.sql");
/// Of what the naive way takes: five times as fast.
const QUINTO: Target = Target::AtMost(0.2);
const PAGINA: f64 = 100.0;
/// Full pages of thirty, of two hundred.
const PAGINAS: i64 = 6;

pub async fn measure(world: &World, agenda: &Agenda) -> Res<Vec<Row>> {
    let libres = agree(&world.postgres, agenda).await?;
    let mut rows = vec![
        compare(&world.postgres, agenda, ("horas.uno", None), true, "1 professional × 7 days, any of them").await?,
    ];
    let what = format!("200 professionals × 7 days, {libres} slots of 17,000 are free");
    rows.push(compare(&world.postgres, agenda, ("horas.todos", Some(QUINTO)), false, &what).await?);
    let server = world.serve(&[]).await?;
    let manner = Manner { fragment: false, ..world.as_fragments(&correo_de(agenda.slug, 0)).await? };
    let fecha = agenda.lunes;
    let prestacion = agenda.prestacion.to_string();
    let dias = |prestacion: &str| -> Vec<String> {
        let de = |n: i64| [("prestacion", prestacion.to_owned()), ("pagina", n.to_string())];
        (1..=PAGINAS).map(|n| url(&urls::agenda_dia(agenda.slug, fecha, "", ""), &de(n))).collect()
    };
    let desde = [("prestacion", prestacion.clone()), ("desde", fecha.to_string())];
    let pages = [
        ("horas.dia", "the day of 30 professionals of 200, some 400 citas", dias("")),
        ("horas.dia.libres", "the same with the slots of a prestación", dias(&prestacion)),
        (
            "horas.buscar",
            "the first slots of two weeks of all 200",
            vec![url(&urls::agenda_buscar(agenda.slug), &desde)],
        ),
    ];
    for (id, what, urls) in pages {
        rows.push(page(&server, &manner, (id, what), urls).await?);
    }
    server.stop().await?;
    Ok(rows)
}

fn url(base: &str, filtros: &[(&str, String)]) -> String {
    let filtros: Vec<(&str, &dyn std::fmt::Display)> = filtros.iter().map(|(n, v)| (*n, v as _)).collect();
    urls::con_filtros(base, &filtros)
}

async fn compare(
    postgres: &Postgres,
    agenda: &Agenda,
    (id, target): (&'static str, Option<Target>),
    uno: bool,
    what: &str,
) -> Res<Row> {
    let run = |sql| agenda.pgbench(vec![script(sql, agenda, uno)], 1, Semanas::Rival);
    let rival = postgres.pgbench(&run(INGENUA)?).await?;
    let ours = postgres.pgbench(&run(NUESTRA)?).await?;
    let what = format!("free slots of {what}: horas_libres against generate_series and not exists, as app, same rows");
    Ok(Row::against(id, what, "ms p95", (ours.p95(), rival.p95()), target, ours.count()))
}

async fn page(server: &Server, manner: &Manner, (id, what): (&'static str, &str), urls: Vec<String>) -> Res<Row> {
    let seen = closed_loop(server.address, vec![(manner.clone(), Pages(urls))], Span::seconds(seconds())).await?;
    let what = format!("{what}: the whole page over HTTP; {} errors", seen.errors);
    Ok(Row::absolute(id, what, "ms p95", seen.p95(), PAGINA, seen.count()))
}

/// Of one professional by chance, or of all.
fn script(sql: &str, agenda: &Agenda, uno: bool) -> String {
    let sql =
        sql.replace(":prestacion", &agenda.prestacion.to_string()).replace(":lunes", &format!("'{}'", agenda.lunes));
    if uno {
        let ultimo = agenda.tamano.profesionales - 1;
        format!("\\set quien {} + random(0, {ultimo})\n{sql};\n", agenda.profesional)
    } else {
        sql.replace(" and p.id = :quien::bigint", "").replace(":quien::bigint", "null")
    }
}

/// Both ways find the same slots, as `app` sees them; how many.
async fn agree(postgres: &Postgres, agenda: &Agenda) -> Res<usize> {
    let (nuestra, ingenua) = (script(NUESTRA, agenda, false), script(INGENUA, agenda, false));
    let sql = format!(
        "set app.clinica_id = '{}';
         with n as materialized ({nuestra}), i as materialized ({ingenua})
         select (select count(*) from n), (select count(*) from (table n except table i) x),
           (select count(*) from (table i except table n) x)",
        agenda.clinica
    );
    let printed = postgres.sql_as("app", &sql, &[]).await?;
    let numbers: Vec<usize> = printed.last().ok_or("no slots")?.split('|').filter_map(|n| n.parse().ok()).collect();
    match *numbers.as_slice() {
        [libres, 0, 0] if libres > 0 => Ok(libres),
        _ => Err(format!("the two ways do not find the same slots: {numbers:?}").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::mundo::Tamano;
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn both_ways_find_the_same_slots_of_a_small_agenda() {
        let world = World::empty().await.unwrap();
        let agenda = Agenda::fundar(&world, "chica", Tamano { profesionales: 20, pacientes: 600 }).await.unwrap();
        let taken = format!(
            "select count(*), count(distinct profesional_id) from citas where clinica_id = {} and fecha between '{}' and '{}'",
            agenda.clinica,
            agenda.lunes,
            agenda.lunes + chrono::Days::new(6)
        );
        assert_eq!(world.postgres.sql(&taken).await.unwrap(), ["1360|20"]);
        // Four of five are taken, and two professionals meet for an hour.
        let libres = agree(&world.postgres, &agenda).await.unwrap();
        assert!((336..=340).contains(&libres), "{libres}");
        // A slot far ahead is one that is offered.
        let (hora, _) = agenda.turno(Semanas::Http, 1, 12 * 17 * 5 + 100).unwrap();
        let offered = format!(
            "set app.clinica_id = '{}'; select count(*) from horas_libres({}, {}, '{}', 1) where inicio = '{}'",
            agenda.clinica,
            agenda.prestacion,
            hora.profesional,
            hora.inicio.date_naive(),
            hora.inicio
        );
        assert_eq!(world.postgres.sql_as("app", &offered, &[]).await.unwrap(), ["1"]);
        world.postgres.stop().await.unwrap();
    }
}
