//! Random days: after every one of them the books add up.

use antesala::identidad::Rol;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::mundo::{Caja, abrir, abrir_en, bd_monto, bd_numero, clave, entrada, insumo, otra_caja};
use crate::soporte::{Navegador, Prueba};

#[derive(Debug, Clone)]
enum Paso {
    Vender {
        codigo: &'static str,
        cantidad: u32,
        efectivo: u32,
        debito: u32,
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
}

fn paso() -> impl Strategy<Value = Paso> {
    let codigo = || prop_oneof![Just("ALFA"), Just("BETA")];
    prop_oneof![
        4 => (codigo(), 1_u32..6, 0_u32..9_000, 0_u32..9_000)
            .prop_map(|(codigo, cantidad, efectivo, debito)| Paso::Vender { codigo, cantidad, efectivo, debito }),
        2 => (codigo(), 1_u32..8, 0_u32..2_000, 0_i64..40)
            .prop_map(|(codigo, cantidad, costo, dias)| Paso::Recibir { codigo, cantidad, costo, dias }),
        1 => (any::<bool>(), 1_u32..9_000).prop_map(|(sale, monto)| Paso::Mover { sale, monto }),
        1 => (0_i64..6).prop_map(|cual| Paso::Anular { cual }),
        1 => (0_i64..6).prop_map(|cual| Paso::Saldar { cual }),
        2 => (prop_oneof![Just("enviar"), Just("pedir")], 1_u32..9_000, prop_oneof![Just("aceptacion"), Just("rechazo")])
            .prop_map(|(que, monto, respuesta)| Paso::Traspasar { que, monto, respuesta }),
        1 => (0_u32..4).prop_map(|billetes| Paso::ContarYSeguir { billetes }),
        1 => (0_u32..4).prop_map(|billetes| Paso::CerrarYReabrir { billetes }),
    ]
}

/// Who else is there: goods come in, the other drawer answers, and somebody supervises.
struct Gente {
    fabiola: Navegador,
    pedro: Caja,
    gloria: Navegador,
}

/// Many steps are refused: that is part of the story.
async fn dar(app: &Prueba, caja: &Caja, gente: &Gente, paso: &Paso) {
    let fabiola = &gente.fabiola;
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
        Paso::CerrarYReabrir { billetes } => {
            caja.contar(&[&billetes.to_string()]).await.es(303);
            caja.cerrar(&[("dejado", "0"), ("motivo", "m"), ("con_impagas", "true")]).await.es(303);
            let clave = clave();
            gente.gloria.post(&caja.de("/reapertura"), &[("clave", &clave), ("motivo", "m")]).await.es(303);
        }
        Paso::Vender { codigo, cantidad, efectivo, debito } => {
            let texto = |monto: &u32| if *monto == 0 { String::new() } else { monto.to_string() };
            let (efectivo, debito) = (texto(efectivo), texto(debito));
            caja.vender(codigo, &cantidad.to_string(), &[&efectivo, &debito]).await;
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
    }
}

const CUADRES: [(&str, &str); 8] = [
    // Of every close, also of those that were opened again: opening + what the ledger says of cash + movements, up to there.
    (
        "apertura + libro + movimientos = contado - diferencia",
        "select coalesce(sum(abs(x.contado - x.diferencia - s.apertura
          - (select coalesce(sum(m.monto), 0) from pagos p join pagos_medios m on m.pago_id = p.id
             where p.sesion_id = s.id and m.medio = 'efectivo' and p.id <= x.ultimo_pago)
          - (select coalesce(sum(case v.tipo when 'entrada' then v.monto else -v.monto end), 0) from movimientos_caja v
             where v.sesion_id = s.id and v.id <= x.ultimo_movimiento))), 0)
         from cierres_caja x join sesiones_caja s on s.id = x.sesion_id",
    ),
    (
        "lo que sale de una caja entra en la otra",
        "select coalesce(sum(abs(t.monto * 2 * (t.estado = 'aceptado')::int
          - (select coalesce(sum(v.monto), 0) from movimientos_caja v where v.traspaso_id = t.id))), 0)
          + abs(coalesce((select sum(case tipo when 'entrada' then monto else -monto end) from movimientos_caja
              where traspaso_id is not null), 0)) from traspasos_caja t",
    ),
    (
        "movimientos y lotes",
        "select (select coalesce(sum(cantidad), 0) from movimientos) - (select coalesce(sum(cantidad), 0) from lotes)",
    ),
    (
        "lotes y existencias",
        "select (select coalesce(sum(cantidad), 0) from lotes) - (select coalesce(sum(cantidad), 0) from existencias)",
    ),
    (
        "último saldo y existencias",
        "select coalesce(sum(abs(e.cantidad - (select m.saldo from movimientos m where m.deposito_id = e.deposito_id
        and m.insumo_id = e.insumo_id order by m.id desc limit 1))), 0) from existencias e",
    ),
    (
        "medios y total",
        "select coalesce(sum(abs(p.total - (select sum(monto) from pagos_medios m where m.pago_id = p.id))), 0) from pagos p",
    ),
    (
        "asignaciones y total",
        "select coalesce(sum(abs(p.total - (select sum(monto) from asignaciones a where a.pago_id = p.id))), 0) from pagos p",
    ),
    (
        "asignaciones y pagado",
        "select coalesce(sum(abs(v.pagado - coalesce((select sum(a.monto) from ventas_lineas l
        join asignaciones a on a.venta_linea_id = l.id where l.venta_id = v.id), 0))), 0) from ventas v",
    ),
];

/// After any step.
async fn sigue_cuadrando(app: &Prueba, paso: &Paso) {
    for (nombre, sql) in CUADRES {
        assert_eq!(bd_monto(app, sql).await, Decimal::ZERO, "{nombre}, after {paso:?}");
    }
}

pub(super) async fn cuadra(app: &Prueba, caja: &Caja) {
    for (nombre, sql) in CUADRES {
        assert_eq!(bd_monto(app, sql).await, Decimal::ZERO, "{nombre}");
    }
    let suya = format!("sesion_id = {}", caja.sesion);
    assert_eq!(bd_numero(app, "select count(*) - coalesce(max(folio), 0) from pagos").await, 0, "folios");
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
            let gente = Gente { fabiola: app.como("fabiola").await, pedro, gloria: app.como("gloria").await };
            for paso in &pasos {
                dar(&app, &caja, &gente, paso).await;
                sigue_cuadrando(&app, paso).await;
            }
            cuadra(&app, &caja).await;
        });
    }
}
