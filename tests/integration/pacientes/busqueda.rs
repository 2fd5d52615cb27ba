//! Search as you type.

use antesala::db::Tx;
use antesala::pacientes::{Cuales, NuevoPaciente, queries};
use antesala::values::documento::Documento;
use diesel::sql_types::Text;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};

use crate::soporte::Prueba;

async fn agregar(tx: &mut Tx<'_>, rut: &str, nombres: &str, paterno: &str, telefono: &str) {
    let documento = Documento::parse("rut", "", rut, "").unwrap();
    let paciente = NuevoPaciente {
        nombres: nombres.into(),
        apellido_paterno: paterno.into(),
        telefono: Some(telefono.into()),
        ..NuevoPaciente::con_documento(&documento)
    };
    queries::crear(tx, &paciente).await.unwrap();
}

async fn con_pacientes() -> Prueba {
    let app = Prueba::nueva().await;
    let norte = app.sistema("norte").await;
    let alta = app.db.escribir(&norte, async |tx| {
        agregar(tx, "12.345.678-5", "María José", "Núñez", "+56987654321").await;
        agregar(tx, "11.111.111-1", "Jorge", "Pérez-Cotapos", "+56222345678").await;
        agregar(tx, "7.654.321-6", "Mario", "Ñancupil", "+56911112222").await;
        Ok(())
    });
    alta.await.unwrap();
    app
}

#[tokio::test]
async fn se_encuentra_por_rut_nombre_y_telefono_como_se_escriba() {
    let app = con_pacientes().await;
    let beto = app.como("beto").await.htmx();
    for (consulta, esperado) in [
        ("12.345.678-5", "María José Núñez"),
        ("123456785", "María José Núñez"),
        ("12345678", "María José Núñez"),
        ("nun mar", "María José Núñez"),
        ("mari j n", "María José Núñez"),
        ("123", "María José Núñez"),
        ("9876", "María José Núñez"),
        ("JOSE NUÑEZ", "María José Núñez"),
        ("+56 9 8765 4321", "María José Núñez"),
        ("87654321", "María José Núñez"),
        ("cotapos", "Jorge Pérez-Cotapos"),
        ("pérez-cot", "Jorge Pérez-Cotapos"),
        ("nancu", "Mario Ñancupil"),
    ] {
        let url = antesala::urls::con_filtros("/norte/pacientes", &[("q", &consulta)]);
        assert_eq!(beto.get(&url).await.es(200).textos("td a"), [esperado], "{consulta}");
    }
}

#[tokio::test]
async fn nadie_de_otra_clinica_aparece_ni_con_caracteres_raros() {
    let app = con_pacientes().await;
    let diego = app.como("diego").await.htmx();
    for consulta in ["12345678", "maria", "1:maria", "'", "\\", ":*", "& |", "!", "( )"] {
        let url = antesala::urls::con_filtros("/sur/pacientes", &[("q", &consulta)]);
        let vacio = diego.get(&url).await.es(200);
        assert!(!vacio.hay("td a"), "{consulta}");
    }
}

#[tokio::test]
async fn la_busqueda_global_lleva_a_la_ficha() {
    let app = con_pacientes().await;
    let beto = app.como("beto").await;
    let hallado = beto.htmx().get("/norte/buscar?q=nancu").await.es(200);
    let ficha = hallado.atributo("a[role=option]", "href");
    assert_eq!(beto.get(&ficha).await.es(200).texto("h1"), "Mario Ñancupil");
    assert_eq!(beto.get("/norte/buscar?q=nancu").await.es(200).texto("h1"), "Resultados");
}

#[tokio::test]
async fn la_lista_se_recorre_entera_sin_repetir() {
    let app = con_pacientes().await;
    let norte = app.sistema("norte").await;
    let leer = async |despues| {
        app.db.leer(&norte, async |tx| queries::listar(tx, Cuales::default(), despues, 2).await).await.unwrap()
    };
    let primera = leer(0).await;
    assert_eq!(primera.len(), 3);
    let segunda = leer(primera[1].id).await;
    let nombres: Vec<String> = primera[..2].iter().chain(&segunda).map(|p| p.nombre()).collect();
    assert_eq!(nombres, ["María José Núñez", "Jorge Pérez-Cotapos", "Mario Ñancupil"]);
}

#[derive(diesel::QueryableByName)]
struct Plan {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    paso: String,
}

/// Both halves of a merge, under row security.
#[tokio::test]
async fn nombrar_a_uno_no_lee_a_todos() {
    let app = Prueba::nueva().await;
    let norte = app.sistema("norte").await;
    let muchos = "insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres)
                  select clinica_actual(), 'sin_documento', 'otro', 'P' || n from generate_series(1, 500) n";
    app.db.escribir(&norte, async |tx| Ok(tx.pg().batch_execute(muchos).await?)).await.unwrap();
    app.base.conectar("dueno").await.batch_execute("analyze pacientes").await.unwrap();
    let plan = "explain select * from pacientes_breves where clinica_id = clinica_actual() and id = 1";
    let plan = app.db.leer(&norte, async |tx| Ok(diesel::sql_query(plan).load::<Plan>(tx.pg()).await?)).await.unwrap();
    let por_clave = plan.iter().filter(|p| p.paso.contains("Index Cond") && p.paso.contains("AND (id = "));
    assert_eq!(por_clave.count(), 2, "{}", plan.iter().map(|p| p.paso.as_str()).collect::<Vec<_>>().join("\n"));
}

#[tokio::test]
async fn una_busqueda_larguisima_no_bota_nada() {
    let app = con_pacientes().await;
    let beto = app.como("beto").await;
    for letra in ["a", "7", "%C3%B1", "a+", "a@"] {
        let consulta = letra.repeat(5_000);
        for donde in ["pacientes", "buscar", "citas/nueva/pacientes"] {
            beto.get(&format!("/norte/{donde}?q={consulta}")).await.es(200);
        }
    }
}
