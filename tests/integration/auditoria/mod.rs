//! The audit: sealed day by day, and shown to whoever may see it.

mod retiros;
mod sellos;
