//! Building the next generation from the whole catalog, beside the one that serves, until it can take over.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::pages::for_each_page;
use super::sides::Sides;
use super::tail::Tail;
use super::{Error, HEARTBEAT};
use crate::catalog::Catalog;
use crate::cpu::Cpu;
use crate::failpoint;
use crate::index::{Workload, Writer};

/// How far a rebuild has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: u64,
    pub total: u64,
}

/// What a rebuild has made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Report {
    pub generation: u64,
    pub docs: u64,
    pub seconds: f64,
}

/// Builds a new generation and lets it take over; a server that is running switches to it by itself. `node` names the
/// builder among those for whom the feed is kept. Dropped before its end, it leaves everything as it was.
pub async fn rebuild(
    catalog: Catalog,
    index_root: &Path,
    cpu: Cpu,
    node: &str,
    progress: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<Report, Error> {
    let node = node.to_owned();
    Sides::at_work(catalog, index_root, cpu, move |sides| rebuild_beside(sides, &node, &progress)).await
}

/// The same, on the caller's thread, beside whoever follows the catalog.
pub(super) fn rebuild_beside(sides: &Sides, node: &str, progress: &(dyn Fn(Progress) + Sync)) -> Result<Report, Error> {
    let report = sides.as_node(node, || build(sides, node, progress))?;
    sides.retire_generations();
    Ok(report)
}

/// Builds a generation and lets it take over, in the background. The feed is still kept for `node` afterwards.
pub(super) fn build(sides: &Sides, node: &str, progress: &(dyn Fn(Progress) + Sync)) -> Result<Report, Error> {
    sides.in_background(|sides| build_here(sides, node, progress))
}

fn build_here(sides: &Sides, node: &str, progress: &(dyn Fn(Progress) + Sync)) -> Result<Report, Error> {
    let began = Instant::now();
    let catalog = &sides.catalog;
    let draft = sides.generations.begin(&sides.ask(catalog.feed_id())?)?;
    progress(Progress { done: 0, total: 0 });
    // Kept from the very beginning at first: nobody who clears the feed meanwhile has come past what is seen next.
    sides.ask(catalog.touch_node(node, 0))?;
    // What commits from here on may or may not be seen by the pages read below; the feed tells it once more.
    let mut feed = sides.ask(catalog.feed())?;
    let seen = sides.ask(feed.view())?.seen;
    let mut keep_feed = || sides.ask(feed.note(node, seen.oldest()));
    keep_feed()?;
    failpoint::reach("build.begun");

    let mut writer = draft.generation().writer(Workload::Build { threads: sides.cpu.threads() })?;
    fill(sides, &writer, progress, &mut keep_feed)?;
    failpoint::reach("build.filled");
    // Proves that no crash has taken back what was read, and puts it on disk.
    keep_feed()?;
    writer.commit(&seen.to_string())?;
    failpoint::reach("build.committed");
    let mut tail = Tail::new(sides, node, writer, seen.clone())?;
    while !tail.advance()?.has_caught_up {
        keep_feed()?;
    }
    tail.commit()?;
    drop(tail);
    failpoint::reach("build.caught-up");

    let docs = draft.generation().num_docs()?;
    let generation = draft.promote()?.number();
    Ok(Report { generation, docs, seconds: began.elapsed().as_secs_f64() })
}

/// Adds every completed track.
fn fill(
    sides: &Sides,
    writer: &Writer,
    progress: &(dyn Fn(Progress) + Sync),
    keep_feed: impl FnMut() -> Result<(), Error> + Send,
) -> Result<(), Error> {
    let total = u64::try_from(sides.ask(sides.catalog.count_tracks())?).unwrap_or_default();
    let so_far = Mutex::new((0, Instant::now(), keep_feed));
    for_each_page(sides, |page| {
        let added = page.tracks.len() as u64;
        page.tracks.iter().try_for_each(|track| writer.add(track))?;
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
