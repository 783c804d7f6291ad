//! Bringing the index up to date once, for a command that runs while no server does.

use std::path::Path;
use std::time::Duration;

use super::Error;
use super::cursor::Cursor;
use super::sides::Sides;
use super::tail::Tail;
use crate::catalog::{Catalog, Position};
use crate::cpu::Cpu;
use crate::index::{self, Generation, Snapshot, Workload};

/// How long the command waits for merges at its end.
const LAST_MERGES: Duration = Duration::from_millis(500);

/// The newest snapshot, with all that is committed in the catalog; `None` where a rebuild is needed first. While another
/// process follows the catalog, that one sees to it, and the snapshot is as new as it has come.
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
        let (generation, position) = sides.usable_generation()?;
        match take_over_changes(sides, &generation, position).and_then(|()| Ok(open(&generation)?)) {
            // Whoever follows has come further meanwhile, and has cleared the feed behind itself.
            Err(Error::MissedChanges) if sides.usable_generation()?.1 != position => {}
            // Another generation has taken over, and this one was removed.
            Err(Error::Index(_)) if sides.generations.current_number()? != Some(generation.number()) => {}
            opened => return opened,
        }
    }
}

fn take_over_changes(sides: &Sides, generation: &Generation, position: Position) -> Result<(), Error> {
    if Cursor::is_at_the_end(position, sides)? {
        return Ok(());
    }
    let writer = match generation.writer(Workload::Follow) {
        // Whoever writes sees to it.
        Err(index::Error::WriterBusy { .. }) => return Ok(()),
        writer => writer?,
    };
    let node = format!("catching up, process {}", std::process::id());
    // From here on the feed is kept for this work.
    sides.ask(sides.catalog.touch_node(&node, position))?;
    // tantivy can take the process down when it deletes from a damaged file.
    generation.check()?;
    let mut tail = Tail::new(sides, &node, writer, position);
    while !tail.advance()?.is_last {}
    tail.commit()?;
    tail.close(LAST_MERGES);
    sides.ask(sides.catalog.forget_node(&node))
}
