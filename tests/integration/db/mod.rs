mod embedded;
mod migraciones;
mod roles;
