mod busqueda;
mod ficha;
mod fusion;
mod fusion_carreras;
