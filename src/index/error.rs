//! What can go wrong with the index, and on which part of it.

use std::io;
use std::path::Path;

/// What can go wrong with the index.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the index at {path}: {source}")]
    Io { path: String, source: io::Error },
    #[error("the index: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    #[error("the index: {0}")]
    Read(#[from] std::io::Error),
    #[error("a segment's two dictionaries of words differ; rebuild the index: needledrop reindex")]
    Ordinals,
    #[error(
        "the postings or the words of one segment are more than 32 bits can count; share the catalogue among several indexes"
    )]
    TooLarge,
    #[error("the index holds a document without a readable record; rebuild it: needledrop reindex")]
    Record,
    /// Made by another version of needledrop. A rebuild mends it.
    #[error("the index at {path} is outdated: {why}; `needledrop reindex` rebuilds it")]
    Outdated { path: String, why: String },
    /// Cut short, altered or half gone. A rebuild mends it.
    #[error("the index at {path} is damaged: {why}; `needledrop reindex` rebuilds it")]
    Damaged { path: String, why: String },
    #[error("the index at {path} is being written by another process, probably `needledrop serve`")]
    WriterBusy { path: String },
    #[error("a rebuild of the index at {path} is already running, in process {pid}")]
    RebuildRunning { path: String, pid: String },
}

impl Error {
    pub(crate) fn io(path: &Path) -> impl Fn(io::Error) -> Self {
        move |source| Self::Io { path: path.display().to_string(), source }
    }

    pub(crate) fn damaged(path: &Path, why: impl std::fmt::Display) -> Self {
        Self::Damaged { path: path.display().to_string(), why: why.to_string() }
    }
}
