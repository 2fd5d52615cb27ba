//! The second channel, against a server that behaves as the API does.

mod ajustes;
mod conversar;
mod enviar;
mod escritorio;
mod estados;
mod mundo;
mod rafaga;
mod recibos;
mod respaldo;
