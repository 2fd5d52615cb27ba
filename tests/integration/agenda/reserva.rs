//! Booking: what is offered is what is given, once.

use std::sync::Arc;

use super::mundo::{Mundo, instante};

const LUNES_9: &str = "2026-11-23T12:00:00Z";
const LUNES_930: &str = "2026-11-23T12:30:00Z";

#[tokio::test]
async fn beto_reserva_una_hora_libre_y_la_ve_en_el_dia() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    assert_eq!(m.libres(&beto, "2026-11-23").await.len(), 8);
    let url = format!("/norte/citas/nueva?hora={}&prestacion={}", m.hora(LUNES_9), m.prestacion);
    let formulario = beto.get(&url).await.es(200);
    assert_eq!(formulario.atributo("input[name=hora]", "value"), m.hora(LUNES_9));
    let hecha = m.reservar(&beto, rosa, LUNES_9).await.es(303);
    assert!(hecha.destino().starts_with("/norte/agenda/2026-11-23?profesional="), "{}", hecha.destino());
    let dia = beto.get(hecha.destino().split('#').next().unwrap()).await.es(200);
    assert_eq!(dia.texto("a.cita.e-reservada.pago-np b"), "Rosa");
    assert_eq!(dia.textos("a.libre").len(), 7);
    assert_eq!(m.bd_numero("select precio::bigint as n from citas").await, 25_000);
}

#[tokio::test]
async fn el_dialogo_es_un_fragmento_con_el_mismo_formulario() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await.htmx();
    let url = format!("/norte/citas/nueva?hora={}&prestacion={}", m.hora(LUNES_9), m.prestacion);
    let dialogo = beto.get(&url).await.es(200);
    assert!(dialogo.cuerpo.starts_with("<dialog"), "{}", dialogo.cuerpo);
    assert_eq!(dialogo.texto("h2"), "lun 23 nov 09:00 · Eva Soto");
    let rosa = m.bd_paciente("Rosa").await;
    assert!(m.reservar(&beto, rosa, LUNES_9).await.es(200).cabecera("HX-Redirect").is_some());
}

#[tokio::test]
async fn el_paciente_se_halla_mientras_se_escribe() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd_paciente("Rosa Rivas").await;
    m.bd_paciente("Rosario").await;
    let dos = beto.htmx().get("/norte/citas/nueva/pacientes?q=ros").await.es(200);
    assert_eq!((dos.textos("label").len(), dos.hay("input[checked]")), (2, false));
    let una = beto.htmx().get("/norte/citas/nueva/pacientes?q=ros%20riv").await.es(200);
    assert!(una.hay("input[checked]"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn cincuenta_a_la_vez_por_una_hora_dejan_una_cita() {
    let m = Arc::new(Mundo::nuevo().await);
    let beto = m.app.como("beto").await;
    let mut tareas = Vec::new();
    for n in 0..50 {
        let paciente = m.bd_paciente(&format!("Paciente {n}")).await;
        let (m, beto) = (Arc::clone(&m), beto.clone());
        tareas.push(async move { m.reservar(&beto, paciente, LUNES_9).await.estado.as_u16() });
    }
    let tareas: Vec<_> = tareas.into_iter().map(tokio::spawn).collect();
    let mut estados = Vec::new();
    for tarea in tareas {
        estados.push(tarea.await.unwrap());
    }
    estados.sort_unstable();
    assert_eq!((estados[0], &estados[1..]), (303, &[409; 49][..]));
    assert_eq!(m.app.bd_cuenta("norte", "citas").await, 1);
    assert_eq!(m.app.bd_cuenta("norte", "citas_estados").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn un_doble_click_crea_un_paciente_y_una_cita() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let (hora, prestacion) = (m.hora(LUNES_9), m.prestacion.to_string());
    let campos = [
        ("hora", hora.as_str()),
        ("prestacion", &prestacion),
        ("nuevo_nombres", "Rosa"),
        ("nuevo_telefono", "987654321"),
        ("clave", "6f1a1c1e-0000-4000-8000-000000000001"),
    ];
    let (una, otra) = tokio::join!(beto.post("/norte/citas", &campos), beto.post("/norte/citas", &campos));
    assert_eq!(una.es(303).destino(), otra.es(303).destino());
    beto.post("/norte/citas", &campos).await.es(303);
    assert_eq!((m.app.bd_cuenta("norte", "pacientes").await, m.app.bd_cuenta("norte", "citas").await), (1, 1));
}

#[tokio::test]
async fn el_mismo_paciente_a_la_misma_hora_es_la_misma_cita() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    m.reservar(&beto, rosa, LUNES_9).await.es(303);
    m.reservar(&beto, rosa, LUNES_9).await.es(303);
    assert_eq!(m.app.bd_cuenta("norte", "citas").await, 1);
}

#[tokio::test]
async fn las_citas_que_se_tocan_caben_y_un_paciente_no_esta_en_dos() {
    let mut m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    m.reservar(&beto, rosa, LUNES_9).await.es(303);
    m.reservar(&beto, rosa, LUNES_930).await.es(303);
    m.profesional = m.bd_profesional("Iván Ríos", "09:00", "13:00").await;
    let cruce = m.reservar(&beto, rosa, LUNES_930).await.es(409);
    assert!(cruce.texto("[role=alert]").starts_with("El paciente ya tiene otra cita"));
    m.reservar(&beto, rosa, "2026-11-23T13:00:00Z").await.es(303);
}

#[tokio::test]
async fn los_margenes_separan_y_la_clinica_dice_si_caben_en_los_bordes() {
    let mut m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.prestacion = m.bd_prestacion("PRO", 40, 20, (5, 10)).await;
    m.cita(&beto, "Rosa", "2026-11-23T13:00:00Z").await;
    // 10:00 to 10:40 takes 09:55 to 10:50: 09:00 is clean at 09:50, and 11:00 prepares from 10:55.
    assert_eq!(m.libres(&beto, "2026-11-23").await, ["09:00", "11:00", "11:20", "11:40", "12:00", "12:20"]);
    m.bd("update clinicas set ajustes = jsonb_build_object('margenes_en_horario', true)").await;
    assert_eq!(m.libres(&beto, "2026-11-23").await, ["11:00", "11:20", "11:40", "12:00"]);
}

#[tokio::test]
async fn cada_bloque_ancla_su_propia_grilla() {
    let mut m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.prestacion = m.bd_prestacion("C40", 40, 40, (0, 0)).await;
    m.bd("update horarios set hasta = '11:00';
          insert into horarios (clinica_id, profesional_id, sucursal_id, isodow, desde, hasta, vigente_desde)
          select clinica_id, profesional_id, sucursal_id, 1, '15:10', '16:30', '2026-01-01' from horarios where isodow = 1")
        .await;
    assert_eq!(m.libres(&beto, "2026-11-23").await, ["09:00", "09:40", "10:20", "15:10", "15:50"]);
}

#[tokio::test]
async fn lo_que_falta_se_dice_y_lo_escrito_queda() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd_paciente("Rosa Rivas").await;
    let hora = m.hora(LUNES_9);
    let campos = [("hora", hora.as_str()), ("prestacion", ""), ("q", "rosa"), ("observacion", "viene con su madre")];
    let vuelta = beto.post("/norte/citas", &campos).await.es(422);
    assert_eq!(vuelta.atributo("input[name=observacion]", "value"), "viene con su madre");
    assert_eq!(vuelta.atributo("#q", "value"), "rosa");
    assert_eq!(vuelta.atributo("input[name=hora]", "value"), hora);
    assert_eq!(vuelta.texto("#q-error"), "Elige al paciente de la lista.");
    // The only one who matches is already chosen: without scripts, Enter again books.
    assert!(vuelta.hay("#hallados input[checked]"));
    let sin_telefono = beto.post("/norte/citas", &[("hora", hora.as_str()), ("nuevo_nombres", "Rosa")]).await.es(422);
    assert_eq!(sin_telefono.atributo("input[name=nuevo_nombres]", "value"), "Rosa");
    assert!(sin_telefono.hay("#nuevo_telefono-error"));
    assert_eq!(m.app.bd_cuenta("norte", "citas").await, 0);
}

#[tokio::test]
async fn una_hora_tomada_ofrece_las_cercanas_y_conserva_el_formulario() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.cita(&beto, "Rosa", LUNES_930).await;
    let raul = m.bd_paciente("Raúl").await;
    let vuelta = m.reservar_con(&beto, raul, LUNES_930, &[("observacion", "trae examen")]).await.es(409);
    assert_eq!(vuelta.texto("[role=alert] .aviso-titulo"), "Esa hora ya no está libre.");
    let horas = vuelta.textos("[role=alert] .opcion");
    assert_eq!(horas[..2], ["lun 23 nov 09:00 · Eva Soto", "lun 23 nov 10:00 · Eva Soto"]);
    assert_eq!(vuelta.atributo("input[name=observacion]", "value"), "trae examen");
    assert_eq!(vuelta.atributo("#hallados input[checked]", "value"), raul.to_string());
    assert_eq!(vuelta.atributo("input[name=hora][checked]", "value"), m.hora(LUNES_9));
}

#[tokio::test]
async fn un_sobrecupo_pide_motivo_permiso_y_numero() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd("update profesionales set sobrecupos_maximo = 2").await;
    m.cita(&beto, "Rosa", LUNES_9).await;
    let dar = async |nombre: &str, motivo: &str| {
        let paciente = m.bd_paciente(nombre).await;
        m.reservar_con(&beto, paciente, LUNES_9, &[("sobrecupo", "true"), ("sobrecupo_motivo", motivo)]).await
    };
    dar("A", "").await.es(422);
    dar("B", "urgencia").await.es(303);
    dar("C", "urgencia").await.es(303);
    assert_eq!(m.bd_numero("select sum(sobrecupo)::bigint as n from citas").await, 3);
    let agotado = dar("D", "urgencia").await.es(409);
    assert!(agotado.texto("[role=alert]").starts_with("Ya se dieron todos los sobrecupos"));
    m.bd("update citas set estado = 'cancelada' where sobrecupo = 1").await;
    dar("E", "urgencia").await.es(303);
    m.bd("update profesionales set sobrecupos_maximo = 5, estado = 'archivado'").await;
    dar("F", "urgencia").await.es(409);
    m.bd("delete from roles_permisos where permiso = 'agenda.sobrecupo'").await;
    dar("G", "urgencia").await.es(403);
}

#[tokio::test]
async fn la_hora_de_un_sobrecupo_no_se_ofrece() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    let campos = [("sobrecupo", "true"), ("sobrecupo_motivo", "urgencia")];
    m.reservar_con(&beto, rosa, LUNES_9, &campos).await.es(303);
    assert_eq!(m.libres(&beto, "2026-11-23").await[0], "09:30");
}

#[tokio::test]
async fn quien_llega_sin_hora_nace_llegado() {
    let m = Mundo::en("2026-11-23T12:10:00Z").await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    m.reservar_con(&beto, rosa, LUNES_930, &[("presente", "true")]).await.es(303);
    let llegadas = "select count(*) as n from citas where estado = 'llego' and origen = 'sin_hora'";
    assert_eq!(m.bd_numero(llegadas).await, 1);
}

#[tokio::test]
async fn una_retencion_bloquea_hasta_que_vence() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd(&format!(
        "insert into citas (clinica_id, sucursal_id, profesional_id, prestacion_id, rango, ocupa, estado, vence, precio, moneda)
         select clinica_id, id, {}, {}, r, r, 'retenida', '2026-11-22 12:05Z', 0, 'CLP'
         from sucursales, (select tstzrange('2026-11-23 12:00Z', '2026-11-23 12:30Z') r) x",
        m.profesional, m.prestacion
    ))
    .await;
    let rosa = m.bd_paciente("Rosa").await;
    m.reservar(&beto, rosa, LUNES_9).await.es(409);
    m.app.db.reloj().fijar(instante("2026-11-22T12:05:00Z"));
    m.reservar(&beto, rosa, LUNES_9).await.es(303);
    assert_eq!(m.app.bd_cuenta("norte", "citas").await, 1);
    assert_eq!(m.bd_regla("delete from citas").await, "citas_no_se_borra");
}

#[tokio::test]
async fn un_box_de_dos_plazas_recibe_a_dos() {
    let mut m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd("insert into boxes (clinica_id, sucursal_id, nombre, capacidad) select clinica_id, id, 'Box 1', 2 from sucursales;
          insert into prestaciones_boxes select pr.clinica_id, pr.id, b.id from boxes b, prestaciones pr")
        .await;
    for (nombre, estado) in [("Iván Ríos", 303), ("Olga Paz", 303), ("Ema Lara", 409)] {
        m.profesional = m.bd_profesional(nombre, "09:00", "13:00").await;
        let paciente = m.bd_paciente(nombre).await;
        m.reservar(&beto, paciente, LUNES_9).await.es(estado);
    }
    assert_eq!(m.bd_numero("select sum(plaza)::bigint as n from citas").await, 3);
}

#[tokio::test]
async fn solo_entra_quien_puede_y_solo_a_lo_suyo() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    let rosa = m.bd_numero("select max(paciente_id) as n from citas").await;
    let (carla, diego, nadie) = (m.app.como("carla").await, m.app.como("diego").await, m.app.anonimo());
    carla.get(&format!("/norte/citas/{cita}")).await.es(200);
    m.reservar(&carla, rosa, LUNES_930).await.es(403);
    carla.get("/norte/citas/nueva").await.es(403);
    diego.get("/norte/agenda/2026-11-23").await.es(404);
    diego.get(&format!("/sur/citas/{cita}")).await.es(404);
    diego.post(&format!("/sur/citas/{cita}/llegada"), &[("version", "1")]).await.es(404);
    nadie.get("/norte/agenda/2026-11-23").await.es(303);
    // The desk of Sur reaches neither the professional nor the patient of Norte.
    let (hora, prestacion, paciente) = (m.hora(LUNES_930), m.prestacion.to_string(), rosa.to_string());
    let campos = [("hora", hora.as_str()), ("prestacion", &prestacion), ("paciente", &paciente)];
    diego.post("/sur/citas", &campos).await.es(409);
    assert_eq!(m.app.bd_cuenta("sur", "citas").await, 0);
}

#[tokio::test]
async fn un_paciente_que_no_es_de_la_clinica_se_elige_de_nuevo() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let vuelta = m.reservar(&beto, 999_999, LUNES_9).await.es(422);
    assert_eq!(vuelta.texto("#q-error"), "Elige al paciente de la lista.");
}

#[tokio::test]
async fn el_mismo_formulario_con_otra_hora_u_otro_paciente_no_dice_que_reservo() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let (rosa, pedro) = (m.bd_paciente("Rosa").await.to_string(), m.bd_paciente("Pedro").await.to_string());
    let (nueve, nueve_y_media, prestacion) = (m.hora(LUNES_9), m.hora(LUNES_930), m.prestacion.to_string());
    let clave = uuid::Uuid::new_v4().to_string();
    let campos = |hora, paciente, clave| {
        [("hora", hora), ("prestacion", prestacion.as_str()), ("paciente", paciente), ("clave", clave)]
    };
    beto.post("/norte/citas", &campos(&nueve, &rosa, &clave)).await.es(303);
    beto.post("/norte/citas", &campos(&nueve, &rosa, &clave)).await.es(303);
    beto.post("/norte/citas", &campos(&nueve, &pedro, &clave)).await.es(409);
    let otra = beto.post("/norte/citas", &campos(&nueve_y_media, &pedro, &clave)).await.es(409);
    assert!(otra.cuerpo.contains("ya reservó otra cita"), "{}", otra.cuerpo);
    assert_eq!(m.app.bd_cuenta("norte", "citas").await, 1);
    let nueva = otra.atributo("input[name=clave]", "value");
    beto.post("/norte/citas", &campos(&nueve_y_media, &pedro, &nueva)).await.es(303);
    assert_eq!(m.app.bd_cuenta("norte", "citas").await, 2);
}

#[tokio::test]
async fn lo_que_no_cabe_o_no_es_de_este_siglo_se_dice() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let (hora, prestacion, largo) = (m.hora(LUNES_9), m.prestacion.to_string(), "ñandú".repeat(5_000));
    let campos = [
        ("hora", hora.as_str()),
        ("prestacion", &prestacion),
        ("nuevo_nombres", &largo),
        ("nuevo_apellido", &largo),
        ("nuevo_telefono", "987654321"),
        ("observacion", &largo),
    ];
    let vuelta = beto.post("/norte/citas", &campos).await.es(422);
    for campo in ["nuevo_nombres", "nuevo_apellido", "observacion"] {
        assert!(vuelta.hay(&format!("#{campo}-error")), "{campo}");
    }
    let rosa = m.bd_paciente("Rosa").await.to_string();
    for instante in ["0000-01-01T12:00:00Z", "9999-12-31T12:00:00Z"] {
        let hora = m.hora(instante);
        let campos = [
            ("hora", hora.as_str()),
            ("prestacion", &prestacion),
            ("paciente", &rosa),
            ("sobrecupo", "true"),
            ("sobrecupo_motivo", "x"),
        ];
        beto.post("/norte/citas", &campos).await.es(422);
    }
    assert_eq!(m.app.bd_cuenta("norte", "citas").await, 0);
}

#[tokio::test]
async fn lo_mismo_otra_vez_es_lo_mismo_y_otra_cosa_no() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let otra_prestacion = m.bd_prestacion("OTRA", 30, 30, (0, 0)).await.to_string();
    let paciente = m.bd_paciente("Rosa").await;
    let clave = "6f1a1c1e-0000-4000-8000-000000000009";
    let hora = "2026-11-23T12:00:00Z";
    let (con_clave, quince) = ([("clave", clave)], [("clave", clave), ("duracion", "15")]);
    m.reservar_con(&beto, paciente, hora, &con_clave).await.es(303);
    m.reservar_con(&beto, paciente, hora, &con_clave).await.es(303);
    m.reservar_con(&beto, paciente, hora, &[]).await.es(303);
    m.reservar_con(&beto, paciente, hora, &quince).await.es(409);
    m.reservar_con(&beto, paciente, hora, &[("duracion", "60")]).await.es(409);
    m.reservar_con(&beto, paciente, hora, &[("sobrecupo", "true"), ("sobrecupo_motivo", "apuro")]).await.es(409);
    let (hora, paciente) = (m.hora(hora), paciente.to_string());
    let campos = [("hora", hora.as_str()), ("prestacion", &otra_prestacion), ("paciente", &paciente)];
    let otra = beto.post("/norte/citas", &campos).await.es(409);
    assert!(otra.texto("[role=alert]").contains("ya tiene otra cita"));
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 1);
}

#[tokio::test]
async fn quien_llego_sin_hora_se_atiende_hoy_y_nada_pasa_de_su_dia() {
    let m = Mundo::en("2026-11-23T12:00:00Z").await;
    let beto = m.app.como("beto").await;
    let rosa = m.bd_paciente("Rosa").await;
    let manana = m.reservar_con(&beto, rosa, "2026-11-24T12:00:00Z", &[("presente", "true")]).await.es(409);
    assert!(manana.texto("[role=alert]").contains("se atiende hoy"));
    let sobre = [("sobrecupo", "true"), ("sobrecupo_motivo", "apuro")];
    let noche = "2026-11-24T01:00:00Z";
    m.reservar_con(&beto, rosa, noche, &[sobre[0], sobre[1], ("duracion", "600")]).await.es(409);
    m.reservar_con(&beto, rosa, noche, &[sobre[0], sobre[1], ("duracion", "60")]).await.es(303);
    let hoy = beto.htmx().get(&format!("/norte/citas/nueva?hora={}", m.hora("2026-11-23T14:00:00Z"))).await.es(200);
    let luego = beto.htmx().get(&format!("/norte/citas/nueva?hora={}", m.hora("2026-11-24T14:00:00Z"))).await.es(200);
    assert_eq!((hoy.hay("input[name=presente]"), luego.hay("input[name=presente]")), (true, false));
}
