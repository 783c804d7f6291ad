//! What the last comparison has found, kept beside the index for whoever asks later.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{Sides, VerifyReport};

const NAME: &str = "verified.json";

/// When index and catalog were compared last, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastVerify {
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub generation: u64,
    pub compared: u64,
    /// Like `stale` and `orphaned`: what was left at the end.
    pub missing: u64,
    pub stale: u64,
    pub orphaned: u64,
    pub repaired: u64,
    pub seconds: f64,
}

impl LastVerify {
    /// How many tracks differed at its end.
    pub fn differences(&self) -> u64 {
        self.missing + self.stale + self.orphaned
    }
}

/// What was found last of the index in this folder; none where nobody has compared it yet, or what was kept can't be
/// read.
pub fn last_verify(index_root: &Path) -> Option<LastVerify> {
    serde_json::from_slice(&fs::read(index_root.join(NAME)).ok()?).ok()
}

/// That it can't be kept makes the comparison no worse.
pub(super) fn keep(sides: &Sides, report: &VerifyReport) {
    let last = LastVerify {
        at: OffsetDateTime::now_utc(),
        generation: report.generation,
        compared: report.compared,
        missing: report.remaining.missing.count,
        stale: report.remaining.stale.count,
        orphaned: report.remaining.orphaned.count,
        repaired: report.repaired(),
        seconds: report.seconds,
    };
    let json = serde_json::to_vec(&last).expect("plain values are JSON");
    if let Err(error) = sides.generations.keep(NAME, &json) {
        tracing::warn!(%error, "what verify has found can't be kept");
    }
}
