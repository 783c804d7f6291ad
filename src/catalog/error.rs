//! What can go wrong with the catalog, in words that say how to mend it.

use std::borrow::Cow;
use std::time::Duration;

/// What can go wrong between this program and PostgreSQL, each with a way to mend it.
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

    #[error("no connection to PostgreSQL became free in time; it is overloaded or gone")]
    Busy,

    /// Whatever lies between may have lost the connection without a word to either end.
    #[error("PostgreSQL hasn't answered for {patience:?}; the connection is given up for another one")]
    Silent { patience: Duration },

    #[error("{what} took too long and was cancelled")]
    TimedOut { what: &'static str },

    #[error("{what}: {source}{}", self.mend())]
    Statement { what: &'static str, source: sqlx::Error },

    #[error("migrating the schema: {0}")]
    Migrate(#[source] sqlx::migrate::MigrateError),
}

impl Error {
    /// Says what a failed statement was for: `.map_err(Error::doing("reading tracks"))`.
    pub(crate) fn doing(what: &'static str) -> impl FnOnce(sqlx::Error) -> Self {
        move |source| match &source {
            sqlx::Error::PoolTimedOut => Self::Busy,
            // Cancelled at the limit for a statement, or for a lock.
            sqlx::Error::Database(error) if matches!(error.code().as_deref(), Some("57014" | "55P03")) => {
                Self::TimedOut { what }
            }
            _ => Self::Statement { what, source },
        }
    }

    /// Whether it may be well again without anybody changing the request: the server is down, starting or overloaded.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::Busy | Self::Silent { .. } | Self::TimedOut { .. } => true,
            Self::Statement { source, .. } => match source {
                // A connection that is cut in the middle of an answer, or before the first, breaks the protocol.
                sqlx::Error::Io(_) | sqlx::Error::Protocol(_) => true,
                sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => true,
                // 08 connection, 25006 read-only while another server takes over, 40 serialization and deadlock,
                // 53 resources, 57P0x shutting down or starting up
                sqlx::Error::Database(error) => error
                    .code()
                    .is_some_and(|code| ["08", "25006", "40", "53", "57P"].iter().any(|class| code.starts_with(class))),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether the values given were refused (SQLSTATE classes 22 and 23), so that fewer of them may be taken.
    pub(crate) fn is_bad_data(&self) -> bool {
        self.sqlstate().is_some_and(|code| code.starts_with("22") || code.starts_with("23"))
    }

    /// Whether another row has what must be unique.
    pub(super) fn is_taken(&self) -> bool {
        self.sqlstate().as_deref() == Some("23505")
    }

    /// Whether it was cancelled, or waited too long for somebody else.
    pub(super) fn is_timeout(&self) -> bool {
        matches!(self, Self::TimedOut { .. })
    }

    /// Whether PostgreSQL ended the transaction, so that others that waited for it, and it for them, could go on.
    pub fn is_deadlock(&self) -> bool {
        self.sqlstate().as_deref() == Some("40P01")
    }

    /// What to do where only the server's own words are shown.
    fn mend(&self) -> &'static str {
        match self.sqlstate().as_deref() {
            Some("53100") => "; the disk of the database is full: free some space there",
            _ => "",
        }
    }

    fn sqlstate(&self) -> Option<Cow<'_, str>> {
        let Self::Statement { source: sqlx::Error::Database(error), .. } = self else { return None };
        error.code()
    }
}
