//! Patient search among a million, as it is typed, over HTTP; against the same query by pgbench.

use antesala::urls;
use antesala::values::texto;

use crate::client::Manner;
use crate::latency::{Measured, Pages, Span, closed_loop};
use crate::postgres::{Pgbench, Postgres};
use crate::report::Row;
use crate::server::Server;
use crate::world::{GRANDE, Grande, World, correo_de};
use crate::{Res, seconds};

/// The text of `pacientes::queries::buscar`, its three parameters named.
const CONSULTA: &str = include_str!("../sql/busqueda.sql");
/// How many different searches each measurement goes through.
const BUSQUEDAS: usize = 60;
/// No screen asks for more.
const LIMITE: &str = "30";

pub async fn measure(world: &mut World) -> Res<Vec<Row>> {
    let grande = world.grande().await?;
    let server = world.serve(&[]).await?;
    let manner = world.as_fragments(&correo_de(GRANDE, 0)).await?;
    let mut rows = Vec::new();
    for (id, what, sql) in CLASES {
        let typed = world.postgres.sql_as("postgres", sql, &[("clinica", grande.clinica.to_string())]).await?;
        refuse_sequential(&world.postgres, grande, &typed).await?;
        rows.push(compare(world, &server, grande, &manner, (id, what), &typed).await?);
    }
    server.stop().await?;
    Ok(rows)
}

/// What people type: all of a RUT, the first three letters of a name and of a surname, the eight digits of a phone.
/// Of people spread over the whole table.
const CLASES: [(&str, &str, &str); 3] = [
    (
        "busqueda.rut",
        "by RUT",
        "select documento from pacientes where clinica_id = :clinica and rut_cuerpo % 16001 = 7 order by id limit 60",
    ),
    (
        "busqueda.nombre",
        "by two name prefixes",
        "select left(nombres, 3) || ' ' || left(apellido_paterno, 3) from pacientes
         where clinica_id = :clinica and rut_cuerpo % 16001 = 7 order by id limit 60",
    ),
    (
        "busqueda.fono",
        "by phone",
        "select right(telefono, 8) from pacientes where clinica_id = :clinica and rut_cuerpo % 16001 = 7 order by id limit 60",
    ),
];

async fn compare(
    world: &World,
    server: &Server,
    grande: Grande,
    manner: &Manner,
    (id, what): (&'static str, &str),
    typed: &[String],
) -> Res<Row> {
    let span = Span::seconds(seconds());
    let scripts = typed.iter().map(|t| consulta(t)).collect();
    let Grande { clinica, membresia } = grande;
    let run = Pgbench { scripts, clients: 1, span, clinica, membresia, variables: Vec::new() };
    let rival = world.postgres.pgbench(&run).await?;
    let urls = typed.iter().map(|t| urls::con_filtros(&urls::pacientes(GRANDE), &[("q", t)])).collect();
    let ours = closed_loop(server.address, vec![(manner.clone(), Pages(urls))], span).await?;
    let what = format!(
        "search {what} in 1,000,000 patients, fragment over HTTP against its query by pgbench; {} errors",
        errors(&ours, &rival)
    );
    Ok(Row::p95(id, what, &ours, &rival, 2.0))
}

fn errors(ours: &Measured, rival: &Measured) -> usize {
    ours.errors + rival.errors
}

/// The query with what was typed in place of its parameters.
fn consulta(typed: &str) -> String {
    let words: Vec<String> =
        texto::palabras(typed).iter().map(|word| format!("'{}'", word.replace('\'', "''"))).collect();
    CONSULTA
        .replace("$1", &format!("array[{}]", words.join(", ")))
        .replace("$2", "false")
        .replace("$3", "false")
        .replace("$4", LIMITE)
}

/// The plan as `app` gets it, the search function's own included.
async fn refuse_sequential(postgres: &Postgres, grande: Grande, typed: &[String]) -> Res<()> {
    let mut sql = format!(
        "load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on;
         set auto_explain.log_level = notice; set app.clinica_id = '{}'; set role app;\n",
        grande.clinica
    );
    sql.extend(typed.iter().take(BUSQUEDAS).map(|t| consulta(t) + "\n"));
    let plans = postgres.sql(&sql).await?;
    let shown = plans.iter().filter(|line| line.contains("Query Text:")).count();
    if shown < typed.len() || !plans.iter().any(|line| line.contains("paciente_lexemas")) {
        return Err("the plans of the search were not shown".into());
    }
    match plans.iter().position(|line| line.contains("Seq Scan")) {
        None => Ok(()),
        Some(at) => {
            let around = plans.get(at.saturating_sub(12)..(at + 6).min(plans.len())).unwrap_or_default();
            Err(format!("the search reads a whole table:\n{}", around.join("\n")).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_is_the_one_of_the_program() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ");
        let program = words(include_str!("../../../src/pacientes/queries.rs"));
        assert!(program.contains(words(CONSULTA).trim_end_matches(';')), "src/pacientes/queries.rs has another one");
    }

    #[test]
    fn what_is_typed_takes_the_place_of_the_parameters() {
        let sql = consulta("O'Hig 12.345");
        assert!(sql.contains("buscar_pacientes(array['o''hig', '12345'], false, false, 30)"), "{sql}");
    }
}
