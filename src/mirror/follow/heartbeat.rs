//! The heartbeat of a node: it says how far it has come, and clears away what nobody needs any more.

use std::time::{Duration, Instant};

use crate::catalog::{ALIVE_WITHIN, PRUNED_AT_ONCE};
use crate::failpoint;
use crate::index::Generation;
use crate::mirror::Error;
use crate::mirror::sides::Sides;
use crate::mirror::sinks::Sink;
use crate::mirror::tail::Tail;

/// Who was silent for so long doesn't come back.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(7 * 86_400);

pub struct Heartbeat {
    every: Duration,
    /// When all was cleared away last.
    last: Option<Instant>,
    has_beaten: bool,
}

impl Heartbeat {
    /// The first is due at once.
    pub fn new(every: Duration) -> Self {
        Self { every, last: None, has_beaten: false }
    }

    /// Whether there has been one.
    pub fn has_beaten(&self) -> bool {
        self.has_beaten
    }

    /// Beats where it is time to.
    pub fn beat_when_due(
        &mut self,
        sides: &Sides,
        generation: &Generation,
        tail: &mut Tail<impl Sink>,
    ) -> Result<(), Error> {
        if self.last.is_some_and(|last| last.elapsed() < self.every) {
            return Ok(());
        }
        tail.beat()?;
        failpoint::reach("beat.noted");
        let is_clear = clear_away(sides, generation)?;
        self.has_beaten = true;
        // What is left goes between the next passes.
        self.last = is_clear.then(Instant::now);
        Ok(())
    }
}

/// Clears away changes, nodes that are gone, and older generations; answers whether none of that is left.
fn clear_away(sides: &Sides, generation: &Generation) -> Result<bool, Error> {
    let Sides { source, generations } = sides;
    source.ask(source.catalog.forget_silent_nodes(FORGOTTEN_AFTER))?;
    let slowest = source.ask(source.catalog.slowest_node(ALIVE_WITHIN))?;
    // A generation that has taken over just now may stand further back, with nobody left who keeps the feed for it.
    if !generations.is_current(generation)? {
        return Ok(true);
    }
    let is_clear = match slowest {
        Some(slowest) => {
            failpoint::reach("prune.begun");
            let pruned = source.ask(source.catalog.prune_changes(slowest))?;
            failpoint::reach("prune.done");
            pruned < PRUNED_AT_ONCE
        }
        None => true,
    };
    sides.retire_generations();
    Ok(is_clear)
}
