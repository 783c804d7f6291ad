//! Comparing index and catalog, track by track, by content: with 24 bytes a track, also while a server follows.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use uuid::Uuid;

use super::Error;
use super::catch_up::newest_snapshot;
use super::convert::document;
use super::cursor::Cursor;
use super::pages::Pages;
use super::rebuild::Progress;
use super::sides::Sides;
use crate::catalog::Catalog;
use crate::cpu::Cpu;
use crate::index::{Document, Snapshot};

/// Tracks looked at once more at a time.
const PAGE: usize = 5_000;
/// How long a change may be on its way before its track counts as differing.
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// What the comparison has found. The ids are sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VerifyReport {
    /// Completed tracks in the catalog.
    pub compared: u64,
    /// In the catalog, but not in the index.
    pub missing: Vec<Uuid>,
    /// In both, but with other content, or more than once in the index.
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
    Sides::at_work(catalog, index_root, cpu, move |sides| compare(sides, &progress)).await
}

fn compare(sides: &Sides, progress: &dyn Fn(Progress)) -> Result<VerifyReport, Error> {
    let (generation, snapshot) = newest_snapshot(sides)?;
    generation.check()?;
    let indexed = digests(sides, &snapshot)?;
    drop(snapshot);
    let (compared, suspects) = suspects(sides, &indexed, progress)?;
    let differences = settle(sides, suspects)?;
    let ids_of = |kind| differences.iter().filter(|(_, found)| *found == kind).map(|(id, _)| *id).collect();
    Ok(VerifyReport {
        compared,
        missing: ids_of(Difference::Missing),
        stale: ids_of(Difference::Stale),
        orphaned: ids_of(Difference::Orphaned),
    })
}

/// Id and digest of every document, by id.
type Digests = Vec<(Uuid, u64)>;

fn digests(sides: &Sides, snapshot: &Snapshot) -> Result<Digests, Error> {
    sides.cpu.install(|| {
        let segments = snapshot.searcher().segment_readers().par_iter();
        let digests = segments.map(|segment| {
            let mut digests = Digests::with_capacity(segment.num_docs() as usize);
            snapshot.for_each_document(segment, |document| digests.push((document.id, document.digest())))?;
            Ok(digests)
        });
        let mut digests = digests.collect::<Result<Vec<_>, Error>>()?.concat();
        digests.par_sort_unstable();
        Ok(digests)
    })
}

/// Walks both sides by id; answers how many tracks the catalog has, and the ids that differ at first sight.
fn suspects(sides: &Sides, indexed: &Digests, progress: &dyn Fn(Progress)) -> Result<(u64, Vec<Uuid>), Error> {
    let total = u64::try_from(sides.ask(sides.catalog.count_tracks())?).unwrap_or_default();
    let mut pages = Pages::read(sides);
    let mut compared = 0;
    let mut suspects = Vec::new();
    let mut rest = indexed.as_slice();
    while let Some(page) = pages.next(sides)? {
        let catalogued: Digests = sides.cpu.install(|| {
            page.into_par_iter().filter_map(document).map(|document| (document.id, document.digest())).collect()
        });
        compared += catalogued.len() as u64;
        for (id, digest) in catalogued {
            let (before, from_here) = rest.split_at(rest.partition_point(|(indexed, _)| *indexed < id));
            let (same, after) = from_here.split_at(from_here.partition_point(|(indexed, _)| *indexed == id));
            suspects.extend(before.iter().map(|(id, _)| *id));
            if same != [(id, digest)] {
                suspects.push(id);
            }
            rest = after;
        }
        progress(Progress { done: compared, total: total.max(compared) });
    }
    suspects.extend(rest.iter().map(|(id, _)| *id));
    Ok((compared, suspects))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Difference {
    Missing,
    Stale,
    Orphaned,
}

/// Looks at the suspects again, for as long as changes to them are on their way.
fn settle(sides: &Sides, mut suspects: Vec<Uuid>) -> Result<Vec<(Uuid, Difference)>, Error> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let (_, snapshot) = newest_snapshot(sides)?;
        let mut differences = Vec::new();
        for ids in suspects.chunks(PAGE) {
            differences.extend(differences_of(sides, &snapshot, ids)?);
        }
        suspects = differences.iter().map(|(id, _)| *id).collect();
        if suspects.is_empty() || Instant::now() > deadline || !any_on_its_way(sides, &snapshot, &suspects)? {
            return Ok(differences);
        }
        sides.wait(tokio::time::sleep(LOOK_AGAIN))?;
    }
}

fn differences_of(sides: &Sides, snapshot: &Snapshot, ids: &[Uuid]) -> Result<Vec<(Uuid, Difference)>, Error> {
    let tracks = sides.ask(sides.catalog.tracks_by_id(ids))?;
    let mut catalogued: HashMap<Uuid, Document> =
        tracks.into_iter().filter_map(document).map(|document| (document.id, document)).collect();
    let mut differences = Vec::new();
    for id in ids {
        let difference = match (catalogued.remove(id), snapshot.documents_of(*id)?.as_slice()) {
            (None, []) => None,
            (Some(_), []) => Some(Difference::Missing),
            (None, _) => Some(Difference::Orphaned),
            (Some(catalogued), [indexed]) if catalogued == *indexed => None,
            (Some(_), _) => Some(Difference::Stale),
        };
        differences.extend(difference.map(|difference| (*id, difference)));
    }
    Ok(differences)
}

/// Whether the feed has changes to any of the tracks that the snapshot hasn't seen.
fn any_on_its_way(sides: &Sides, snapshot: &Snapshot, ids: &[Uuid]) -> Result<bool, Error> {
    let ids: HashSet<&Uuid> = ids.iter().collect();
    let mut feed = sides.ask(sides.catalog.feed())?;
    let mut cursor = Cursor::at(snapshot.position().parse().map_err(|_| Error::NoPosition)?);
    loop {
        let page = match cursor.read(sides, &mut feed) {
            // The follower has come further than the snapshot, so far that the feed was cleared behind it.
            Err(Error::MissedChanges) => return Ok(true),
            page => page?,
        };
        if page.changes.iter().any(|change| ids.contains(&change.track_id)) {
            return Ok(true);
        }
        if page.end.is_some() {
            return Ok(false);
        }
    }
}
