mod adjuntos;
mod busqueda;
mod contactos;
mod ficha;
mod fusion;
mod fusion_carreras;
pub mod importacion;
mod importacion_carreras;
