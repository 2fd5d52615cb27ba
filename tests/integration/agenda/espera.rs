//! The waiting list: who is noted, who fits an hour that was freed, and what ends a wait.

use super::mundo::{Mundo, instante};
use crate::caja::mundo::bd_cita_en;
use crate::soporte::{Navegador, Respuesta};

const LISTA: &str = "/norte/agenda/espera";
const LUNES_9: &str = "2026-11-23T12:00:00Z";
const LUNES_930: &str = "2026-11-23T12:30:00Z";
const LUNES_10: &str = "2026-11-23T13:00:00Z";
const ESPERANDO: &str = "select count(*) as n from esperas where estado = 'esperando'";

async fn anotar(m: &Mundo, quien: &Navegador, paciente: i64, mas: &[(&str, &str)]) -> Respuesta {
    let (paciente, prestacion) = (paciente.to_string(), m.prestacion.to_string());
    let mut campos = vec![("paciente", paciente.as_str()), ("prestacion", &prestacion)];
    campos.retain(|(nombre, _)| !mas.iter().any(|(otro, _)| otro == nombre));
    campos.extend(mas);
    quien.post(LISTA, &campos).await
}

/// Somebody new in the list; answers the row.
async fn espera(m: &Mundo, quien: &Navegador, nombre: &str, mas: &[(&str, &str)]) -> i64 {
    let paciente = m.bd_paciente(nombre).await;
    anotar(m, quien, paciente, mas).await.es(303);
    m.bd_numero("select max(id) as n from esperas").await
}

async fn anular(m: &Mundo, quien: &Navegador, cita: i64) -> Respuesta {
    let version = m.bd_numero(&format!("select version::bigint as n from citas where id = {cita}")).await.to_string();
    quien.post(&format!("/norte/citas/{cita}/anulacion"), &[("version", &version), ("motivo", "no puede")]).await
}

fn de_hora(m: &Mundo, inicio: &str, minutos: i32) -> String {
    format!("{LISTA}/hora?hora={}&minutos={minutos}", m.hora(inicio))
}

/// Who fits an hour, in order.
async fn candidatos(m: &Mundo, quien: &Navegador, inicio: &str, minutos: i32) -> Vec<String> {
    quien.get(&de_hora(m, inicio, minutos)).await.es(200).textos("tbody td:first-child > a")
}

#[tokio::test]
async fn primero_los_urgentes_despues_los_que_llevan_mas() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    espera(&m, &beto, "Rosa", &[]).await;
    m.app.db.reloj().fijar(instante("2026-11-25T12:00:00Z"));
    let beto = m.app.como("beto").await;
    espera(&m, &beto, "Pedro", &[("prioridad", "alta"), ("nota", "trae examen"), ("dias", "1"), ("dias", "3")]).await;
    espera(&m, &beto, "Raúl", &[]).await;
    espera(&m, &beto, "Ema", &[("prioridad", "urgente"), ("desde_hora", "09:00"), ("hasta_hora", "11:30")]).await;
    m.app.db.reloj().fijar(instante("2026-11-26T12:00:00Z"));
    let beto = m.app.como("beto").await;
    let lista = beto.get(LISTA).await.es(200);
    assert_eq!(lista.textos("tbody td:first-child > a"), ["Ema", "Pedro", "Rosa", "Raúl"]);
    assert_eq!(lista.textos("tbody td:nth-child(4)"), ["1 día", "1 día", "4 días", "1 día"]);
    let cuando = lista.textos("tbody td:nth-child(3)");
    assert!(cuando[0].starts_with("09:00 a 11:30") && cuando[1].starts_with("lun, mié"), "{cuando:?}");
    assert!(cuando[1].ends_with("trae examen"), "{cuando:?}");
    assert_eq!(beto.get(&format!("{LISTA}?q=ped")).await.es(200).textos("tbody td:first-child > a"), ["Pedro"]);
    assert!(beto.get(&format!("{LISTA}?prestacion=999")).await.es(200).hay(".vacio"));
    let de_eva = beto.get(&format!("{LISTA}?profesional={}", m.profesional)).await.es(200);
    assert_eq!(de_eva.textos("tbody tr").len(), 4, "whoever will do is also hers");
    let agenda = beto.get("/norte/agenda/2026-11-26").await.es(200).atributos("a", "href");
    assert!(agenda.contains(&LISTA.to_owned()), "{agenda:?}");
}

#[tokio::test]
async fn se_halla_a_quien_espera_entre_mil_tocayos() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd("insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres)
          select clinica_actual(), 'sin_documento', 'otro', 'María' from generate_series(1, 1000)")
        .await;
    espera(&m, &beto, "María José", &[]).await;
    m.bd("update pacientes set telefono = '+56987654321', apellido_paterno = 'Muñoz' where nombres = 'María José'")
        .await;
    espera(&m, &beto, "Pedro", &[]).await;
    for q in ["maria", "jose mar", "munoz", "9 8765", "m"] {
        let hallada = beto.get(&format!("{LISTA}?q={}", q.replace(' ', "+"))).await.es(200);
        assert_eq!(hallada.textos("tbody td:first-child > a"), ["María José Muñoz"], "{q}");
    }
    for q in ["mariana", "jose ped", "100%25", "%27"] {
        assert!(beto.get(&format!("{LISTA}?q={}", q.replace(' ', "+"))).await.es(200).hay(".vacio"), "{q}");
    }
}

#[tokio::test]
async fn la_lista_sigue_en_otra_pagina() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd(&format!(
        "with p as (
           insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres)
           select clinica_actual(), 'sin_documento', 'otro', 'Paciente ' || n from generate_series(1, 60) n returning id)
         insert into esperas (clinica_id, paciente_id, prestacion_id, desde) select clinica_actual(), id, {}, '2026-11-22' from p",
        m.prestacion
    ))
    .await;
    let primera = beto.get(LISTA).await.es(200);
    let segunda = beto.get(&primera.atributo("a[rel=next]", "href")).await.es(200);
    assert_eq!((primera.textos("tbody tr").len(), segunda.textos("tbody tr").len()), (50, 10));
    assert_eq!(segunda.atributo("a[rel=prev]", "href"), LISTA);
}

#[tokio::test]
async fn se_edita_se_retira_con_motivo_y_se_vuelve() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let id = espera(&m, &beto, "Rosa", &[]).await;
    let url = format!("{LISTA}/{id}");
    let form = beto.get(&url).await.es(200);
    assert_eq!(form.atributo("select[name=prestacion] option[selected]", "value"), m.prestacion.to_string());
    let prestacion = m.prestacion.to_string();
    let cambio =
        [("version", "1"), ("prestacion", prestacion.as_str()), ("prioridad", "urgente"), ("nota", "llamar tarde")];
    beto.post(&url, &cambio).await.es(303);
    let vieja = beto.post(&url, &cambio).await.es(409);
    assert_eq!(vieja.atributo("input[name=version]", "value"), "2", "what was typed goes over how it is now");
    assert_eq!(beto.get(&url).await.es(200).texto("textarea"), "llamar tarde");

    let sin_motivo = beto.post(&format!("{url}/retiro"), &[("motivo", " ")]).await.es(422);
    assert!(sin_motivo.hay("#motivo-error"));
    beto.post(&format!("{url}/retiro"), &[("motivo", "se atendió en otro lugar")]).await.es(303);
    assert!(beto.get(LISTA).await.es(200).hay(".vacio"));
    let retiradas = beto.get(&format!("{LISTA}?estado=retirada")).await.es(200);
    assert_eq!(retiradas.atributo("td.fila-acciones a", "href"), url);
    assert!(beto.get(&url).await.es(200).cuerpo.contains("se atendió en otro lugar"));
    beto.post(&url, &[("version", "3"), ("prestacion", &prestacion)]).await.es(409);
    beto.post(&format!("{url}/vuelta"), &[]).await.es(303);
    beto.post(&format!("{url}/vuelta"), &[]).await.es(303);
    assert_eq!(m.bd_numero(ESPERANDO).await, 1);
}

#[tokio::test]
async fn nadie_espera_dos_veces_lo_mismo() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    let clave = ("clave", "6f1a1c1e-0000-4000-8000-000000000031");
    anotar(&m, &beto, rosa, &[clave]).await.es(303);
    anotar(&m, &beto, rosa, &[clave]).await.es(303);
    let otra = anotar(&m, &beto, rosa, &[("nota", "por si acaso")]).await.es(422);
    assert!(otra.texto("#prestacion-error").starts_with("Este paciente ya está en la lista"));
    assert_eq!(otra.texto("textarea"), "por si acaso");
    let pedro = m.bd_paciente("Pedro").await;
    assert!(anotar(&m, &beto, pedro, &[clave]).await.es(409).cuerpo.contains("ya anotó a otra persona"));
    assert_eq!(m.app.bd_cuenta("norte", "esperas").await, 1);
    // Who was withdrawn and noted again cannot also come back.
    let id = m.bd_numero("select id as n from esperas").await;
    beto.post(&format!("{LISTA}/{id}/retiro"), &[("motivo", "x")]).await.es(303);
    anotar(&m, &beto, rosa, &[]).await.es(303);
    beto.post(&format!("{LISTA}/{id}/vuelta"), &[]).await.es(422);
}

#[tokio::test]
async fn se_anota_a_alguien_nuevo_como_en_la_reserva() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let prestacion = m.prestacion.to_string();
    let nuevo = [
        ("prestacion", prestacion.as_str()),
        ("nuevo_nombres", "Rosa"),
        ("nuevo_apellido", "Peña"),
        ("nuevo_telefono", "987654321"),
    ];
    beto.post(LISTA, &nuevo).await.es(303);
    assert!(beto.get(LISTA).await.es(200).cuerpo.contains("+56 9 8765 4321"));
    let pregunta = beto.post(LISTA, &nuevo).await.es(409);
    assert_eq!(pregunta.textos("[role=alert] .opcion").len(), 1, "{}", pregunta.cuerpo);
    assert_eq!(pregunta.atributo("input[name=nuevo_apellido]", "value"), "Peña");
    assert_eq!(m.app.bd_cuenta("norte", "pacientes").await, 1);
    beto.post(LISTA, &[&nuevo[..], &[("otra_persona", "true")]].concat()).await.es(303);
    assert_eq!((m.app.bd_cuenta("norte", "pacientes").await, m.bd_numero(ESPERANDO).await), (2, 2));
}

#[tokio::test]
async fn lo_que_no_puede_ser_se_dice_y_lo_escrito_queda() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    bd_cita_en(&m.app, "sur", 1_000).await;
    let sur = m.app.sistema("sur").await;
    let ajeno = m.app.db.leer(&sur, async |tx| Ok(antesala::catalogos::queries::opciones(tx).await?)).await.unwrap();
    let (ajeno, largo) = (ajeno.profesionales[0].id.to_string(), "ñ".repeat(1_000));
    let juan = m.bd_profesional("Juan Paz", "09:00", "13:00").await.to_string();
    m.bd(&format!("delete from prestaciones_profesionales where profesional_id = {juan}")).await;
    for (campo, valor, error) in [
        ("hasta", "2026-11-01", "#hasta-error"),
        ("desde", "9999-12-31", "#desde-error"),
        ("hasta", "9999-12-31", "#hasta-error"),
        ("nota", &largo, "#nota-error"),
        ("profesional", &ajeno, "#profesional-error"),
        ("profesional", &juan, "#profesional-error"),
        ("profesional", "99999999999999999999", "#profesional-error"),
        ("sucursal", "999999", "#sucursal-error"),
        ("prestacion", "999999", "#prestacion-error"),
        ("prestacion", "", "#prestacion-error"),
        ("paciente", "999999", "#q-error"),
        ("hasta_hora", "25:61", "#hasta_hora-error"),
    ] {
        // A field of its own says what was typed besides.
        let mas = [(campo, valor), (if campo == "nota" { "desde_hora" } else { "nota" }, "10:00")];
        let vuelta = anotar(&m, &beto, rosa, &mas).await.es(422);
        let sin_sucursal = campo == "sucursal" && !vuelta.hay("select[name=sucursal]");
        assert!(sin_sucursal || vuelta.hay(error), "{campo}={valor}\n{}", vuelta.cuerpo);
        assert!(vuelta.cuerpo.contains("10:00"), "{campo}");
    }
    assert_eq!(m.app.bd_cuenta("norte", "esperas").await, 0);
    for hora in ["", "hora=x", "hora=1@9999-01-01T12:00:00Z", "hora=1@2026-11-23T12:00:30Z"] {
        assert_eq!(beto.get(&format!("{LISTA}/hora?{hora}")).await.es(303).destino(), LISTA);
    }
    beto.get(&format!("{LISTA}/hora?hora={ajeno}@{LUNES_9}")).await.es(404);
    beto.get(&format!("{LISTA}?despues=x&estado=y&prestacion=z&profesional=&q=%27")).await.es(200);
}

#[tokio::test]
async fn solo_entra_quien_puede_y_solo_a_lo_suyo() {
    let m = Mundo::nuevo().await;
    let (beto, carla) = (m.app.como("beto").await, m.app.como("carla").await);
    let (diego, nadie) = (m.app.como("diego").await, m.app.anonimo());
    let id = espera(&m, &beto, "Rosa", &[]).await;
    let (una, de_hora) = (format!("{LISTA}/{id}"), de_hora(&m, LUNES_9, 30));
    for pagina in [LISTA, &de_hora] {
        let mirada = carla.get(pagina).await.es(200);
        assert_eq!(mirada.textos("tbody tr").len(), 1);
        assert!(!mirada.hay("td.fila-acciones a"), "who only looks changes nothing");
    }
    for pagina in [format!("{LISTA}/nueva"), una.clone(), format!("{una}/hora")] {
        carla.get(&pagina).await.es(403);
        diego.get(&pagina.replace("norte", "sur")).await.es(if pagina.ends_with("nueva") { 200 } else { 404 });
        assert!(nadie.get(&pagina).await.es(303).destino().starts_with("/entrar"));
    }
    for accion in [una.clone(), format!("{una}/retiro"), format!("{una}/vuelta")] {
        carla.post(&accion, &[("motivo", "x")]).await.es(403);
        diego
            .post(&accion.replace("norte", "sur"), &[("motivo", "x"), ("prestacion", "1"), ("version", "1")])
            .await
            .es(404);
    }
    carla.post(LISTA, &[]).await.es(403);
    diego.get(LISTA).await.es(404);
    assert_eq!(m.bd_numero(ESPERANDO).await, 1);
}

#[tokio::test]
async fn una_hora_anulada_propone_a_quien_la_espera_y_se_agenda_con_enter() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Olga", LUNES_9).await;
    espera(&m, &beto, "Rosa", &[]).await;
    let ema = espera(&m, &beto, "Ema", &[("prioridad", "urgente")]).await;
    let dia = anular(&m, &beto, cita).await.es(303).destino().to_owned();
    // Without scripts: the next page says it, once, and leads there.
    let pagina = beto.get(dia.split('#').next().unwrap()).await.es(200);
    assert!(
        pagina.texto(".tostada p").contains("Se liberó lun 23 nov 09:00: 2 personas esperan esta hora"),
        "{}",
        pagina.cuerpo
    );
    let quienes = beto.get(&pagina.atributo(".tostada a", "href")).await.es(200);
    assert_eq!(quienes.textos("tbody td:first-child > a"), ["Ema", "Rosa"]);
    assert_eq!(quienes.texto(".cabecera-detalle"), "lunes 23 de noviembre de 2026, 09:00–09:30 · Eva Soto");
    let agendar = quienes.atributo("td.fila-acciones a", "href");
    let formulario = beto.htmx().get(&agendar).await.es(200);
    assert!(formulario.hay("#hallados input[checked]"));
    let campos: Vec<_> =
        ["hora", "espera", "clave"].map(|n| (n, formulario.atributo(&format!("input[name={n}]"), "value"))).into();
    let prestacion = formulario.atributo("select[name=prestacion] option[selected]", "value");
    let paciente = formulario.atributo("#hallados input[checked]", "value");
    let mut campos: Vec<_> = campos.iter().map(|(n, v)| (*n, v.as_str())).collect();
    campos.extend([("prestacion", prestacion.as_str()), ("paciente", &paciente)]);
    beto.htmx().post("/norte/citas", &campos).await.es(200);
    // The answer was lost: sent again it is the same cita.
    beto.htmx().post("/norte/citas", &campos).await.es(200);
    let agendada = format!(
        "select count(*) as n from esperas e join citas c on c.id = e.cita_id
         where e.id = {ema} and e.estado = 'agendada' and c.origen = 'lista_espera' and c.estado = 'reservada'"
    );
    assert_eq!(m.bd_numero(&agendada).await, 1);
    assert_eq!((m.bd_numero(ESPERANDO).await, m.app.bd_cuenta("norte", "citas").await), (1, 2));
    assert!(candidatos(&m, &beto, LUNES_9, 30).await.is_empty(), "it is no longer free");
}

#[tokio::test]
async fn la_misma_propuesta_sobre_la_grilla_en_la_fila_y_al_mover() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let (una, otra) = (m.cita(&beto, "Olga", LUNES_9).await, m.cita(&beto, "Inés", LUNES_930).await);
    espera(&m, &beto, "Rosa", &[]).await;
    let a_las_diez = m.hora(LUNES_10);
    let movida = [("version", "1"), ("hora", a_las_diez.as_str()), ("desde", "rejilla")];
    let toast = beto.htmx().post(&format!("/norte/citas/{una}/reagendamiento"), &movida).await.es(200);
    assert!(
        toast.texto(".tostada p").ends_with("Se liberó lun 23 nov 09:00: 1 persona espera esta hora"),
        "{}",
        toast.cuerpo
    );
    assert!(toast.hay(".tostada form") && toast.atributo(".tostada a", "href").starts_with(LISTA));
    // Half past its start it is not kept any more: what is left of it is no hour for anybody, the one before is.
    m.app.db.reloj().fijar(instante("2026-11-23T12:35:00Z"));
    let beto = m.app.como("beto").await;
    let falta = m.cambiar(&beto.htmx(), otra, "inasistencia").await.es(200);
    assert!(!falta.cuerpo.contains("Se liberó"), "{}", falta.cuerpo);
    m.bd(&format!("update prestaciones set duracion = 15, paso = 15 where id = {}", m.prestacion)).await;
    m.bd("update citas set estado = 'reservada' where estado = 'no_asistio'").await;
    let falta = m.cambiar(&beto.htmx(), otra, "inasistencia").await.es(200);
    assert!(falta.texto(".tostada p").contains("1 persona espera esta hora"), "{}", falta.cuerpo);
    let quienes = beto.get(&falta.atributo(".tostada a", "href")).await.es(200);
    assert_eq!(quienes.texto("tbody td:nth-child(5)"), "09:45");
}

#[tokio::test]
async fn solo_se_propone_a_quien_le_acomoda_y_lo_que_cabe() {
    let mut m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let corta = m.prestacion;
    let ivan = m.bd_profesional("Iván Ríos", "09:00", "13:00").await;
    let (eva, ivan) = (m.profesional.to_string(), ivan.to_string());
    let si: [(&str, &[(&str, &str)]); 6] = [
        ("cualquiera", &[]),
        ("con ella", &[("profesional", &eva)]),
        ("ese día", &[("desde", "2026-11-23"), ("hasta", "2026-11-23")]),
        ("los lunes", &[("dias", "1")]),
        ("a esa hora", &[("desde_hora", "09:30"), ("hasta_hora", "09:30")]),
        ("por la mañana", &[("hasta_hora", "12:00"), ("dias", "1"), ("dias", "2")]),
    ];
    let no: [(&str, &[(&str, &str)]); 6] = [
        ("con otro", &[("profesional", &ivan)]),
        ("desde después", &[("desde", "2026-11-24")]),
        ("hasta antes", &[("desde", "2026-11-22"), ("hasta", "2026-11-22")]),
        ("los martes", &[("dias", "2")]),
        ("más tarde", &[("desde_hora", "09:31")]),
        ("más temprano", &[("hasta_hora", "09:29")]),
    ];
    for (nombre, deseos) in si.into_iter().chain(no) {
        espera(&m, &beto, nombre, deseos).await;
    }
    let nombres: Vec<_> = si.iter().map(|(nombre, _)| (*nombre).to_owned()).collect();
    assert_eq!(candidatos(&m, &beto, LUNES_930, 30).await, nombres);
    // An hour long, on its own grid: what touches the gap and fits in what is free around it.
    m.prestacion = m.bd_prestacion("LARGA", 60, 60, (0, 0)).await;
    espera(&m, &beto, "una hora", &[]).await;
    let con_la_larga = beto.get(&de_hora(&m, LUNES_930, 30)).await.es(200);
    assert_eq!(con_la_larga.textos("tbody td:nth-child(5)").last().unwrap(), "09:00");
    m.prestacion = corta;
    m.cita(&beto, "Olga", LUNES_9).await;
    assert_eq!(candidatos(&m, &beto, LUNES_930, 30).await, nombres, "the hour before is taken");
    // Of somebody who does not do it, there is nothing to give.
    m.bd(&format!("delete from prestaciones_profesionales where profesional_id = {eva}")).await;
    assert!(candidatos(&m, &beto, LUNES_930, 30).await.is_empty());
}

#[tokio::test]
async fn cualquier_reserva_de_lo_que_esperaba_la_saca_de_la_lista_y_lo_dice() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let id = espera(&m, &beto, "Rosa", &[]).await;
    let rosa = m.bd_numero("select paciente_id as n from esperas").await;
    let dia = m.reservar(&beto, rosa, LUNES_9).await.es(303).destino().to_owned();
    let pagina = beto.get(dia.split('#').next().unwrap()).await.es(200);
    assert!(pagina.texto(".tostada p").contains("salió de la lista de espera"), "{}", pagina.cuerpo);
    let ver = pagina.atributo(".tostada a", "href");
    assert_eq!(ver, format!("{LISTA}/{id}"));
    // What happens to that cita later does not put anybody back without being asked.
    let cita = m.bd_numero("select cita_id as n from esperas").await;
    anular(&m, &beto, cita).await.es(303);
    assert_eq!(m.bd_numero(ESPERANDO).await, 0);
    assert!(beto.get(&ver).await.es(200).cuerpo.contains("Volver a la lista"));
    beto.post(&format!("{ver}/vuelta"), &[]).await.es(303);
    assert_eq!(m.bd_numero(ESPERANDO).await, 1);
    // Another prestación is another wait.
    let mut m = m;
    m.prestacion = m.bd_prestacion("OTRA", 30, 30, (0, 0)).await;
    m.reservar(&beto, rosa, LUNES_9).await.es(303);
    assert_eq!(m.bd_numero(ESPERANDO).await, 1);
    assert!(!beto.get(LISTA).await.es(200).cuerpo.contains("Tiene hora"));
}

#[tokio::test]
async fn quien_tiene_hora_y_espera_otra_la_adelanta() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", "2026-11-24T13:00:00Z").await;
    let rosa = m.bd_numero("select paciente_id as n from citas").await;
    anotar(&m, &beto, rosa, &[]).await.es(303);
    assert!(beto.get(LISTA).await.es(200).cuerpo.contains("Tiene hora el mar 24 nov, 10:00"));
    let quienes = beto.get(&de_hora(&m, LUNES_9, 30)).await.es(200);
    let mover = quienes.atributo("td.fila-acciones a", "href");
    assert_eq!(beto.get(&mover).await.es(200).atributo("input[name=a_las]", "value"), "09:00");
    // A later hour is not what she waited for; a sooner one is.
    let mudar = async |cita: i64, inicio: &str| {
        let campos = [("version", "1"), ("hora", &m.hora(inicio)), ("desde", "rejilla")];
        let toast = beto.htmx().post(&format!("/norte/citas/{cita}/reagendamiento"), &campos).await.es(200);
        (toast.texto(".tostada p"), m.bd_numero("select max(id) as n from citas").await)
    };
    let (dicho, cita) = mudar(cita, "2026-11-24T13:30:00Z").await;
    assert!(!dicho.contains("lista de espera") && dicho.contains("1 persona espera esta hora"), "{dicho}");
    assert!(mudar(cita, LUNES_9).await.0.contains("salió de la lista de espera"));
    assert_eq!(m.bd_numero(ESPERANDO).await, 0);
}

#[tokio::test]
async fn buscar_hora_lleva_a_la_primera_que_le_acomoda_o_a_todas() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let id = espera(&m, &beto, "Rosa", &[("dias", "3"), ("desde_hora", "11:00")]).await;
    let rosa = m.bd_numero("select paciente_id as n from esperas").await;
    let a = beto.htmx().get(&format!("{LISTA}/{id}/hora")).await.es(303).destino().to_owned();
    let formulario = beto.htmx().get(&a).await.es(200);
    assert_eq!(formulario.atributo("input[name=hora]", "value"), m.hora("2026-11-25T14:00:00Z"));
    assert_eq!(formulario.atributo("input[name=espera]", "value"), id.to_string());
    assert_eq!(formulario.atributo("input[name=cualquiera]", "value"), "true");
    assert_eq!(formulario.atributo("#hallados input[checked]", "value"), rosa.to_string());
    let de_tarde = espera(&m, &beto, "Ema", &[("desde_hora", "18:00")]).await;
    let ninguna = beto.get(&format!("{LISTA}/{de_tarde}/hora")).await.es(303).destino().to_owned();
    assert!(ninguna.starts_with("/norte/agenda/buscar?prestacion="), "{ninguna}");
    let otras = beto.get(&ninguna).await.es(200);
    assert!(otras.texto(".tostada p").starts_with("No hay horas libres que le acomoden"));
    assert!(otras.atributos("a", "href").iter().any(|url| url.starts_with(&format!("{LISTA}/nueva?paciente="))));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn una_hora_para_dos_que_esperan_es_de_uno_y_el_otro_sigue_esperando() {
    let m = Mundo::nuevo().await;
    let (beto, ana) = (m.app.como("beto").await, m.otra_recepcion().await);
    let mut pares = Vec::new();
    for nombre in ["Rosa", "Ema"] {
        let id = espera(&m, &beto, nombre, &[]).await;
        pares.push((
            id.to_string(),
            m.bd_numero(&format!("select paciente_id as n from esperas where id = {id}")).await,
        ));
    }
    let (rosa, ema) =
        ([("espera", pares[0].0.as_str())], [("espera", pares[1].0.as_str()), ("observacion", "trae examen")]);
    let (una, otra) = tokio::join!(
        m.reservar_con(&beto, pares[0].1, LUNES_9, &rosa),
        m.reservar_con(&ana, pares[1].1, LUNES_9, &ema)
    );
    let mut estados = [una.estado.as_u16(), otra.estado.as_u16()];
    estados.sort_unstable();
    assert_eq!(estados, [303, 409]);
    let perdida = if una.estado == 409 { una } else { otra };
    assert!(perdida.hay("input[name=espera]") && perdida.cuerpo.contains("Horas más cercanas"), "{}", perdida.cuerpo);
    assert_eq!((m.bd_numero(ESPERANDO).await, m.app.bd_cuenta("norte", "citas").await), (1, 1));
    m.sin_trabas().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn dos_que_agendan_la_misma_espera_a_la_vez_dejan_una_cita() {
    let m = Mundo::nuevo().await;
    let (beto, ana) = (m.app.como("beto").await, m.otra_recepcion().await);
    let id = espera(&m, &beto, "Rosa", &[]).await.to_string();
    let rosa = m.bd_numero("select paciente_id as n from esperas").await;
    let campos = [("espera", id.as_str()), ("observacion", "trae examen")];
    let (una, otra) =
        tokio::join!(m.reservar_con(&beto, rosa, LUNES_9, &campos), m.reservar_con(&ana, rosa, LUNES_10, &campos));
    let mut estados = [una.estado.as_u16(), otra.estado.as_u16()];
    estados.sort_unstable();
    assert_eq!(estados, [303, 409]);
    let tarde = if una.estado == 409 { una } else { otra };
    assert!(
        tarde.texto("[role=alert] .aviso-titulo").starts_with("Ya salió de la lista de espera"),
        "{}",
        tarde.cuerpo
    );
    assert_eq!(tarde.atributo("input[name=observacion]", "value"), "trae examen");
    assert!(tarde.hay("input[name=hora]") && !tarde.hay("input[name=espera]"), "who insists books as for anybody");
    assert_eq!((m.bd_numero(ESPERANDO).await, m.app.bd_cuenta("norte", "citas").await), (0, 1));
    m.sin_trabas().await;
}

#[tokio::test]
async fn la_espera_de_una_ficha_fusionada_es_de_la_que_queda() {
    let m = Mundo::nuevo().await;
    let (beto, ana) = (m.app.como("beto").await, m.app.como("ana").await);
    espera(&m, &beto, "Mari", &[]).await;
    let vieja = m.bd_numero("select paciente_id as n from esperas").await;
    let queda = m.bd_paciente("María").await;
    let (con, url) = (vieja.to_string(), format!("/norte/pacientes/{queda}/fusion"));
    ana.post(&url, &[("con", con.as_str()), ("queda", "esta"), ("motivo", "Es la misma")]).await.es(303);
    let lista = beto.get(LISTA).await.es(200);
    assert_eq!(lista.textos("tbody td:first-child > a"), ["María"]);
    assert_eq!(lista.atributo("tbody td:first-child > a", "href"), format!("/norte/pacientes/{queda}"));
    assert_eq!(beto.get(&format!("{LISTA}?q=mari")).await.es(200).textos("tbody tr").len(), 1);
    let ficha = beto.get(&format!("/norte/pacientes/{queda}")).await.es(200);
    assert!(ficha.textos("h2").contains(&"En lista de espera".to_owned()));
    assert!(ficha.atributos("a", "href").contains(&format!("{LISTA}/nueva?paciente={queda}")));
    anotar(&m, &beto, queda, &[]).await.es(422);
    m.reservar(&beto, queda, LUNES_9).await.es(303);
    assert_eq!(m.bd_numero(ESPERANDO).await, 0);
    ana.post(&format!("/norte/pacientes/{vieja}/separacion"), &[("motivo", "No era")]).await.es(303);
    assert_eq!(
        beto.get(&format!("{LISTA}?estado=agendada")).await.es(200).textos("tbody td:first-child > a"),
        ["Mari"]
    );
}

#[tokio::test]
async fn sus_paginas_caben_en_el_presupuesto() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let id = espera(&m, &beto, "Rosa", &[]).await;
    let rosa = m.bd_numero("select paciente_id as n from esperas").await;
    for url in [
        format!("{LISTA}?q=rosa&profesional={}", m.profesional),
        de_hora(&m, LUNES_9, 30),
        format!("{LISTA}/nueva?paciente={rosa}"),
        format!("{LISTA}/{id}"),
        format!("{LISTA}/{id}/hora"),
    ] {
        let antes = m.app.db.viajes();
        beto.get(&url).await;
        let viajes = m.app.db.viajes() - antes;
        assert!((2..=6).contains(&viajes), "{url}: {viajes}");
    }
}
