//! The two sides that most of the mirror joins: the catalog, and the generations of its index.

use std::path::Path;

use tokio::sync::watch;

use super::Error;
use super::sinks::IndexSink;
use super::source::Source;
use crate::catalog::{Catalog, TxSnapshot};
use crate::cpu::{Cores, Cpu};
use crate::index::{Generation, Generations};

/// Cheap to clone.
#[derive(Clone)]
pub struct Sides {
    pub source: Source,
    pub generations: Generations,
}

impl Sides {
    /// Does one piece of work on a thread of its own. Whoever stops waiting for it stops it; until it has ended, it
    /// holds the catalog.
    pub async fn at_work<T: Send + 'static>(
        catalog: Catalog,
        index_root: &Path,
        cpu: Cpu,
        work: impl FnOnce(&Self) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (_stop_when_dropped, stopped) = watch::channel(false);
        let hold = catalog.hold();
        let sides = Self { source: Source::new(catalog, cpu, stopped), generations: Generations::open(index_root)? };
        let work = move || {
            let _hold = hold;
            work(&sides)
        };
        Cpu::new(1)?.run(work).await?
    }

    /// Does work, of which nobody waits for the first bit, on a pool of its own with as many threads: they take the
    /// CPUs only while those that answer requests don't need them. Where a server answers from the index, half of the
    /// cores are its own.
    pub fn in_background<T: Send>(&self, work: impl FnOnce(&Self) -> Result<T, Error> + Send) -> Result<T, Error> {
        let cores = if self.generations.is_followed() { Cores::Half } else { Cores::All };
        let cpu = self.source.cpu.in_background(cores)?;
        let sides = Self { source: self.source.on(cpu.clone()), generations: self.generations.clone() };
        cpu.install(|| work(&sides))
    }

    /// The current generation, if it may be followed on from what it has seen.
    pub fn usable_generation(&self) -> Result<(Generation, TxSnapshot), Error> {
        let (generation, seen) = self.known_generation()?;
        self.expect_of_replica(&seen)?;
        Ok((generation, seen))
    }

    /// The same, though a replica may have to come to it first.
    pub fn known_generation(&self) -> Result<(Generation, TxSnapshot), Error> {
        let Self { source, generations } = self;
        let generation = generations.current()?.ok_or(Error::NoIndex)?;
        if generation.origin() != source.ask(source.catalog.feed_id())? {
            return Err(Error::OtherCatalog);
        }
        let seen = IndexSink::seen_at(&generation.position()?)?;
        if seen.xmax() > source.ask(source.catalog.newest_transaction())? {
            return Err(Error::AheadOfCatalog);
        }
        Ok((generation, seen))
    }

    /// A replica must have replayed all that was seen: read back in time, tracks would lose what the index has.
    pub fn expect_of_replica(&self, seen: &TxSnapshot) -> Result<(), Error> {
        let catalog = &self.source.catalog;
        if catalog.has_replica() && !self.source.ask(async { catalog.feed().await?.view().await })?.seen.includes(seen)
        {
            return Err(Error::ReplicaBehind);
        }
        Ok(())
    }

    /// Removes the generations before the current one. What can't be removed now goes at a later heartbeat: another
    /// process may be removing the same one, or a last merge be writing into it. The index that serves is none the
    /// worse.
    pub fn retire_generations(&self) {
        if let Err(error) = self.generations.retire_all_but_current() {
            tracing::warn!(%error, "an older generation of the index can't be removed yet");
        }
    }
}
