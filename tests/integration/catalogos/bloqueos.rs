//! Time that is taken and given back.

use crate::agenda::mundo::Mundo;
use crate::soporte::{Navegador, Respuesta};

async fn bloquear(m: &Mundo, quien: &Navegador, mas: &[(&str, &str)]) -> Respuesta {
    let de = format!("p{}", m.profesional);
    let mut campos = vec![("de", de.as_str()), ("motivo", "almuerzo")];
    campos.extend(mas);
    quien.post("/norte/bloqueos", &campos).await
}

#[tokio::test]
async fn el_almuerzo_de_todos_los_dias_se_bloquea_y_se_devuelve_desde_un_dia() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rango = [("desde", "2026-11-23"), ("hasta", "2026-12-04"), ("hora_desde", "12:00"), ("hora_hasta", "13:00")];
    let dias: Vec<_> = ["1", "2", "3", "4", "5"].map(|d| ("dias", d)).into();
    bloquear(&m, &beto, &[&rango[..], &dias].concat()).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from bloqueos").await, 10);
    assert_eq!(m.libres(&beto, "2026-11-27").await.last().unwrap(), "11:30");
    let lista = beto.get(&format!("/norte/bloqueos?de=p{}", m.profesional)).await.es(200);
    assert_eq!(lista.texto("tbody tr:first-child td:nth-child(2)"), "23-11-2026, 12:00–13:00");
    let tercero = m.bd_numero("select id as n from bloqueos order by inicio offset 2 limit 1").await;
    beto.post(&format!("/norte/bloqueos/{tercero}/anulacion"), &[("serie", "true")]).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from bloqueos where anulado is null").await, 2);
    assert_eq!(m.libres(&beto, "2026-11-27").await.last().unwrap(), "12:30");
    // The second to give it back is told, and nothing breaks.
    beto.post(&format!("/norte/bloqueos/{tercero}/anulacion"), &[]).await.es(303);
}

#[tokio::test]
async fn bloquear_sobre_citas_las_muestra_y_no_las_toca() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Marta Rojas", "2026-11-23T12:00:00Z").await;
    m.cita(&beto, "Pedro Soto", "2026-11-24T12:00:00Z").await;
    let a = bloquear(&m, &beto, &[("desde", "2026-11-23"), ("todo_el_dia", "true")]).await.es(303);
    let lista = beto.get(a.destino()).await.es(200);
    assert!(lista.cuerpo.contains("Marta Rojas") && lista.cuerpo.contains("Bloqueo: almuerzo"));
    assert!(!lista.cuerpo.contains("Pedro Soto"));
    assert_eq!(m.bd_numero("select count(*) as n from citas where estado = 'reservada'").await, 2);
    // Kept as things stand; a new bloqueo over it asks again.
    beto.post(&format!("/norte/citas/{cita}/conservacion"), &[]).await.es(303);
    assert!(!beto.get("/norte/citas/fuera-de-horario").await.es(200).cuerpo.contains("Marta Rojas"));
    m.app.db.reloj().fijar("2026-11-22T13:00:00Z".parse().unwrap());
    bloquear(&m, &beto, &[("desde", "2026-11-23"), ("hora_desde", "09:00"), ("hora_hasta", "10:00")]).await.es(303);
    assert!(beto.get("/norte/citas/fuera-de-horario").await.es(200).cuerpo.contains("Marta Rojas"));
}

#[tokio::test]
async fn un_box_bloqueado_deja_fuera_lo_que_iba_en_el() {
    let m = Mundo::nuevo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    m.bd("insert into boxes (clinica_id, sucursal_id, nombre) select clinica_id, id, 'Box 1' from sucursales;
          update horarios set box_id = (select max(id) from boxes)")
        .await;
    m.cita(&beto, "Marta Rojas", "2026-11-23T12:00:00Z").await;
    let caja = m.bd_numero("select max(id) as n from boxes").await;
    let campos =
        [("de", &*format!("b{caja}")), ("motivo", "mantencion"), ("desde", "2026-11-23"), ("todo_el_dia", "true")];
    let a = ana.post("/norte/bloqueos", &campos).await.es(303);
    assert!(ana.get(a.destino()).await.es(200).cuerpo.contains("Bloqueo: mantención"));
}

#[tokio::test]
async fn un_dia_de_otra_duracion_se_bloquea_entero() {
    let m = Mundo::en("2026-09-01T12:00:00Z").await;
    let beto = m.app.como("beto").await;
    // Sunday the 6th has no midnight: its 23 hours begin at 01:00.
    bloquear(&m, &beto, &[("desde", "2026-09-05"), ("hasta", "2026-09-06"), ("todo_el_dia", "true")]).await.es(303);
    assert_eq!(m.bd_numero("select (extract(epoch from fin - inicio) / 3600)::bigint as n from bloqueos").await, 47);
    let lista = beto.get("/norte/bloqueos?desde=2026-09-01").await.es(200);
    assert_eq!(lista.texto("tbody td:nth-child(2)"), "05-09-2026 a 06-09-2026");
}

#[tokio::test]
async fn lo_malo_vuelve_escrito() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let largo = "x".repeat(1_000);
    let campos = [
        ("desde", "2026-11-23"),
        ("hora_desde", "13:00"),
        ("hora_hasta", "13:00"),
        ("hasta", "9999-01-01"),
        ("detalle", &*largo),
    ];
    let mala = bloquear(&m, &beto, &campos).await.es(422);
    for campo in ["hasta", "hora_desde", "detalle"] {
        assert!(mala.hay(&format!("#{campo}-error")), "{campo}");
    }
    assert_eq!(mala.atributo("#hora_desde", "value"), "13:00");
    assert_eq!(m.bd_numero("select count(*) as n from bloqueos").await, 0);
}
