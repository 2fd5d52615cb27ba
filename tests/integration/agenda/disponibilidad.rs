//! What is offered, case by case: steps, durations, buffers, notice, horizon and limits; the zones of Chile; who is offered
//! when anybody will do.

use antesala::agenda::queries::{self, Busqueda};
use antesala::error::{AppError, rechazo};
use diesel::sql_types::Text;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};

use super::mundo::Mundo;

/// On Monday 23 November 2026 unless it says another date, of somebody who works from 09:00 to 13:00.
struct Caso {
    que: &'static str,
    prestacion: &'static str,
    /// Wall time of Monday and minutes of what is already booked.
    citas: &'static [(&'static str, i32)],
    /// Whatever else is different.
    ademas: &'static str,
    ofrece: &'static str,
}

const NADA: Caso = Caso { que: "", prestacion: "paso = 30", citas: &[], ademas: "", ofrece: "" };

const CASOS: &[Caso] = &[
    Caso { que: "step of its duration", ofrece: "09:00 09:30 10:00 10:30 11:00 11:30 12:00 12:30", ..NADA },
    Caso {
        que: "step shorter than the duration",
        prestacion: "duracion = 90, paso = 45",
        ofrece: "09:00 09:45 10:30 11:15",
        ..NADA
    },
    Caso {
        que: "step longer than the duration",
        prestacion: "duracion = 20, paso = 50",
        ofrece: "09:00 09:50 10:40 11:30 12:20",
        ..NADA
    },
    Caso { que: "a step that leaves a rest", prestacion: "duracion = 70, paso = 70", ofrece: "09:00 10:10 11:20", ..NADA },
    Caso { que: "as long as the day", prestacion: "duracion = 240, paso = 5", ofrece: "09:00", ..NADA },
    Caso { que: "longer than the day", prestacion: "duracion = 241, paso = 5", ..NADA },
    Caso {
        que: "touching is free",
        citas: &[("10:00", 60)],
        ofrece: "09:00 09:30 11:00 11:30 12:00 12:30",
        ..NADA
    },
    Caso {
        que: "a cita off the grid takes both of its slots",
        citas: &[("10:15", 30)],
        ofrece: "09:00 09:30 11:00 11:30 12:00 12:30",
        ..NADA
    },
    Caso {
        que: "previous.after and next.before add up",
        prestacion: "paso = 10, antes = 10, despues = 20",
        citas: &[("10:00", 60)],
        // The cita has 09:50 to 11:20: the one before ends by 09:30, the one after prepares from 11:20.
        ofrece: "09:00 11:30 11:40 11:50 12:00 12:10 12:20 12:30",
        ..NADA
    },
    Caso {
        que: "buffers need not fit inside the ends of the day",
        prestacion: "duracion = 240, paso = 240, antes = 30, despues = 30",
        ofrece: "09:00",
        ..NADA
    },
    Caso {
        que: "buffers inside the day, where the clinic says so",
        prestacion: "antes = 10, despues = 10",
        ademas: "update clinicas set ajustes = jsonb_build_object('margenes_en_horario', true);",
        ofrece: "09:30 10:00 10:30 11:00 11:30 12:00",
        ..NADA
    },
    Caso {
        que: "notice to the minute",
        prestacion: "aviso_minimo = 90",
        ademas: "select set_config('app.ahora', '2026-11-23T13:30:00Z', true);",
        ofrece: "12:00 12:30",
        ..NADA
    },
    Caso {
        que: "a minute short of the notice",
        prestacion: "aviso_minimo = 90",
        ademas: "select set_config('app.ahora', '2026-11-23T13:31:00Z', true);",
        ofrece: "12:30",
        ..NADA
    },
    Caso { que: "beyond the horizon", prestacion: "horizonte = 0", ..NADA },
    Caso {
        que: "the last day of the horizon",
        prestacion: "duracion = 240, horizonte = 1",
        ofrece: "09:00",
        ..NADA
    },
    Caso { que: "the day is full", prestacion: "limite_dia = 1", citas: &[("09:00", 30)], ..NADA },
    Caso {
        que: "the day has one left",
        prestacion: "limite_dia = 2, duracion = 120, paso = 120",
        citas: &[("09:00", 30)],
        ofrece: "11:00",
        ..NADA
    },
    Caso { que: "the week is full", prestacion: "limite_semana = 2", citas: &[("09:00", 30), ("12:00", 30)], ..NADA },
    Caso { que: "the month is full", prestacion: "limite_mes = 1", citas: &[("09:00", 30)], ..NADA },
    Caso {
        que: "what was cancelled counts nowhere",
        prestacion: "limite_dia = 1, duracion = 240",
        citas: &[("09:00", 30)],
        ademas: "update citas set estado = 'cancelada';",
        ofrece: "09:00",
    },
    Caso {
        que: "two blocks, two grids",
        prestacion: "duracion = 40, paso = 40",
        ademas: "update horarios set hasta = '10:30'; insert into horarios (clinica_id, profesional_id, sucursal_id, isodow, desde, hasta, vigente_desde)
          select clinica_id, profesional_id, sucursal_id, isodow, '15:10', '16:40', vigente_desde from horarios;",
        ofrece: "09:00 09:40 15:10 15:50",
        ..NADA
    },
    Caso {
        que: "a horario that has not begun, one that ended",
        ademas: "update horarios set vigente_desde = '2026-11-24'; insert into horarios (clinica_id, profesional_id, sucursal_id, isodow, desde, hasta, vigente_desde, vigente_hasta)
          select clinica_id, profesional_id, sucursal_id, isodow, '15:00', '16:00', '2026-01-01', '2026-11-22' from horarios;",
        ..NADA
    },
    Caso {
        que: "the box of the horario is being repaired",
        ademas: "insert into boxes (clinica_id, sucursal_id, nombre) select clinica_id, id, 'B' from sucursales;
          update horarios set box_id = (select id from boxes);
          insert into bloqueos (clinica_id, box_id, rango, motivo)
          select clinica_id, id, '[2026-11-23 12:30Z, 2026-11-23 15:30Z)', 'mantencion' from boxes;",
        ofrece: "09:00 12:30",
        ..NADA
    },
    Caso { que: "an archived prestación", prestacion: "estado = 'archivada'", ..NADA },
    Caso { que: "an archived professional", ademas: "update profesionales set estado = 'archivado';", ..NADA },
];

#[derive(diesel::QueryableByName)]
struct Oferta {
    #[diesel(sql_type = Text)]
    horas: String,
}

/// What is offered of `fecha` after `prepara`, in the clinic's wall time; nothing of it stays.
async fn ofrecidas(m: &Mundo, prepara: &str, fecha: &str) -> String {
    let mut horas = String::new();
    let norte = m.app.sistema("norte").await;
    let sql = format!(
        "select coalesce(string_agg(to_char(h.inicio at time zone cl.zona, 'HH24:MI'), ' ' order by h.inicio), '') as horas
         from horas_libres({}, {}, '{fecha}', 1) h join clinicas cl on cl.id = clinica_actual()",
        m.prestacion, m.profesional
    );
    let deshecho = m.app.db.escribir(&norte, async |tx| {
        tx.pg().batch_execute(prepara).await?;
        horas = diesel::sql_query(&sql).get_result::<Oferta>(tx.pg()).await?.horas;
        Err::<(), AppError>(rechazo("deshacer"))
    });
    match deshecho.await {
        Err(AppError::Rechazo(r)) if r.es("deshacer") => horas,
        otro => panic!("{otro:?}: {prepara}"),
    }
}

fn citas(m: &Mundo, caso: &Caso) -> String {
    let cita = |(n, (inicio, minutos)): (usize, &(&str, i32))| {
        format!(
            "with p as (insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres)
               values (clinica_actual(), 'sin_documento', 'otro', 'P{n}') returning id)
             insert into citas (clinica_id, sucursal_id, profesional_id, prestacion_id, paciente_id, rango, ocupa, precio, moneda)
             select s.clinica_id, s.id, {}, pr.id, p.id, tstzrange(t, t + d),
               tstzrange(t - make_interval(mins => pr.antes), t + d + make_interval(mins => pr.despues)), 0, 'CLP'
             from sucursales s, p, prestaciones pr,
               (select timestamp '2026-11-23 {inicio}' at time zone 'America/Santiago' as t, interval '{minutos} minutes' as d) x;",
            m.profesional
        )
    };
    caso.citas.iter().enumerate().map(cita).collect()
}

#[tokio::test]
async fn cada_caso_ofrece_lo_suyo() {
    let m = Mundo::nuevo().await;
    for caso in CASOS {
        let prepara = format!("update prestaciones set {}; {} {}", caso.prestacion, citas(&m, caso), caso.ademas);
        assert_eq!(ofrecidas(&m, &prepara, "2026-11-23").await, caso.ofrece, "{}", caso.que);
    }
}

#[tokio::test]
async fn los_limites_son_de_su_semana_y_de_su_mes() {
    let m = Mundo::nuevo().await;
    let lunes = Caso { citas: &[("09:00", 30)], ..NADA };
    let entera = "09:00 09:30 10:00 10:30 11:00 11:30 12:00 12:30";
    for (limite, fecha, ofrece) in [
        ("limite_dia = 1", "2026-11-24", entera),
        ("limite_semana = 1", "2026-11-27", ""),
        ("limite_semana = 1", "2026-11-30", entera),
        ("limite_mes = 1", "2026-11-30", ""),
        ("limite_mes = 1", "2026-12-01", entera),
    ] {
        let prepara = format!("update prestaciones set {limite}; {}", citas(&m, &lunes));
        assert_eq!(ofrecidas(&m, &prepara, fecha).await, ofrece, "{limite} on {fecha}");
    }
}

#[tokio::test]
async fn en_cada_zona_de_chile_el_muro_manda() {
    let m = Mundo::en("2026-03-30T12:00:00Z").await;
    let (noche, sin_22) = ("20:00 20:30 21:00 21:30 22:00 22:30 23:00 23:30", "20:00 20:30 21:00 21:30 23:00 23:30");
    let (madrugada, sin_0) = ("00:00 00:30 01:00 01:30", "01:00 01:30");
    // Santiago skips the first hour of 6 September; Easter Island, the same instant, the one at 22:00 of the 5th. In April
    // the hour that comes twice is offered once.
    for (zona, fecha, horas) in [
        ("America/Santiago", "2026-04-04", [madrugada, noche]),
        ("America/Santiago", "2026-04-05", [madrugada, noche]),
        ("America/Santiago", "2026-09-05", [madrugada, noche]),
        ("America/Santiago", "2026-09-06", [sin_0, noche]),
        ("Pacific/Easter", "2026-04-04", [madrugada, noche]),
        ("Pacific/Easter", "2026-09-05", [madrugada, sin_22]),
        ("Pacific/Easter", "2026-09-06", [madrugada, noche]),
        ("America/Punta_Arenas", "2026-04-04", [madrugada, noche]),
        ("America/Punta_Arenas", "2026-09-06", [madrugada, noche]),
        ("America/Coyhaique", "2026-04-04", [madrugada, noche]),
        ("America/Coyhaique", "2026-09-06", [madrugada, noche]),
    ] {
        let prepara = format!(
            "update clinicas set zona = '{zona}'; update profesionales set trabaja_feriados = true; delete from horarios;
             insert into horarios (clinica_id, profesional_id, sucursal_id, isodow, desde, hasta, vigente_desde)
             select s.clinica_id, {}, s.id, d, a::time, b::time, '2026-01-01'
             from sucursales s, generate_series(1, 7) d, (values ('00:00', '02:00'), ('20:00', '24:00')) x(a, b)",
            m.profesional
        );
        assert_eq!(ofrecidas(&m, &prepara, fecha).await, horas.join(" "), "{zona} {fecha}");
    }
}

#[tokio::test]
async fn cualquiera_es_quien_menos_citas_tiene_ese_dia() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let ivan = m.bd_profesional("Iván Ríos", "09:00", "10:00").await;
    m.cita(&beto, "Rosa", "2026-11-23T15:00:00Z").await;
    let norte = m.app.sistema("norte").await;
    let busqueda = Busqueda {
        prestacion: m.prestacion,
        profesional: None,
        desde: "2026-11-23".parse().unwrap(),
        dias: 2,
        sin_cita: None,
    };
    let leidas = m.app.db.leer(&norte, async |tx| queries::horas_repartidas(tx, &busqueda, 100).await);
    let horas = leidas.await.unwrap();
    // Monday: Eva has one cita, so the two slots of Iván go first; on Tuesday nobody has any.
    let quienes: Vec<i64> = horas.iter().take(9).map(|h| h.profesional_id).collect();
    let eva = m.profesional;
    assert_eq!(quienes, [ivan, ivan, eva, eva, eva, eva, eva, eva.min(ivan), eva.min(ivan)]);
    assert_eq!(horas.len(), 15);
}
