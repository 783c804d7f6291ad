//! One walk over both sides, in the order of their ids.

use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::settle::{Difference, settle};
use super::{Differences, Error, Progress, Sides};
use crate::index::{Generation, Records, digest};
use crate::mirror::catch_up::newest;
use crate::mirror::pages::{Page, for_each_page};
use crate::track::TrackId;

/// So many ids that differ at first sight are looked at again together.
const SUSPECTS: usize = 50_000;

/// What one walk has found.
#[derive(Debug, Default)]
pub struct Comparison {
    pub generation: u64,
    /// Completed tracks in the catalog.
    pub compared: u64,
    pub differences: Differences,
}

/// An id with the digest of what one side has there.
type Entry = (TrackId, u64);

/// Compares all tracks, and hands the ids of those that differ to `mend`, some thousands at a time. Keeps the first
/// `list` of each kind.
pub fn compare(
    sides: &Sides,
    list: usize,
    progress: &(dyn Fn(Progress) + Sync),
    mend: &(dyn Fn(&[TrackId]) -> Result<(), Error> + Sync),
) -> Result<Comparison, Error> {
    let (generation, records) = newest(sides, |generation: &Generation| {
        generation.check()?;
        Ok((generation.number(), generation.records()?))
    })?;
    let total = u64::try_from(sides.source.ask(sides.source.catalog.count_tracks())?).unwrap_or_default();
    let found = Mutex::new(Comparison { generation, ..Comparison::default() });
    let suspects = Mutex::new(Vec::new());

    let settle_some = |some: Vec<TrackId>| {
        let settled = settle(sides, some)?;
        mend(&settled.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
        let differences = &mut lock(&found).differences;
        for (id, difference) in settled {
            match difference {
                Difference::Missing => differences.missing.add(id, list),
                Difference::Stale => differences.stale.add(id, list),
                Difference::Orphaned => differences.orphaned.add(id, list),
            }
        }
        Ok(())
    };
    let suspect = |id| {
        let some = {
            let mut suspects = lock(&suspects);
            suspects.push(id);
            if suspects.len() < SUSPECTS {
                return Ok(());
            }
            mem::take(&mut *suspects)
        };
        settle_some(some)
    };
    for_each_page(&sides.source, |page| {
        compare_page(&page, &records, usize::MAX, suspect)?;
        let mut found = lock(&found);
        found.compared += page.tracks.len() as u64;
        progress(Progress { done: found.compared, total: total.max(found.compared) });
        Ok(())
    })?;
    // Files that a merge has done away with are not kept open while waiting.
    drop(records);
    settle_some(mem::take(&mut *lock(&suspects)))?;
    Ok(mem::take(&mut *lock(&found)))
}

/// Tells of every id of the page's range that differs at first sight. Of the index no more than `most` are looked at,
/// and what would come behind those is told, too.
pub fn compare_page(
    page: &Page,
    records: &Records,
    most: usize,
    tell: impl Fn(TrackId) -> Result<(), Error>,
) -> Result<(), Error> {
    let catalogued: Vec<Entry> = page.tracks.iter().map(|track| (track.id, digest(track))).collect();
    let indexed = records.digests(page.after, page.upto)?.map(|entry| Ok(entry?));
    for_each_difference(&catalogued, indexed.take(most), tell)
}

/// Poisoned or not, what is inside are plain values.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells of every id that the sides don't have alike. Both come by id; the index may have an id more than once.
fn for_each_difference(
    catalogued: &[Entry],
    indexed: impl Iterator<Item = Result<Entry, Error>>,
    tell: impl Fn(TrackId) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut catalogued = catalogued.iter().copied().peekable();
    let mut indexed = indexed.peekable();
    while let Some(entry) = indexed.next() {
        let (id, digest) = entry?;
        let mut is_alone = true;
        while indexed.next_if(|next| matches!(next, Ok((same, _)) if *same == id)).is_some() {
            is_alone = false;
        }
        while let Some((missing, _)) = catalogued.next_if(|(catalogued, _)| *catalogued < id) {
            tell(missing)?;
        }
        let is_same = catalogued.next_if(|(catalogued, _)| *catalogued == id) == Some((id, digest));
        if !(is_same && is_alone) {
            tell(id)?;
        }
    }
    catalogued.try_for_each(|(missing, _)| tell(missing))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever either side has: told is every id, once, that is not once in both with the same content.
        #[test]
        fn every_id_that_differs_is_told_once(
            catalogued in prop::collection::btree_map(0_u128..30, 0_u64..3, 0..20),
            mut indexed in prop::collection::vec((0_u128..30, 0_u64..3), 0..40),
        ) {
            indexed.sort();
            let mut contents: BTreeMap<u128, Vec<u64>> = BTreeMap::new();
            for (id, digest) in &indexed {
                contents.entry(*id).or_default().push(*digest);
            }
            let differs = |id: &u128| {
                let catalogued: Vec<u64> = catalogued.get(id).copied().into_iter().collect();
                contents.get(id).cloned().unwrap_or_default() != catalogued
            };
            let expected: Vec<u128> = (0..30).filter(differs).collect();

            let catalogued: Vec<Entry> = catalogued.iter().map(|(id, digest)| (TrackId::from_u128(*id), *digest)).collect();
            let indexed = indexed.iter().map(|(id, digest)| Ok((TrackId::from_u128(*id), *digest)));
            let told = RefCell::new(Vec::new());
            for_each_difference(&catalogued, indexed, |id| { told.borrow_mut().push(id.as_u128()); Ok(()) }).unwrap();
            prop_assert_eq!(told.into_inner(), expected);
        }
    }
}
