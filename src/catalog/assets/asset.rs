//! Assets as `ingest` sees, claims and completes them.

use time::OffsetDateTime;

use crate::track::{AssetId, AssetUri, TagFields};

/// What a listing says of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenAsset {
    pub uri: AssetUri,
    pub size_bytes: i64,
    pub etag: Option<String>,
    pub last_modified: Option<OffsetDateTime>,
}

/// How many of the objects seen were new, changed or as they were. New and changed ones are to be probed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Registered {
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
}

/// An asset that a worker has claimed, and nobody else will get while its lease lasts.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Asset {
    pub id: AssetId,
    pub uri: AssetUri,
    pub size_bytes: i64,
    pub etag: Option<String>,
    pub last_modified: Option<OffsetDateTime>,
    /// How often it has been claimed, this time included.
    pub attempts: i32,
    /// When the lease lapses. No other claim of the asset has the same.
    pub claimed_until: OffsetDateTime,
}

/// What became of a claimed asset.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetOutcome {
    pub asset_id: AssetId,
    pub uri: AssetUri,
    /// The claim under which it was probed.
    pub claimed_until: OffsetDateTime,
    pub result: Result<AssetFacts, AssetFailure>,
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetFailure {
    /// Stable, such as `UNSUPPORTED_FORMAT`.
    pub code: String,
    pub message: String,
    pub probe_bytes_read: i64,
}

/// How a duration is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DurationMethod {
    /// The header says so.
    Header,
    /// Every packet was counted.
    Counted,
    /// Size divided by bitrate.
    Estimated,
}

impl DurationMethod {
    /// The name it has in the table, such as `COUNTED`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Header => "HEADER",
            Self::Counted => "COUNTED",
            Self::Estimated => "ESTIMATED",
        }
    }
}

/// What a file says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AssetFacts {
    pub mime_type: Option<String>,
    /// The container.
    pub format: Option<String>,
    pub codec: Option<String>,
    pub duration_seconds: Option<f64>,
    pub duration_method: Option<DurationMethod>,
    pub channels: Option<i32>,
    /// In Hz.
    pub sample_rate: Option<i32>,
    pub bits_per_sample: Option<i32>,
    /// In bit/s.
    pub bitrate: Option<i64>,
    /// As found, multi-valued: a JSON object of arrays.
    pub tags: serde_json::Value,
    pub probe_bytes_read: i64,
    /// What its tags say of the track.
    pub tagged: TagFields,
    /// The tags have no title, so the file's name stands in.
    pub title_from_filename: bool,
}
