//! Why index and catalog can't be brought together, and when a rebuild is the answer.

use crate::{catalog, cpu, index};

/// Why index and catalog can't be brought together.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    #[error(transparent)]
    Index(#[from] index::Error),
    #[error(transparent)]
    Cpu(#[from] cpu::Panicked),
    #[error("the mirror's thread can't be started: {0}")]
    Thread(#[from] rayon::ThreadPoolBuildError),
    #[error("there is no index yet; `needledrop reindex` builds it")]
    NoIndex,
    #[error("the index was built from another database than this one; `needledrop reindex` rebuilds it")]
    OtherCatalog,
    #[error("the index doesn't say how far it has come; `needledrop reindex` rebuilds it")]
    NoPosition,
    #[error(
        "the index has come further than the database, which must be an older copy; `needledrop reindex` rebuilds it"
    )]
    AheadOfCatalog,
    #[error("the replica hasn't replayed yet what the index has; waiting for it")]
    ReplicaBehind,
    #[error("the index was away for so long that changes it needs are gone; `needledrop reindex` rebuilds it")]
    MissedChanges,
    #[error("stopped before the end")]
    Stopped,
}

impl Error {
    /// No rebuild can begin, because one is under way in this process or another.
    pub fn is_rebuild_running(&self) -> bool {
        matches!(self, Self::Index(index::Error::RebuildRunning { .. }))
    }

    /// The index can't be used, or not any more, whereas a new one could.
    pub fn calls_for_rebuild(&self) -> bool {
        match self {
            Self::NoIndex | Self::OtherCatalog | Self::NoPosition | Self::AheadOfCatalog | Self::MissedChanges => true,
            Self::Index(index::Error::Outdated { .. } | index::Error::Damaged { .. }) => true,
            Self::Index(_)
            | Self::Catalog(_)
            | Self::Cpu(_)
            | Self::Thread(_)
            | Self::ReplicaBehind
            | Self::Stopped => false,
        }
    }
}
