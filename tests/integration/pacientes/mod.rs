mod adjuntos;
mod busqueda;
mod contactos;
mod ficha;
mod fusion;
mod fusion_carreras;
mod importacion;
mod importacion_carreras;
