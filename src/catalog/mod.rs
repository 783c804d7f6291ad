//! PostgreSQL, the source of truth. The only place with SQL; knows nothing of the index or of HTTP.

mod error;

pub use error::Error;

/// A connection pool to the catalog. Cheap to clone.
#[derive(Clone)]
pub struct Catalog {
    #[expect(dead_code)]
    pool: sqlx::PgPool,
}
