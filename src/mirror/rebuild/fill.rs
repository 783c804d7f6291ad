//! Filling a sink with the whole catalog, until it has caught up with the feed and can take over.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::failpoint;
use crate::mirror::Error;
use crate::mirror::pages::for_each_page;
use crate::mirror::sinks::Sink;
use crate::mirror::source::Source;
use crate::mirror::tail::{HEARTBEAT, Tail};

/// How far a rebuild has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: u64,
    pub total: u64,
}

/// Fills a sink that has nothing yet. From now on, and still afterwards, the feed is kept for `node`.
pub fn fill<S: Sink>(
    source: &Source,
    node: &str,
    mut sink: S,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<S, Error> {
    progress(Progress { done: 0, total: 0 });
    // Kept from the very beginning at first: nobody who clears the feed meanwhile has come past what is seen next.
    source.ask(source.catalog.heartbeat(node, 0))?;
    // What commits from here on may or may not be seen by the pages read below; the feed tells it once more.
    let mut feed = source.ask(source.catalog.feed())?;
    let seen = source.ask(feed.view())?.seen;
    let mut keep_feed = || source.ask(feed.note(node, seen.xmin()));
    keep_feed()?;
    failpoint::reach("build.begun");

    add_all(source, &sink, progress, &mut keep_feed)?;
    failpoint::reach("build.filled");
    // The note proves that no crash has taken back what was read, and puts it on disk.
    sink.commit(&seen, &mut keep_feed)?;
    failpoint::reach("build.committed");
    let mut tail = Tail::open(source, node, sink)?;
    while !tail.advance()?.has_caught_up {
        keep_feed()?;
    }
    tail.commit()?;
    Ok(tail.into_sink())
}

/// Adds every completed track.
fn add_all(
    source: &Source,
    sink: &impl Sink,
    progress: &(dyn Fn(Progress) + Sync),
    keep_feed: impl FnMut() -> Result<(), Error> + Send,
) -> Result<(), Error> {
    let total = u64::try_from(source.ask(source.catalog.count_tracks())?).unwrap_or_default();
    let so_far = Mutex::new((0, Instant::now(), keep_feed));
    for_each_page(source, |page| {
        let added = page.tracks.len() as u64;
        sink.fill(page.tracks)?;
        failpoint::reach("build.filling");
        let mut so_far = so_far.lock().unwrap_or_else(PoisonError::into_inner);
        let (done, last_heartbeat, keep_feed) = &mut *so_far;
        *done += added;
        progress(Progress { done: *done, total: total.max(*done) });
        if last_heartbeat.elapsed() >= HEARTBEAT {
            keep_feed()?;
            *last_heartbeat = Instant::now();
        }
        Ok(())
    })
}
