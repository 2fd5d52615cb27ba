mod embedded;
mod particiones;
mod roles;
