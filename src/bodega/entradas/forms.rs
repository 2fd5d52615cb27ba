//! What people type, or a scanner, of goods that come in.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;

use crate::bodega::forms::{codigo_de_barras, fecha_opcional};
use crate::bodega::insumos::{Presentacion, Ubicado};
use crate::bodega::stock::{NuevaEntrada, NuevoLote};
use crate::ui::format;
use crate::values::cantidad;
use crate::values::gs1::{self, CodigoInvalido, Gs1};
use crate::web::form::Errores;

/// As `numeric(18,6)` keeps a unit cost.
const DECIMALES_COSTO: u32 = 6;
/// And `numeric(12,3)` a quantity.
const DECIMALES_CANTIDAD: u32 = 3;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EntradaForm {
    pub clave: String,
    /// What a scanner typed.
    pub lectura: String,
    pub deposito: String,
    pub codigo: String,
    /// In which one quantity and cost are typed; empty is the unit of the insumo.
    pub presentacion: String,
    pub lote: String,
    pub caduca: String,
    pub cantidad: String,
    pub costo: String,
    pub documento: String,
    pub efectiva: String,
}

impl EntradaForm {
    /// The code as typed and as a bar code.
    pub fn codigos(&self) -> (String, String) {
        (self.codigo.trim().to_uppercase(), codigo_de_barras(&self.codigo))
    }

    /// The form with what was read in its place; a code that is none of GS1 stands where it would be typed.
    pub fn leida(&self, hoy: NaiveDate) -> Result<Self, CodigoInvalido> {
        let lectura = self.lectura.trim();
        if lectura.is_empty() {
            return Ok(self.clone());
        }
        let Some(Gs1 { gtin, lote, caduca, preferente, unidades, .. }) = gs1::leer(lectura, hoy)? else {
            return Ok(Self { codigo: lectura.into(), presentacion: String::new(), ..self.clone() });
        };
        let o = |leido: Option<String>, escrito: &String| leido.unwrap_or_else(|| escrito.clone());
        let presentacion = if gtin.is_some() { String::new() } else { self.presentacion.clone() };
        Ok(Self {
            codigo: o(gtin, &self.codigo),
            presentacion,
            lote: o(lote, &self.lote),
            caduca: o(caduca.or(preferente).map(format::date_input), &self.caduca),
            cantidad: o(unidades.map(format::money_input), &self.cantidad),
            ..self.clone()
        })
    }

    /// With the code of the insumo that was found, and the presentación whose bar code it was.
    pub fn ubicada(self, ubicado: &Ubicado) -> Self {
        let presentacion = ubicado.presentacion_id.map_or(self.presentacion, |id| id.to_string());
        Self { lectura: String::new(), codigo: ubicado.codigo.clone(), presentacion, ..self }
    }

    /// The presentación chosen among those of the insumo, or the one that was scanned.
    fn elegida<'a>(&self, ubicado: &Ubicado, de: &'a [Presentacion]) -> Result<Option<&'a Presentacion>, &'static str> {
        let id = if self.presentacion.is_empty() { ubicado.presentacion_id } else { self.presentacion.parse().ok() };
        match id {
            None if self.presentacion.is_empty() => Ok(None),
            id => de.iter().find(|p| Some(p.id) == id).map(Some).ok_or("Elige la presentación otra vez."),
        }
    }

    /// Today is the effective date when none is written; the future has not happened.
    pub fn validar(&self, ubicado: &Ubicado, presentaciones: &[Presentacion]) -> Result<NuevaEntrada, Errores> {
        let (mut errores, hoy) = (Errores::default(), ubicado.hoy);
        let insumo_id = errores.tomar("codigo", ubicado.insumo_id.ok_or("Ningún insumo tiene ese código."));
        let deposito_id = errores.tomar("deposito", self.deposito.parse().map_err(|_error| "Elige el depósito."));
        let presentacion = errores.tomar("presentacion", self.elegida(ubicado, presentaciones)).flatten();
        if self.lote.trim().is_empty() {
            errores.agregar("lote", "Escribe el código del lote.");
        }
        let caduca = errores.tomar("caduca", fecha_opcional(&self.caduca));
        let efectiva = errores.tomar("efectiva", fecha_opcional(&self.efectiva)).map(|f| f.unwrap_or(hoy));
        if efectiva.is_some_and(|f| f > hoy) {
            errores.agregar("efectiva", "La fecha no puede ser futura.");
        }
        let cantidad = errores.tomar("cantidad", cantidad::parse(&self.cantidad));
        let costo = errores.tomar("costo", cantidad::parse_cero(&self.costo, DECIMALES_COSTO));
        let medida = cantidad.zip(costo).and_then(|(cantidad, costo)| {
            errores.tomar("cantidad", en_unidades(cantidad, costo, presentacion.map(|p| p.unidades)))
        });
        match (insumo_id, deposito_id, caduca, efectiva, medida) {
            (Some(insumo_id), Some(deposito_id), Some(caduca), Some(efectiva), Some((cantidad, costo)))
                if !errores.hay() =>
            {
                let lote = NuevoLote { insumo_id, codigo: self.lote.trim().into(), caduca, cantidad, costo };
                Ok(NuevaEntrada { deposito_id, lote, documento: self.documento.trim().into(), efectiva })
            }
            _ => Err(errores),
        }
    }
}

/// Quantity and unit cost of what was typed in packages of so many units.
fn en_unidades(cantidad: Decimal, costo: Decimal, trae: Option<Decimal>) -> Result<(Decimal, Decimal), &'static str> {
    let Some(trae) = trae else { return Ok((cantidad, costo)) };
    let unidades = (cantidad * trae).normalize();
    if unidades.scale() > DECIMALES_CANTIDAD {
        return Err("Esa cantidad de presentaciones no da un número de unidades con hasta 3 decimales.");
    }
    if unidades >= Decimal::from(1_000_000_000) {
        return Err("Son demasiadas unidades: revisa la presentación.");
    }
    let costo = (costo / trae).round_dp_with_strategy(DECIMALES_COSTO, RoundingStrategy::MidpointAwayFromZero);
    Ok((unidades, costo))
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    fn hoy() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 29).unwrap()
    }

    fn caja() -> Presentacion {
        Presentacion { id: 7, nombre: "caja".into(), unidades: dec!(100), barras: None }
    }

    fn ubicado(presentacion_id: Option<i64>) -> Ubicado {
        Ubicado {
            insumo_id: Some(1),
            codigo: "GASA".into(),
            nombre: "Gasa".into(),
            unidad: "unidad".into(),
            presentacion_id,
            hoy: hoy(),
        }
    }

    fn escrita() -> EntradaForm {
        let texto = |t: &str| t.to_owned();
        EntradaForm {
            deposito: texto("1"),
            lote: texto("L1"),
            cantidad: texto("3"),
            costo: texto("10.000"),
            ..EntradaForm::default()
        }
    }

    #[test]
    fn lo_escrito_en_cajas_se_guarda_en_unidades() {
        let elegida = EntradaForm { presentacion: "7".into(), ..escrita() };
        for (form, ubicado) in [(elegida, ubicado(None)), (escrita(), ubicado(Some(7)))] {
            let entrada = form.validar(&ubicado, &[caja()]).unwrap();
            assert_eq!((entrada.lote.cantidad, entrada.lote.costo), (dec!(300), dec!(100)));
        }
        let suelta = escrita().validar(&ubicado(None), &[caja()]).unwrap();
        assert_eq!((suelta.lote.cantidad, suelta.lote.costo), (dec!(3), dec!(10000)));
        let ajena = EntradaForm { presentacion: "8".into(), ..escrita() };
        assert!(ajena.validar(&ubicado(None), &[caja()]).unwrap_err().get("presentacion").is_some());
    }

    #[test]
    fn el_costo_por_unidad_se_redondea_al_sexto_decimal() {
        assert_eq!(en_unidades(dec!(1), dec!(1000), Some(dec!(3))), Ok((dec!(3), dec!(333.333333))));
        assert!(en_unidades(dec!(0.001), dec!(1), Some(dec!(0.5))).is_err());
        assert!(en_unidades(dec!(999999999), dec!(1), Some(dec!(100))).is_err());
    }

    #[test]
    fn una_lectura_llena_lo_que_dice_y_deja_lo_demas() {
        let form = EntradaForm { lectura: "(01)07801234567894(17)270200(10)AB-1".into(), ..escrita() };
        let leida = form.leida(hoy()).unwrap();
        assert_eq!((&*leida.codigo, &*leida.lote, &*leida.caduca), ("07801234567894", "AB-1", "2027-02-28"));
        assert_eq!(leida.cantidad, "3");
        let propio = EntradaForm { lectura: " gasa-10 ".into(), ..escrita() };
        assert_eq!(propio.leida(hoy()).unwrap().codigo, "gasa-10");
    }
}
