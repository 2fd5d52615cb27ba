//! What the tests stand on: the application on a port of its own, and people before real browsers.

// A cluster for the run and a database for each test are those of the other suite.
#[path = "../../../integration/soporte/base.rs"]
#[expect(dead_code, reason = "the other suite also proves migrations")]
mod base;
#[path = "../../../integration/soporte/carpeta.rs"]
mod carpeta;
#[path = "../../../integration/soporte/cluster.rs"]
mod cluster;

mod chromium;
mod impresion;
mod mundo;
mod pantalla;
mod revision;

use base::BaseDePrueba;
use carpeta::Carpeta;
pub use mundo::Mundo;
pub use pantalla::{Pantalla, TELEFONO};
