//! What a report is: where its rows come from, what each column means, by what it may be narrowed and how it is sorted. The
//! screen, the files and the totals are all read by the one definition.

use chrono::NaiveDate;

use super::fila::Fila;

/// A report of the catalogue.
pub struct Reporte {
    /// Its name in the URL.
    pub codigo: &'static str,
    pub nombre: &'static str,
    /// One sentence: what is counted, and as of when.
    pub descripcion: &'static str,
    pub grupo: Grupo,
    pub plazo: Plazo,
    pub columnas: &'static [Columna],
    /// Ids that links need and nobody reads, of the same names as in `fuente`.
    pub claves: &'static [&'static str],
    pub filtros: &'static [Filtro],
    /// What is said above the rows, of all of them.
    pub cifras: &'static [Cifra],
    /// By which column the rows come when nobody says otherwise.
    pub orden: (&'static str, Sentido),
    /// A `select` of every column, of `claves` and of `id`, which is unique. It reads $1 the clinic, $2 and $3 the instants between
    /// which (the end is outside), $4 the corte, $5 and $6 the same as dates (both inside); `{donde}` is where the filters go.
    pub fuente: &'static str,
    /// Where its totals are read when they need not be summed row by row.
    pub sumas: Option<Sumas>,
}

/// Rows already summed, which come to the same totals as those of the report: a `select` of every field that a total or a headline
/// names, and of `filas`, how many rows each stands for. It reads what `fuente` reads.
pub struct Sumas {
    /// It answers only for who narrows by nothing else,
    pub filtros: &'static [&'static str],
    /// and asks for the total of no column that it does not know.
    pub ignora: &'static [&'static str],
    pub fuente: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grupo {
    Dinero,
    Atencion,
    Bodega,
    Control,
}

impl Grupo {
    pub const TODOS: [Self; 4] = [Self::Dinero, Self::Atencion, Self::Bodega, Self::Control];

    pub fn nombre(self) -> &'static str {
        match self {
            Self::Dinero => "Dinero",
            Self::Atencion => "Agenda y pacientes",
            Self::Bodega => "Bodega",
            Self::Control => "Control",
        }
    }
}

/// What the dates of a report mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plazo {
    /// What happened between two days, both inside; those of this name when nobody says.
    Entre(&'static str),
    /// What is to happen between two days: from today, so many days on.
    Proximos(u64),
    /// How things stood at the end of a day; today when nobody says.
    Al,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sentido {
    Sube,
    Baja,
}

impl Sentido {
    pub fn al_reves(self) -> Self {
        match self {
            Self::Sube => Self::Baja,
            Self::Baja => Self::Sube,
        }
    }

    pub fn codigo(self) -> &'static str {
        match self {
            Self::Sube => "sube",
            Self::Baja => "baja",
        }
    }
}

/// Words of the database, as people say them.
pub type Palabras = &'static [(&'static str, &'static str)];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tipo {
    Texto,
    Palabra(Palabras),
    Dia,
    Instante,
    /// In the clinic's currency.
    Dinero,
    Cantidad,
    Entero,
    Minutos,
    Porcentaje,
}

impl Tipo {
    pub fn es_numero(self) -> bool {
        matches!(self, Self::Dinero | Self::Cantidad | Self::Entero | Self::Minutos | Self::Porcentaje)
    }
}

/// From one cell to the rows, or the thing, behind it.
pub type Enlace = fn(&Origen<'_>) -> Option<String>;

/// Where a link stands.
pub struct Origen<'a> {
    pub clinica: &'a str,
    pub desde: NaiveDate,
    pub hasta: NaiveDate,
    /// The sucursal asked for; empty is all of them.
    pub sucursal: &'a str,
    pub fila: &'a Fila,
}

pub struct Columna {
    pub campo: &'static str,
    pub titulo: &'static str,
    pub tipo: Tipo,
    /// SQL of what stands at its foot, over the rows of all pages.
    pub total: Option<&'static str>,
    /// Rows may be sorted by it: it is never null, and does not change while somebody turns pages.
    pub ordena: bool,
    /// Only who asks for it sees it.
    pub oculta: bool,
    pub enlace: Option<Enlace>,
}

impl Columna {
    pub const fn nueva(campo: &'static str, titulo: &'static str, tipo: Tipo) -> Self {
        Self { campo, titulo, tipo, total: None, ordena: false, oculta: false, enlace: None }
    }

    pub const fn ordena(self) -> Self {
        Self { ordena: true, ..self }
    }

    pub const fn oculta(self) -> Self {
        Self { oculta: true, ..self }
    }

    pub const fn total(self, sql: &'static str) -> Self {
        Self { total: Some(sql), ..self }
    }

    pub const fn lleva(self, enlace: Enlace) -> Self {
        Self { enlace: Some(enlace), ..self }
    }
}

/// A headline: an aggregate over the rows of all pages.
pub struct Cifra {
    pub titulo: &'static str,
    pub tipo: Tipo,
    pub sql: &'static str,
}

/// What narrows a report. `donde` is a condition inside of `fuente`, or on a column of it, called `f`; `{}` is the value.
pub struct Filtro {
    pub campo: &'static str,
    pub titulo: &'static str,
    pub clase: Clase,
    pub donde: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clase {
    /// One of the clinic's own, by id.
    Lista(Lista),
    /// One of a few words.
    Palabras(Palabras),
    /// One row by its id: only links lead to it, and it is shown as something that can be taken off.
    Fila,
}

/// What a filter offers of the clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lista {
    Sucursales,
    Profesionales,
    Prestaciones,
    Personas,
    Cajas,
    Convenios,
    Depositos,
    Proveedores,
}

impl Lista {
    pub fn codigo(self) -> &'static str {
        match self {
            Self::Sucursales => "sucursales",
            Self::Profesionales => "profesionales",
            Self::Prestaciones => "prestaciones",
            Self::Personas => "personas",
            Self::Cajas => "cajas",
            Self::Convenios => "convenios",
            Self::Depositos => "depositos",
            Self::Proveedores => "proveedores",
        }
    }
}

impl Reporte {
    pub fn columna(&self, campo: &str) -> Option<&'static Columna> {
        self.columnas.iter().find(|columna| columna.campo == campo)
    }

    pub fn filtro(&self, campo: &str) -> Option<&'static Filtro> {
        self.filtros.iter().find(|filtro| filtro.campo == campo)
    }

    pub fn listas(&self) -> Vec<&'static str> {
        let de = |filtro: &Filtro| if let Clase::Lista(lista) = filtro.clase { Some(lista.codigo()) } else { None };
        self.filtros.iter().filter_map(de).collect()
    }
}
