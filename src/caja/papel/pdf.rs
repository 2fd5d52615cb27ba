//! The document as a PDF.

use super::{Hoja, Papel, Renglon};
use crate::pdf::{Dibujo, Documento, POR_MM, ancho, codificar};
use crate::ui::format;

/// Points, all of them.
struct Medidas {
    ancho: f32,
    /// None: as long as the content.
    alto: Option<f32>,
    margen: f32,
    letra: f32,
}

impl Medidas {
    fn de(hoja: Hoja) -> Self {
        match hoja {
            Hoja::Rollo => Self { ancho: 80.0 * POR_MM, alto: None, margen: 4.0 * POR_MM, letra: 9.0 },
            Hoja::A4 => Self { ancho: 210.0 * POR_MM, alto: Some(297.0 * POR_MM), margen: 20.0 * POR_MM, letra: 11.0 },
        }
    }

    fn util(&self) -> f32 {
        self.ancho - 2.0 * self.margen
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lado {
    Izquierda,
    Centro,
    Derecha,
}

struct Texto {
    bytes: Vec<u8>,
    letra: f32,
    negrita: bool,
    lado: Lado,
}

/// What stands at one height: texts side by side, or a rule across the page.
struct Fila {
    alto: f32,
    textos: Vec<Texto>,
}

pub(crate) fn pdf(papel: &Papel, hoja: Hoja) -> Vec<u8> {
    let medidas = Medidas::de(hoja);
    let filas = filas(papel, &medidas);
    let contenido: f32 = filas.iter().map(|f| f.alto).sum();
    let alto = medidas.alto.unwrap_or(contenido + 2.0 * medidas.margen);
    let mut documento = Documento::nuevo(&papel.nombre(), &papel.clinica);
    for filas in paginar(&filas, alto - 2.0 * medidas.margen) {
        documento.pagina((medidas.ancho, alto), dibujar(&filas, &medidas, alto));
    }
    documento.terminar()
}

/// Fills page after page; a row is never cut.
fn paginar(filas: &[Fila], alto: f32) -> Vec<Vec<&Fila>> {
    let mut paginas: Vec<Vec<&Fila>> = vec![Vec::new()];
    let mut usado = 0.0;
    for fila in filas {
        // Of a roll the sum is the height: a rounding must not open a second one.
        if usado + fila.alto > alto + 0.5 {
            paginas.push(Vec::new());
            usado = 0.0;
        }
        usado += fila.alto;
        if let Some(pagina) = paginas.last_mut() {
            pagina.push(fila);
        }
    }
    paginas
}

fn dibujar(filas: &[&Fila], medidas: &Medidas, alto: f32) -> Dibujo {
    let mut dibujo = Dibujo::default();
    let mut y = alto - medidas.margen;
    for fila in filas {
        y -= fila.alto;
        if fila.textos.is_empty() {
            dibujo.raya((medidas.margen, medidas.ancho - medidas.margen), y + fila.alto / 2.0, true);
        }
        for texto in &fila.textos {
            let libre = medidas.util() - ancho(&texto.bytes, texto.letra);
            let corrido = match texto.lado {
                Lado::Izquierda => 0.0,
                Lado::Centro => libre / 2.0,
                Lado::Derecha => libre,
            };
            let lugar = (medidas.margen + corrido, y + texto.letra * 0.25);
            dibujo.texto(lugar, texto.letra, texto.negrita, &texto.bytes);
        }
    }
    dibujo
}

fn filas(papel: &Papel, medidas: &Medidas) -> Vec<Fila> {
    let (letra, util) = (medidas.letra, medidas.util());
    let mut filas = Vec::new();
    let mut parrafo = |texto: &str, letra: f32, negrita: bool, lado: Lado| {
        filas.extend(
            partir(texto, letra, util)
                .into_iter()
                .map(|bytes| Fila { alto: letra * 1.3, textos: vec![Texto { bytes, letra, negrita, lado }] }),
        );
    };
    for marca in &papel.marcas {
        parrafo(marca, letra * 1.5, true, Lado::Centro);
    }
    parrafo(&papel.clinica, letra * 1.2, true, Lado::Centro);
    parrafo(&papel.sucursal, letra, false, Lado::Centro);
    parrafo(&papel.nombre(), letra, true, Lado::Centro);
    parrafo(&format::date_time(papel.fecha), letra, false, Lado::Centro);
    for detalle in &papel.detalles {
        parrafo(detalle, letra, false, Lado::Izquierda);
    }
    filas.push(raya(letra));
    filas.extend(papel.lineas.iter().flat_map(|renglon| renglones(renglon, letra, util, false)));
    filas.push(raya(letra));
    let totales = papel.totales.iter().enumerate();
    filas.extend(totales.flat_map(|(n, renglon)| renglones(renglon, letra, util, n == 0)));
    filas.push(raya(letra));
    for nota in &papel.notas {
        let chica = letra * 0.85;
        filas.extend(partir(nota, chica, util).into_iter().map(|bytes| Fila {
            alto: chica * 1.3,
            textos: vec![Texto { bytes, letra: chica, negrita: false, lado: Lado::Izquierda }],
        }));
    }
    filas
}

fn raya(letra: f32) -> Fila {
    Fila { alto: letra, textos: Vec::new() }
}

/// The words at the left, as many lines as they need; the amount at the right of the first.
fn renglones((que, monto): &Renglon, letra: f32, util: f32, negrita: bool) -> Vec<Fila> {
    let monto = codificar(monto);
    let libre = util - ancho(&monto, letra) - letra;
    let texto = |bytes, lado| Texto { bytes, letra, negrita, lado };
    let mut filas: Vec<Fila> = partir(que, letra, libre)
        .into_iter()
        .map(|bytes| Fila { alto: letra * 1.3, textos: vec![texto(bytes, Lado::Izquierda)] })
        .collect();
    if let Some(primera) = filas.first_mut() {
        primera.textos.push(texto(monto, Lado::Derecha));
    }
    filas
}

/// Lines no wider than `util`; a word that does not fit alone is cut where it must be. Always one line at least.
fn partir(texto: &str, letra: f32, util: f32) -> Vec<Vec<u8>> {
    let mut lineas: Vec<Vec<u8>> = vec![Vec::new()];
    for palabra in codificar(texto).split(|byte| *byte == b' ').filter(|p| !p.is_empty()) {
        let actual = lineas.last().map_or(0.0, |linea| ancho(linea, letra));
        if actual > 0.0 && actual + ancho(b" ", letra) + ancho(palabra, letra) > util {
            lineas.push(Vec::new());
        }
        if let Some(linea) = lineas.last_mut().filter(|linea| !linea.is_empty()) {
            linea.push(b' ');
        }
        for byte in palabra {
            let llena = lineas.last().is_some_and(|l| !l.is_empty() && ancho(l, letra) + ancho(&[*byte], letra) > util);
            if llena {
                lineas.push(Vec::new());
            }
            if let Some(linea) = lineas.last_mut() {
                linea.push(*byte);
            }
        }
    }
    lineas
}

#[cfg(test)]
mod tests;
