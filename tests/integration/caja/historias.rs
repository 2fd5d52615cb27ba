//! Random days: after every one of them the books add up.

use antesala::identidad::Rol;
use antesala::jobs::plegar_acumulados;
use antesala::reportes::cuadratura;
use chrono::{DateTime, SubsecRound, Utc};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::devoluciones::{Mundo, NOTA};
use super::mundo::{Caja, abrir, abrir_en, bd_cita, bd_monto, bd_numero, clave, entrada, insumo, otra_caja};
use crate::reportes::lectura::{Dicho, dicho};
use crate::soporte::{Navegador, Prueba};

#[derive(Debug, Clone)]
enum Paso {
    Vender {
        codigo: &'static str,
        cantidad: u32,
        efectivo: u32,
        debito: u32,
        abono: u32,
        deja_vuelto: bool,
    },
    /// Of the patient, towards all they owe or towards nothing.
    Abonar {
        paga: u32,
        a_deudas: bool,
    },
    /// What a payment covers, to the first debt or in favour.
    Reasignar {
        cual: i64,
        monto: u32,
        a_favor: bool,
    },
    Recibir {
        codigo: &'static str,
        cantidad: u32,
        costo: u32,
        dias: i64,
    },
    Mover {
        sale: bool,
        monto: u32,
    },
    Anular {
        cual: i64,
    },
    Saldar {
        cual: i64,
    },
    /// To the other drawer or from it; what the other answers.
    Traspasar {
        que: &'static str,
        monto: u32,
        respuesta: &'static str,
    },
    ContarYSeguir {
        billetes: u32,
    },
    CerrarYReabrir {
        billetes: u32,
    },
    AnularVenta {
        cual: i64,
    },
    Devolver {
        cual: i64,
        monto: u32,
        medio: &'static str,
        con_nota: bool,
    },
    Acreditar {
        cual: i64,
        monto: u32,
    },
    /// To Pedro and back, counted each time.
    PasarYVolver {
        billetes: u32,
    },
    /// Somebody is attended, and pays it or a part.
    Atender {
        precio: u32,
        paga: u32,
    },
    /// So many of what was appended to the sums.
    Plegar {
        lote: i32,
    },
}

fn paso() -> impl Strategy<Value = Paso> {
    let codigo = || prop_oneof![Just("ALFA"), Just("BETA")];
    prop_oneof![
        4 => (codigo(), 1_u32..6, 0_u32..20_000, 0_u32..9_000, 0_u32..4_000, any::<bool>())
            .prop_map(|(codigo, cantidad, efectivo, debito, abono, deja_vuelto)| {
                let abono = abono.saturating_sub(2_000);
                Paso::Vender { codigo, cantidad, efectivo, debito, abono, deja_vuelto }
            }),
        3 => (1_u32..12_000, any::<bool>()).prop_map(|(paga, a_deudas)| Paso::Abonar { paga, a_deudas }),
        2 => (0_i64..6, 1_u32..6_000, any::<bool>())
            .prop_map(|(cual, monto, a_favor)| Paso::Reasignar { cual, monto, a_favor }),
        2 => (codigo(), 1_u32..8, 0_u32..2_000, 0_i64..40)
            .prop_map(|(codigo, cantidad, costo, dias)| Paso::Recibir { codigo, cantidad, costo, dias }),
        1 => (any::<bool>(), 1_u32..9_000).prop_map(|(sale, monto)| Paso::Mover { sale, monto }),
        1 => (0_i64..6).prop_map(|cual| Paso::Anular { cual }),
        1 => (0_i64..6).prop_map(|cual| Paso::Saldar { cual }),
        2 => (prop_oneof![Just("enviar"), Just("pedir")], 1_u32..9_000, prop_oneof![Just("aceptacion"), Just("rechazo")])
            .prop_map(|(que, monto, respuesta)| Paso::Traspasar { que, monto, respuesta }),
        1 => (0_u32..4).prop_map(|billetes| Paso::ContarYSeguir { billetes }),
        1 => (0_u32..4).prop_map(|billetes| Paso::CerrarYReabrir { billetes }),
        1 => (0_i64..6).prop_map(|cual| Paso::AnularVenta { cual }),
        2 => (0_i64..6, 1_u32..9_000, prop_oneof![Just("efectivo"), Just("debito"), Just("abono")], any::<bool>())
            .prop_map(|(cual, monto, medio, con_nota)| Paso::Devolver { cual, monto, medio, con_nota }),
        1 => (0_i64..6, 1_u32..9_000).prop_map(|(cual, monto)| Paso::Acreditar { cual, monto }),
        1 => (0_u32..4).prop_map(|billetes| Paso::PasarYVolver { billetes }),
        2 => (1_u32..9_000, 0_u32..9_000).prop_map(|(precio, paga)| Paso::Atender { precio, paga }),
        2 => (1_i32..9).prop_map(|lote| Paso::Plegar { lote }),
    ]
}

/// Who else is there: somebody buys, goods come in, and the other drawer answers.
struct Gente {
    paula: String,
    fabiola: Navegador,
    pedro: Caja,
}

async fn pasar(app: &Prueba, de: &Caja, (quien, membresia): (&Navegador, i64), billetes: u32) {
    de.enviar("/relevos", &[("recibe", &membresia.to_string())]).await.es(303);
    let relevo = bd_numero(app, "select max(id) from relevos_caja").await;
    let clave = clave();
    let campos = [("clave", clave.as_str()), ("piezas", &billetes.to_string())];
    quien.post(&format!("/norte/caja/relevos/{relevo}/aceptacion"), &campos).await.es(303);
}

/// Many steps are refused: that is part of the story.
async fn dar(mundo: &Mundo, gente: &Gente, paso: &Paso) {
    let (Mundo { app, caja, gloria }, fabiola) = (mundo, &gente.fabiola);
    match paso {
        Paso::Traspasar { que, monto, respuesta } => {
            let campos =
                [("que", *que), ("otra", &*gente.pedro.sesion), ("monto", &monto.to_string()), ("motivo", "m")];
            caja.enviar("/traspasos", &campos).await.es(303);
            let id = bd_numero(app, "select max(id) from traspasos_caja").await;
            let (clave, ruta) = (clave(), format!("/norte/caja/traspasos/{id}/{respuesta}"));
            gente.pedro.carla.post(&ruta, &[("clave", &clave), ("sesion", &gente.pedro.sesion)]).await.es(303);
        }
        Paso::ContarYSeguir { billetes } => {
            caja.contar(&[&billetes.to_string()]).await.es(303);
            caja.carla.post(&caja.de("/reanudacion"), &[]).await.es(303);
        }
        Paso::PasarYVolver { billetes } => {
            let responsable = |sesion: &str| format!("select responsable from sesiones_caja where id = {sesion}");
            let ella = bd_numero(app, &responsable(&caja.sesion)).await;
            let el = bd_numero(app, &responsable(&gente.pedro.sesion)).await;
            let suya = Caja { carla: gente.pedro.carla.clone(), sesion: caja.sesion.clone() };
            pasar(app, caja, (&suya.carla, el), *billetes).await;
            pasar(app, &suya, (&caja.carla, ella), *billetes).await;
        }
        Paso::CerrarYReabrir { billetes } => {
            caja.contar(&[&billetes.to_string()]).await.es(303);
            caja.cerrar(&[("dejado", "0"), ("motivo", "m"), ("con_impagas", "true")]).await.es(303);
            let clave = clave();
            gloria.post(&caja.de("/reapertura"), &[("clave", &clave), ("motivo", "m")]).await.es(303);
        }
        Paso::Vender { codigo, cantidad, efectivo, debito, abono, deja_vuelto } => {
            let texto = |monto: &u32| if *monto == 0 { String::new() } else { monto.to_string() };
            let (cantidad, medios) = (cantidad.to_string(), [efectivo, debito, &0, &0, &0, abono].map(texto));
            let mut campos = vec![("codigo", *codigo), ("cantidad", &cantidad), ("paciente", &gente.paula)];
            campos.extend(medios.iter().map(|monto| ("monto", monto.as_str())));
            if *deja_vuelto {
                campos.push(("deja_vuelto", "true"));
            }
            caja.cobrar(&campos).await;
        }
        Paso::Atender { precio, paga } => {
            let (cita, _) = bd_cita(app, i64::from(*precio)).await;
            let (cita, paga) = (cita.to_string(), paga.min(precio).to_string());
            caja.cobrar(&[("cita", &cita), ("monto", ""), ("monto", &paga)]).await;
        }
        Paso::Plegar { lote } => {
            plegar_acumulados(&app.db, *lote).await.unwrap();
        }
        Paso::Abonar { paga, a_deudas } => {
            let deudas = caja.carla.get(&format!("/norte/caja/por-cobrar/{}", gente.paula)).await.es(200);
            let ventas = if *a_deudas { deudas.atributos("input[name=venta]", "value") } else { Vec::new() };
            let (clave, paga) = (clave(), paga.to_string());
            let mut campos =
                vec![("clave", clave.as_str()), ("sesion", &caja.sesion), ("paga", &paga), ("monto", "20000")];
            campos.extend(ventas.iter().map(|id| ("venta", id.as_str())));
            caja.carla.post(&format!("/norte/caja/por-cobrar/{}", gente.paula), &campos).await.es(303);
        }
        Paso::Reasignar { cual, monto, a_favor } => {
            let sql =
                format!("coalesce((select id from pagos where tipo = 'pago' order by id offset {cual} limit 1), 0)");
            let pago = bd_numero(app, &sql).await;
            let sql = format!(
                "coalesce((select min(l.venta_id) from asignaciones a join ventas_lineas l on l.id = a.venta_linea_id where a.pago_id = {pago}), 0)"
            );
            let de = bd_numero(app, &sql).await.to_string();
            let a = bd_numero(app, "coalesce((select min(id) from ventas where not saldada), 0)").await.to_string();
            let (clave, monto) = (clave(), monto.to_string());
            let a = if *a_favor { "" } else { &a };
            let campos = [("clave", clave.as_str()), ("de", &de), ("a", a), ("monto", &monto), ("motivo", "m")];
            gloria.post(&format!("/norte/caja/pagos/{pago}/reasignaciones"), &campos).await;
        }
        Paso::Recibir { codigo, cantidad, costo, dias } => {
            let caduca = (chrono::Utc::now() + chrono::TimeDelta::days(*dias + 1)).format("%Y-%m-%d").to_string();
            entrada(fabiola, codigo, "LX", &caduca, &cantidad.to_string(), &costo.to_string()).await;
        }
        Paso::Mover { sale, monto } => {
            let ruta = format!("/norte/caja/sesiones/{}/movimientos", caja.sesion);
            let (clave, monto, sentido) = (clave(), monto.to_string(), if *sale { "salida" } else { "entrada" });
            let campos = [("clave", clave.as_str()), ("sentido", sentido), ("monto", &monto), ("motivo", "m")];
            caja.carla.post(&ruta, &campos).await.es(303);
        }
        Paso::Anular { cual } => {
            let id =
                bd_numero(app, &format!("coalesce((select id from pagos order by id offset {cual} limit 1), 0)")).await;
            let campos = [("clave", clave()), ("motivo", "x".into())];
            let campos = campos.each_ref().map(|(n, v)| (*n, v.as_str()));
            caja.carla.post(&format!("/norte/caja/pagos/{id}/anulacion"), &campos).await;
        }
        Paso::Saldar { cual } => {
            let sql =
                format!("coalesce((select id from ventas where not saldada order by id offset {cual} limit 1), 0)");
            let id = bd_numero(app, &sql).await;
            let clave = clave();
            let campos = [("clave", clave.as_str()), ("sesion", &caja.sesion), ("monto", "99990")];
            caja.carla.post(&format!("/norte/caja/ventas/{id}/pagos"), &campos).await;
        }
        Paso::AnularVenta { cual } => {
            let id = bd_numero(app, &format!("coalesce((select id from ventas order by id offset {cual} limit 1), 0)"))
                .await;
            let clave = clave();
            let campos = [("clave", clave.as_str()), ("motivo", "x")];
            caja.carla.post(&format!("/norte/caja/ventas/{id}/anulacion"), &campos).await;
        }
        Paso::Devolver { cual, monto, medio, con_nota } => {
            let sql =
                format!("coalesce((select id from pagos where tipo = 'pago' order by id offset {cual} limit 1), 0)");
            let pago = bd_numero(app, &sql).await;
            let sql = format!(
                "coalesce((select min(l.venta_id) from asignaciones a join ventas_lineas l on l.id = a.venta_linea_id where a.pago_id = {pago}), 0)"
            );
            let venta = bd_numero(app, &sql).await;
            let nota = if *con_nota { vec![NOTA] } else { Vec::new() };
            mundo.intentar(venta, Some(pago), medio, &monto.to_string(), &nota).await;
        }
        Paso::Acreditar { cual, monto } => {
            let sql = format!("coalesce((select id from ventas order by id offset {cual} limit 1), 0)");
            let venta = bd_numero(app, &sql).await;
            mundo.intentar(venta, None, "", &monto.to_string(), &[]).await;
        }
    }
}

/// After any step, and after every day.
pub(super) async fn sin_descuadres(app: &Prueba) {
    let hallados = cuadratura::verificar(&app.db, Some("norte")).await.unwrap();
    assert!(hallados.is_empty(), "{hallados:#?}");
}

pub(super) async fn cuadra(app: &Prueba, caja: &Caja) {
    sin_descuadres(app).await;
    let suya = format!("sesion_id = {}", caja.sesion);
    let libro = format!(
        "select sum(m.monto) from pagos p join pagos_medios m on m.pago_id = p.id where m.medio = 'efectivo' and {suya}"
    );
    let libro = bd_monto(app, &libro).await;
    let movido =
        format!("select sum(case tipo when 'entrada' then monto else -monto end) from movimientos_caja where {suya}");
    let movido = bd_monto(app, &movido).await;
    caja.contar(&["3"]).await.es(303);
    let esperado = bd_monto(app, "select esperado from arqueos order by id desc limit 1").await;
    assert_eq!(esperado, Decimal::from(20_000) + libro + movido, "apertura + libro + movimientos");
}

/// Of money, each as it stands; they go on saying it of that instant, whatever happens later.
async fn lo_que_dicen_los_reportes(app: &Prueba, corte: DateTime<Utc>) -> Vec<(&'static str, DateTime<Utc>, Dicho)> {
    let mut dichos = Vec::new();
    for reporte in ["pagos", "ventas", "por-cobrar", "produccion"] {
        dichos.push((reporte, corte, dicho(app, reporte, corte).await));
    }
    dichos
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 20, ..ProptestConfig::default() })]
    #[test]
    fn los_libros_cuadran_tras_cualquier_dia(pasos in proptest::collection::vec(paso(), 4..16)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let app = Prueba::nueva().await;
            insumo(&app, "ALFA", "1.995", "5").await;
            insumo(&app, "BETA", "4.321", "5").await;
            let caja = abrir(&app, "20000").await;
            let otra = otra_caja(&app, "Caja 2").await;
            let pedro = abrir_en(app.bd_persona("Pedro", &[Rol::Caja]).await, &otra, "5000").await;
            bd_cita(&app, 1_000).await;
            let paula = bd_numero(&app, "select id from pacientes").await.to_string();
            let gente = Gente { paula, fabiola: app.como("fabiola").await, pedro };
            let gloria = app.como("gloria").await;
            let mundo = Mundo { app, caja, gloria };
            let mut dichos = Vec::new();
            for paso in &pasos {
                dar(&mundo, &gente, paso).await;
                sin_descuadres(&mundo.app).await;
                dichos.extend(lo_que_dicen_los_reportes(&mundo.app, Utc::now().trunc_subsecs(6)).await);
            }
            for (reporte, corte, antes) in &dichos {
                assert_eq!(dicho(&mundo.app, reporte, *corte).await, *antes, "{reporte} at {corte}");
            }
            cuadra(&mundo.app, &mundo.caja).await;
        });
    }
}
