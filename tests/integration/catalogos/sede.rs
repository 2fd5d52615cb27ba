//! The clinic's own settings and its sucursales.

use antesala::db;

use crate::agenda::mundo::Mundo;
use crate::soporte::{Navegador, Respuesta};

#[tokio::test]
async fn los_ajustes_de_la_agenda_se_guardan_y_el_segundo_se_entera() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    m.bd("update clinicas set ajustes = '{\"otro\": 1}'").await;
    let url = "/norte/configuracion/clinica";
    let pagina = ana.get(url).await.es(200);
    assert_eq!(pagina.atributo("#minutos_retenida", "value"), "5");
    let version = pagina.atributo("input[name=version]", "value");
    let campos = [
        ("version", &*version),
        ("nombre", "Norte Salud"),
        ("margenes_en_horario", "true"),
        ("minutos_retenida", "8"),
        ("consumo", "atencion"),
        ("auditoria_anios", "15"),
    ];
    ana.post(url, &campos).await.es(303);
    let guardado = "select count(*) as n from clinicas where nombre = 'Norte Salud'
      and ajustes = '{\"otro\": 1, \"consumo\": \"atencion\", \"minutos_retenida\": 8, \"margenes_en_horario\": true}'";
    assert_eq!(m.bd_numero(guardado).await, 1);
    assert!(ana.post(url, &campos).await.es(422).cuerpo.contains("Otra persona lo cambió"));
    let mala = ana.post(url, &[("nombre", "x"), ("minutos_retenida", "0")]).await.es(422);
    assert_eq!(mala.atributo("#minutos_retenida", "value"), "0");
    assert!(mala.hay("#consumo-error"));
}

#[tokio::test]
async fn la_auditoria_se_guarda_quince_anios_o_mas_y_lo_dice_quien_responde_por_los_datos() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    let url = "/norte/configuracion/clinica";
    let guardar = async |anios: &str| {
        let version = ana.get(url).await.es(200).atributo("input[name=version]", "value");
        let campos = [("version", &*version), ("nombre", "Norte"), ("minutos_retenida", "5"), ("consumo", "venta")];
        ana.post(url, &[&campos[..], &[("auditoria_anios", anios)]].concat()).await
    };
    assert_eq!(ana.get(url).await.es(200).atributo("#auditoria_anios", "value"), "15");
    for malo in ["14", "100", "", "x"] {
        let mala = guardar(malo).await.es(422);
        assert!(mala.hay("#auditoria_anios-error") && mala.atributo("#auditoria_anios", "value") == malo, "{malo}");
    }
    guardar("20").await.es(303);
    assert_eq!(m.bd_numero("select auditoria_anios::bigint as n from clinicas where slug = 'norte'").await, 20);
    assert_eq!(m.bd_numero("select anios_auditoria()::bigint as n").await, 20);
    let historia = m.app.como("gloria").await.get("/norte/auditoria?tipo=clinicas").await.es(200);
    assert!(historia.texto("tbody tr").contains("Años que se guarda la auditoría: 15 → 20"));

    m.bd("delete from roles_permisos where permiso = 'privacidad.resolver'").await;
    let pagina = ana.get(url).await.es(200);
    assert!(!pagina.hay("#auditoria_anios") && pagina.cuerpo.contains("Se guarda 20 años."));
    guardar("15").await.es(303);
    assert_eq!(m.bd_numero("select auditoria_anios::bigint as n from clinicas where slug = 'norte'").await, 20);
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

/// 7 June 2027 is a Monday, and a holiday in Arica y Parinacota only.
const MORRO: &str = "2027-06-07";

async fn mundo_en_mayo() -> Mundo {
    let m = Mundo::en("2027-05-31T12:00:00Z").await;
    db::mantener(&m.app.db).await.unwrap();
    m
}

/// Through the screen, as it stands now.
async fn poner_region(m: &Mundo, ana: &Navegador, id: i64, region: &str) -> Respuesta {
    let url = format!("/norte/configuracion/sucursales/{id}");
    let pagina = ana.get(&url).await.es(200);
    let (version, nombre) = (pagina.atributo("[name=version]", "value"), pagina.atributo("#nombre", "value"));
    let hecho = ana.post(&url, &[("version", &version), ("nombre", &nombre), ("region", region)]).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from citas where estado <> 'reservada'").await, 0);
    hecho
}

async fn poner_margenes(ana: &Navegador, caben: bool) -> Respuesta {
    let url = "/norte/configuracion/clinica";
    let version = ana.get(url).await.es(200).atributo("[name=version]", "value");
    let mut campos = vec![
        ("version", version.as_str()),
        ("nombre", "Norte"),
        ("minutos_retenida", "5"),
        ("consumo", "venta"),
        ("auditoria_anios", "15"),
    ];
    campos.extend(caben.then_some(("margenes_en_horario", "true")));
    ana.post(url, &campos).await.es(303)
}

fn pacientes(lista: &Respuesta) -> Vec<String> {
    lista.textos("td a[href*='/citas/']:not(.btn)")
}

#[tokio::test]
async fn un_feriado_regional_cierra_su_region_y_no_otra() {
    let m = mundo_en_mayo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    let ariquena = m.bd_profesional("Nayra Mamani", "09:00", "13:00").await;
    let casa = m.bd_numero("select id as n from sucursales").await;
    poner_region(&m, &ana, casa, "CL-RM").await;
    ana.post("/norte/configuracion/sucursales", &[("nombre", "Arica"), ("region", "CL-AP")]).await.es(303);
    m.bd(&format!(
        "update horarios set sucursal_id = (select id from sucursales where nombre = 'Arica') where profesional_id = {ariquena}"
    ))
    .await;
    for (profesional, fecha, libres, estado) in [
        (m.profesional, MORRO, 8, 303),
        (ariquena, MORRO, 0, 409),
        (m.profesional, "2027-06-08", 8, 303),
        (ariquena, "2027-06-08", 8, 303),
    ] {
        let dia = format!("/norte/agenda/{fecha}?profesional={profesional}&prestacion={}", m.prestacion);
        assert_eq!(beto.get(&dia).await.es(200).textos("a.libre").len(), libres, "{profesional} {fecha}");
        let (hora, prestacion) = (format!("{profesional}@{fecha}T13:00:00Z"), m.prestacion.to_string());
        let paciente = m.bd_paciente("Marta").await.to_string();
        let cita = [("hora", hora.as_str()), ("prestacion", &prestacion), ("paciente", &paciente)];
        beto.post("/norte/citas", &cita).await.es(estado);
    }
}

#[tokio::test]
async fn cambiar_de_region_muestra_las_citas_que_caen_en_sus_feriados() {
    let m = mundo_en_mayo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    let casa = m.bd_numero("select id as n from sucursales").await;
    let cita = m.cita(&beto, "Marta Rojas", "2027-06-07T13:00:00Z").await;
    m.cita(&beto, "Pedro Soto", "2027-06-08T13:00:00Z").await;
    let a = poner_region(&m, &ana, casa, "CL-AP").await;
    let lista = beto.get(a.destino()).await.es(200);
    assert_eq!(pacientes(&lista), ["Marta Rojas"]);
    assert!(lista.cuerpo.contains("Asalto y Toma del Morro de Arica"));
    assert!(lista.hay(&format!("a[href$='buscar?cita={cita}']")) && lista.hay("form[action$='/conservacion']"));
    // The same region again changes no hours.
    assert_eq!(poner_region(&m, &ana, casa, "CL-AP").await.destino(), "/norte/configuracion/clinica");
    assert_eq!(poner_region(&m, &ana, casa, "CL-TA").await.destino(), "/norte/configuracion/clinica");
    assert!(beto.get("/norte/citas/fuera-de-horario").await.es(200).cuerpo.contains("Ninguna cita quedó fuera"));
}

#[tokio::test]
async fn exigir_los_margenes_muestra_las_citas_de_los_bordes() {
    let m = Mundo::nuevo().await;
    let (ana, beto) = (m.app.como("ana").await, m.app.como("beto").await);
    m.bd("update prestaciones set antes = 10, despues = 10").await;
    for (nombre, inicio) in [("Primera", "12:00"), ("Media", "13:00"), ("Ultima", "15:30")] {
        m.cita(&beto, nombre, &format!("2026-11-23T{inicio}:00Z")).await;
    }
    let a = poner_margenes(&ana, true).await;
    let lista = beto.get(a.destino()).await.es(200);
    assert_eq!(pacientes(&lista), ["Primera", "Ultima"]);
    assert!(lista.cuerpo.contains("Solo su preparación o aseo"));
    assert!(!m.libres(&beto, "2026-11-24").await.contains(&"09:00".to_owned()));
    beto.post(&lista.atributo("form[action$='/conservacion']", "action"), &[]).await.es(303);
    assert_eq!(pacientes(&beto.get("/norte/citas/fuera-de-horario").await.es(200)), ["Ultima"]);
    // Saved again without a change of hours, nobody is sent to the list.
    assert_eq!(poner_margenes(&ana, true).await.destino(), "/norte/configuracion/clinica");
    assert_eq!(poner_margenes(&ana, false).await.destino(), "/norte/configuracion/clinica");
    assert!(m.libres(&beto, "2026-11-24").await.contains(&"09:00".to_owned()));
}
