//! WhatsApp by its Cloud API: the way out, what a refusal means, and what the API tells us. What is sent, to whom and when belongs to `avisos`.

mod cliente;
mod entrante;
mod falla;
mod firma;
mod saliente;

pub use cliente::Cliente;
pub use entrante::{Destino, Hecho, Recibido, leer};
pub use falla::{clasificar, es_de_la_plantilla};
pub use firma::comprobar;
pub use saliente::{Boton, Contenido, IDIOMA, Molde, Saliente};
