//! A count that was opened, and the people who walk the shelves.

use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;

use crate::caja::mundo::{clave, deposito};
use crate::soporte::{Navegador, Prueba, Respuesta};

pub const INVENTARIOS: &str = "/norte/bodega/inventarios";

/// Opens a count of a whole depot; its URL.
pub async fn inventario(quien: &Navegador, clinica: &str, deposito: &str) -> String {
    let clave = clave();
    let campos = [("clave", clave.as_str()), ("deposito", deposito)];
    quien.post(&format!("/{clinica}/bodega/inventarios"), &campos).await.es(303).destino().to_owned()
}

pub struct Inventario {
    pub fabiola: Navegador,
    pub gloria: Navegador,
    pub url: String,
}

/// Of the depot of Norte, which Fabiola counts and Gloria approves.
pub async fn abierto(app: &Prueba) -> Inventario {
    let fabiola = app.como("fabiola").await;
    let url = inventario(&fabiola, "norte", &deposito(&fabiola).await).await;
    Inventario { fabiola, gloria: app.como("gloria").await, url }
}

impl Inventario {
    /// The number of the label that a search finds alone.
    pub async fn lote(&self, q: &str) -> String {
        let pagina = self.fabiola.get(&format!("{}/conteo?q={q}", self.url)).await.es(200);
        pagina.atributo("input[name=lote]", "value")
    }

    pub async fn anotar(&self, quien: &Navegador, lote: &str, cantidad: &str, reemplaza: &str) -> Respuesta {
        let clave = clave();
        let campos = [("clave", clave.as_str()), ("lote", lote), ("cantidad", cantidad), ("reemplaza", reemplaza)];
        quien.post(&format!("{}/conteos", self.url), &campos).await
    }

    pub async fn contar(&self, q: &str, cantidad: &str) {
        let lote = self.lote(q).await;
        self.anotar(&self.fabiola, &lote, cantidad, "").await.es(303);
    }

    pub async fn hallar(&self, insumo: &str, codigo: &str, cantidad: &str, costo: &str) -> Respuesta {
        let clave = clave();
        let campos = [
            ("clave", clave.as_str()),
            ("insumo", insumo),
            ("codigo", codigo),
            ("cantidad", cantidad),
            ("costo", costo),
        ];
        self.fabiola.post(&format!("{}/hallazgos", self.url), &campos).await
    }

    /// Ends the round that the page shows.
    pub async fn cerrar(&self) {
        let ronda = self.fabiola.get(&self.url).await.es(200).atributo("input[name=ronda]", "value");
        self.fabiola.post(&format!("{}/cierre", self.url), &[("ronda", &ronda)]).await.es(303);
    }

    /// Ends whatever rounds are left.
    pub async fn cerrar_todo(&self) {
        while self.fabiola.get(&self.url).await.es(200).hay("input[name=ronda]") {
            self.cerrar().await;
        }
    }

    pub async fn aprobar(&self, quien: &Navegador) -> Respuesta {
        let clave = clave();
        quien.post(&format!("{}/aprobacion", self.url), &[("clave", &clave)]).await
    }

    pub async fn estado(&self) -> String {
        self.gloria.get(&self.url).await.es(200).texto(".datos .insignia")
    }
}

/// From now on a role of Norte may also do this.
pub async fn bd_permitir(app: &Prueba, rol: &str, permiso: &str) {
    let sql = "insert into roles_permisos (clinica_id, rol, permiso) values (clinica_actual(), $1, $2)";
    let actor = app.sistema("norte").await;
    let escrita = app.db.escribir(&actor, async |tx| {
        Ok(diesel::sql_query(sql).bind::<Text, _>(rol).bind::<Text, _>(permiso).execute(tx.pg()).await?)
    });
    escrita.await.unwrap();
}

/// Books that do not square, of any kind.
pub const DESCUADRES: &str = "select
  (select count(*) from lotes l where l.cantidad <> (select coalesce(sum(m.cantidad), 0) from movimientos m where m.lote_id = l.id))
  + (select count(*) from existencias e where e.cantidad <> (select coalesce(sum(l.cantidad), 0) from lotes l
      where l.deposito_id = e.deposito_id and l.insumo_id = e.insumo_id))";
