mod embedded;
mod roles;
