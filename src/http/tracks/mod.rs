//! `/v1/tracks`: one track read, and tracks written one by one or as lines of JSON.

mod batch;
mod fields;
mod read;
mod value;
mod write;

pub use read::track;
pub use write::{create, delete, patch};

use super::Error;
use super::params::path_id;
use crate::track::TrackId;

/// The track that a path names.
fn parse_id(id: String) -> Result<TrackId, Error> {
    path_id(id, "a UUID, such as a hit of /v1/search has as its id")
}
