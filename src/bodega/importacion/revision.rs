//! What each row says, judged as the forms of one insumo and of one entry are, and what of it is there already.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::columnas::texto;
use super::model::Planilla;
use crate::bodega::NuevoInsumo;
use crate::bodega::insumos::InsumoForm;
use crate::planilla::{SEPARADOR, clave, dia};
use crate::values::dinero::Moneda;
use crate::values::texto::normalizar;
use crate::values::{cantidad, fecha};
use crate::web::form::Errores;

pub const LOTE_MAX: u16 = 60;

/// What the clinic has of what a file names.
#[derive(Debug, Default)]
pub struct Conocidos {
    /// By code.
    pub insumos: HashMap<String, i64>,
    /// Code of the insumo, code of the lot in capitals, expiry.
    pub lotes: HashSet<(String, String, Option<NaiveDate>)>,
}

/// What is to become of the insumo or the lot of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suerte {
    Nuevo,
    /// It is there, and stays as it is.
    Existe,
    /// Another row above makes it, or there is none.
    Nada,
}

#[derive(Debug, Clone)]
pub struct LoteLeido {
    pub codigo: String,
    pub caduca: Option<NaiveDate>,
    pub cantidad: Decimal,
    pub costo: Decimal,
}

/// A row that says something that can be done.
#[derive(Debug, Clone)]
pub struct Valida {
    pub insumo: NuevoInsumo,
    pub suerte_insumo: Suerte,
    pub lote: Option<LoteLeido>,
    pub suerte_lote: Suerte,
}

#[derive(Debug)]
pub struct Fila {
    /// As the spreadsheet numbers it.
    pub numero: i32,
    pub textos: Vec<String>,
    pub juicio: Result<Valida, Errores>,
}

/// The codes that the file names, as they are kept.
pub fn codigos(planilla: &Planilla) -> Vec<String> {
    let de_fila =
        |fila: &String| codigo(texto(&planilla.columnas, &fila.split(SEPARADOR).collect::<Vec<_>>(), "codigo"));
    planilla.textos.iter().map(de_fila).collect()
}

fn codigo(texto: &str) -> String {
    texto.trim().to_uppercase()
}

pub fn juzgar(planilla: &Planilla, moneda: Moneda, conocidos: &Conocidos) -> Vec<Fila> {
    let (mut arriba, mut lotes) = (HashMap::new(), HashMap::new());
    let filas = planilla.numeros.iter().zip(&planilla.textos);
    filas
        .map(|(numero, fila)| {
            let textos: Vec<&str> = fila.split(SEPARADOR).collect();
            let leida = leer(&planilla.columnas, &textos, moneda);
            let juicio =
                leida.and_then(|(insumo, lote)| situar(*numero, insumo, lote, conocidos, &mut arriba, &mut lotes));
            Fila { numero: *numero, textos: textos.into_iter().map(str::to_owned).collect(), juicio }
        })
        .collect()
}

type Arriba = HashMap<String, (i32, String)>;
type Lotes = HashMap<(String, String, Option<NaiveDate>), i32>;

/// Beside the rows above it and what the clinic has.
fn situar(
    numero: i32,
    insumo: NuevoInsumo,
    lote: Option<LoteLeido>,
    conocidos: &Conocidos,
    arriba: &mut Arriba,
    lotes: &mut Lotes,
) -> Result<Valida, Errores> {
    let existe = conocidos.insumos.contains_key(&insumo.codigo);
    let (primera, nombre) =
        arriba.entry(insumo.codigo.clone()).or_insert_with(|| (numero, normalizar(&insumo.nombre))).clone();
    if nombre != normalizar(&insumo.nombre) {
        return Err(Errores::de("codigo", format!("La fila {primera} tiene el mismo código con otro nombre.")));
    }
    let suerte_insumo = match (existe, primera == numero) {
        (true, _) => Suerte::Existe,
        (false, true) => Suerte::Nuevo,
        (false, false) => Suerte::Nada,
    };
    let mut suerte_lote = Suerte::Nada;
    if let Some(lote) = &lote {
        let llave = (insumo.codigo.clone(), lote.codigo.to_uppercase(), lote.caduca);
        suerte_lote = if conocidos.lotes.contains(&llave) { Suerte::Existe } else { Suerte::Nuevo };
        if let Some(otra) = lotes.insert(llave, numero) {
            return Err(Errores::de("lote", format!("La fila {otra} trae el mismo lote: júntalas en una.")));
        }
    }
    Ok(Valida { insumo, suerte_insumo, lote, suerte_lote })
}

/// All that is wrong with a row, or what it says.
fn leer(columnas: &[String], textos: &[&str], moneda: Moneda) -> Result<(NuevoInsumo, Option<LoteLeido>), Errores> {
    let de = |campo: &str| texto(columnas, textos, campo).to_owned();
    let unidad = Some(de("unidad")).filter(|u| !u.is_empty()).unwrap_or_else(|| "unidad".into());
    let afecto = si_o_no(&de("afecto"));
    let form = InsumoForm {
        codigo: de("codigo"),
        nombre: de("nombre"),
        unidad,
        categoria: de("categoria"),
        minimo: de("minimo"),
        precio: de("precio"),
        afecto: afecto.unwrap_or_default(),
        ..InsumoForm::default()
    };
    let insumo = form.validar(moneda);
    let mut errores = insumo.as_ref().err().cloned().unwrap_or_default();
    if afecto.is_none() {
        errores.agregar("afecto", "Escribe «sí» o «no».");
    }
    let lote = lote(&mut errores, &de("lote"), &de("caduca"), &de("cantidad"), &de("costo"));
    match insumo {
        Ok(insumo) if !errores.hay() => Ok((insumo.datos, lote)),
        _ => Err(errores),
    }
}

/// None when the row speaks of no lot.
fn lote(errores: &mut Errores, codigo: &str, caduca: &str, numero: &str, costo: &str) -> Option<LoteLeido> {
    if [codigo, caduca, numero, costo].iter().all(|texto| texto.is_empty()) {
        return None;
    }
    if codigo.is_empty() {
        errores.agregar("lote", "Escribe el código del lote, o «sin lote» si no lo trae.");
    }
    errores.limitar("lote", codigo, LOTE_MAX);
    let caduca = errores.tomar("caduca", opcional(&dia(caduca.to_owned())));
    let cantidad = errores.tomar("cantidad", cantidad::parse(numero));
    let costo = errores.tomar("costo", cantidad::parse_cero(costo, 6));
    Some(LoteLeido { codigo: codigo.to_owned(), caduca: caduca?, cantidad: cantidad?, costo: costo? })
}

/// With nothing written it carries IVA: what is sold apart does.
fn si_o_no(texto: &str) -> Option<bool> {
    match clave(texto).as_str() {
        "" | "si" | "s" | "x" | "1" | "afecto" | "verdadero" | "true" => Some(true),
        "no" | "n" | "0" | "exento" | "falso" | "false" => Some(false),
        _ => None,
    }
}

fn opcional(texto: &str) -> Result<Option<NaiveDate>, fecha::FechaInvalida> {
    if texto.is_empty() { Ok(None) } else { fecha::parse(texto).map(Some) }
}
