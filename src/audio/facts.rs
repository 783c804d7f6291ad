//! What a probe finds out.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Identity;
use crate::track::TagFields;

/// Everything a file says about itself. What it doesn't say is `None`, never guessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The container: `mp3`, `flac`, `ogg`, `mp4`, `wav`, `aiff`, `caf`, `mkv`, `adts`, …
    pub format: &'static str,
    /// `mp3`, `aac`, `pcm_s16le`, …; none for a codec without a name here.
    pub codec: Option<&'static str>,
    pub mime_type: &'static str,
    pub duration_seconds: Option<f64>,
    pub duration_method: Option<DurationMethod>,
    pub channels: Option<u32>,
    /// In Hz.
    pub sample_rate: Option<u32>,
    /// For lossless codecs only: lossy ones have no such thing.
    pub bits_per_sample: Option<u32>,
    /// In bit/s, on average.
    pub bitrate: Option<u64>,
    /// Those of the tags that a catalog is searched by. Several values are joined by `; `.
    pub tagged: TagFields,
    pub tags: TagMap,
    pub artwork: Vec<Artwork>,
    /// In order.
    pub chapters: Vec<Chapter>,
    pub warnings: Vec<Warning>,
    /// None where there is nothing to hear.
    pub identity: Option<Identity>,
}

/// Where a part of a book, a podcast or a mix begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chapter {
    pub start_ms: u64,
    /// May be empty.
    pub title: String,
}

/// What makes some of the facts doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// Something is damaged or missing; the facts are what the rest of the headers says.
    Rescued,
    /// The file ends before its audio does: half copied, or broken off.
    Truncated,
    /// Some tags were too long or too many, and are not all there.
    TagsCut,
}

impl Warning {
    /// The name it has in the catalog, such as `RESCUED`.
    pub fn as_str(self) -> &'static str {
        match self {
            Warning::Rescued => "RESCUED",
            Warning::Truncated => "TRUNCATED",
            Warning::TagsCut => "TAGS_CUT",
        }
    }
}

/// Name → values in the file's order. Well-known tags have one name whatever the format; others keep their own.
pub type TagMap = BTreeMap<String, Vec<String>>;

/// How a duration is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DurationMethod {
    /// A header says so, and it is plausible.
    Header,
    /// Every packet was counted.
    Counted,
    /// From the size, and the bitrate of a part.
    Estimated,
}

impl DurationMethod {
    /// The name it has in the catalog, such as `COUNTED`.
    pub fn as_str(self) -> &'static str {
        match self {
            DurationMethod::Header => "HEADER",
            DurationMethod::Counted => "COUNTED",
            DurationMethod::Estimated => "ESTIMATED",
        }
    }
}

/// A picture in the file; its bytes are not kept.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Artwork {
    /// `front_cover`, `back_cover`, `artist`, …
    pub kind: &'static str,
    pub mime_type: Option<String>,
    pub size_bytes: u64,
    pub width: Option<u32>,
    pub height: Option<u32>,
}
