//! The dashboard says what the rows say, to whoever may see it.

use antesala::jobs::plegar_acumulados;
use antesala::values::zona::Zona;

use super::con_ventas;
use crate::agenda::mundo::{Mundo, instante};
use crate::caja::mundo::{bd, bd_numero};
use crate::soporte::{Navegador, Prueba, Respuesta};

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

/// What a report shows above its rows.
async fn filas_de(gloria: &Navegador, url: &str) -> String {
    let pagina = gloria.get(url).await.es(200);
    if pagina.hay(".paginas-resumen") { pagina.texto(".paginas-resumen") } else { "0 filas".into() }
}

#[tokio::test]
async fn cada_numero_lleva_a_las_filas_que_lo_forman() {
    let app = Prueba::nueva().await;
    let caja = con_ventas(&app, 1).await;
    // One below its minimum that was never received, two sales that somebody owes: of today and of seventy days ago.
    bd(&app, "insert into insumos (clinica_id, codigo, nombre, minimo, moneda) select id, 'NADA', 'Nada', 5, 'CLP' from clinicas where slug = 'norte'").await;
    bd(&app, "update lotes set caduca = current_date + 20").await;
    caja.vender("GASA", "1", &["190"]).await.es(303);
    caja.vender("GASA", "1", &["90"]).await.es(303);
    bd(&app, "update ventas set emitida = emitida - interval '70 days' where id = (select max(id) from ventas)").await;
    let gloria = app.como("gloria").await;
    let pagina = gloria.get(TABLERO).await.es(200);
    let enlace = |nombre: &str| pagina.atributo(&format!("a[aria-label^='{nombre}:']"), "href");
    for (nombre, numero, filas) in
        [("Bajo el mínimo", "1", "1 fila"), ("Lotes por vencer", "1", "1 fila"), ("Por cobrar", "$2.100", "2 filas")]
    {
        assert_eq!(cifra(&pagina, nombre).0, numero);
        assert_eq!(filas_de(&gloria, &enlace(nombre)).await, filas, "{nombre}");
    }
    for (tramo, monto, filas) in [("30", "$1.000", "1 fila"), ("90", "$1.100", "1 fila"), ("mas", "$0", "0 filas")] {
        let url = format!("{TABLERO}/por-cobrar?tramo={tramo}");
        assert_eq!(pagina.texto(&format!("a[href='{url}']")), monto, "{tramo}");
        assert_eq!(filas_de(&gloria, &url).await, filas, "{tramo}");
    }
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
