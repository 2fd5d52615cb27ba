//! Random days: after every one of them the books add up.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::devoluciones::{Mundo, NOTA};
use super::mundo::{Caja, abrir, bd_monto, bd_numero, clave, entrada, insumo};
use crate::soporte::{Navegador, Prueba};

#[derive(Debug, Clone)]
enum Paso {
    Vender { codigo: &'static str, cantidad: u32, efectivo: u32, debito: u32 },
    Recibir { codigo: &'static str, cantidad: u32, costo: u32, dias: i64 },
    Mover { sale: bool, monto: u32 },
    Anular { cual: i64 },
    Saldar { cual: i64 },
    AnularVenta { cual: i64 },
    Devolver { cual: i64, monto: u32, medio: &'static str, con_nota: bool },
    Acreditar { cual: i64, monto: u32 },
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
        1 => (0_i64..6).prop_map(|cual| Paso::AnularVenta { cual }),
        2 => (0_i64..6, 1_u32..9_000, prop_oneof![Just("efectivo"), Just("debito")], any::<bool>())
            .prop_map(|(cual, monto, medio, con_nota)| Paso::Devolver { cual, monto, medio, con_nota }),
        1 => (0_i64..6, 1_u32..9_000).prop_map(|(cual, monto)| Paso::Acreditar { cual, monto }),
    ]
}

/// Many steps are refused: that is part of the story.
async fn dar(mundo: &Mundo, fabiola: &Navegador, paso: &Paso) {
    let Mundo { app, caja, .. } = mundo;
    match paso {
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

const CUADRES: [(&str, &str); 13] = [
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
        "asignaciones, notas y pagado",
        "select coalesce(sum(abs(v.pagado - coalesce((select sum(a.monto) from ventas_lineas l
        join asignaciones a on a.venta_linea_id = l.id where l.venta_id = v.id), 0) - v.acreditado)), 0) from ventas v",
    ),
    (
        "notas y acreditado",
        "select coalesce(sum(abs(v.acreditado - coalesce((select sum(x.monto) from notas_credito n
        join notas_credito_lineas x on x.nota_id = n.id where n.venta_id = v.id), 0))), 0) from ventas v",
    ),
    (
        "notas y sus líneas",
        "select coalesce(sum(abs(n.total - x.monto) + abs(n.iva - x.iva)), 0) from notas_credito n
        join (select nota_id, sum(monto) as monto, sum(iva) as iva from notas_credito_lineas group by nota_id) x on x.nota_id = n.id",
    ),
    (
        "líneas cobradas o acreditadas de más, o devueltas de más",
        "select count(*) from ventas_lineas l,
          lateral (select coalesce(sum(monto), 0) as pagado from asignaciones where venta_linea_id = l.id) a,
          lateral (select coalesce(sum(monto), 0) as acreditado from notas_credito_lineas where venta_linea_id = l.id) n
        where a.pagado < 0 or a.pagado + n.acreditado > l.total",
    ),
    (
        "dinero devuelto de más",
        "select count(*) from pagos p where p.tipo = 'pago' and 0 > (select sum(m.monto) from pagos x
        join pagos_medios m on m.pago_id = x.id where (x.id = p.id or x.reversa_de = p.id) and m.medio <> 'redondeo')",
    ),
    (
        "devoluciones pagadas y libro",
        "select (select coalesce(sum(monto), 0) from devoluciones where estado = 'pagada')
        + (select coalesce(sum(total), 0) from pagos where tipo = 'devolucion')",
    ),
    (
        "bienes de las ventas anuladas",
        "select coalesce(sum(abs(x.cantidad)), 0) from (select sum(m.cantidad) as cantidad from movimientos m join ventas v
        on v.id = m.documento_id where m.documento_tipo = 'venta' and v.estado = 'anulada' group by v.id, m.lote_id) x",
    ),
    ("folios de notas", "select count(*) - coalesce(max(folio), 0) from notas_credito"),
];

pub(super) async fn cuadra(app: &Prueba, caja: &Caja) {
    for (nombre, sql) in CUADRES {
        assert_eq!(bd_monto(app, sql).await, Decimal::ZERO, "{nombre}");
    }
    assert_eq!(bd_numero(app, "select count(*) - coalesce(max(folio), 0) from pagos").await, 0, "folios");
    let libro = bd_monto(app, "select sum(m.monto) from pagos_medios m where m.medio = 'efectivo'").await;
    let movido =
        bd_monto(app, "select sum(case tipo when 'entrada' then monto else -monto end) from movimientos_caja").await;
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
            let (fabiola, gloria) = (app.como("fabiola").await, app.como("gloria").await);
            let mundo = Mundo { app, caja, gloria };
            for paso in &pasos {
                dar(&mundo, &fabiola, paso).await;
            }
            cuadra(&mundo.app, &mundo.caja).await;
        });
    }
}
