//! What the tests stand on: a cluster of their own and a database for each of them.

mod base;
mod carpeta;
mod cluster;
mod hasta;
mod intermediario;
mod navegador;
mod nube;
mod prueba;
mod replica;

pub use base::BaseDePrueba;
pub use carpeta::Carpeta;
pub use hasta::hasta;
pub use intermediario::Intermediario;
pub use navegador::{Navegador, Respuesta};
pub use nube::Nube;
pub use prueba::{LLAVE, Prueba, Servida};
pub use replica::Replica;
