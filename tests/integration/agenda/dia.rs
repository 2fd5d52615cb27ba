//! The day as it is offered: zones, holidays, exceptions, and what it costs.

use super::mundo::Mundo;

#[tokio::test]
async fn una_jornada_es_la_misma_hora_del_muro_todo_el_anio() {
    let m = Mundo::en("2026-03-30T12:00:00Z").await;
    let beto = m.app.como("beto").await;
    for fecha in ["2026-04-02", "2026-04-06", "2026-09-04", "2026-09-07"] {
        assert_eq!(m.libres(&beto, fecha).await[0], "09:00", "{fecha}");
    }
    let invierno =
        format!("from horas_libres({}, null, '2026-04-06', 1) where inicio = '2026-04-06 13:00Z'", m.prestacion);
    assert_eq!(m.bd_numero(&format!("select count(*) as n {invierno}")).await, 1);
}

#[tokio::test]
async fn la_noche_en_que_cambia_la_hora_no_inventa_ni_repite_horas() {
    let m = Mundo::en("2026-03-30T12:00:00Z").await;
    m.bd("update profesionales set trabaja_feriados = true; delete from horarios;
          insert into horarios (clinica_id, profesional_id, sucursal_id, isodow, desde, hasta, vigente_desde)
          select p.clinica_id, p.id, s.id, x.d, x.a::time, x.b::time, '2026-01-01' from profesionales p, sucursales s,
            (values (6, '22:00', '24:00'), (7, '00:00', '02:00')) x(d, a, b)")
        .await;
    let beto = m.app.como("beto").await;
    // 25 hours: the wall says 23:00 to 23:59 twice, and it is offered once. 23 hours: 00:00 to 00:59 does not exist.
    assert_eq!(m.libres(&beto, "2026-04-04").await, ["22:00", "22:30", "23:00", "23:30"]);
    assert_eq!(m.libres(&beto, "2026-04-05").await, ["00:00", "00:30", "01:00", "01:30"]);
    assert_eq!(m.libres(&beto, "2026-09-05").await, ["22:00", "22:30", "23:00", "23:30"]);
    assert_eq!(m.libres(&beto, "2026-09-06").await, ["01:00", "01:30"]);
}

#[tokio::test]
async fn un_feriado_cierra_salvo_para_quien_lo_trabaja_o_si_la_clinica_dice() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    assert!(m.libres(&beto, "2026-12-08").await.is_empty());
    m.bd("update profesionales set trabaja_feriados = true").await;
    assert_eq!(m.libres(&beto, "2026-12-08").await.len(), 8);
    m.bd("update profesionales set trabaja_feriados = false;
          insert into feriados_clinica (clinica_id, fecha, nombre, atiende) values
            (clinica_actual(), '2026-12-08', 'Atendemos', true), (clinica_actual(), '2026-12-09', 'Aniversario', false)")
        .await;
    assert_eq!(m.libres(&beto, "2026-12-08").await.len(), 8);
    assert!(m.libres(&beto, "2026-12-09").await.is_empty());
}

#[tokio::test]
async fn un_feriado_regional_es_de_su_region() {
    let m = Mundo::en("2027-06-01T12:00:00Z").await;
    let beto = m.app.como("beto").await;
    assert_eq!(m.libres(&beto, "2027-06-07").await.len(), 8);
    m.bd("update sucursales set region = 'CL-AP'").await;
    assert!(m.libres(&beto, "2027-06-07").await.is_empty());
    assert!(m.libres(&beto, "2027-06-21").await.is_empty());
}

#[tokio::test]
async fn una_excepcion_reemplaza_el_dia_y_un_bloqueo_lo_recorta() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd(&format!(
        "insert into excepciones (clinica_id, profesional_id, fecha, sucursal_id, desde, hasta)
         select clinica_id, {p}, '2026-12-08', id, '16:00', '17:00' from sucursales;
         insert into excepciones (clinica_id, profesional_id, fecha) values (clinica_actual(), {p}, '2026-11-24');
         insert into bloqueos (clinica_id, profesional_id, rango, motivo)
         values (clinica_actual(), {p}, '[2026-11-23 13:15Z, 2026-11-23 15:00Z)', 'reunion')",
        p = m.profesional
    ))
    .await;
    assert_eq!(m.libres(&beto, "2026-12-08").await, ["16:00", "16:30"]);
    assert!(m.libres(&beto, "2026-11-24").await.is_empty());
    assert_eq!(m.libres(&beto, "2026-11-23").await, ["09:00", "09:30", "12:00", "12:30"]);
}

#[tokio::test]
async fn el_aviso_minimo_el_horizonte_y_los_limites_recortan_la_oferta() {
    let m = Mundo::en("2026-11-23T12:10:00Z").await;
    let beto = m.app.como("beto").await;
    assert_eq!(m.libres(&beto, "2026-11-23").await[0], "09:30");
    m.bd("update prestaciones set aviso_minimo = 120, horizonte = 1").await;
    assert_eq!(m.libres(&beto, "2026-11-23").await[0], "11:30");
    assert_eq!(m.libres(&beto, "2026-11-24").await.len(), 8);
    assert!(m.libres(&beto, "2026-11-25").await.is_empty());
    m.bd("update prestaciones set aviso_minimo = 0, horizonte = 30, limite_semana = 1").await;
    m.cita(&beto, "Rosa", "2026-11-24T12:00:00Z").await;
    assert!(m.libres(&beto, "2026-11-27").await.is_empty());
    assert_eq!(m.libres(&beto, "2026-11-30").await.len(), 8);
}

#[tokio::test]
async fn la_clinica_entera_se_ve_por_capacidad() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd_profesional("Iván Ríos", "10:00", "11:00").await;
    m.cita(&beto, "Rosa", "2026-11-23T12:00:00Z").await;
    let dia = beto.get("/norte/agenda/2026-11-23").await.es(200);
    assert_eq!(dia.textos(".columna header"), ["Eva Soto1 cita · 3 h 30 libres", "Iván Ríos0 citas · 1 h libres"]);
    assert_eq!(dia.textos("a.libre"), ["09:30–13:00", "10:00–11:00"]);
    let con_prestacion = beto.get(&format!("/norte/agenda/2026-11-23?prestacion={}", m.prestacion)).await.es(200);
    assert_eq!(con_prestacion.textos("[data-libres]"), ["7 horas libres", "2 horas libres"]);
    assert_eq!(dia.texto("a.cita b"), "Rosa");
    assert_eq!(beto.get("/norte/agenda").await.es(303).destino(), "/norte/agenda/2026-11-22");
    beto.get("/norte/agenda/ayer").await.es(404);
}

#[tokio::test]
async fn buscar_da_la_primera_hora_aunque_este_lejos() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.bd("update horarios set vigente_desde = '2027-03-01'").await;
    let lejos = beto.get("/norte/agenda/buscar").await.es(200);
    assert_eq!(lejos.texto("td.text-nowrap"), "lun 1 mar 09:00");
}

#[tokio::test]
async fn un_dia_y_una_reserva_caben_en_sus_viajes() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.libres(&beto, "2026-11-23").await;
    let antes = m.app.db.viajes();
    m.libres(&beto, "2026-11-23").await;
    let dia = m.app.db.viajes() - antes;
    assert!(dia <= 6, "{dia}");
    let (hora, prestacion) = (m.hora("2026-11-23T12:00:00Z"), m.prestacion.to_string());
    let paciente = m.bd_paciente("Rosa").await.to_string();
    let antes = m.app.db.viajes();
    let campos = [("hora", hora.as_str()), ("prestacion", &prestacion), ("paciente", &paciente)];
    beto.post("/norte/citas", &campos).await.es(303);
    let reserva = m.app.db.viajes() - antes;
    assert!(reserva <= 6, "{reserva}");
}

#[tokio::test]
async fn una_fecha_que_ninguna_tabla_guarda_no_es_una_pagina() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    for fecha in ["-10000-01-01", "-262143-01-01", "0000-01-01", "+262142-12-31", "9999-12-31", "2026-02-30", "hoy"] {
        beto.get(&format!("/norte/agenda/{fecha}")).await.es(404);
        assert_eq!(
            beto.get(&format!("/norte/agenda?fecha={fecha}")).await.es(303).destino(),
            "/norte/agenda/2026-11-22"
        );
        beto.get(&format!("/norte/agenda/buscar?desde={fecha}")).await.es(200);
    }
}
