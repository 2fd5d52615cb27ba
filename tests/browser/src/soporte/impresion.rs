//! The page as a printer takes it: drawn on the roll of receipts, and as the sheets that go to it.

use serde_json::{Value, json};
use thirtyfour::Key;

use super::{Pantalla, pantalla::ESCRITORIO};

/// CSS pixels of a millimetre.
const PIXELES: f64 = 96.0 / 25.4;
/// Dots of the printer for each.
const PUNTOS: u32 = 2;

/// Counts in the image, decoded by the browser itself, the dots that are ink, and those that are paper.
const TINTA: &str = r#"
    return (async () => {
      const image = new Image();
      image.src = `data:image/png;base64,${arguments[0]}`;
      await image.decode();
      const { naturalWidth: width, naturalHeight: height } = image;
      const canvas = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
      canvas.drawImage(image, 0, 0);
      const { data } = canvas.getImageData(0, 0, width, height);
      let [ink, paper] = [0, 0];
      for (let at = 0; at < data.length; at += 4) {
        const light = data[at] + data[at + 1] + data[at + 2];
        ink += light < 384;
        paper += light === 765;
      }
      return [width, height, ink, paper];
    })();"#;

const HOJAS: &str = r"
    const pages = [...atob(arguments[0]).matchAll(/MediaBox *\[ *0 +0 +([\d.]+) +([\d.]+)/g)];
    return pages.map(([, width, height]) => [Number(width), Number(height)]);";

/// An image of paper, in dots.
#[derive(Debug)]
pub struct Imagen {
    pub ancho: u64,
    pub alto: u64,
    pub tinta: u64,
    pub papel: u64,
}

impl Pantalla {
    /// All of it on a roll `ancho` mm wide, kept below target/pantallas/.
    pub async fn imprime_en_rollo(&self, nombre: &str, ancho: f64) -> Imagen {
        self.medio("print").await;
        let ancho = (ancho * PIXELES).round() as u32;
        self.medir_en_puntos((ancho, 400), PUNTOS).await;
        let alto = self.ejecutar("return document.documentElement.scrollHeight;", Value::Null).await.unwrap();
        self.medir_en_puntos((ancho, alto.convert().unwrap()), PUNTOS).await;
        self.captura(nombre).await;
        let imagen = self.base64().await;
        self.medio("").await;
        self.medir(ESCRITORIO).await;
        let [ancho, alto, tinta, papel] = self.ejecutar(TINTA, json!(imagen)).await.unwrap().convert().unwrap();
        Imagen { ancho, alto, tinta, papel }
    }

    /// Width and height of each sheet, in whole millimetres.
    pub async fn hojas(&self) -> Vec<[i64; 2]> {
        let pedido = json!({ "preferCSSPageSize": true });
        let pdf = self.cdp("Page.printToPDF", pedido).await;
        let hojas: Vec<[f64; 2]> = self.ejecutar(HOJAS, pdf["data"].clone()).await.unwrap().convert().unwrap();
        hojas.into_iter().map(|lados| lados.map(|puntos| (puntos / 72.0 * 25.4).round() as i64)).collect()
    }

    /// What the button of that name does reaches the printer.
    pub async fn manda_a_imprimir(&self, nombre: &str) {
        self.ejecutar("window.print = () => { document.body.dataset.impresa = ''; };", Value::Null).await.unwrap();
        self.tabula_hasta(nombre).await;
        self.teclas(Key::Enter).await;
        self.ve_elemento("body[data-impresa]").await;
    }

    async fn medio(&self, medio: &str) {
        self.cdp("Emulation.setEmulatedMedia", json!({ "media": medio })).await;
    }
}
