//! Going through all completed tracks by ranges of ids, on all threads of the pool at once.
//!
//! Each thread reads from PostgreSQL what it then works on. So neither reading nor decoding takes time of the threads
//! that answer requests, and there is never more in memory than a page a thread.

use std::sync::{Mutex, PoisonError};

use super::Error;
use super::source::Source;
use crate::track::{TrackId, TrackSummary};

/// Ids a page.
const PAGE: i64 = 5_000;

/// The completed tracks, by id, of those behind `after` and up to `upto`. Where there is neither, the page has no bound
/// there.
pub struct Page {
    pub after: Option<TrackId>,
    pub upto: Option<TrackId>,
    pub tracks: Vec<TrackSummary>,
}

/// The page of so many ids behind `after`.
pub fn page_behind(source: &Source, after: Option<TrackId>, ids: i64) -> Result<Page, Error> {
    let upto = source.ask(source.catalog.page_end(after, ids))?;
    Ok(Page { after, upto, tracks: source.ask(source.catalog.summaries_between(after, upto))? })
}

/// Does the work on every page, in no certain order. The ranges of the pages leave no id out.
pub fn for_each_page(source: &Source, work: impl Fn(Page) -> Result<(), Error> + Sync) -> Result<(), Error> {
    let pages = Pages { source, rest: Mutex::new(Rest::Behind(None)) };
    let on_each_thread = || {
        let done = pages.work_off(&work);
        if done.is_err() {
            pages.set_rest(Rest::Nothing);
        }
        done
    };
    source.cpu.on_each_thread(on_each_thread).into_iter().collect()
}

struct Pages<'a> {
    source: &'a Source,
    rest: Mutex<Rest>,
}

/// What one thread takes at a time.
struct Range {
    after: Option<TrackId>,
    upto: Option<TrackId>,
}

/// The ids that no thread has taken yet.
#[derive(Clone, Copy)]
enum Rest {
    Behind(Option<TrackId>),
    Nothing,
}

impl Pages<'_> {
    fn work_off(&self, work: &impl Fn(Page) -> Result<(), Error>) -> Result<(), Error> {
        while let Some(Range { after, upto }) = self.take_range()? {
            let tracks = self.source.ask(self.source.catalog.summaries_between(after, upto))?;
            work(Page { after, upto, tracks })?;
        }
        Ok(())
    }

    /// The next range, which ends where the catalog has so many ids: those of one range are as good as random, or all
    /// of one day, depending on who makes them.
    fn take_range(&self) -> Result<Option<Range>, Error> {
        let mut rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        let Rest::Behind(after) = *rest else { return Ok(None) };
        let upto = self.source.ask(self.source.catalog.page_end(after, PAGE))?;
        *rest = upto.map_or(Rest::Nothing, |upto| Rest::Behind(Some(upto)));
        Ok(Some(Range { after, upto }))
    }

    fn set_rest(&self, rest: Rest) {
        *self.rest.lock().unwrap_or_else(PoisonError::into_inner) = rest;
    }
}
