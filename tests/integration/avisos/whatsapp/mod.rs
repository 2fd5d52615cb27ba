//! The second channel, against a server that behaves as the API does.

mod ajustes;
mod enviar;
mod mundo;
