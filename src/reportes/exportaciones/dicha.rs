//! What a file was of, in words: for whoever looks at what was read out.

use chrono::{DateTime, Utc};

use crate::reportes::archivo::Formato;
use crate::reportes::catalogo::{self, palabras};
use crate::reportes::definicion::Clase;
use crate::reportes::lectura::Pedido;
use crate::values::zona::Zona;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dicha {
    pub reporte: &'static str,
    pub formato: &'static str,
    pub dias: String,
    pub filtros: Vec<Filtrada>,
}

/// A filter: what it is of, and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filtrada {
    pub titulo: &'static str,
    pub valor: String,
    /// The list of reportes_opciones that has the name of that value, when it is the id of something.
    pub lista: Option<&'static str>,
}

/// `None`: of a report that is no more.
pub fn dicha(reporte: &str, consulta: &str, formato: &str, corte: DateTime<Utc>, zona: Zona) -> Option<Dicha> {
    let pares = serde_html_form::from_str(consulta).ok()?;
    let pedido = Pedido::leer(catalogo::de_codigo(reporte)?, &pares, corte, zona)?;
    let filtrada = |(filtro, valor): &(&'static crate::reportes::definicion::Filtro, String)| {
        let (valor, lista) = match filtro.clase {
            Clase::Lista(lista) => (valor.clone(), Some(lista.codigo())),
            Clase::Palabras(suyas) => (palabras::decir(suyas, valor).to_owned(), None),
            Clase::Fila => (format!("n.º {valor}"), None),
        };
        Filtrada { titulo: filtro.titulo, valor, lista }
    };
    Some(Dicha {
        reporte: pedido.reporte.nombre,
        formato: Formato::de_codigo(formato).map_or("", Formato::nombre),
        dias: pedido.dias(),
        filtros: pedido.filtros.iter().map(filtrada).collect(),
    })
}
