//! Whether patients book alone, and whether the clinic looks at each first: `clinicas.ajustes` under `en_linea`.

pub mod pages;
mod queries;
mod views;
