//! What patients have in favour: the rest of a payment, or one without a sale. Spent by the method abono.

pub(crate) mod queries;
