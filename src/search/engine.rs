//! What answers searches: the index, PostgreSQL, or any other that a [`Searcher`](super::Searcher) is given.

use super::error::Error;
use super::request::Request;
use super::response::Response;

/// Finds the tracks of one library that a request asks for, applies each of its conditions, and says nothing of any
/// other library.
#[async_trait::async_trait]
pub trait SearchEngine: Send + Sync {
    /// The answer; [`Error::IndexNotReady`] as long as there can't be one.
    async fn search(&self, request: &Request) -> Result<Response, Error>;
}
