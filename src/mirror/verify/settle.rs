//! Telling a difference from a change that is on its way.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::{Error, Sides};
use crate::catalog::TxSnapshot;
use crate::index::{Generation, Records};
use crate::mirror::catch_up::newest;
use crate::mirror::sinks::IndexSink;
use crate::mirror::source::Source;
use crate::track::{TrackId, TrackSummary};

/// Tracks looked at again at a time.
const PAGE: usize = 5_000;
/// How long nothing may arrive before what is on its way counts as differing.
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_AGAIN: Duration = Duration::from_millis(200);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    Missing,
    Stale,
    Orphaned,
}

/// Looks at the suspects again, for as long as changes to them are on their way and arrive; answers what differs.
pub fn settle(sides: &Sides, mut suspects: Vec<TrackId>) -> Result<Vec<(TrackId, Difference)>, Error> {
    let mut settled = Vec::new();
    // The transaction that each of them waits for.
    let mut awaited: HashMap<TrackId, u64> = HashMap::new();
    let mut deadline = Instant::now() + PATIENCE;
    while !suspects.is_empty() {
        let records = newest(sides, Generation::records)?;
        let seen = IndexSink::seen_at(records.position())?;
        let mut differing = Vec::new();
        for ids in suspects.chunks(PAGE) {
            differing.extend(differences_of(&sides.source, &records, ids)?);
        }
        let Some(on_their_way) = changes_beyond(&sides.source, &seen, &differing)? else { continue };
        let mut waiting = Vec::new();
        for (id, difference) in differing {
            match on_their_way.get(&id) {
                None => settled.push((id, difference)),
                Some(newest) if !seen.has(*awaited.entry(id).or_insert(*newest)) => waiting.push((id, difference)),
                // It was written anew since the first look, and has changed again already.
                Some(_) => {}
            }
        }
        if waiting.len() < suspects.len() {
            deadline = Instant::now() + PATIENCE;
        }
        if Instant::now() > deadline {
            settled.extend(waiting);
            break;
        }
        suspects = waiting.into_iter().map(|(id, _)| id).collect();
        if !suspects.is_empty() {
            sides.source.block_on(tokio::time::sleep(LOOK_AGAIN))?;
        }
    }
    Ok(settled)
}

/// How many of the suspects differ although no change to them is on its way; the others aren't waited for.
pub fn count_differing(sides: &Sides, suspects: &[TrackId]) -> Result<usize, Error> {
    let records = newest(sides, Generation::records)?;
    let seen = IndexSink::seen_at(records.position())?;
    let differing = differences_of(&sides.source, &records, suspects)?;
    let on_their_way = changes_beyond(&sides.source, &seen, &differing)?;
    let is_alone =
        |on_their_way: HashMap<TrackId, u64>| differing.iter().filter(|(id, _)| !on_their_way.contains_key(id)).count();
    Ok(on_their_way.map_or(0, is_alone))
}

fn differences_of(source: &Source, records: &Records, ids: &[TrackId]) -> Result<Vec<(TrackId, Difference)>, Error> {
    let tracks = source.ask(source.catalog.summaries_by_id(ids))?;
    let mut catalogued: HashMap<TrackId, TrackSummary> = tracks.into_iter().map(|track| (track.id, track)).collect();
    let mut differences = Vec::new();
    for id in ids {
        let difference = match (catalogued.remove(id), records.documents_of(*id)?.as_slice()) {
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

/// Those of the tracks that have changed since this was seen, each with the newest transaction that changed it; `None`
/// if the feed has been cleared of some of those, so that there must be newer records.
fn changes_beyond(
    source: &Source,
    seen: &TxSnapshot,
    differing: &[(TrackId, Difference)],
) -> Result<Option<HashMap<TrackId, u64>>, Error> {
    let ids: Vec<TrackId> = differing.iter().map(|(id, _)| *id).collect();
    let changes = source.ask(source.catalog.newest_changes(&ids, seen))?;
    // Asked after reading: what was pruned before the read is known by now.
    let is_whole = source.ask(source.catalog.pruned_before())? <= seen.xmin();
    Ok(is_whole.then_some(changes))
}
