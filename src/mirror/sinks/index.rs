//! The index as a sink: one generation of it, whose commits carry what was seen as their position.

use std::time::Duration;

use super::Sink;
use crate::catalog::TxSnapshot;
use crate::index::{Generation, Workload, Writer};
use crate::mirror::Error;
use crate::track::{TrackId, TrackSummary};

/// The only writer of a generation.
pub struct IndexSink {
    writer: Writer,
    seen: TxSnapshot,
}

impl IndexSink {
    /// A generation that nothing has been written to, to be filled by so many threads.
    pub fn to_fill(generation: &Generation, threads: usize) -> Result<Self, Error> {
        Ok(Self { writer: generation.writer(Workload::Build { threads })?, seen: TxSnapshot::default() })
    }

    /// A generation that was filled, to follow the catalog with.
    pub fn to_follow(generation: &Generation) -> Result<Self, Error> {
        let writer = generation.writer(Workload::Follow)?;
        // Read once nobody else can write any more.
        let seen = Self::seen_at(&generation.position()?)?;
        Ok(Self { writer, seen })
    }

    /// What a commit with this position says was seen.
    pub fn seen_at(position: &str) -> Result<TxSnapshot, Error> {
        position.parse().map_err(|_| Error::NoPosition)
    }

    /// Uses a time without changes for larger merges.
    pub fn rest(&mut self) -> Result<(), Error> {
        Ok(self.writer.rest(&self.seen.to_string())?)
    }

    /// Lets merges end for a moment. What was not committed is lost, and applied again another time.
    pub fn close(self, patience: Duration) {
        self.writer.close(patience);
    }
}

impl Sink for IndexSink {
    fn seen(&self) -> &TxSnapshot {
        &self.seen
    }

    fn fill(&self, tracks: Vec<TrackSummary>) -> Result<(), Error> {
        tracks.iter().try_for_each(|track| self.writer.add(track))?;
        Ok(())
    }

    fn apply(&mut self, ids: &[TrackId], tracks: Vec<TrackSummary>) -> Result<(), Error> {
        ids.iter().for_each(|id| self.writer.delete(*id));
        self.fill(tracks)
    }

    fn commit(
        &mut self,
        seen: &TxSnapshot,
        until_source_is_durable: impl FnOnce() -> Result<(), Error>,
    ) -> Result<(), Error> {
        let prepared = self.writer.prepare()?;
        until_source_is_durable()?;
        prepared.commit(&seen.to_string())?;
        self.seen.clone_from(seen);
        Ok(())
    }
}
