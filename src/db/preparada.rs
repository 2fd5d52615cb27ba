//! SQL text whose statement is prepared once a connection.

use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;

/// Diesel prepares a `sql_query` again each time, a round trip of its own, because its text may be built of values.
/// Wrap only a text that is always the same.
pub struct Preparada<Q>(pub Q);

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Preparada<Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &Pg) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q: Query> Query for Preparada<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> QueryId for Preparada<Q> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}
