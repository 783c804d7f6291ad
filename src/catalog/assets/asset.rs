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
    /// When a local file's content or attributes changed at last.
    pub changed_at: Option<OffsetDateTime>,
    /// The first name of a file that has several. Those of them that are catalogued count; where none is, the first.
    pub one_of: Option<AssetUri>,
}

/// What is read again although it is as it was. What is new or has changed is read always, and so is what could not be
/// read: for a cause outside the file once its time has come, else when a newer prober is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Force {
    #[default]
    Nothing,
    /// Whatever could not be read.
    Failed,
    Everything,
}

/// How many of the objects seen are what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registered {
    pub new: u64,
    pub changed: u64,
    pub retried: u64,
    /// As they were, and not read yet: a run before ended too early, or another is at it.
    pub resumed: u64,
    pub unchanged: u64,
    /// Further names of files that aren't catalogued, and stay so.
    pub further_names: Vec<String>,
}

/// How many claimed assets became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Completed {
    pub completed: u64,
    pub failed: u64,
    /// Could not be read for a cause outside.
    pub deferred: u64,
    /// Hold audio that may have come from another address: see [`open_questions`](super::open_questions).
    pub open: u64,
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
    /// Who has probed it.
    pub prober_version: i32,
    pub result: Result<AssetFacts, AssetFailure>,
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetFailure {
    /// Stable, such as `UNSUPPORTED_FORMAT`.
    pub code: String,
    pub message: String,
    pub cause: FailureCause,
    pub probe_bytes_read: i64,
}

/// Where it lies that a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureCause {
    /// In the file: it is read again when it changes, or by a newer prober.
    File,
    /// In its store, on the way there or in the moment: it is tried again.
    Outside,
}

impl FailureCause {
    /// The name it has in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::File => "FILE",
            Self::Outside => "OUTSIDE",
        }
    }
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
    /// What tells the audio from all other, 64 hexadecimal digits, and its size without tags.
    pub audio_sha256: Option<String>,
    pub audio_size_bytes: Option<i64>,
    /// By what its begin is known.
    pub audio_begin: Option<i64>,
    /// As found, multi-valued: a JSON object of arrays.
    pub tags: serde_json::Value,
    /// JSON arrays of objects.
    pub artwork: serde_json::Value,
    pub chapters: serde_json::Value,
    /// What makes the facts doubtful, such as `TRUNCATED`.
    pub warnings: Vec<&'static str>,
    pub probe_bytes_read: i64,
    /// What its tags and its names say of the track.
    pub tagged: TagFields,
    /// The fields that the tags leave empty, and the names of the file and its folders say.
    pub guessed: Vec<&'static str>,
}
