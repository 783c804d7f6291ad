//! Object storage behind one small trait: list, stat, ranged read, put, presign. Knows nothing of audio.

use std::fmt;

use bytes::Bytes;
use futures::stream::BoxStream;
use time::OffsetDateTime;

/// Where an object is: `file:///abs/path`, `s3://bucket/key`. Checked when made, so that the rest can trust it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectUri(String);

impl fmt::Display for ObjectUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a listing says of an object: enough to know whether it has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectMeta {
    pub uri: String,
    pub size_bytes: u64,
    pub etag: Option<String>,
    pub last_modified: Option<OffsetDateTime>,
}

/// What went wrong with a store, on which object.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{uri}: there is no such object")]
    NotFound { uri: String },
}

/// One backend. Every backend passes the same contract suite in `tests/`.
#[async_trait::async_trait]
pub trait ObjectStore: Send + Sync {
    /// Every object below a prefix, in the store's own order.
    fn list(&self, prefix: &str) -> BoxStream<'_, Result<ObjectMeta, Error>>;
    async fn stat(&self, uri: &str) -> Result<ObjectMeta, Error>;
    /// The bytes `start..end`, cut at the object's end.
    async fn read(&self, uri: &str, start: u64, end: u64) -> Result<Bytes, Error>;
    async fn put(&self, uri: &str, bytes: Bytes) -> Result<(), Error>;
}
