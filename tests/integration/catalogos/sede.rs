//! The clinic's own settings and its sucursales.

use crate::agenda::mundo::Mundo;

#[tokio::test]
async fn los_ajustes_de_la_agenda_se_guardan_y_el_segundo_se_entera() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    m.bd("update clinicas set ajustes = '{\"otro\": 1}'").await;
    let url = "/norte/configuracion/clinica";
    let pagina = ana.get(url).await.es(200);
    assert_eq!(pagina.atributo("#minutos_retenida", "value"), "5");
    let version = pagina.atributo("input[name=version]", "value");
    let campos =
        [("version", &*version), ("nombre", "Norte Salud"), ("margenes_en_horario", "true"), ("minutos_retenida", "8")];
    ana.post(url, &campos).await.es(303);
    let guardado = "select count(*) as n from clinicas where nombre = 'Norte Salud'
      and ajustes = '{\"otro\": 1, \"minutos_retenida\": 8, \"margenes_en_horario\": true}'";
    assert_eq!(m.bd_numero(guardado).await, 1);
    assert!(ana.post(url, &campos).await.es(422).cuerpo.contains("Otra persona lo cambió"));
    let mala = ana.post(url, &[("nombre", "x"), ("minutos_retenida", "0")]).await.es(422);
    assert_eq!(mala.atributo("#minutos_retenida", "value"), "0");
}

#[tokio::test]
async fn una_sucursal_nueva_viene_equipada_y_se_edita() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    ana.get("/norte/configuracion/sucursales/nueva").await.es(200);
    let campos = [("nombre", "Arica"), ("direccion", "21 de Mayo 100"), ("region", "CL-AP")];
    ana.post("/norte/configuracion/sucursales", &campos).await.es(303);
    assert_eq!(
        m.bd_numero(
            "select count(*) as n from cajas c join sucursales s on s.id = c.sucursal_id and s.nombre = 'Arica'"
        )
        .await,
        1
    );
    let repetida = ana.post("/norte/configuracion/sucursales", &campos).await.es(422);
    assert_eq!(repetida.atributo("#direccion", "value"), "21 de Mayo 100");
    let id = m.bd_numero("select id as n from sucursales where nombre = 'Arica'").await;
    let url = format!("/norte/configuracion/sucursales/{id}");
    let mala = ana.post(&url, &[("version", "1"), ("nombre", "Arica"), ("region", "XX")]).await.es(422);
    assert!(mala.hay("#region-error"));
    ana.post(&url, &[("version", "1"), ("nombre", "Arica Centro"), ("region", "CL-AP")]).await.es(303);
    ana.post(&url, &[("version", "1"), ("nombre", "Otra"), ("region", "CL")]).await.es(422);
    m.app.como("diego").await.get(&format!("/sur/configuracion/sucursales/{id}")).await.es(404);
}
