//! What is asked of a report. All of it stands in the URL: two people who open it see the same.

use std::fmt::Display;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};

use crate::db::{Alcance, Lsn};
use crate::reportes::definicion::{Clase, Columna, Filtro, Origen, Plazo, Reporte, Sentido};
use crate::reportes::fila::{Escritura, Fila, Valor};
use crate::ui::format;
use crate::urls;
use crate::values::fecha;
use crate::values::zona::Zona;

/// What a URL carries, in its order; the names of columns come more than once.
pub type Pares = Vec<(String, String)>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hacia {
    Adelante,
    Atras,
}

/// Where a page begins: beyond this row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub hacia: Hacia,
    pub orden: Valor,
    pub id: i64,
}

#[derive(Clone)]
pub struct Pedido {
    pub reporte: &'static Reporte,
    /// As it was said, when it was: a word that moves with the day, so that what is kept of it does too.
    pub periodo: Option<&'static str>,
    pub desde: NaiveDate,
    /// The last day.
    pub hasta: NaiveDate,
    fechas_dichas: bool,
    pub columnas: Vec<&'static Columna>,
    columnas_dichas: bool,
    pub orden: &'static Columna,
    pub sentido: Sentido,
    pub filtros: Vec<(&'static Filtro, String)>,
    /// Until when what was written counts; `None`: up to now.
    pub corte: Option<DateTime<Utc>>,
    /// Where the log of writes stood once the corte was: everything that counts is committed before.
    pub lsn: Option<Lsn>,
    pub cursor: Option<Cursor>,
}

/// The periods that have a name, with how they are called.
pub const PERIODOS: [(&str, &str); 6] = [
    ("hoy", "Hoy"),
    ("ayer", "Ayer"),
    ("semana", "Esta semana"),
    ("semana-anterior", "Semana pasada"),
    ("mes", "Este mes"),
    ("mes-anterior", "Mes pasado"),
];

/// First and last day; of a week and a month that are not over, up to `hoy`.
fn dias_de(periodo: &str, hoy: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let lunes = hoy.checked_sub_days(Days::new(hoy.weekday().num_days_from_monday().into()))?;
    let primero = hoy.with_day(1)?;
    Some(match periodo {
        "hoy" => (hoy, hoy),
        "ayer" => (hoy.pred_opt()?, hoy.pred_opt()?),
        "semana" => (lunes, hoy),
        "semana-anterior" => (lunes.checked_sub_days(Days::new(7))?, lunes.pred_opt()?),
        "mes" => (primero, hoy),
        "mes-anterior" => (primero.checked_sub_months(Months::new(1))?, primero.pred_opt()?),
        _ => return None,
    })
}

impl Pedido {
    /// Nothing a person writes in a URL is an error: what makes no sense was not said.
    pub fn leer(reporte: &'static Reporte, pares: &Pares, ahora: DateTime<Utc>, zona: Zona) -> Option<Self> {
        let dicho = |nombre: &str| pares.iter().find(|(n, _)| n == nombre).map_or("", |(_, valor)| valor.as_str());
        let corte = instante(dicho("corte"));
        let hoy = zona.fecha(corte.unwrap_or(ahora));
        let periodo = PERIODOS.iter().map(|(codigo, _)| *codigo).find(|codigo| *codigo == dicho("periodo"));
        let (desde, hasta, fechas_dichas) = dias(reporte.plazo, periodo, dicho("desde"), dicho("hasta"), hoy);
        let orden = reporte.columna(dicho("orden")).filter(|columna| columna.ordena);
        let sentido = [Sentido::Sube, Sentido::Baja].into_iter().find(|s| s.codigo() == dicho("sentido"));
        let pedidas: Vec<&str> = pares.iter().filter(|(n, _)| n == "col").map(|(_, campo)| campo.as_str()).collect();
        let elegidas: Vec<_> = reporte.columnas.iter().filter(|c| pedidas.contains(&c.campo)).collect();
        let mut pedido = Self {
            reporte,
            periodo: periodo.filter(|_| !fechas_dichas),
            desde,
            hasta,
            fechas_dichas,
            columnas_dichas: !elegidas.is_empty(),
            columnas: if elegidas.is_empty() {
                reporte.columnas.iter().filter(|c| !c.oculta).collect()
            } else {
                elegidas
            },
            orden: orden.or_else(|| reporte.columna(reporte.orden.0))?,
            sentido: sentido.unwrap_or(reporte.orden.1),
            filtros: reporte.filtros.iter().filter_map(|f| Some((f, valido(f, dicho(f.campo))?))).collect(),
            corte,
            lsn: corte.and(Lsn::parse(dicho("lsn"))),
            cursor: None,
        };
        pedido.cursor = pedido.leer_cursor(dicho("despues"), dicho("antes"));
        Some(pedido)
    }

    fn leer_cursor(&self, despues: &str, antes: &str) -> Option<Cursor> {
        let (hacia, texto) = if antes.is_empty() { (Hacia::Adelante, despues) } else { (Hacia::Atras, antes) };
        let (id, clave) = texto.split_once('~')?;
        let orden = Valor::leer(self.orden.tipo, Some(clave));
        let cabe = match &orden {
            Valor::Vacio => false,
            Valor::Instante(en) => fecha::en_rango(en.date_naive()),
            _ => true,
        };
        Some(Cursor { hacia, orden, id: id.parse().ok()? }).filter(|_| cabe)
    }

    /// Only the primary sees what is still being written, so only there a corte is taken.
    pub fn alcance(&self) -> Alcance {
        self.lsn.map_or(Alcance::Primaria, Alcance::Hasta)
    }

    pub fn valor(&self, campo: &str) -> &str {
        self.filtros.iter().find(|(filtro, _)| filtro.campo == campo).map_or("", |(_, valor)| valor)
    }

    /// The name of the period that is shown, said or not; none when days were.
    pub fn en_curso(&self) -> Option<&'static str> {
        let costumbre = if let Plazo::Entre(costumbre) = self.reporte.plazo { Some(costumbre) } else { None };
        self.periodo.or(costumbre.filter(|_| !self.fechas_dichas))
    }

    /// The instants between which; the end is outside.
    pub fn ventana(&self, zona: Zona) -> (DateTime<Utc>, DateTime<Utc>) {
        (zona.inicio_del_dia(self.desde), zona.dia(self.hasta).1)
    }

    pub fn origen<'a>(&'a self, clinica: &'a str, fila: &'a Fila) -> Origen<'a> {
        Origen { clinica, desde: self.desde, hasta: self.hasta, sucursal: self.valor("sucursal"), fila }
    }

    /// `Del 01-11-2026 al 29-11-2026 · leído el 29-11-2026 10:31`.
    pub fn describir(&self, corte: DateTime<Utc>, escritura: &Escritura) -> String {
        format!("{} · leído el {}", self.dias(), format::date_time(escritura.zona.local(corte)))
    }

    /// `Del 01-11-2026 al 29-11-2026`.
    pub fn dias(&self) -> String {
        let (desde, hasta) = (format::date(self.desde), format::date(self.hasta));
        match self.reporte.plazo {
            Plazo::Al => format!("Al {hasta}"),
            _ if desde == hasta => format::date_long(self.hasta),
            _ => format!("Del {desde} al {hasta}"),
        }
    }

    /// Of this report, of these days and filters, from its first row, up to now.
    pub fn pares(&self) -> Pares {
        let mut pares: Pares = Vec::new();
        let mut decir = |nombre: &str, valor: &dyn Display| pares.push((nombre.to_owned(), valor.to_string()));
        if let Some(periodo) = self.periodo {
            decir("periodo", &periodo);
        }
        if self.fechas_dichas {
            if self.reporte.plazo != Plazo::Al {
                decir("desde", &fecha::iso(self.desde));
            }
            decir("hasta", &fecha::iso(self.hasta));
        }
        for (filtro, valor) in &self.filtros {
            decir(filtro.campo, valor);
        }
        if (self.orden.campo, self.sentido) != self.reporte.orden {
            decir("orden", &self.orden.campo);
            decir("sentido", &self.sentido.codigo());
        }
        if self.columnas_dichas {
            self.columnas.iter().for_each(|columna| decir("col", &columna.campo));
        }
        pares
    }

    pub fn texto_lsn(&self) -> String {
        self.lsn.map(|lsn| lsn.to_string()).unwrap_or_default()
    }

    fn con(&self, mas: &[(&str, &dyn Display)], clinica: &str) -> String {
        let pares = self.pares();
        let dichos = pares.iter().map(|(nombre, valor)| (nombre.as_str(), valor as &dyn Display));
        let filtros: Vec<_> = dichos.chain(mas.iter().copied()).collect();
        urls::con_filtros(&urls::reporte(clinica, self.reporte.codigo), &filtros)
    }

    pub fn url(&self, clinica: &str) -> String {
        self.con(&[], clinica)
    }

    /// The page beyond `fila`.
    pub fn vecina(&self, clinica: &str, corte: DateTime<Utc>, hacia: Hacia, fila: &Fila) -> String {
        let nombre = match hacia {
            Hacia::Adelante => "despues",
            Hacia::Atras => "antes",
        };
        let cursor = format!("{}~{}", fila.id, fila.orden.canonico());
        self.con(&[("corte", &corte.timestamp_micros()), ("lsn", &self.texto_lsn()), (nombre, &cursor)], clinica)
    }

    /// The same sorted by another column; by the same one, the other way round.
    pub fn ordenado(&self, clinica: &str, columna: &'static Columna) -> String {
        let sentido = match columna.campo == self.orden.campo {
            true => self.sentido.al_reves(),
            false => Sentido::Sube,
        };
        Self { orden: columna, sentido, ..self.clone() }.url(clinica)
    }

    pub fn en_periodo(&self, clinica: &str, periodo: &'static str) -> String {
        Self { periodo: Some(periodo), fechas_dichas: false, ..self.clone() }.url(clinica)
    }

    pub fn sin_filtro(&self, clinica: &str, campo: &str) -> String {
        let filtros = self.filtros.iter().filter(|(filtro, _)| filtro.campo != campo).cloned().collect();
        Self { filtros, ..self.clone() }.url(clinica)
    }
}

fn instante(micros: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros.parse().ok()?).filter(|instante| fecha::en_rango(instante.date_naive()))
}

fn valido(filtro: &Filtro, valor: &str) -> Option<String> {
    let vale = match filtro.clase {
        Clase::Lista(_) | Clase::Fila => valor.parse::<i64>().is_ok(),
        Clase::Palabras(palabras) => palabras.iter().any(|(codigo, _)| *codigo == valor),
    };
    vale.then(|| valor.to_owned())
}

/// First and last day, and whether they were written as dates. A form sends both: the name of the period it shows and its days.
fn dias(
    plazo: Plazo,
    periodo: Option<&'static str>,
    desde: &str,
    hasta: &str,
    hoy: NaiveDate,
) -> (NaiveDate, NaiveDate, bool) {
    let (desde, hasta) = (fecha::parse(desde).ok(), fecha::parse(hasta).ok());
    let supuesto = match plazo {
        Plazo::Entre(costumbre) => dias_de(periodo.unwrap_or(costumbre), hoy),
        Plazo::Proximos(dias) => hoy.checked_add_days(Days::new(dias)).map(|fin| (hoy, fin)),
        Plazo::Al => periodo.and_then(|p| dias_de(p, hoy)),
    };
    let (primero, ultimo) = supuesto.unwrap_or((hoy, hoy));
    let las_suyas = periodo.is_some() && (desde, hasta) == (Some(primero), Some(ultimo));
    let dichas = (desde.is_some() || hasta.is_some()) && !las_suyas;
    let (primero, ultimo) = match (desde, hasta) {
        (Some(desde), Some(hasta)) => (desde.min(hasta), hasta.max(desde)),
        (Some(desde), None) => (desde, desde.max(hoy)),
        (None, Some(hasta)) => (hasta.with_day(1).unwrap_or(hasta), hasta),
        (None, None) => (primero, ultimo),
    };
    (if plazo == Plazo::Al { ultimo } else { primero }, ultimo, dichas)
}
