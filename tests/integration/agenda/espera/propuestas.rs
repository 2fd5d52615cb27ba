//! Who fits an hour that was freed, and what ends a wait.

use super::{ESPERANDO, LISTA, LUNES_9, LUNES_10, LUNES_930, anotar, anular, candidatos, de_hora, espera};
use crate::agenda::mundo::{Mundo, instante};

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
