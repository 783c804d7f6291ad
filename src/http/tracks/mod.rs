//! `/v1/tracks`: one track read, and tracks written one by one or as lines of JSON.

mod batch;
mod fields;
mod read;
mod value;
mod write;

pub use batch::{BatchBody, Batches, LIMIT as BATCH_LIMIT, MAX_BYTES as MAX_BATCH_BYTES, MAX_LINES};
pub use read::track;
pub use write::{LINES, create, delete, patch};

use super::Error;
use super::params::{Names, Params};
use crate::track::TrackId;

/// What may be said beside the path: whose tracks are meant.
fn params(query: &Option<String>) -> Result<Params, Error> {
    Params::parse(query.as_deref().unwrap_or_default(), Names::only(&["library"]))
}

/// The track that a path names.
fn parse_id(id: String) -> Result<TrackId, Error> {
    id.parse().map_err(|_| Error::InvalidParameter {
        name: "id".into(),
        value: id,
        expected: "a UUID, such as a hit of /v1/search has as its id".into(),
    })
}
