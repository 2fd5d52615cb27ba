mod embedded;
mod exclusiones;
mod migraciones;
mod particiones;
mod roles;
