//! Comparing index and catalog, track by track, by content, and mending what differs; also while a server follows.
//!
//! Both sides are walked in the order of their ids, a page a thread in memory, and what differs is looked at again
//! before it counts. What is to be mended is told to the change feed once more: whoever follows it writes those tracks
//! anew.

mod compare;
mod last;
mod settle;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use self::compare::{Comparison, compare};
use super::Error;
use super::rebuild::Progress;
use super::sides::Sides;
use crate::catalog::{self, Catalog, feed};
use crate::cpu::Cpu;
use crate::track::TrackId;

pub use self::last::{LastVerify, last_verify};
pub(super) use self::{compare::compare_page, settle::count_differing};

/// What to do beside comparing.
#[derive(Clone, Copy, Debug, Default)]
pub struct VerifyOptions {
    /// Mend what differs, and compare once more.
    pub repair: bool,
    /// How many ids to keep of each kind of difference. All are counted.
    pub list: usize,
}

/// What the comparison has found.
#[derive(Clone, Debug)]
pub struct VerifyReport {
    /// The generation that was compared.
    pub generation: u64,
    /// Completed tracks in the catalog.
    pub compared: u64,
    /// What differed at first.
    pub found: Differences,
    /// What still differs: the same, where nothing was to be repaired.
    pub remaining: Differences,
    pub seconds: f64,
}

impl VerifyReport {
    /// Whether index and catalog agree now.
    pub fn is_clean(&self) -> bool {
        self.remaining.count() == 0
    }

    /// How many tracks were mended.
    pub fn repaired(&self) -> u64 {
        self.found.count().saturating_sub(self.remaining.count())
    }
}

/// Tracks that differ, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// In the catalog, but not in the index.
    pub missing: Ids,
    /// In both, but with other content, or more than once in the index.
    pub stale: Ids,
    /// In the index, but not in the catalog.
    pub orphaned: Ids,
}

impl Differences {
    /// How many differences there are.
    pub fn count(&self) -> u64 {
        self.missing.count + self.stale.count + self.orphaned.count
    }
}

/// How many tracks, and the first of them by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids {
    pub count: u64,
    pub first: BTreeSet<TrackId>,
}

impl Ids {
    /// Counts one more, and keeps it if it is among the first `most`.
    fn add(&mut self, id: TrackId, most: usize) {
        self.count += 1;
        self.first.insert(id);
        if self.first.len() > most {
            self.first.pop_last();
        }
    }
}

/// Compares both sides. Where no server follows the catalog, the index is brought up to date first; where one does,
/// what is on its way isn't a difference. What was found is kept beside the index, see [`last_verify`].
pub async fn verify(
    catalog: Catalog,
    index_root: &Path,
    cpu: Cpu,
    options: VerifyOptions,
    progress: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<VerifyReport, Error> {
    Sides::at_work(catalog, index_root, cpu, move |sides| verify_in_background(sides, options, &progress)).await
}

/// The same on the caller's thread.
pub(super) fn verify_in_background(
    sides: &Sides,
    options: VerifyOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<VerifyReport, Error> {
    let report = sides.in_background(|sides| verify_here(sides, options, progress))?;
    last::keep(sides, &report);
    Ok(report)
}

fn verify_here(
    sides: &Sides,
    options: VerifyOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<VerifyReport, Error> {
    let (began, source) = (Instant::now(), &sides.source);
    let repair = |ids: &[TrackId]| if options.repair { source.ask(record_again(&source.catalog, ids)) } else { Ok(()) };
    let mut comparison = compare(sides, options.list, progress, &repair)?;
    let found = comparison.differences.clone();
    if options.repair && found.count() > 0 {
        comparison = compare(sides, options.list, progress, &|_| Ok(()))?;
    }
    let Comparison { generation, compared, differences: remaining } = comparison;
    Ok(VerifyReport { generation, compared, found, remaining, seconds: began.elapsed().as_secs_f64() })
}

async fn record_again(catalog: &Catalog, ids: &[TrackId]) -> Result<(), catalog::Error> {
    let mut transaction = catalog.begin().await?;
    feed::record_again(&mut transaction, ids).await?;
    transaction.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_counted_and_the_first_are_kept() {
        let mut ids = Ids::default();
        [5, 3, 9, 1].into_iter().for_each(|id| ids.add(TrackId::from_u128(id), 2));
        assert_eq!(ids, Ids { count: 4, first: [1, 3].map(TrackId::from_u128).into() });
    }
}
