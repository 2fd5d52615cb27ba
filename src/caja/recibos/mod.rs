//! The receipts of a day, found by what somebody remembers of one: its folio, who paid, how, how much.

mod forms;
pub mod pages;
pub(super) mod queries;
mod views;
