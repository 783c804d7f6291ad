//! What can go wrong with the index, and on which part of it.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the index at {path}: {source}")]
    Io { path: String, source: std::io::Error },
    #[error("the index: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    #[error("the index: {0}")]
    Read(#[from] std::io::Error),
    #[error("a segment's two dictionaries of words differ; rebuild the index: needledrop reindex")]
    Ordinals,
    #[error("the index holds a document without a readable record; rebuild it: needledrop reindex")]
    Record,
}
