//! Boxes and what is done in them.

use crate::agenda::mundo::Mundo;

#[tokio::test]
async fn un_box_con_su_prestacion_decide_cuantas_horas_se_ofrecen() {
    let m = Mundo::nuevo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    assert!(ana.get("/norte/configuracion/boxes").await.es(200).cuerpo.contains("Aún no hay boxes"));
    let nuevo = ana.get("/norte/configuracion/boxes/nuevo").await.es(200);
    let sucursal = nuevo.atributo("#sucursal option", "value");
    let prestacion = m.prestacion.to_string();
    let campos = [("nombre", "Box 1"), ("sucursal", &*sucursal), ("capacidad", "1"), ("prestaciones", &*prestacion)];
    ana.post("/norte/configuracion/boxes", &campos).await.es(303);
    assert!(ana.post("/norte/configuracion/boxes", &campos).await.es(422).hay("#nombre-error"));
    // Somebody else's cita in the only box leaves no place.
    let otra = m.bd_profesional("Elías Vera", "09:00", "13:00").await;
    m.cita(&beto, "Marta", "2026-11-23T12:00:00Z").await;
    let libres = format!("/norte/agenda/2026-11-23?profesional={otra}&prestacion={prestacion}");
    assert_eq!(beto.get(&libres).await.es(200).textos("a.libre")[0], "09:30");
    let url = ana.get("/norte/configuracion/boxes").await.es(200).atributo("td a", "href");
    let dos = [
        ("version", "1"),
        ("nombre", "Box 1"),
        ("sucursal", &*sucursal),
        ("capacidad", "2"),
        ("prestaciones", &*prestacion),
    ];
    ana.post(&url, &dos).await.es(303);
    assert_eq!(beto.get(&libres).await.es(200).textos("a.libre")[0], "09:00");
    assert!(ana.post(&url, &dos).await.es(422).cuerpo.contains("Otra persona lo cambió"));
    m.app.como("diego").await.get(&url.replace("norte", "sur")).await.es(404);
}

#[tokio::test]
async fn archivar_un_box_muestra_las_citas_que_iban_en_el() {
    let m = Mundo::nuevo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    m.bd("insert into boxes (clinica_id, sucursal_id, nombre) select clinica_id, id, 'Box 1' from sucursales;
          update horarios set box_id = (select max(id) from boxes)")
        .await;
    m.cita(&beto, "Marta Rojas", "2026-11-23T12:00:00Z").await;
    let url = ana.get("/norte/configuracion/boxes").await.es(200).atributo("td a", "href");
    let sucursal = m.bd_numero("select id as n from sucursales").await.to_string();
    let campos =
        [("version", "1"), ("nombre", "Box 1"), ("sucursal", &*sucursal), ("capacidad", "1"), ("archivado", "true")];
    let a = ana.post(&url, &campos).await.es(303);
    assert!(ana.get(a.destino()).await.es(200).cuerpo.contains("Marta Rojas"));
}

#[tokio::test]
async fn los_limites_y_boxes_de_una_prestacion_se_guardan_y_se_vacian() {
    let m = Mundo::nuevo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    m.bd("insert into boxes (clinica_id, sucursal_id, nombre) select clinica_id, id, 'Box 1' from sucursales").await;
    let caja = m.bd_numero("select max(id) as n from boxes").await.to_string();
    let url = format!("/norte/configuracion/prestaciones/{}", m.prestacion);
    let quien = m.profesional.to_string();
    let campos = |version, limite, caja| {
        vec![
            ("version", version),
            ("codigo", "CON"),
            ("nombre", "Consulta"),
            ("duracion", "30"),
            ("paso", "30"),
            ("antes", "0"),
            ("despues", "0"),
            ("precio", "25000"),
            ("color", "teal"),
            ("aviso_minimo", "0"),
            ("horizonte", "90"),
            ("profesionales", &*quien),
            ("limite_dia", limite),
            ("boxes", caja),
        ]
    };
    ana.post(&url, &campos("1", "1", &caja)).await.es(303);
    let pagina = ana.get(&url).await.es(200);
    assert_eq!(pagina.atributo("#limite_dia", "value"), "1");
    assert_eq!(pagina.atributo("input[name=boxes][checked]", "value"), caja);
    m.cita(&beto, "Marta", "2026-11-23T12:00:00Z").await;
    assert!(m.libres(&beto, "2026-11-23").await.is_empty());
    assert!(ana.post(&url, &campos("2", "muchas", "")).await.es(422).hay("#limite_dia-error"));
    ana.post(&url, &campos("2", "", "")).await.es(303);
    assert_eq!(
        m.bd_numero("select count(limite_dia) + (select count(*) from prestaciones_boxes) as n from prestaciones")
            .await,
        0
    );
    assert_eq!(m.libres(&beto, "2026-11-23").await.len(), 7);
}
