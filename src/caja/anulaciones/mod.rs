//! Taking a whole sale back while the session that made it is open: as if it never was, with who, when and why.

pub mod pages;
mod views;
