//! What can go wrong with the catalog, in words that say how to mend it.

use super::private;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The URL can't be understood. It isn't shown: it may hold a password.
    #[error(
        "DATABASE_URL is not understood ({reason}); it should look like postgres://user:password@host:5432/database"
    )]
    Url { reason: String },

    #[error("PostgreSQL at {server} can't be reached: {source}; is it running, and may this machine connect?")]
    Unreachable { server: String, source: sqlx::Error },

    #[error("PostgreSQL at {server} refuses user {user}: {reason}; check the name and password in DATABASE_URL")]
    Refused { server: String, user: String, reason: String },

    /// The server answers, but can't hold a catalog.
    #[error("{found}; {mend}")]
    Unfit { found: String, mend: String },

    #[error("the connection pool gave no connection in time; PostgreSQL is overloaded or gone")]
    Busy,

    #[error("{what} took too long and was cancelled")]
    TimedOut { what: &'static str },

    #[error("while {what}: {source}")]
    Statement { what: &'static str, source: sqlx::Error },

    #[error("while migrating: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),

    #[error(transparent)]
    Private(#[from] private::Error),
}
