//! Who has just written finds it in every report, read wherever it is.
//!
//! A write leaves a mark in the browser and asks the database nothing: a payment costs what it did. The first report after it is read
//! from the primary, which says its place in the log by then; that place is kept beside the mark it answers, and is worth nothing under
//! a later one. In cookies, because one person is served by several processes; plain, because they mislead nobody but their owner.

use poem::Request;

use super::{Visita, session};
use crate::db::{Alcance, Fuente, Lsn};

const ESCRITO: &str = "antesala_escrito";
const VISTO: &str = "antesala_visto";

/// What a browser says of the last write that it sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Escrito {
    Nada,
    /// Nobody has asked since how far the log had come.
    PorVer(String),
    Hasta(Lsn),
}

impl Escrito {
    pub(super) fn leer(request: &Request) -> Self {
        let Some(marca) = session::leer(request, ESCRITO) else { return Self::Nada };
        Self::de(marca, session::leer(request, VISTO).as_deref())
    }

    fn de(marca: String, visto: Option<&str>) -> Self {
        let visto = visto.and_then(|visto| visto.split_once('.')).filter(|(suya, _)| *suya == marca);
        visto.and_then(|(_, lsn)| Lsn::parse(lsn)).map_or(Self::PorVer(marca), Self::Hasta)
    }

    pub(super) fn exigir(&self, alcance: Alcance) -> Alcance {
        match self {
            Self::Nada => alcance,
            Self::PorVer(_) => Alcance::Primaria,
            Self::Hasta(lsn) => alcance.tras(*lsn),
        }
    }
}

/// Before it writes, so that it stands also where the answer was not waited for.
pub(super) fn marcar(visita: &Visita) {
    if visita.db().tiene_replica() {
        session::poner(&visita.jar, ESCRITO, &visita.peticion.to_string(), visita.app.config.segura(), None);
    }
}

pub(super) fn anotar(visita: &Visita, fuente: Fuente) {
    if let (Escrito::PorVer(marca), Some(lsn)) = (&visita.escrito, fuente.lsn()) {
        session::poner(&visita.jar, VISTO, &format!("{marca}.{lsn}"), visita.app.config.segura(), None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lo_visto_bajo_otra_marca_no_vale() {
        let lsn = Lsn::parse("a0").unwrap();
        assert_eq!(Escrito::de("uno".into(), Some("uno.a0")), Escrito::Hasta(lsn));
        for visto in [None, Some("dos.a0"), Some("uno.x"), Some("uno")] {
            let escrito = Escrito::de("uno".into(), visto);
            assert_eq!(escrito.exigir(Alcance::Hasta(lsn)), Alcance::Primaria, "{visto:?}");
        }
    }
}
