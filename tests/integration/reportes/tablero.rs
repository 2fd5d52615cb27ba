//! The dashboard says what the rows say, to whoever may see it.

use antesala::jobs::plegar_acumulados;
use antesala::values::zona::Zona;

use super::con_ventas;
use crate::agenda::mundo::{Mundo, instante};
use crate::caja::mundo::{bd, bd_numero};
use crate::soporte::{Prueba, Respuesta};

const TABLERO: &str = "/norte/reportes";

/// The figure under a name, and what stands beside it.
pub fn cifra(pagina: &Respuesta, nombre: &str) -> (String, String) {
    let nombres = pagina.textos(".cifra-nombre");
    let n = nombres.iter().position(|n| n == nombre).unwrap_or_else(|| panic!("{nombre} among {nombres:?}"));
    (pagina.textos(".cifra-valor")[n].clone(), pagina.textos(".cifra-detalle")[n].clone())
}

#[tokio::test]
async fn lo_cobrado_es_lo_mismo_plegado_o_no_y_cada_cifra_lleva_a_su_reporte() {
    let app = Prueba::nueva().await;
    con_ventas(&app, 6).await;
    let gloria = app.como("gloria").await;
    let antes = gloria.get(TABLERO).await.es(200);
    assert_eq!(cifra(&antes, "Cobrado"), ("$7.140".into(), "antes $0".into()));
    assert_eq!(cifra(&antes, "Ventas").0, "6");
    while plegar_acumulados(&app.db, 4).await.unwrap() > 0 {}
    let pagina = gloria.get(&format!("{TABLERO}?periodo=mes")).await.es(200);
    assert_eq!(cifra(&pagina, "Cobrado").0, "$7.140");
    assert_eq!(cifra(&gloria.get(TABLERO).await, "Cobrado"), cifra(&antes, "Cobrado"));
    let hoy = Zona::SANTIAGO.fecha(app.db.reloj().ahora());
    let suyo = |codigo: &str, mas: &str| format!("{TABLERO}/{codigo}?desde={hoy}&hasta={hoy}{mas}");
    let enlaces = antes.atributos("main a", "href");
    // Cash: the first of each three, and the larger part of the last.
    for (enlace, monto) in [(suyo("pagos", "&medio=efectivo"), "$3.760"), (suyo("pagos", "&medio=debito"), "$3.380")] {
        assert!(enlaces.contains(&enlace), "{enlace} among {enlaces:#?}");
        assert_eq!(antes.texto(&format!("a[href='{enlace}']")), monto);
    }
    assert!(enlaces.contains(&suyo("ventas", "")) && enlaces.contains(&format!("{TABLERO}/existencias")));
    assert_eq!(antes.textos("svg[role=img] title").len(), antes.textos("details table").len());
    let otra = gloria.get(&format!("{TABLERO}?sucursal=999&periodo=semana")).await.es(200);
    assert_eq!(cifra(&otra, "Cobrado").0, "$0");
    let ayer = gloria.get(&format!("{TABLERO}?periodo=x&fecha={}&sucursal=y", hoy.pred_opt().unwrap())).await.es(200);
    assert_eq!(cifra(&ayer, "Cobrado").0, "$0");
}

#[tokio::test]
async fn cada_uno_ve_lo_que_puede_ver_en_su_pantalla() {
    let app = Prueba::nueva().await;
    app.como("fabiola").await.get(TABLERO).await.es(403);
    bd(&app, "insert into roles_permisos select id, 'bodega', 'reportes.ver' from clinicas").await;
    let suyo = app.como("fabiola").await.get(TABLERO).await.es(200);
    assert_eq!(suyo.textos(".cifra-nombre"), ["Valor en bodega", "Bajo el mínimo", "Lotes por vencer"]);
    assert!(!suyo.hay("svg[role=img]"));
    assert_eq!(app.como("gloria").await.get(TABLERO).await.es(200).textos(".cifra-nombre").len(), 11);
    bd(&app, "delete from roles_permisos where rol = 'bodega' and permiso <> 'reportes.ver'").await;
    assert!(app.como("fabiola").await.get(TABLERO).await.es(200).cuerpo.contains("Nada que mostrarte"));
}

#[tokio::test]
async fn la_agenda_dice_ocupacion_ausencias_y_espera() {
    let m = Mundo::en("2026-11-23T11:00:00Z").await;
    let (beto, elias) = (m.app.como("beto").await, m.app.como("elias").await);
    let rosa = m.cita(&beto, "Rosa", "2026-11-23T12:00:00Z").await;
    let raul = m.cita(&beto, "Raúl", "2026-11-23T12:30:00Z").await;
    m.cita(&beto, "Ema", "2026-11-30T12:30:00Z").await;
    // Of the four hours of the morning a meeting takes one and a half.
    m.bd("insert into bloqueos (clinica_id, profesional_id, rango, motivo)
          select clinica_id, id, tstzrange('2026-11-23T14:30:00Z', '2026-11-23T16:30:00Z'), 'reunion' from profesionales")
        .await;
    m.cambiar(&beto, rosa, "llegada").await.es(303);
    m.app.db.reloj().fijar(instante("2026-11-23T11:12:20Z"));
    m.cambiar(&elias, rosa, "atencion").await.es(303);
    m.app.db.reloj().fijar(instante("2026-11-23T12:40:00Z"));
    let beto = m.app.como("beto").await;
    m.cambiar(&beto, raul, "inasistencia").await.es(303);
    let gloria = m.app.como("gloria").await;
    let pagina = gloria.get(&format!("{TABLERO}?periodo=semana")).await.es(200);
    assert_eq!(cifra(&pagina, "Ocupación"), ("20 %".into(), "antes 0 %".into()));
    assert_eq!(cifra(&pagina, "No asistieron"), ("1".into(), "50 % de las agendadas · antes 0 %".into()));
    assert_eq!(cifra(&pagina, "Espera media"), ("12 min".into(), "antes 0 min".into()));
    assert_eq!(
        bd_numero(&m.app, "select count(*) from minutos_ofrecidos('2026-11-21', 2)").await,
        0,
        "nobody on a weekend"
    );
    m.app.db.reloj().fijar(instante("2026-11-30T15:00:00Z"));
    let pagina = m.app.como("gloria").await.get(TABLERO).await.es(200);
    assert_eq!(cifra(&pagina, "Ocupación"), ("13 %".into(), "antes 20 %".into()));
    assert!(pagina.cuerpo.contains("lunes 23 de noviembre de 2026, días completos; hoy todavía no termina"));
}
