//! Why a search gave no answer.

/// Why a search gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the index can't serve yet, and engine=index rules out PostgreSQL")]
    IndexNotReady,
    #[error(transparent)]
    Catalog(#[from] crate::catalog::Error),
    #[error(transparent)]
    Index(#[from] crate::index::Error),
    #[error(transparent)]
    Cpu(#[from] crate::cpu::Panicked),
}
