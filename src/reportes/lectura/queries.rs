//! The SQL of any report. Its rows, its totals and the rows of its files are one `select` from the same source.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Integer, Nullable, Numeric, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;

use super::Pedido;
use super::pedido::{Cursor, Hacia};
use crate::db::{Consulta, Tx, consulta};
use crate::error::{AppResult, interno};
use crate::reportes::definicion::{Clase, Columna, Reporte, Sentido, Sumas, Tipo};
use crate::reportes::fila::{Fila, Valor};
use crate::values::zona::Zona;

/// A choice of a filter, and the corte of a report that is opened.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Opcion {
    #[diesel(sql_type = Text)]
    pub lista: String,
    #[diesel(sql_type = BigInt)]
    pub valor: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    /// Of a saved view, what it asks.
    #[diesel(sql_type = Text)]
    pub consulta: String,
}

/// Under what name `opciones` gives the saved views of a report.
pub fn vistas_de(reporte: &Reporte) -> String {
    format!("vistas: {}", reporte.codigo)
}

/// The choices of a report's filters, by name, and the person's views of it; under `corte`, the instant before which nothing is still
/// being written.
pub async fn opciones(tx: &mut Tx<'_>, reporte: &Reporte) -> AppResult<Vec<Opcion>> {
    let vistas = vistas_de(reporte);
    let listas: Vec<&str> = reporte.listas().into_iter().chain([vistas.as_str(), "corte"]).collect();
    let clinica = tx.actor().clinica;
    Ok(consulta("select lista, valor, nombre, consulta from reportes_opciones where clinica_id = $1 and lista = any ($2) order by nombre, valor")
        .bind::<Integer, _>(clinica)
        .bind::<Array<Text>, _>(listas)
        .load(tx.pg())
        .await?)
}

#[derive(QueryableByName)]
struct Leida {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Nullable<Text>)]
    orden: Option<String>,
    #[diesel(sql_type = Array<Nullable<Text>>)]
    celdas: Vec<Option<String>>,
    #[diesel(sql_type = Array<Nullable<BigInt>>)]
    claves: Vec<Option<i64>>,
}

enum Parametro {
    Entero(i64),
    Texto(String),
    Dia(NaiveDate),
    Instante(DateTime<Utc>),
    Numero(Decimal),
}

/// A statement as it grows: its text, and what is bound to it after the six that every source reads.
struct Texto<'a> {
    pedido: &'a Pedido,
    sql: String,
    parametros: Vec<Parametro>,
}

const FIJOS: usize = 6;

impl<'a> Texto<'a> {
    /// `(source)`, with the filters inside; those of a column of it, around it.
    fn nuevo(pedido: &'a Pedido) -> Self {
        Self::de(pedido, pedido.reporte.fuente)
    }

    fn de(pedido: &'a Pedido, fuente: &str) -> Self {
        let mut texto = Self { pedido, sql: String::new(), parametros: Vec::new() };
        let (mut dentro, mut fuera) = (String::new(), String::new());
        for (filtro, valor) in &pedido.filtros {
            let parametro = match filtro.clase {
                Clase::Palabras(_) => Parametro::Texto(valor.clone()),
                Clase::Lista(_) | Clase::Fila => Parametro::Entero(valor.parse().unwrap_or_default()),
            };
            let lugar = texto.lugar(parametro);
            let donde = if filtro.donde.starts_with("f.") { &mut fuera } else { &mut dentro };
            donde.push_str(" and ");
            donde.push_str(&filtro.donde.replace("{}", &lugar));
        }
        texto.sql = format!("({}) f", fuente.replace("{donde}", &dentro));
        if !fuera.is_empty() {
            texto.sql = format!("(select * from {} where true {fuera}) f", texto.sql);
        }
        texto
    }

    fn lugar(&mut self, parametro: Parametro) -> String {
        self.parametros.push(parametro);
        format!("${}", self.parametros.len() + FIJOS)
    }

    /// One page beyond the cursor, or every row.
    fn filas(mut self, cursor: Option<&Cursor>, limite: Option<i64>) -> Self {
        let (campo, tipo) = (self.pedido.orden.campo, self.pedido.orden.tipo);
        let hacia = cursor.map_or(Hacia::Adelante, |cursor| cursor.hacia);
        let sube = (self.pedido.sentido == Sentido::Sube) == (hacia == Hacia::Adelante);
        let (signo, sentido) = if sube { (">", "asc") } else { ("<", "desc") };
        let mas_alla = match cursor {
            Some(cursor) => {
                let (orden, id) = (self.lugar(de_valor(&cursor.orden)), self.lugar(Parametro::Entero(cursor.id)));
                format!("where (f.{campo}, f.id) {signo} ({orden}, {id})")
            }
            None => String::new(),
        };
        let limite = limite.map(|n| format!("limit {}", self.lugar(Parametro::Entero(n)))).unwrap_or_default();
        let celdas: Vec<String> = self.pedido.columnas.iter().map(|c| en_texto(c.campo, c.tipo)).collect();
        let claves: Vec<String> = self.pedido.reporte.claves.iter().map(|clave| format!("f.{clave}")).collect();
        self.sql = format!(
            "select f.id, {} as orden, array[{}]::text[] as celdas, array[{}]::bigint[] as claves from {} {mas_alla}
             order by f.{campo} {sentido}, f.id {sentido} {limite}",
            en_texto(campo, tipo),
            celdas.join(", "),
            claves.join(", "),
            self.sql
        );
        self
    }

    /// How many rows there are, the totals of the columns, and the headlines.
    fn totales(pedido: &'a Pedido) -> Self {
        let bastan = |sumas: &&Sumas| {
            pedido.filtros.iter().all(|(filtro, _)| sumas.filtros.contains(&filtro.campo))
                && pedido.columnas.iter().all(|columna| !sumas.ignora.contains(&columna.campo))
        };
        match pedido.reporte.sumas.as_ref().filter(bastan) {
            Some(sumas) => Self::de(pedido, sumas.fuente).sumar("coalesce(sum(f.filas), 0)::bigint"),
            None => Self::nuevo(pedido).sumar("count(*)"),
        }
    }

    fn sumar(mut self, filas: &str) -> Self {
        let pies = self.pedido.columnas.iter().map(|c| c.total.unwrap_or("null"));
        let cifras = self.pedido.reporte.cifras.iter().map(|cifra| cifra.sql);
        let sumas: Vec<String> = pies.chain(cifras).map(|sql| format!("({sql})::text")).collect();
        self.sql = format!("select {filas} as filas, array[{}]::text[] as sumas from {}", sumas.join(", "), self.sql);
        self
    }

    fn consulta(self, clinica: i32, corte: DateTime<Utc>, zona: Zona) -> Consulta<'static> {
        let (desde, hasta) = self.pedido.ventana(zona);
        let fija = consulta(self.sql)
            .bind::<Integer, _>(clinica)
            .bind::<Timestamptz, _>(desde)
            .bind::<Timestamptz, _>(hasta)
            .bind::<Timestamptz, _>(corte)
            .bind::<Date, _>(self.pedido.desde)
            .bind::<Date, _>(self.pedido.hasta);
        self.parametros.into_iter().fold(fija, |consulta, parametro| match parametro {
            Parametro::Entero(n) => consulta.bind::<BigInt, _>(n),
            Parametro::Texto(texto) => consulta.bind::<Text, _>(texto),
            Parametro::Dia(dia) => consulta.bind::<Date, _>(dia),
            Parametro::Instante(en) => consulta.bind::<Timestamptz, _>(en),
            Parametro::Numero(numero) => consulta.bind::<Numeric, _>(numero),
        })
    }
}

/// What `Valor::leer` understands.
fn en_texto(campo: &str, tipo: Tipo) -> String {
    match tipo {
        Tipo::Dia => format!("to_char(f.{campo}, 'YYYY-MM-DD')"),
        Tipo::Instante => format!("(extract(epoch from f.{campo}) * 1000000)::bigint::text"),
        _ => format!("f.{campo}::text"),
    }
}

fn de_valor(valor: &Valor) -> Parametro {
    match valor {
        Valor::Vacio => Parametro::Texto(String::new()),
        Valor::Texto(texto) => Parametro::Texto(texto.clone()),
        Valor::Dia(dia) => Parametro::Dia(*dia),
        Valor::Instante(en) => Parametro::Instante(*en),
        Valor::Numero(numero) => Parametro::Numero(*numero),
    }
}

impl Leida {
    fn en_fila(self, pedido: &Pedido) -> Fila {
        let leer = |(columna, celda): (&&Columna, Option<String>)| Valor::leer(columna.tipo, celda.as_deref());
        Fila {
            id: self.id,
            orden: Valor::leer(pedido.orden.tipo, self.orden.as_deref()),
            celdas: pedido.columnas.iter().zip(self.celdas).map(leer).collect(),
            claves: pedido.reporte.claves.iter().copied().zip(self.claves).collect(),
        }
    }
}

/// The rows beyond the cursor of `pedido` in the order they are read, as many as `limite`.
pub async fn filas(
    tx: &mut Tx<'_>,
    pedido: &Pedido,
    corte: DateTime<Utc>,
    zona: Zona,
    limite: i64,
) -> AppResult<Vec<Fila>> {
    let clinica = tx.actor().clinica;
    let texto = Texto::nuevo(pedido).filas(pedido.cursor.as_ref(), Some(limite));
    let leidas: Vec<Leida> = texto.consulta(clinica, corte, zona).load(tx.pg()).await?;
    Ok(leidas.into_iter().map(|leida| leida.en_fila(pedido)).collect())
}

/// A file may be long: its rows are summed and sorted once, however long that takes.
pub async fn sin_prisa(tx: &mut Tx<'_>) -> AppResult<()> {
    consulta("select set_config('statement_timeout', '300s', true)").execute(tx.pg()).await?;
    Ok(())
}

/// Opens the cursor of every row; the transaction reads no other report.
pub async fn abrir(tx: &mut Tx<'_>, pedido: &Pedido, corte: DateTime<Utc>, zona: Zona) -> AppResult<()> {
    let clinica = tx.actor().clinica;
    let mut texto = Texto::nuevo(pedido).filas(None, None);
    texto.sql = format!("declare filas no scroll cursor for {}", texto.sql);
    texto.consulta(clinica, corte, zona).execute(tx.pg()).await?;
    Ok(())
}

/// The next ones of the cursor; none is the end.
pub async fn siguientes(tx: &mut Tx<'_>, pedido: &Pedido, cuantas: i64) -> AppResult<Vec<Fila>> {
    let leidas: Vec<Leida> = consulta(format!("fetch {cuantas} from filas")).load(tx.pg()).await?;
    Ok(leidas.into_iter().map(|leida| leida.en_fila(pedido)).collect())
}

/// Of the rows of all pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totales {
    pub filas: i64,
    /// One a column asked for; empty where nothing is summed.
    pub pie: Vec<Valor>,
    /// One a headline of the report.
    pub cifras: Vec<Valor>,
}

#[derive(QueryableByName)]
struct Sumadas {
    #[diesel(sql_type = BigInt)]
    filas: i64,
    #[diesel(sql_type = Array<Nullable<Text>>)]
    sumas: Vec<Option<String>>,
}

pub async fn totales(tx: &mut Tx<'_>, pedido: &Pedido, corte: DateTime<Utc>, zona: Zona) -> AppResult<Totales> {
    let clinica = tx.actor().clinica;
    let leidas: Sumadas = Texto::totales(pedido).consulta(clinica, corte, zona).get_result(tx.pg()).await?;
    let mut sumas = leidas.sumas.into_iter();
    let mut leer = |tipo| Valor::leer(tipo, sumas.next().flatten().as_deref());
    Ok(Totales {
        filas: leidas.filas,
        pie: pedido.columnas.iter().map(|columna| leer(columna.tipo)).collect(),
        cifras: pedido.reporte.cifras.iter().map(|cifra| leer(cifra.tipo)).collect(),
    })
}

/// What was read of `opciones`: the corte, or an error of ours.
pub fn corte(opciones: &[Opcion]) -> AppResult<DateTime<Utc>> {
    let micros = opciones.iter().find(|opcion| opcion.lista == "corte").map(|opcion| opcion.valor);
    micros.and_then(DateTime::from_timestamp_micros).ok_or_else(|| interno("reportes_opciones gives no corte"))
}
