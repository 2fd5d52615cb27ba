//! Imports that are cut short, and imports side by side.

use std::sync::Arc;

use chrono::TimeDelta;
use diesel_async::SimpleAsyncConnection;

use super::importacion::{bd_numero, importar, obrero, pasa, planilla, revisada, trabajar};
use crate::soporte::{Prueba, hasta};

const FILAS: i32 = 1_300;

/// Half with a document, half without.
fn muchas(cola: &str) -> String {
    let fila = |n: i32| match antesala::values::rut::Rut::con_cuerpo(10_000_000 + n.unsigned_abs()) {
        Some(rut) if n % 2 == 0 => format!("{rut};Persona {n};Soto;;;"),
        _ => format!(";Persona {n};Soto;;{};", 900_000_000 + n),
    };
    let filas: Vec<String> = (0..FILAS).map(fila).collect();
    planilla(&filas.iter().map(String::as_str).chain([cola]).collect::<Vec<_>>())
}

#[tokio::test]
async fn cortada_a_la_mitad_sigue_donde_iba_sin_repetir_a_nadie() {
    let app = Arc::new(Prueba::nueva().await);
    let ana = app.como("ana").await;
    let url = revisada(&app, &ana, &muchas("")).await;
    ana.post(&format!("{url}/confirmacion"), &[]).await.es(303);

    let primero = obrero(&app);
    let tarea = tokio::spawn(async move { primero.correr_lote().await });
    hasta("the first lot is created", async || app.bd_cuenta("norte", "pacientes").await > 0).await;
    tarea.abort();
    let _ = tarea.await;
    let creados = app.bd_cuenta("norte", "pacientes").await;
    assert!(creados < i64::from(FILAS) && creados % 500 == 0, "{creados}");
    let anotadas = "select count(*) as n from importacion_filas where estado = 'creada' and paciente_id is not null";
    assert_eq!(bd_numero(&app, anotadas).await, creados);
    let espera = ana.get(&url).await.es(200);
    assert_eq!(espera.atributo("progress", "value"), creados.to_string());

    // Its lease ends, and another goes on.
    pasa(&app, TimeDelta::hours(1));
    trabajar(&app).await;
    assert_eq!(app.bd_cuenta("norte", "pacientes").await, i64::from(FILAS));
    assert_eq!(
        bd_numero(&app, "select count(distinct paciente_id) as n from importacion_filas").await,
        i64::from(FILAS)
    );
    // Each row is the patient that it says.
    let cruzadas = "select count(*) as n from importacion_filas f join pacientes p on p.id = f.paciente_id where f.textos[2] <> p.nombres";
    assert_eq!(bd_numero(&app, cruzadas).await, 0);
}

#[tokio::test]
async fn dos_a_la_vez_crean_a_cada_uno_una_vez() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let una = revisada(&app, &ana, &muchas("11.111.111-1;Una;;;;")).await;
    let otra = revisada(&app, &ana, &muchas("22.222.222-2;Otra;;;;")).await;
    for url in [&una, &otra] {
        ana.post(&format!("{url}/confirmacion"), &[("parecidas", "true")]).await.es(303);
    }
    let (a, b) = (obrero(&app), obrero(&app));
    let (a, b) = tokio::join!(a.correr_lote(), b.correr_lote());
    assert_eq!(a.unwrap() + b.unwrap(), 2);
    // Whoever waited too long for the other goes on afterwards.
    pasa(&app, TimeDelta::hours(1));
    trabajar(&app).await;
    assert_eq!(bd_numero(&app, "select count(*) as n from importaciones where estado = 'terminada'").await, 2);
    assert_eq!(app.bd_cuenta("norte", "pacientes").await, i64::from(FILAS) + 2);
    assert_eq!(bd_numero(&app, "select sum(creadas) as n from importaciones").await, i64::from(FILAS) + 2);
}

#[tokio::test]
async fn lo_que_el_meson_crea_entretanto_existe() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let url =
        revisada(&app, &ana, &planilla(&["12345678-5;Ana;Soto;;;", ";Eva;Ríos;;987654321;", "11111111-1;Leo;;;;"]))
            .await;
    let ficha = |campos: &[(&'static str, &'static str)]| [campos, &[("confirmado", "true")]].concat();
    ana.post("/norte/pacientes", &ficha(&[("documento", "12.345.678-5"), ("nombres", "Anita")])).await.es(303);
    let eva =
        [("documento", "22.222.222-2"), ("nombres", "Eva"), ("apellido_paterno", "Ríos"), ("telefono", "987654321")];
    ana.post("/norte/pacientes", &ficha(&eva)).await.es(303);
    importar(&app, &ana, &url, false).await;
    assert_eq!(app.bd_cuenta("norte", "pacientes").await, 3);
    let fin = ana.get(&url).await.es(200);
    assert!(
        fin.cuerpo.contains("Ya existe")
            && fin.cuerpo.contains("Se parece a")
            && fin.cuerpo.contains("Se creó 1 paciente")
    );
}

#[tokio::test]
async fn una_que_fallo_se_dice_y_se_puede_continuar() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let url = revisada(&app, &ana, &planilla(&["12345678-5;Ana;;;;"])).await;
    let mut dueno = app.base.conectar("dueno").await;
    let roto = "create function romper() returns trigger language plpgsql as $$ begin raise exception 'roto'; end $$;
        create trigger romper before insert on pacientes for each row execute function romper()";
    dueno.batch_execute(roto).await.unwrap();
    importar(&app, &ana, &url, false).await;
    assert!(ana.get(&url).await.es(200).cuerpo.contains("Algo falló de nuestro lado"));
    dueno.batch_execute("drop trigger romper on pacientes").await.unwrap();
    ana.post(&format!("{url}/reanudacion"), &[]).await.es(303);
    trabajar(&app).await;
    assert!(ana.get(&url).await.es(200).cuerpo.contains("Se creó 1 paciente"));
}
