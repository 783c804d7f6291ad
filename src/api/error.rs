//! Why a use case has no answer, in terms of what was asked.

use crate::catalog::{self, Rejected, Seq, aliases};
use crate::track::{AliasId, Problem, TrackId};
use crate::{mirror, search};

/// Why a use case has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is no track {0}")]
    NoSuchTrack(TrackId),
    #[error("there is no alias {0}")]
    NoSuchAlias(AliasId),
    #[error("the alias is not valid")]
    InvalidAlias(Vec<Problem>),
    #[error("there would be {would} aliases")]
    TooManyAliases { would: usize },
    #[error("there is no library {0}")]
    NoSuchLibrary(String),
    #[error("what the write {seq} changed can't be found yet")]
    Behind { seq: Seq },
    #[error("the track is not valid")]
    Invalid(Vec<Problem>),
    /// Another track has what only one can have.
    #[error("another track has the same")]
    Conflict(Vec<Problem>),
    #[error("all rows were rejected")]
    AllRejected(Vec<Rejected>),
    #[error("the index can't serve yet")]
    IndexNotReady,
    #[error("the index is being rebuilt already")]
    ReindexRunning,
    #[error("the database can't be reached")]
    DatabaseUnavailable(#[source] catalog::Error),
    #[error("the answer took too long")]
    TimedOut,
    /// A mistake of ours, or a machine that fails.
    #[error(transparent)]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl From<search::Error> for Error {
    fn from(error: search::Error) -> Self {
        match error {
            search::Error::IndexNotReady => Self::IndexNotReady,
            search::Error::Catalog(error) => error.into(),
            search::Error::Index(error) => Self::Internal(error.into()),
            search::Error::Cpu(error) => Self::Internal(error.into()),
        }
    }
}

impl From<catalog::WriteError> for Error {
    fn from(error: catalog::WriteError) -> Self {
        match error {
            catalog::WriteError::NoSuchTrack(id) => Self::NoSuchTrack(id),
            catalog::WriteError::Invalid(problems) => Self::Invalid(problems),
            catalog::WriteError::Taken(problems) => Self::Conflict(problems),
            catalog::WriteError::Catalog(error) => error.into(),
        }
    }
}

impl From<aliases::WriteError> for Error {
    fn from(error: aliases::WriteError) -> Self {
        match error {
            aliases::WriteError::Invalid(problems) => Self::InvalidAlias(problems),
            aliases::WriteError::TooMany { would } => Self::TooManyAliases { would },
            aliases::WriteError::Catalog(error) => error.into(),
        }
    }
}

impl From<mirror::Error> for Error {
    fn from(error: mirror::Error) -> Self {
        match error {
            error if error.is_rebuild_running() => Self::ReindexRunning,
            mirror::Error::Catalog(error) => error.into(),
            error => Self::Internal(error.into()),
        }
    }
}

impl From<catalog::Error> for Error {
    fn from(error: catalog::Error) -> Self {
        match error {
            catalog::Error::TimedOut { .. } => Self::TimedOut,
            catalog::Error::Statement { .. } if error.is_deadlock() => Self::TimedOut,
            // The connection broke, or the server is shutting down: to whoever asks that is the same as no server.
            catalog::Error::Statement { .. } if error.is_temporary() => Self::DatabaseUnavailable(error),
            catalog::Error::Unreachable { .. }
            | catalog::Error::Refused { .. }
            | catalog::Error::Unfit { .. }
            | catalog::Error::Busy
            | catalog::Error::Silent { .. } => Self::DatabaseUnavailable(error),
            catalog::Error::Url { .. } | catalog::Error::Statement { .. } | catalog::Error::Migrate(_) => {
                Self::Internal(error.into())
            }
        }
    }
}
