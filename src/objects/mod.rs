//! Object storage behind one small trait: list, stat, ranged read, put, presign. Knows nothing of audio.

mod config;
mod error;
mod local;
mod own_rules;
mod registry;
mod rules;
mod s3;
mod source;
mod uri;
mod walk;

use std::time::Duration;

use bytes::Bytes;
use futures::stream::BoxStream;
use time::OffsetDateTime;

pub use config::{Config, Keys};
pub use error::Error;
pub use local::LocalStore;
pub use registry::Objects;
pub use rules::Rules;
pub use s3::S3Store;
pub use source::Source;
pub use uri::{ObjectUri, Scheme};

/// What a listing says of an object: enough to know whether it has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectMeta {
    pub uri: ObjectUri,
    pub size_bytes: u64,
    /// As the store gives it, without quotes; local files have none.
    pub etag: Option<String>,
    pub last_modified: Option<OffsetDateTime>,
    /// When a local file's content or attributes changed at last (ctime), which nobody sets back.
    pub changed_at: Option<OffsetDateTime>,
    /// Where else the listing has found the same file: hard links to it.
    pub further_names: Vec<ObjectUri>,
}

/// A moment as a store tells it, which may lie anywhere in time: none where no calendar of ours reaches.
fn dated(moment: OffsetDateTime) -> Option<OffsetDateTime> {
    (1..=9999).contains(&moment.year()).then_some(moment)
}

/// One backend. Every backend passes the same contract suite, `tests/it/objects.rs`.
#[async_trait::async_trait]
pub trait ObjectStore: Send + Sync {
    /// The object at `place`, or every object below it as a folder (`music` means `music/…`, never `music-old/…`) that
    /// the rules take.
    ///
    /// An object that can't be read is an error in the stream, and the listing goes on. Objects may be missing from the
    /// listing because of it, unless [`Error::is_warning`]. A listing that breaks off says so by an error, too: a
    /// stream without one has given everything.
    fn list(&self, place: &ObjectUri, rules: &Rules) -> BoxStream<'static, Result<ObjectMeta, Error>>;

    /// Size, ETag and time of an object; `NotFound` if there is none.
    async fn stat(&self, uri: &ObjectUri) -> Result<ObjectMeta, Error>;

    /// The bytes `start..end`, cut at the object's end; empty when `start` lies behind it.
    async fn read(&self, uri: &ObjectUri, start: u64, end: u64) -> Result<Bytes, Error>;

    /// Writes the whole object: readers see the old one or the new one, never a part.
    async fn put(&self, uri: &ObjectUri, bytes: Bytes) -> Result<(), Error>;

    /// A URL that anybody may read the object by, for a time. It is a secret while it lives.
    async fn presign(&self, uri: &ObjectUri, lives: Duration) -> Result<String, Error>;
}
