//! What the tests of buying start from: a proveedor, insumos, an order that was sent.

use crate::caja::mundo::{clave, insumo};
use crate::soporte::{Navegador, Prueba, Respuesta};

pub const PROVEEDORES: &str = "/norte/bodega/proveedores";
pub const ORDENES: &str = "/norte/bodega/ordenes";

/// Somebody of a clinic who has whom to buy from.
pub struct Bodega {
    pub quien: Navegador,
    pub clinica: &'static str,
    pub deposito: String,
    pub proveedor: String,
}

pub async fn proveedor(quien: &Navegador, nombre: &str, rut: &str) -> String {
    crear_proveedor(quien, "norte", nombre, rut).await
}

async fn crear_proveedor(quien: &Navegador, clinica: &str, nombre: &str, rut: &str) -> String {
    let campos = [("nombre", nombre), ("rut", rut)];
    let ficha = quien.post(&format!("/{clinica}/bodega/proveedores"), &campos).await.es(303);
    ficha.destino().rsplit('/').next().unwrap().to_owned()
}

/// Fabiola, with the insumos of these codes, none in stock.
pub async fn bodega(app: &Prueba, codigos: &[&str]) -> Bodega {
    for codigo in codigos {
        insumo(app, codigo, "", "").await;
    }
    bodega_de(app.como("fabiola").await, "norte").await
}

pub async fn bodega_de(quien: Navegador, clinica: &'static str) -> Bodega {
    let nueva = quien.get(&format!("/{clinica}/bodega/entradas/nueva")).await.es(200);
    let deposito = nueva.atributo("select[name=deposito] option", "value");
    let proveedor = crear_proveedor(&quien, clinica, "Insumos del Sur", "76.086.428-5").await;
    Bodega { quien, clinica, deposito, proveedor }
}

impl Bodega {
    /// Code, quantity and cost of each line.
    pub async fn intentar_orden(&self, lineas: &[(&str, &str, &str)]) -> Respuesta {
        let clave = clave();
        let mut campos = vec![("clave", clave.as_str()), ("proveedor", &self.proveedor), ("deposito", &self.deposito)];
        for (codigo, cantidad, costo) in lineas {
            campos.extend([("codigo", *codigo), ("cantidad", *cantidad), ("costo", *costo)]);
        }
        self.quien.post(&format!("/{}/bodega/ordenes", self.clinica), &campos).await
    }

    /// A draft; its URL.
    pub async fn borrador(&self, lineas: &[(&str, &str, &str)]) -> String {
        self.intentar_orden(lineas).await.es(303).destino().to_owned()
    }

    pub async fn enviada(&self, lineas: &[(&str, &str, &str)]) -> String {
        let orden = self.borrador(lineas).await;
        let version = self.quien.get(&orden).await.es(200).atributo("input[name=version]", "value");
        self.quien.post(&format!("{orden}/envio"), &[("version", &version)]).await.es(303);
        orden
    }

    /// What comes of an order, as its form stands now.
    pub async fn recibir(&self, orden: &str, lotes: &[Lote<'_>], otros: &[(&str, &str)]) -> Respuesta {
        let form = self.formulario(orden).await;
        self.quien.post(&format!("{orden}/recepciones"), &form.campos(lotes, otros)).await
    }

    pub async fn formulario(&self, orden: &str) -> Formulario {
        let pagina = self.quien.get(&format!("{orden}/recepciones/nueva")).await.es(200);
        let de = |nombre: &str| pagina.atributo(&format!("input[name={nombre}]"), "value");
        let opciones = "tr:last-child select[name=insumo] option";
        let nombres = pagina.textos(opciones);
        let insumos = nombres.into_iter().zip(pagina.atributos(opciones, "value")).collect();
        Formulario { clave: de("clave"), version: de("version"), insumos }
    }
}

pub struct Formulario {
    pub clave: String,
    pub version: String,
    /// Name and id of what the order has.
    insumos: Vec<(String, String)>,
}

/// Insumo, lot, expiry, quantity and cost.
pub type Lote<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

impl Formulario {
    /// The fields of a reception; what is not of the order has no number.
    pub fn campos<'a>(&'a self, lotes: &[Lote<'a>], otros: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let mut campos = vec![("clave", self.clave.as_str()), ("version", &self.version), ("documento", "F-1")];
        for (insumo, lote, caduca, cantidad, costo) in lotes {
            let id = self.insumos.iter().find(|(nombre, _)| nombre == insumo).map_or("0", |(_, id)| id.as_str());
            campos.push(("insumo", id));
            campos.extend([("lote", *lote), ("caduca", *caduca), ("cantidad", *cantidad), ("costo", *costo)]);
        }
        campos.extend_from_slice(otros);
        campos
    }
}

/// The number at the end of a URL.
pub fn id(url: &str) -> i64 {
    url.rsplit('/').next().unwrap().parse().unwrap()
}
