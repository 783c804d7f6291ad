//! Why the private PostgreSQL can't run, and what to do.

use std::io;
use std::path::{Path, PathBuf};

/// Why the private PostgreSQL can't run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "no PostgreSQL 15 or later is installed (found: {found}; looked in {looked} folders); \
         install one (Debian, Ubuntu: apt install postgresql; macOS: brew install postgresql@17), \
         name its folder of programs in NEEDLEDROP_POSTGRES_BIN_DIR, or set DATABASE_URL to use a server"
    )]
    NotInstalled { found: String, looked: usize },

    #[error(
        "the catalog in the data directory was made by PostgreSQL {wanted}, which is not installed (found: {found}); \
         install that version (Debian: apt install postgresql-{wanted}), or move the catalog with pg_dump"
    )]
    OtherVersion { wanted: u32, found: String },

    #[error(
        "PostgreSQL does not run as root, and there is no account to run it as; create one: useradd --system postgres"
    )]
    NoAccount,

    #[error(
        "PostgreSQL can't run in {path:?}: there is a line break in the path; choose another data directory with --data-dir"
    )]
    LineBreak { path: PathBuf },

    #[error(
        "{path}: this account may not get there; run needledrop as the account that the data directory belongs to, or \
         choose another directory with --data-dir"
    )]
    Refused { path: String },

    #[error("{path}: {source}")]
    Io { path: String, source: io::Error },

    #[error("another needledrop has been starting or stopping PostgreSQL for a long time; it holds {path}")]
    StuckLock { path: String },

    #[error("{what} failed: {said}; the server's log is {log}")]
    Program { what: String, said: String, log: String },

    #[error("PostgreSQL did not begin to answer within {seconds} s; its log is {log}")]
    Silent { seconds: u64, log: String },

    #[error("the private PostgreSQL does not take its database: {0}")]
    Database(#[source] sqlx::Error),
}

impl Error {
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path: PathBuf = path.into();
        move |source| {
            let path = path.display().to_string();
            match source.kind() {
                io::ErrorKind::PermissionDenied => Self::Refused { path },
                _ => Self::Io { path, source },
            }
        }
    }
}
