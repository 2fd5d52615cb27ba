//! The citas of a professional in a calendar of their own, under a secret link. Owns calendarios. A link may leak: whoever has it
//! reads when and where, and of a patient the initials.

mod feed;
mod model;
pub mod pages;
mod queries;
mod views;
