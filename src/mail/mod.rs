//! Electronic mail: the words of a message, how they are laid out, and the way out by SMTP. What is sent, to whom and
//! when belongs to `avisos`; `buzon` is the inbox that stands for the world where no mail may leave.

pub mod buzon;
mod calendario;
mod carta;
mod cortacircuito;
mod falla;
mod plantilla;
mod saliente;
mod transport;

pub use buzon::Buzon;
pub use calendario::{Calendario, Hora};
pub use carta::{Carta, Destino, Enlace, Renuncia};
pub use cortacircuito::{Cortacircuito, Paso};
pub use falla::{Culpa, Falla};
pub use saliente::{Archivo, Saliente};
pub use transport::Transporte;
