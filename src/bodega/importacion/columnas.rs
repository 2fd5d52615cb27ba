//! The columns of an import, and how its texts become an insumo and a lot.

use crate::planilla::{Columna, Molde};

pub const FILAS_MAX: usize = 2_000;

#[rustfmt::skip]
const COLUMNAS: &[Columna] = &[
    Columna { campo: "codigo", titulo: "Código", de_plantilla: true, ejemplo: "GASA-10", alias: &[
        "codigo insumo", "codigo del insumo", "cod", "sku", "codigo producto", "codigo de producto", "codigo interno"] },
    Columna { campo: "nombre", titulo: "Nombre", de_plantilla: true, ejemplo: "Ejemplo: borra esta fila", alias: &[
        "insumo", "producto", "descripcion", "nombre insumo", "nombre del insumo", "articulo"] },
    Columna { campo: "unidad", titulo: "Unidad", de_plantilla: true, ejemplo: "caja", alias: &["unidad de medida", "um", "medida"] },
    Columna { campo: "categoria", titulo: "Categoría", de_plantilla: true, ejemplo: "Curación", alias: &["familia", "grupo", "tipo"] },
    Columna { campo: "minimo", titulo: "Mínimo", de_plantilla: true, ejemplo: "5", alias: &["stock minimo", "existencia minima", "minima"] },
    Columna { campo: "precio", titulo: "Precio de venta", de_plantilla: true, ejemplo: "1990", alias: &[
        "precio", "precio venta", "precio con iva", "pvp"] },
    Columna { campo: "afecto", titulo: "Afecto a IVA", de_plantilla: true, ejemplo: "sí", alias: &["afecto", "iva", "lleva iva"] },
    Columna { campo: "lote", titulo: "Lote", de_plantilla: true, ejemplo: "L-2027", alias: &[
        "codigo lote", "codigo de lote", "n lote", "numero de lote", "serie"] },
    Columna { campo: "caduca", titulo: "Caduca", de_plantilla: true, ejemplo: "31-12-2027", alias: &[
        "vence", "vencimiento", "fecha vencimiento", "fecha de vencimiento", "caducidad", "fecha de caducidad", "expira"] },
    Columna { campo: "cantidad", titulo: "Cantidad", de_plantilla: true, ejemplo: "20", alias: &[
        "stock", "existencia", "existencias", "cant", "saldo"] },
    Columna { campo: "costo", titulo: "Costo por unidad", de_plantilla: true, ejemplo: "850,5", alias: &[
        "costo", "costo unitario", "costo neto", "precio costo", "precio de costo", "costo sin iva"] },
];

pub static MOLDE: Molde = Molde {
    columnas: COLUMNAS,
    obligatorias: &[("codigo", "Código"), ("nombre", "Nombre")],
    ejemplo: "Ejemplo: borra esta fila",
    filas_max: FILAS_MAX,
};

/// What is typed of a column; empty when the file lacks it.
pub fn texto<'a>(columnas: &[String], textos: &'a [&'a str], campo: &str) -> &'a str {
    let lugar = columnas.iter().position(|columna| columna == campo);
    lugar.and_then(|lugar| textos.get(lugar).copied()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planilla::titulos_repetidos;

    #[test]
    fn ningun_titulo_es_de_dos_columnas() {
        assert_eq!(titulos_repetidos(&MOLDE), Vec::<String>::new());
        for (titulo, campo) in
            [("CÓDIGO (*)", "codigo"), ("Descripción", "nombre"), ("F. Vencimiento", ""), ("Vencimiento", "caduca")]
        {
            assert_eq!(MOLDE.de_titulo(titulo).map_or("", |c| c.campo), campo, "{titulo}");
        }
    }
}
