//! Whatever happens while a depot is counted, after the approval the books have what was physically there.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;

use super::mundo::{DESCUADRES, Inventario, abierto};
use crate::caja::mundo::{Caja, abrir, bd_monto, bd_numero, entrada, insumo};
use crate::soporte::Prueba;

const INSUMOS: [&str; 3] = ["AA", "BB", "CC"];
const CASOS: usize = 6;

/// What happens next in the depot, to one of its insumos.
#[derive(Debug, Clone)]
enum Suceso {
    Vender(usize),
    Recibir(usize, i64),
    Contar(usize),
    Cerrar,
}

fn sucesos() -> impl Strategy<Value = Vec<Suceso>> {
    let uno = prop_oneof![
        3 => (0..3_usize).prop_map(Suceso::Vender),
        1 => (0..3_usize, 1..4_i64).prop_map(|(n, cuantos)| Suceso::Recibir(n, cuantos)),
        3 => (0..3_usize).prop_map(Suceso::Contar),
        1 => Just(Suceso::Cerrar),
    ];
    prop::collection::vec(uno, 6..14)
}

struct Deposito {
    app: Prueba,
    caja: Caja,
    inventario: Inventario,
    /// What stands on the shelves, whatever the books say.
    fisico: BTreeMap<&'static str, i64>,
}

impl Deposito {
    /// The books begin with ten of each, the shelves with what `fisico` says.
    async fn nuevo(fisico: [i64; 3]) -> Self {
        let app = Prueba::nueva().await;
        for codigo in INSUMOS {
            insumo(&app, codigo, "1000", "").await;
            entrada(&app.como("fabiola").await, codigo, codigo, "", "10", "100").await;
        }
        let caja = abrir(&app, "0").await;
        let inventario = abierto(&app).await;
        Self { app, caja, inventario, fisico: INSUMOS.into_iter().zip(fisico).collect() }
    }

    async fn suceder(&mut self, suceso: &Suceso) {
        match suceso {
            // Nobody sells what is not on the shelf, nor what the books have none of.
            Suceso::Vender(n) if self.fisico[INSUMOS[*n]] > 0 => {
                if self.caja.vender(INSUMOS[*n], "1", &["1000"]).await.estado == 303 {
                    *self.fisico.get_mut(INSUMOS[*n]).unwrap() -= 1;
                }
            }
            Suceso::Vender(_) => {}
            Suceso::Recibir(n, cuantos) => {
                entrada(&self.inventario.fabiola, INSUMOS[*n], INSUMOS[*n], "", &cuantos.to_string(), "100").await;
                *self.fisico.get_mut(INSUMOS[*n]).unwrap() += cuantos;
            }
            Suceso::Contar(n) => self.contar(INSUMOS[*n]).await,
            Suceso::Cerrar => {
                if self.inventario.estado().await == "Contando" {
                    self.inventario.cerrar().await;
                }
            }
        }
    }

    /// As many as there are now; who had counted them corrects it.
    async fn contar(&self, codigo: &str) {
        let i = &self.inventario;
        let pagina = i.fabiola.get(&format!("{}/conteo?q={codigo}", i.url)).await;
        if !pagina.hay("input[name=lote]") {
            return;
        }
        let lote = pagina.atributo("input[name=lote]", "value");
        let corregir = pagina.atributos(&format!("a[href*='lote={lote}&reemplaza=']"), "href");
        let mia = corregir.first().map(|url| url.rsplit('=').next().unwrap()).unwrap_or_default();
        i.anotar(&i.fabiola, &lote, &self.fisico[codigo].to_string(), mia).await.es(303);
    }

    /// What nobody has counted yet is, and it is approved.
    async fn terminar(&self) {
        let i = &self.inventario;
        while i.estado().await != "Por aprobar" {
            for codigo in INSUMOS {
                self.contar(codigo).await;
            }
            i.cerrar().await;
        }
        i.aprobar(&i.gloria).await.es(303);
    }

    async fn comprobar(&self, caso: &[Suceso]) {
        for (codigo, hay) in &self.fisico {
            let libros =
                bd_monto(&self.app, &format!("select sum(cantidad) from lotes where codigo = '{codigo}'")).await;
            assert_eq!(libros, Decimal::from(*hay), "{codigo} after {caso:?}");
        }
        assert_eq!(bd_numero(&self.app, DESCUADRES).await, 0, "{caso:?}");
    }
}

#[tokio::test]
async fn tras_aprobar_los_libros_tienen_lo_que_habia() {
    let mut azar = TestRunner::deterministic();
    let casos = (prop::array::uniform3(4..14_i64), sucesos(), sucesos());
    for _ in 0..CASOS {
        let (fisico, antes, despues) = casos.new_tree(&mut azar).unwrap().current();
        let mut deposito = Deposito::nuevo(fisico).await;
        for suceso in &antes {
            deposito.suceder(suceso).await;
        }
        // All is counted once before the round may end with something that nobody saw.
        for n in 0..INSUMOS.len() {
            deposito.suceder(&Suceso::Contar(n)).await;
        }
        for suceso in &despues {
            deposito.suceder(suceso).await;
        }
        deposito.terminar().await;
        deposito.comprobar(&[antes, despues].concat()).await;
    }
}
