mod embedded;
mod migraciones;
mod particiones;
mod roles;
