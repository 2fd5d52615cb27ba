//! PDF files: text and lines with the fonts that every reader brings, so nothing is embedded. The same content gives the same bytes.

mod letra;

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

pub use letra::{ancho, codificar};

pub const POR_MM: f32 = 72.0 / 25.4;
const NORMAL: Name<'static> = Name(b"N");
const NEGRITA: Name<'static> = Name(b"B");
const CATALOGO: Ref = Ref::new(1);
const PAGINAS: Ref = Ref::new(2);
const FUENTES: [(Name<'static>, Ref, Name<'static>); 2] =
    [(NORMAL, Ref::new(3), Name(b"Helvetica")), (NEGRITA, Ref::new(4), Name(b"Helvetica-Bold"))];
const DATOS: Ref = Ref::new(5);
/// Pages and what is drawn on them take turns from here.
const PRIMERA: i32 = 6;

/// A document page by page.
pub struct Documento {
    pdf: Pdf,
    paginas: i32,
}

impl Documento {
    pub fn nuevo(titulo: &str, autor: &str) -> Self {
        let mut pdf = Pdf::new();
        pdf.catalog(CATALOGO).pages(PAGINAS).lang(TextStr("es-CL"));
        for (_, fuente, base) in FUENTES {
            pdf.type1_font(fuente).base_font(base).encoding_predefined(Name(b"WinAnsiEncoding"));
        }
        pdf.document_info(DATOS).title(TextStr(titulo)).author(TextStr(autor));
        Self { pdf, paginas: 0 }
    }

    /// One more, of this width and height in points.
    pub fn pagina(&mut self, (ancho, alto): (f32, f32), dibujo: Dibujo) {
        let (pagina, contenido) = hojas(self.paginas);
        let mut hoja = self.pdf.page(pagina);
        hoja.media_box(Rect::new(0.0, 0.0, ancho, alto)).parent(PAGINAS).contents(contenido);
        let mut recursos = hoja.resources();
        let mut fuentes = recursos.fonts();
        for (nombre, fuente, _) in FUENTES {
            fuentes.pair(nombre, fuente);
        }
        fuentes.finish();
        recursos.finish();
        hoja.finish();
        self.pdf.stream(contenido, &dibujo.0.finish());
        self.paginas += 1;
    }

    pub fn terminar(mut self) -> Vec<u8> {
        self.pdf.pages(PAGINAS).kids((0..self.paginas).map(|n| hojas(n).0)).count(self.paginas);
        self.pdf.finish()
    }
}

fn hojas(n: i32) -> (Ref, Ref) {
    (Ref::new(PRIMERA + 2 * n), Ref::new(PRIMERA + 2 * n + 1))
}

/// What stands on one page; measured in points from its lower left corner.
pub struct Dibujo(Content);

impl Default for Dibujo {
    fn default() -> Self {
        Self(Content::new())
    }
}

impl Dibujo {
    /// Text that `codificar` gave, from `x` on.
    pub fn texto(&mut self, (x, y): (f32, f32), letra: f32, negrita: bool, bytes: &[u8]) {
        self.0.begin_text().set_font(if negrita { NEGRITA } else { NORMAL }, letra);
        self.0.next_line(x, y).show(Str(bytes)).end_text();
    }

    /// A line across, from `desde` to `hasta`; of dots when it is to be cut along.
    pub fn raya(&mut self, (desde, hasta): (f32, f32), y: f32, puntos: bool) {
        let trazo: &[f32] = if puntos { &[2.0, 2.0] } else { &[] };
        self.0.set_dash_pattern(trazo.iter().copied(), 0.0).set_line_width(0.6);
        self.0.move_to(desde, y).line_to(hasta, y).stroke();
    }
}
