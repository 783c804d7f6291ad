//! The two sides that the mirror joins, and how its synchronous code waits for the asynchronous one.

use std::path::Path;
use std::time::Duration;

use tokio::sync::watch;

use super::Error;
use crate::catalog::{self, Catalog, Seen};
use crate::cpu::{Cores, Cpu};
use crate::index::{Generation, Generations};

/// How long the catalog may take to hear that a node has ended.
const LAST_WORD: Duration = Duration::from_secs(1);

/// What every part of the mirror works with. Cheap to clone.
#[derive(Clone)]
pub struct Sides {
    pub catalog: Catalog,
    pub generations: Generations,
    pub cpu: Cpu,
    /// Becomes true, or loses its sender, when the work is to stop.
    pub stopped: watch::Receiver<bool>,
}

impl Sides {
    /// Does one piece of work on a thread of its own. Whoever stops waiting for it stops it; until it has ended, it holds the
    /// catalog.
    pub async fn at_work<T: Send + 'static>(
        catalog: Catalog,
        index_root: &Path,
        cpu: Cpu,
        work: impl FnOnce(&Self) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (_stop_when_dropped, stopped) = watch::channel(false);
        let hold = catalog.hold();
        let sides = Self { catalog, generations: Generations::open(index_root)?, cpu, stopped };
        let work = move || {
            let _hold = hold;
            work(&sides)
        };
        Cpu::new(1)?.run(work).await?
    }

    /// Does work for which the feed is kept in the name of `node`. However it ends, even by a stop: nobody needs the feed to be
    /// kept for this node any more.
    pub fn as_node<T>(&self, node: &str, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        let done = work();
        let forget = tokio::time::timeout(LAST_WORD, self.catalog.forget_node(node));
        if let Ok(Err(error)) = self.cpu.wait(forget) {
            tracing::warn!(%error, "the feed is kept for {node} in vain, for an hour");
        }
        done
    }

    /// Does work, of which nobody waits for the first bit, on a pool of its own with as many threads: they take the CPUs only
    /// while those that answer requests don't need them. Where a server answers from the index, half of the cores are its own.
    pub fn in_background<T: Send>(&self, work: impl FnOnce(&Self) -> Result<T, Error> + Send) -> Result<T, Error> {
        let cores = if self.generations.is_followed() { Cores::Half } else { Cores::All };
        let cpu = self.cpu.in_background(cores)?;
        let sides = Self { cpu: cpu.clone(), ..self.clone() };
        cpu.install(|| work(&sides))
    }

    /// Waits for an answer of the catalog, for as long as one may come, or until the work is to stop.
    pub fn ask<T>(&self, question: impl Future<Output = Result<T, catalog::Error>>) -> Result<T, Error> {
        let patience = self.catalog.patience();
        let answer = self.wait(async { tokio::time::timeout(patience, question).await })?;
        Ok(answer.map_err(|_| catalog::Error::Silent { patience })??)
    }

    /// Waits for anything, or until the work is to stop.
    pub fn wait<T>(&self, awaited: impl Future<Output = T>) -> Result<T, Error> {
        let mut stopped = self.stopped.clone();
        self.cpu.wait(async move {
            tokio::select! {
                biased;
                _ = stopped.wait_for(|stopped| *stopped) => Err(Error::Stopped),
                answer = awaited => Ok(answer),
            }
        })
    }

    /// The current generation, if it may be followed on from what it has seen.
    pub fn usable_generation(&self) -> Result<(Generation, Seen), Error> {
        let (generation, seen) = self.known_generation()?;
        self.expect_of_replica(&seen)?;
        Ok((generation, seen))
    }

    /// The same, though a replica may have to come to it first.
    pub fn known_generation(&self) -> Result<(Generation, Seen), Error> {
        let generation = self.generations.current()?.ok_or(Error::NoIndex)?;
        if generation.origin() != self.ask(self.catalog.feed_id())? {
            return Err(Error::OtherCatalog);
        }
        let seen: Seen = generation.position()?.parse().map_err(|_| Error::NoPosition)?;
        if seen.end() > self.ask(self.catalog.newest_transaction())? {
            return Err(Error::AheadOfCatalog);
        }
        Ok((generation, seen))
    }

    /// A replica must have replayed all that was seen: read back in time, tracks would lose what the index has.
    pub fn expect_of_replica(&self, seen: &Seen) -> Result<(), Error> {
        if self.catalog.has_replica()
            && !self.ask(async { self.catalog.feed().await?.view().await })?.seen.includes(seen)
        {
            return Err(Error::ReplicaBehind);
        }
        Ok(())
    }

    /// Removes the generations before the current one. What can't be removed now goes at a later heartbeat: another process
    /// may be removing the same one, or a last merge be writing into it. The index that serves is none the worse.
    pub fn retire_generations(&self) {
        if let Err(error) = self.generations.retire_all_but_current() {
            tracing::warn!(%error, "an older generation of the index can't be removed yet");
        }
    }
}
