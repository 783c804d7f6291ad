//! One searchable track as the index knows it.

use std::hash::{DefaultHasher, Hasher};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Error;

/// Everything a hit shows and a search matches or filters. Stored as it is; its words and filter values are indexed beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub id: Uuid,
    pub title: String,
    /// Empty where unknown, like `album`.
    pub artist: String,
    pub album: String,
    pub album_artist: String,
    /// As catalogued: one text, several genres separated by commas or semicolons.
    pub genre: String,
    pub year: Option<i32>,
    pub duration_ms: Option<u64>,
    /// The container, as `audio` names it (`mp3`, `flac`, …); empty for a track known by metadata only.
    pub format: String,
    pub labels: Vec<String>,
    /// 0 to 100; higher is better known.
    pub popularity: Option<f32>,
    pub isrc: String,
    pub audio_uri: String,
    pub thumbnail_uri: String,
}

impl Document {
    /// As it is stored in the index.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a document has no value that JSON can't hold")
    }

    /// Tells whether two documents are equal, but for one pair in 2^64. Holds within one run of the program.
    pub fn digest(&self) -> u64 {
        digest(&self.to_bytes())
    }

    /// From what is stored in the index.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        serde_json::from_slice(bytes).map_err(|_| Error::Record)
    }
}

/// The digest of a document as it is stored.
pub(super) fn digest(record: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(record);
    hasher.finish()
}
