//! What can go wrong with the catalog, in words that say how to mend it.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("PostgreSQL can't be reached: {0}")]
    Unreachable(sqlx::Error),
}
