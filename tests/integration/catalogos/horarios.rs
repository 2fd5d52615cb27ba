//! Weeks with a beginning and an end, and the citas that a change leaves outside.

use crate::agenda::mundo::Mundo;
use crate::soporte::{Navegador, Respuesta};

/// Blocks as (day, from, until, where).
async fn guardar(
    m: &Mundo,
    ana: &Navegador,
    (desde, hasta): (&str, &str),
    bloques: &[(&str, &str, &str, &str)],
) -> Respuesta {
    let version =
        m.bd_numero(&format!("select version::bigint as n from profesionales where id = {}", m.profesional)).await;
    let version = version.to_string();
    let mut campos = vec![("version", version.as_str()), ("vigente_desde", desde), ("vigente_hasta", hasta)];
    for (dia, de, a, lugar) in bloques {
        campos.extend([("dia", *dia), ("desde", *de), ("hasta", *a), ("lugar", *lugar)]);
    }
    ana.post(&url(m), &campos).await
}

fn url(m: &Mundo) -> String {
    format!("/norte/configuracion/profesionales/{}/horario", m.profesional)
}

async fn sucursal(m: &Mundo) -> String {
    m.bd_numero("select id as n from sucursales").await.to_string()
}

#[tokio::test]
async fn un_horario_que_viene_se_ve_y_el_de_hoy_sigue_hasta_entonces() {
    let m = Mundo::nuevo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    let casa = sucursal(&m).await;
    guardar(&m, &ana, ("2026-12-01", ""), &[("3", "15:00", "16:00", &casa)]).await.es(303);
    assert_eq!(m.libres(&beto, "2026-11-25").await.len(), 8);
    assert_eq!(m.libres(&beto, "2026-12-02").await, ["15:00", "15:30"]);
    let pagina = ana.get(&url(&m)).await.es(200);
    assert_eq!(pagina.textos("td a"), ["22-11-2026", "01-12-2026"]);
    // The one in force ends before the one to come, unless somebody says otherwise.
    assert_eq!(pagina.atributo("#vigente_hasta", "value"), "2026-11-30");
    let viene = ana.get(&format!("{}?desde=2026-12-01", url(&m))).await.es(200);
    assert_eq!(viene.atributo("#vigente_desde", "value"), "2026-12-01");
    assert_eq!(viene.atributo("input[aria-label='Miércoles, bloque 1, desde']", "value"), "15:00");
}

#[tokio::test]
async fn un_horario_con_termino_deja_seguir_al_que_regia() {
    let m = Mundo::nuevo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    let casa = sucursal(&m).await;
    guardar(&m, &ana, ("2026-11-30", "2026-12-06"), &[("1", "18:00", "19:00", &casa)]).await.es(303);
    for (fecha, libres) in [("2026-11-23", 8), ("2026-11-30", 2), ("2026-12-01", 0), ("2026-12-07", 8)] {
        assert_eq!(m.libres(&beto, fecha).await.len(), libres, "{fecha}");
    }
    // What has passed is still written as it was.
    assert_eq!(m.bd_numero("select count(*) as n from horarios where vigente_desde = '2026-01-01'").await, 5);
}

#[tokio::test]
async fn la_medianoche_y_los_boxes_sobreviven_a_guardar() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    let casa = sucursal(&m).await;
    let bx = m.bd_numero(&format!("insert into boxes (clinica_id, sucursal_id, nombre) values (clinica_actual(), {casa}, 'Box 1') returning id as n")).await;
    let en_box = format!("{casa}:{bx}");
    let bloques =
        [("1", "09:00", "13:00", en_box.as_str()), ("1", "14:00", "15:00", &casa), ("1", "20:00", "00:00", &en_box)];
    guardar(&m, &ana, ("2026-11-22", ""), &bloques).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from horarios where hasta = '24:00' and box_id is not null").await, 1);
    let pagina = ana.get(&url(&m)).await.es(200);
    let de_lunes = |campo: &str| format!("input[name={campo}][aria-label^='Lunes']");
    assert_eq!(pagina.atributos(&de_lunes("hasta"), "value"), ["13:00", "15:00", "00:00", ""]);
    assert_eq!(pagina.atributo("select[aria-label='Lunes, bloque 3, dónde'] option[selected]", "value"), en_box);
    guardar(&m, &ana, ("2026-11-22", ""), &bloques).await.es(303);
    assert_eq!(
        m.bd_numero(
            "select count(*) as n from horarios where hasta = '24:00' and box_id is not null and vigente_hasta is null"
        )
        .await,
        1
    );
}

#[tokio::test]
async fn cambiar_horas_muestra_las_citas_que_quedan_fuera_y_no_las_toca() {
    let m = Mundo::nuevo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    let casa = sucursal(&m).await;
    let fuera = m.cita(&beto, "Marta Rojas", "2026-11-23T12:00:00Z").await;
    m.cita(&beto, "Pedro Soto", "2026-11-24T12:00:00Z").await;
    let martes = [("2", "09:00", "13:00", casa.as_str())];
    let a = guardar(&m, &ana, ("2026-11-22", ""), &martes).await.es(303);
    let lista = beto.get(a.destino()).await.es(200);
    assert_eq!(lista.textos("td a[href*='/citas/']:not(.btn)"), ["Marta Rojas"]);
    assert!(lista.hay(&format!("a[href$='buscar?cita={fuera}']")));
    // Ana may look, not decide.
    assert!(!ana.get(a.destino()).await.es(200).hay("form[action$='/conservacion']"));
    assert_eq!(m.bd_numero("select count(*) as n from citas where estado = 'reservada'").await, 2);
    beto.post(&format!("/norte/citas/{fuera}/conservacion"), &[]).await.es(303);
    assert!(beto.get("/norte/citas/fuera-de-horario").await.es(200).cuerpo.contains("Ninguna cita quedó fuera"));
    // A later change asks again.
    m.app.db.reloj().fijar("2026-11-22T13:00:00Z".parse().unwrap());
    guardar(&m, &ana, ("2026-11-22", ""), &martes).await.es(303);
    assert!(beto.get("/norte/citas/fuera-de-horario").await.es(200).cuerpo.contains("Marta Rojas"));
}

#[tokio::test]
async fn lo_malo_vuelve_escrito_y_el_segundo_se_entera() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    let casa = sucursal(&m).await;
    let mala = guardar(&m, &ana, ("2026-11-21", "x"), &[("1", "13:00", "09:00", &casa)]).await.es(422);
    assert!(mala.hay("#vigente_desde-error") && mala.hay("#vigente_hasta-error") && mala.hay("#horario-error"));
    assert_eq!(mala.atributo("input[aria-label='Lunes, bloque 1, hasta']", "value"), "09:00");
    let ajeno = guardar(&m, &ana, ("2026-11-22", ""), &[("1", "09:00", "13:00", "999")]).await.es(422);
    assert_eq!(ajeno.texto("#horario-error"), "Elige un lugar de la lista.");
    guardar(&m, &ana, ("2026-11-22", ""), &[]).await.es(303);
    let vieja = [("version", "1"), ("vigente_desde", "2026-11-22")];
    assert!(ana.post(&url(&m), &vieja).await.es(422).cuerpo.contains("Otra persona lo cambió"));
}
