//! Agreements with insurers and companies: what each pays for a prestación, where it is not what the catalogue says.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
mod views;

pub(crate) use model::NuevoConvenio;
