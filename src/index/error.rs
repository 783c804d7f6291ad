//! What can go wrong with the index, and on which part of it.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the index at {path}: {source}")]
    Io { path: String, source: std::io::Error },
    #[error("the index: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
}
