//! Antesala: the front of a clinic.

pub mod ui;
pub mod web {
    pub mod assets;
}
