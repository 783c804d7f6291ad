//! One look of the standing check: what it costs doesn't depend on how many tracks there are, but for counting them,
//! which is done the more seldom the longer it takes.

use std::cell::RefCell;
use std::time::Instant;

use crate::catalog::{self, TxSnapshot};
use crate::index::Generation;
use crate::mirror::Error;
use crate::mirror::catch_up::newest;
use crate::mirror::pages::page_behind;
use crate::mirror::sides::Sides;
use crate::mirror::verify::{compare_page, count_differing};
use crate::track::TrackId;

/// Tracks compared by content at each look.
const SAMPLE: i64 = 500;
/// The index may have far more in their range, after a `truncate` for one; those are counted.
const MOST_INDEXED: usize = 1_000;
/// Counting takes at most this part of PostgreSQL's time.
const COUNT_ONE_IN: u32 = 100;

/// What searches see.
pub struct Shown {
    pub docs: u64,
    pub seen: TxSnapshot,
}

/// Where the looks have come to.
pub struct Looks {
    sides: Sides,
    /// The last track of the sample before.
    after: Option<TrackId>,
    count_at: Instant,
}

impl Looks {
    pub fn new(sides: Sides) -> Self {
        Self { sides, after: None, count_at: Instant::now() }
    }

    /// What differs between index and catalog, in words, if anything does that this look goes over.
    pub fn differences(&mut self, shown: &Shown) -> Result<Option<String>, Error> {
        match self.miscount(shown)? {
            Some(found) => Ok(Some(found)),
            None => self.sample(),
        }
    }

    /// Each change that isn't in the index can make a difference of one track; beyond that, tracks came or went
    /// unrecorded.
    fn miscount(&mut self, shown: &Shown) -> Result<Option<String>, Error> {
        let began = Instant::now();
        if began < self.count_at {
            return Ok(None);
        }
        let source = &self.sides.source;
        let counted = source.ask(source.catalog.count_with_unseen(&shown.seen));
        self.count_at = Instant::now() + began.elapsed() * COUNT_ONE_IN;
        let Some((tracks, unseen)) = unless_too_long(counted)?.flatten() else { return Ok(None) };
        Ok(miscounted(tracks, shown.docs, unseen))
    }

    /// Compares the next few hundred tracks.
    fn sample(&mut self) -> Result<Option<String>, Error> {
        let after = self.after;
        let (upto, found) = self.sides.in_background(|sides| {
            let page = page_behind(&sides.source, after, SAMPLE)?;
            let records = newest(sides, Generation::records)?;
            let suspects = RefCell::new(Vec::new());
            compare_page(&page, &records, MOST_INDEXED, |id| {
                suspects.borrow_mut().push(id);
                Ok(())
            })?;
            drop(records);
            let differing = count_differing(sides, &suspects.into_inner())?;
            let found =
                (differing > 0).then(|| format!("{differing} of {} tracks looked at differ", page.tracks.len()));
            Ok((page.upto, found))
        })?;
        self.after = upto;
        Ok(found)
    }
}

/// In words, if the numbers can't be explained by what is on its way.
pub fn miscounted(tracks: u64, docs: u64, unseen: u64) -> Option<String> {
    (tracks.abs_diff(docs) > unseen).then(|| {
        format!("the catalog has {tracks} tracks, the index {docs}, and no more than {unseen} changes are on their way")
    })
}

/// A count that was cancelled says nothing.
fn unless_too_long<T>(counted: Result<T, Error>) -> Result<Option<T>, Error> {
    match counted {
        Ok(counted) => Ok(Some(counted)),
        Err(Error::Catalog(catalog::Error::TimedOut { .. })) => Ok(None),
        Err(error) => Err(error),
    }
}
