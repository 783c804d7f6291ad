//! Bringing the index up to date once, or waiting until it is, for a command.

use std::path::Path;
use std::time::Duration;

use super::Error;
use super::cursor::Cursor;
use super::rebuild::build;
use super::sides::Sides;
use super::sinks::{IndexSink, Sink};
use super::source::Source;
use super::tail::Tail;
use crate::catalog::{Catalog, TxSnapshot};
use crate::cpu::Cpu;
use crate::index::{self, Generation, Snapshot};

/// How long the command waits for merges at its end.
const LAST_MERGES: Duration = Duration::from_millis(500);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// The newest snapshot, with all that is committed in the catalog; `None` where a rebuild is needed first. While
/// another process follows the catalog, that one sees to it, and the snapshot is as new as it has come.
pub async fn catch_up(catalog: Catalog, index_root: &Path, cpu: Cpu) -> Result<Option<Snapshot>, Error> {
    let newest_snapshot = |sides: &Sides| newest(sides, |generation| generation.snapshot(None));
    match Sides::at_work(catalog, index_root, cpu, newest_snapshot).await {
        Ok(snapshot) => Ok(Some(snapshot)),
        Err(error) if error.calls_for_rebuild() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Opens what is newest, in the same sense, on the caller's thread.
pub(super) fn newest<T>(sides: &Sides, open: impl Fn(&Generation) -> Result<T, index::Error>) -> Result<T, Error> {
    loop {
        let (generation, seen) = sides.usable_generation()?;
        match take_over_changes(&sides.source, &generation, &seen).and_then(|()| Ok(open(&generation)?)) {
            // Whoever follows has come further meanwhile, and has cleared the feed behind itself.
            Err(Error::MissedChanges) if sides.usable_generation()?.1 != seen => {}
            // Another generation has taken over, and this one was removed.
            Err(Error::Index(_)) if sides.generations.current_number()? != Some(generation.number()) => {}
            opened => return opened,
        }
    }
}

/// Waits until the index has everything that is committed by now. Whoever follows the catalog sees to it, also where it
/// has to be built first; while nobody does, this brings the index up to date, or builds it, by itself.
pub async fn wait_until_caught_up(
    catalog: Catalog,
    index_root: &Path,
    cpu: Cpu,
    is_followed: impl Fn() -> bool + Send + 'static,
) -> Result<(), Error> {
    Sides::at_work(catalog, index_root, cpu, move |sides| {
        let source = &sides.source;
        let now = source.ask(source.catalog.newest_transaction())?;
        let node = format!("waiting, process {}", std::process::id());
        while !has_caught_up(sides, now)? {
            if !is_followed() {
                match newest(sides, |_| Ok(())) {
                    Err(error) if error.calls_for_rebuild() => {
                        source.as_node(&node, || build(sides, &node, &|_| {}))?;
                    }
                    Err(Error::ReplicaBehind) => {}
                    caught_up => caught_up?,
                }
            }
            source.block_on(tokio::time::sleep(LOOK_AGAIN))?;
        }
        Ok(())
    })
    .await
}

/// Whether the index has every change of the transactions below `now` that are over. A replica may not know of them
/// yet.
fn has_caught_up(sides: &Sides, now: u64) -> Result<bool, Error> {
    match sides.known_generation() {
        Ok((_, seen)) => Ok(!sides.source.ask(sides.source.catalog.has_unseen_changes(&seen, now))?),
        Err(error) if error.calls_for_rebuild() => Ok(false),
        Err(error) => Err(error),
    }
}

fn take_over_changes(source: &Source, generation: &Generation, seen: &TxSnapshot) -> Result<(), Error> {
    if Cursor::is_at_the_end(seen, source)? {
        return Ok(());
    }
    let sink = match IndexSink::to_follow(generation) {
        // Whoever writes sees to it.
        Err(Error::Index(index::Error::WriterBusy { .. })) => return Ok(()),
        sink => sink?,
    };
    let node = format!("catching up, process {}", std::process::id());
    source.as_node(&node, || {
        // From here on the feed is kept for this work.
        source.ask(source.catalog.heartbeat(&node, sink.seen().xmin()))?;
        // tantivy can take the process down when it deletes from a damaged file.
        generation.check()?;
        let mut tail = Tail::open(source, &node, sink)?;
        while !tail.advance()?.has_caught_up {}
        tail.commit()?;
        tail.into_sink().close(LAST_MERGES);
        Ok(())
    })
}
