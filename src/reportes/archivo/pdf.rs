//! PDF on A4 lying down: the headings on every page, the totals under the last row.

use super::Portada;
use crate::pdf::{Dibujo, Documento, POR_MM, ancho, codificar};
use crate::reportes::fila::{Escritura, Valor};
use crate::reportes::lectura::Pedido;
use crate::reportes::lectura::queries::Totales;

const HOJA: (f32, f32) = (297.0 * POR_MM, 210.0 * POR_MM);
const MARGEN: f32 = 12.0 * POR_MM;
const LETRA: f32 = 8.0;
/// Below it nobody reads: what does not fit is cut.
const LETRA_MIN: f32 = 5.0;
const RENGLON: f32 = 1.5;
/// Between two columns, in letters.
const ENTRE: f32 = 1.0;
/// A text longer than this part of the page is cut before others are made smaller.
const TEXTO_MAX: f32 = 0.22;

pub struct Hojas {
    portada: Portada,
    titulo: &'static str,
    filas: Vec<Vec<Vec<u8>>>,
}

/// How large letters are, and where each column begins and ends.
struct Medidas {
    letra: f32,
    columnas: Vec<(f32, f32)>,
}

impl Hojas {
    pub fn nuevas(pedido: &Pedido, portada: &Portada) -> Self {
        Self { portada: portada.clone(), titulo: pedido.reporte.nombre, filas: Vec::new() }
    }

    pub fn agregar(&mut self, pedido: &Pedido, escritura: &Escritura, celdas: &[Valor]) {
        self.filas.push(textos(pedido, escritura, celdas));
    }

    pub fn dibujar(self, pedido: &Pedido, escritura: &Escritura, totales: &Totales) -> Vec<u8> {
        let cabecera: Vec<Vec<u8>> = pedido.columnas.iter().map(|c| codificar(c.titulo)).collect();
        let mut pie = textos(pedido, escritura, &totales.pie);
        if let Some(primera) = pie.first_mut().filter(|celda| celda.is_empty()) {
            *primera = codificar("Total");
        }
        let medidas = medir(self.filas.iter().chain([&cabecera, &pie]), pedido.columnas.len());
        let alto = HOJA.1 - 2.0 * MARGEN - 3.0 * LETRA * RENGLON;
        let caben = ((alto / (medidas.letra * RENGLON)) as usize).saturating_sub(3).max(1);
        let mut documento = Documento::nuevo(self.titulo, &self.portada.clinica);
        let paginas: Vec<&[Vec<Vec<u8>>]> =
            if self.filas.is_empty() { vec![&[]] } else { self.filas.chunks(caben).collect() };
        let cuantas = paginas.len();
        for (n, filas) in paginas.into_iter().enumerate() {
            let mut dibujo = Dibujo::default();
            self.encabezar(&mut dibujo, n + 1, cuantas);
            let mut y = HOJA.1 - MARGEN - 4.0 * LETRA;
            renglon(&mut dibujo, pedido, &medidas, &mut y, &cabecera, true);
            dibujo.raya((MARGEN, HOJA.0 - MARGEN), y - medidas.letra * 0.4, false);
            filas.iter().for_each(|fila| renglon(&mut dibujo, pedido, &medidas, &mut y, fila, false));
            if n + 1 == cuantas {
                dibujo.raya((MARGEN, HOJA.0 - MARGEN), y - medidas.letra * 0.4, false);
                renglon(&mut dibujo, pedido, &medidas, &mut y, &pie, true);
            }
            documento.pagina(HOJA, dibujo);
        }
        documento.terminar()
    }

    fn encabezar(&self, dibujo: &mut Dibujo, pagina: usize, cuantas: usize) {
        let y = HOJA.1 - MARGEN - LETRA;
        dibujo.texto((MARGEN, y), LETRA * 1.4, true, &codificar(self.titulo));
        let debajo = format!("{} · {}", self.portada.clinica, self.portada.detalle);
        dibujo.texto((MARGEN, y - LETRA * 1.6), LETRA, false, &codificar(&debajo));
        let numero = codificar(&format!("Página {pagina} de {cuantas}"));
        dibujo.texto((HOJA.0 - MARGEN - ancho(&numero, LETRA), y), LETRA, false, &numero);
    }
}

fn textos(pedido: &Pedido, escritura: &Escritura, celdas: &[Valor]) -> Vec<Vec<u8>> {
    let texto = |(columna, valor): (&&crate::reportes::definicion::Columna, &Valor)| {
        codificar(&valor.en_pantalla(columna.tipo, escritura))
    };
    pedido.columnas.iter().zip(celdas).map(texto).collect()
}

/// As wide as what they hold; together no wider than the page, with smaller letters if need be.
fn medir<'a>(filas: impl Iterator<Item = &'a Vec<Vec<u8>>>, columnas: usize) -> Medidas {
    let util = HOJA.0 - 2.0 * MARGEN;
    let mut anchos = vec![0.0_f32; columnas];
    for fila in filas {
        for (mayor, celda) in anchos.iter_mut().zip(fila) {
            *mayor = mayor.max(ancho(celda, 1.0).min(TEXTO_MAX * util / LETRA));
        }
    }
    let total: f32 = anchos.iter().map(|a| a + ENTRE).sum();
    let letra = (util / total.max(1.0)).clamp(LETRA_MIN, LETRA);
    let sobra = (util / (total * letra)).min(1.0);
    let mut x = MARGEN;
    let lugares = anchos.iter().map(|a| {
        let (desde, hasta) = (x, x + a * letra * sobra);
        x = hasta + ENTRE * letra * sobra;
        (desde, hasta)
    });
    Medidas { letra, columnas: lugares.collect() }
}

fn renglon(dibujo: &mut Dibujo, pedido: &Pedido, medidas: &Medidas, y: &mut f32, celdas: &[Vec<u8>], negrita: bool) {
    *y -= medidas.letra * RENGLON;
    for ((columna, (desde, hasta)), celda) in pedido.columnas.iter().zip(&medidas.columnas).zip(celdas) {
        let celda = cortar(celda, medidas.letra, hasta - desde);
        let x = if columna.tipo.es_numero() { hasta - ancho(celda, medidas.letra) } else { *desde };
        dibujo.texto((x, *y), medidas.letra, negrita, celda);
    }
}

fn cortar(celda: &[u8], letra: f32, caben: f32) -> &[u8] {
    let mut largo = celda.len();
    while largo > 0 && ancho(celda.get(..largo).unwrap_or_default(), letra) > caben + 0.1 {
        largo -= 1;
    }
    celda.get(..largo).unwrap_or_default()
}
