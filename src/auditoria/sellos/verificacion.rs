//! The audit read again and held against its seals: whatever is not as it was has a name.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use sha2::{Digest, Sha256};

use super::model::{Cuerpo, Dia, Hoja, Resumido, firmar_dia, hojas_de};
use super::queries::{self, Retiro, Tramo};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppError, AppResult};
use crate::values::llave::{Firma, Llave, hex};

/// Sealed days that are held at once.
const DIAS: i64 = 50;
const PLATAFORMA: &str = "plataforma";
/// The audit stands at least as long as a clinical record: Ley 20.584, article 13. `retirar_auditoria` says the same.
const ANIOS_MINIMOS: u32 = 15;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Falla {
    /// A row by its id, of those of the day the first that differs.
    FilaCambiada(i64),
    FilaBorrada(i64),
    FilaAgregada(i64),
    SelloCambiado,
    SelloBorrado,
    SelloAgregado,
    HojasCambiadas,
    DiaCambiado,
    DiaBorrado,
}

impl fmt::Display for Falla {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FilaCambiada(id) => write!(f, "la fila {id} fue cambiada"),
            Self::FilaBorrada(id) => write!(f, "la fila {id} fue borrada"),
            Self::FilaAgregada(id) => write!(f, "la fila {id} fue agregada después del sello"),
            Self::SelloCambiado => f.write_str("el sello fue cambiado"),
            Self::SelloBorrado => f.write_str("el sello fue borrado"),
            Self::SelloAgregado => f.write_str("hay un sello que nadie puso"),
            Self::HojasCambiadas => f.write_str("las hojas del sello fueron cambiadas"),
            Self::DiaCambiado => f.write_str("el sello del día fue cambiado"),
            Self::DiaBorrado => f.write_str("el día fue borrado"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hallazgo {
    /// Its slug; `None` when it is of the day itself, hence of all.
    pub clinica: Option<String>,
    pub dia: NaiveDate,
    pub falla: Falla,
}

impl fmt::Display for Hallazgo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.clinica.as_deref().unwrap_or("todas"), self.dia, self.falla)
    }
}

/// Says no name of anybody: it may be printed and logged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Informe {
    pub hallazgos: Vec<Hallazgo>,
    pub dias: usize,
    pub hasta: Option<NaiveDate>,
    /// Months whose rows are gone as the law allows: only their seals are left to check.
    pub retirados: Vec<Retiro>,
    /// The seal that was asked for and is not among those that stand.
    pub ausente: Option<Firma>,
}

impl fmt::Display for Informe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.hallazgos.iter().try_for_each(|hallazgo| writeln!(f, "{hallazgo}"))?;
        if let Some(sello) = &self.ausente {
            writeln!(f, "El sello {} no está.", hex(sello))?;
        }
        for Retiro { mes, en, filas } in &self.retirados {
            writeln!(f, "{}: retirado el {}, con {filas} filas.", mes.format("%Y-%m"), en.date_naive())?;
        }
        match self.hasta {
            Some(hasta) => writeln!(f, "Días sellados: {}, hasta el {hasta}.", self.dias),
            None => writeln!(f, "Ningún día está sellado todavía."),
        }
    }
}

struct Revision<'a> {
    db: &'a Db,
    llave: Llave,
    nombres: BTreeMap<i32, String>,
    /// One clinic only.
    solo: Option<i32>,
    /// The seal before of each clinic.
    anteriores: BTreeMap<i32, Firma>,
    informe: Informe,
}

/// Walks the seals of one clinic, or of all, in order. Memory does not grow with the rows, nor with the days.
pub async fn verificar(db: &Db, llave: &Llave, slug: Option<&str>, sello: Option<Firma>) -> AppResult<Informe> {
    let mut nombres = queries::nombres(db).await?;
    nombres.insert(0, PLATAFORMA.into());
    let de = |slug: &str| nombres.iter().find(|(_, nombre)| *nombre == slug).map(|(id, _)| *id);
    let solo = slug.map(|slug| de(slug).ok_or(AppError::NoEncontrado)).transpose()?;
    let mut retirados = queries::retiros(db).await?;
    // A record that the law does not allow yet hides nothing: its rows are missing.
    let hoy = db.reloj().ahora().date_naive();
    retirados.retain(|r| r.mes.checked_add_months(Months::new(12 * ANIOS_MINIMOS + 1)).is_some_and(|d| d <= hoy));
    let informe = Informe { ausente: sello, retirados, ..Informe::default() };
    let llave = llave.para("auditoria");
    let mut revision = Revision { db, llave, nombres, solo, anteriores: BTreeMap::new(), informe };
    let mut previo: Option<Dia> = None;
    loop {
        let dias = queries::dias(db, previo.as_ref().map(|d| d.dia), DIAS).await?;
        if dias.is_empty() {
            return Ok(revision.informe);
        }
        for dia in dias {
            revision.revisar(previo.as_ref(), &dia).await?;
            previo = Some(dia);
        }
    }
}

impl Revision<'_> {
    fn anotar(&mut self, clinica: Option<i32>, dia: NaiveDate, falla: Falla) {
        let nombre = |id: i32| self.nombres.get(&id).cloned().unwrap_or_else(|| format!("clinica-{id}"));
        let clinica = clinica.map(nombre);
        self.informe.hallazgos.push(Hallazgo { clinica, dia, falla });
    }

    async fn revisar(&mut self, previo: Option<&Dia>, dia: &Dia) -> AppResult<()> {
        self.revisar_cadena(previo, dia);
        let (sellos, solo) = (dia.sellos(), self.solo);
        for resumido in sellos.iter().filter(|r| solo.is_none_or(|solo| solo == r.clinica)) {
            if let Some(falla) = self.revisar_sello(dia.dia, resumido).await? {
                self.anotar(Some(resumido.clinica), dia.dia, falla);
            }
            self.anteriores.insert(resumido.clinica, resumido.sello);
            self.informe.ausente.take_if(|buscado| *buscado == resumido.sello);
        }
        self.revisar_sobrantes(dia.dia, &sellos).await
    }

    /// Days follow one another without a gap, each signed over the one before.
    fn revisar_cadena(&mut self, previo: Option<&Dia>, dia: &Dia) {
        let esperado = previo.and_then(|p| p.dia.checked_add_days(Days::new(1)));
        let faltan = esperado.into_iter().flat_map(|d| d.iter_days()).take_while(|d| *d < dia.dia);
        faltan.collect::<Vec<_>>().into_iter().for_each(|d| self.anotar(None, d, Falla::DiaBorrado));
        if previo.is_none() && dia.anterior != [0; 32] {
            let anterior = dia.dia.pred_opt().unwrap_or(dia.dia);
            self.anotar(None, anterior, Falla::DiaBorrado);
        }
        let firma = |d: &Dia| firmar_dia(&self.llave, d.dia, &d.resumen, &d.anterior);
        let sigue = previo.is_none_or(|p| esperado != Some(dia.dia) || firma(p)[..] == dia.anterior);
        if !sigue || firma(dia)[..] != dia.sello {
            self.anotar(None, dia.dia, Falla::DiaCambiado);
        }
        (self.informe.dias, self.informe.hasta) = (self.informe.dias + 1, Some(dia.dia));
    }

    async fn revisar_sello(&self, dia: NaiveDate, resumido: &Resumido) -> AppResult<Option<Falla>> {
        let retirado = self.informe.retirados.iter().any(|r| Some(r.mes) == dia.with_day(1));
        let anterior = self.anteriores.get(&resumido.clinica).copied().unwrap_or_default();
        self.db
            .leer(&Actor::sistema(resumido.clinica), async |tx| {
                queries::sin_prisa(tx).await?;
                let Some(sello) = queries::sello(tx, dia).await? else { return Ok(Some(Falla::SelloBorrado)) };
                let firma = sello.cuerpo.firmar(&self.llave, resumido.clinica, dia);
                if firma != resumido.sello || sello.sello != firma || sello.cuerpo.anterior != anterior {
                    return Ok(Some(Falla::SelloCambiado));
                }
                if retirado {
                    let quedan = queries::extension(tx, dia).await?;
                    return Ok((quedan.filas > 0).then_some(Falla::FilaAgregada(quedan.primera)));
                }
                comparar(tx, dia, &sello.cuerpo).await
            })
            .await
    }

    /// Rows or seals of a clinic that had none when the day was sealed.
    async fn revisar_sobrantes(&mut self, dia: NaiveDate, sellos: &[Resumido]) -> AppResult<()> {
        for rastro in queries::rastros(self.db, dia).await? {
            let conocida = sellos.iter().any(|r| r.clinica == rastro.clinica);
            if conocida || self.solo.is_some_and(|solo| solo != rastro.clinica) {
                continue;
            }
            if rastro.sello {
                self.anotar(Some(rastro.clinica), dia, Falla::SelloAgregado);
            }
            if rastro.filas {
                let actor = Actor::sistema(rastro.clinica);
                let suyas = self.db.leer(&actor, async |tx| queries::extension(tx, dia).await).await?;
                self.anotar(Some(rastro.clinica), dia, Falla::FilaAgregada(suyas.primera));
            }
        }
        Ok(())
    }
}

/// Part by part, so that a day of any size takes the same memory. Leaves that are not those of the seal say nothing.
async fn comparar(tx: &mut Tx<'_>, dia: NaiveDate, cuerpo: &Cuerpo) -> AppResult<Option<Falla>> {
    let (mut raiz, mut desde, mut falla) = (Sha256::new(), i64::MIN, None);
    for parte in 0.. {
        let Some(bytes) = queries::parte(tx, dia, parte).await? else { break };
        raiz.update(&bytes);
        let hojas = hojas_de(&bytes);
        let hasta = hojas.last().map_or(desde, |h| h.id);
        if falla.is_none() {
            let limite = i64::try_from(hojas.len()).unwrap_or(i64::MAX).saturating_add(1);
            let vivas = queries::hojas_vivas(tx, dia, Tramo { desde, hasta, limite }).await?;
            falla = diferencia(&hojas, &vivas);
        }
        desde = hasta;
    }
    if raiz.finalize()[..] != cuerpo.raiz {
        return Ok(Some(Falla::HojasCambiadas));
    }
    if falla.is_none() {
        let despues = Tramo { desde, hasta: i64::MAX, limite: 1 };
        falla = queries::hojas_vivas(tx, dia, despues).await?.first().map(|h| Falla::FilaAgregada(h.id));
    }
    Ok(falla)
}

/// The first of those that are no longer the same, both in order of id.
fn diferencia(selladas: &[Hoja], vivas: &[Hoja]) -> Option<Falla> {
    let mut vivas = vivas.iter();
    for sellada in selladas {
        match vivas.next() {
            Some(viva) if viva == sellada => {}
            Some(viva) if viva.id == sellada.id => return Some(Falla::FilaCambiada(viva.id)),
            Some(viva) if viva.id < sellada.id => return Some(Falla::FilaAgregada(viva.id)),
            _ => return Some(Falla::FilaBorrada(sellada.id)),
        }
    }
    vivas.next().map(|viva| Falla::FilaAgregada(viva.id))
}
