//! Random histories, several people at once: after every one of them the books of the shelf add up, line by line.

use futures_util::future::join_all;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::mundo::{Linea, bd_deposito, cuadra, dia, documento, principal, reversar};
use crate::caja::mundo::{Caja, abrir, bd_monto, bd_numero, clave, entrada, insumo};
use crate::soporte::{Navegador, Prueba};

#[derive(Debug, Clone)]
enum Paso {
    Recibir { codigo: &'static str, cantidad: u32, costo: u32, dias: i64 },
    Sacar { tipo: &'static str, codigo: &'static str, cantidad: u32 },
    Sobra { codigo: &'static str, cantidad: u32 },
    Vender { codigo: &'static str, cantidad: u32 },
    Trasladar { codigo: &'static str, cantidad: u32, llega: u32 },
    Reversar { cual: i64 },
    ReversarEntrada { cual: i64 },
}

fn paso() -> impl Strategy<Value = Paso> {
    let codigo = || prop_oneof![Just("ALFA"), Just("BETA")];
    let tipo = prop_oneof![Just("salida"), Just("merma"), Just("devolucion"), Just("ajuste")];
    prop_oneof![
        3 => (codigo(), 1_u32..9, 0_u32..2_000, -9_i64..40)
            .prop_map(|(codigo, cantidad, costo, dias)| Paso::Recibir { codigo, cantidad, costo, dias }),
        3 => (tipo, codigo(), 1_u32..6).prop_map(|(tipo, codigo, cantidad)| Paso::Sacar { tipo, codigo, cantidad }),
        1 => (codigo(), 1_u32..6).prop_map(|(codigo, cantidad)| Paso::Sobra { codigo, cantidad }),
        2 => (codigo(), 1_u32..4).prop_map(|(codigo, cantidad)| Paso::Vender { codigo, cantidad }),
        2 => (codigo(), 1_u32..5, 0_u32..5).prop_map(|(codigo, cantidad, llega)| Paso::Trasladar { codigo, cantidad, llega }),
        2 => (0_i64..6).prop_map(|cual| Paso::Reversar { cual }),
        1 => (0_i64..6).prop_map(|cual| Paso::ReversarEntrada { cual }),
    ]
}

struct Mundo {
    app: Prueba,
    caja: Caja,
    fabiola: Navegador,
    gloria: Navegador,
    origen: String,
    destino: String,
}

impl Mundo {
    async fn nuevo() -> Self {
        let app = Prueba::nueva().await;
        insumo(&app, "ALFA", "1.995", "5").await;
        insumo(&app, "BETA", "4.321", "5").await;
        let (caja, fabiola, gloria) = (abrir(&app, "0").await, app.como("fabiola").await, app.como("gloria").await);
        let destino = bd_deposito(&app, "Box 2").await.to_string();
        Self { origen: principal(&app).await, destino, caja, fabiola, gloria, app }
    }

    /// Many steps are refused: that is part of the story. None breaks.
    async fn dar(&self, paso: &Paso) {
        let estado = match paso {
            Paso::Recibir { codigo, cantidad, costo, dias } => {
                let (cantidad, costo) = (cantidad.to_string(), costo.to_string());
                return entrada(&self.fabiola, codigo, "LX", &dia(*dias), &cantidad, &costo).await;
            }
            Paso::Sacar { tipo, codigo, cantidad } => {
                let quien = if *tipo == "ajuste" { &self.gloria } else { &self.fabiola };
                documento(quien, tipo, &[Linea::de(codigo, &cantidad.to_string())]).await.estado
            }
            Paso::Sobra { codigo, cantidad } => {
                documento(&self.gloria, "ajuste", &[Linea::sobra(codigo, &cantidad.to_string())]).await.estado
            }
            Paso::Vender { codigo, cantidad } => {
                self.caja.vender(codigo, &cantidad.to_string(), &["99990"]).await.estado
            }
            Paso::Trasladar { codigo, cantidad, llega } => return self.trasladar(codigo, *cantidad, *llega).await,
            Paso::Reversar { cual } => {
                let sql = format!(
                    "coalesce((select id from documentos_bodega where tipo <> 'ajuste' order by id offset {cual} limit 1), 0)"
                );
                let id = bd_numero(&self.app, &sql).await;
                reversar(&self.fabiola, &format!("/norte/bodega/documentos/{id}"), &clave()).await.estado
            }
            Paso::ReversarEntrada { cual } => {
                let sql = format!(
                    "coalesce((select id from movimientos where tipo = 'entrada' and reversa_de is null order by id offset {cual} limit 1), 0)"
                );
                let id = bd_numero(&self.app, &sql).await;
                reversar(&self.fabiola, &format!("/norte/bodega/movimientos/{id}"), &clave()).await.estado
            }
        };
        assert!([303, 404, 422].contains(&estado.as_u16()), "{paso:?}: {estado}");
    }

    /// Asked for, dispatched if there is enough, and received: of each lot at most `llega`.
    async fn trasladar(&self, codigo: &str, cantidad: u32, llega: u32) {
        let (clave, cantidad) = (clave(), cantidad.to_string());
        let campos = [
            ("clave", &*clave),
            ("origen", &*self.origen),
            ("destino", &*self.destino),
            ("codigo", codigo),
            ("cantidad", &*cantidad),
        ];
        let url = self.fabiola.post("/norte/bodega/traslados", &campos).await.es(303).destino().to_owned();
        let otra = crate::caja::mundo::clave();
        if self.fabiola.post(&format!("{url}/despacho"), &[("clave", &otra)]).await.estado != 303 {
            return;
        }
        let pagina = self.fabiola.get(&url).await.es(200);
        let movimientos = pagina.atributos("input[name=movimiento]", "value");
        let enviado = pagina.atributos("input[name=llego]", "value");
        let llegado = |t: &String| t.parse::<u32>().unwrap().min(llega).to_string();
        let llego: Vec<_> = enviado.iter().map(llegado).collect();
        let filas =
            movimientos.iter().zip(&llego).flat_map(|(m, l)| [("movimiento", m.as_str()), ("llego", l.as_str())]);
        let ultima = crate::caja::mundo::clave();
        let campos: Vec<_> = filas.chain([("clave", ultima.as_str()), ("motivo", "Se rompió")]).collect();
        self.fabiola.post(&format!("{url}/recepcion"), &campos).await.es(303);
    }
}

/// Each line of the kardex against the one before it: the balance, and the average of what came with a cost of its own.
const REPETICION: &str = "
    with k as (
      select m.*, coalesce(lag(m.saldo) over w, 0) as antes, coalesce(lag(m.costo_promedio) over w, 0) as promedio_antes
      from movimientos m window w as (partition by m.deposito_id, m.insumo_id order by m.id)),
    r as (
      select k.*, case
        when (k.cantidad > 0 and k.tipo <> 'ajuste' or k.reversa_de is not null) and k.saldo > 0
          then round(greatest((k.antes * k.promedio_antes + k.cantidad * k.costo) / k.saldo, 0), 6)
        else k.promedio_antes end as esperado from k)
    select count(*) from r where abs(esperado - costo_promedio) > 0.000001 or saldo <> antes + cantidad or saldo < 0";

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 10, ..ProptestConfig::default() })]
    #[test]
    fn el_estante_cuadra_tras_cualquier_historia(pasos in proptest::collection::vec(paso(), 6..24), juntos in 1_usize..5) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
        runtime.block_on(async {
            let m = Mundo::nuevo().await;
            for grupo in pasos.chunks(juntos) {
                join_all(grupo.iter().map(|paso| m.dar(paso))).await;
            }
            cuadra(&m.app).await;
            assert_eq!(bd_monto(&m.app, REPETICION).await, Decimal::ZERO, "the kardex, replayed");
        });
    }
}
