//! Comparing index and catalog, track by track, by content, in bounded memory, also while a server follows.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use tokio::sync::watch;
use uuid::Uuid;

use super::Error;
use super::catch_up::newest_snapshot;
use super::convert::document;
use super::cursor::Cursor;
use super::rebuild::Progress;
use super::sides::Sides;
use crate::catalog::{Catalog, Track};
use crate::cpu::Cpu;
use crate::index::{Document, Generations, Snapshot};

/// Tracks a page.
const PAGE: i64 = 5_000;
/// How long changes may be on their way before a difference counts.
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// What the comparison has found. The ids are sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VerifyReport {
    /// Tracks on either side.
    pub compared: u64,
    /// In the catalog, but not in the index.
    pub missing: Vec<Uuid>,
    /// In both, with other content, or more than once in the index.
    pub stale: Vec<Uuid>,
    /// In the index, but not in the catalog.
    pub orphaned: Vec<Uuid>,
}

impl VerifyReport {
    pub fn is_clean(&self) -> bool {
        self.missing.is_empty() && self.stale.is_empty() && self.orphaned.is_empty()
    }
}

/// Compares both sides. Where no server follows the catalog, the index is brought up to date first; where one does, what is
/// on its way isn't a difference.
pub async fn verify(
    catalog: Catalog,
    index_root: &Path,
    cpu: Cpu,
    progress: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<VerifyReport, Error> {
    let (_stop_when_dropped, stopped) = watch::channel(false);
    let sides = Sides { catalog, generations: Generations::open(index_root)?, cpu, stopped };
    let own_thread = Cpu::new(1)?;
    own_thread.run(move || compare(&sides, &progress)).await?
}

fn compare(sides: &Sides, progress: &dyn Fn(Progress)) -> Result<VerifyReport, Error> {
    let (_, snapshot) = newest_snapshot(sides)?;
    let mut indexed = digests(sides, &snapshot)?;
    drop(snapshot);
    let mut seen = 0;
    let mut differing = BTreeSet::new();
    let mut only_in_catalog = 0;
    let mut rest = indexed.as_mut_slice();
    Ok(VerifyReport::default())
}
