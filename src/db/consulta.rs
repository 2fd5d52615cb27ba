//! Statements that each connection prepares once.

use diesel::pg::Pg;
use diesel::query_builder::{AstPass, BoxedSqlQuery, Query, QueryFragment, QueryId, SqlQuery};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::HasSqlType;

/// Diesel prepares a boxed query and its own `sql_query` again each time, a round trip more, because their text may be
/// built of values. Wrap only a query whose text has few forms.
pub struct Preparada<Q>(pub Q);

pub type Consulta<'f> = Preparada<BoxedSqlQuery<'f, Pg, SqlQuery>>;

/// A statement written in SQL, prepared once; `$1`, `$2`… are bound in order, and no value is written into `texto`.
pub fn consulta<'f>(texto: impl Into<String>) -> Consulta<'f> {
    Preparada(diesel::sql_query(texto).into_boxed())
}

impl<'f> Consulta<'f> {
    pub fn bind<ST, V>(self, valor: V) -> Self
    where
        Pg: HasSqlType<ST>,
        ST: Send + 'f,
        V: ToSql<ST, Pg> + Send + 'f,
    {
        Self(self.0.bind(valor))
    }
}

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
