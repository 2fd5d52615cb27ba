mod busqueda;
mod ficha;
