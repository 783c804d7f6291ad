//! Where the mirror writes to. Every sink is named here: the index is the first.
//!
//! Each sink has a [`Tail`](super::Tail) of its own, and a name under which the feed is kept for it, so that none waits
//! for another. A new one is filled from the whole catalog while the one before it serves, and takes over when it has
//! caught up; how it takes over is its own affair, as generations are the index's.

mod index;

use super::Error;
use crate::catalog::TxSnapshot;
use crate::track::{TrackId, TrackSummary};

pub use index::IndexSink;

/// A copy of the completed tracks that knows what it has seen of the catalog.
///
/// What the mirror relies on, whatever becomes of the process:
///
/// - A commit is all or nothing: what was applied before it and what it says was seen are durable together. What
///   [`seen`](Self::seen) answers after a crash is what was last committed.
/// - Of what was applied since, anything may be left, or nothing. It is applied again, so applying is idempotent.
pub trait Sink: Send + Sync {
    /// What had been seen by the last commit: everything of it is in the sink. Nothing, before the first.
    fn seen(&self) -> &TxSnapshot;

    /// Adds tracks that it has nothing of, while it is being filled. Called from several threads.
    fn fill(&self, tracks: Vec<TrackSummary>) -> Result<(), Error>;

    /// Makes each of the tracks `ids` what it is among `tracks`, and removes those that aren't among them. Each id
    /// comes once.
    fn apply(&mut self, ids: &[TrackId], tracks: Vec<TrackSummary>) -> Result<(), Error>;

    /// Makes durable everything so far, with what was seen.
    ///
    /// Says so only after `until_source_is_durable`, which ends when no crash of PostgreSQL can take back what was
    /// read, and not at all if that fails. It takes as long as a write to disk: what can be written before, should be.
    fn commit(
        &mut self,
        seen: &TxSnapshot,
        until_source_is_durable: impl FnOnce() -> Result<(), Error>,
    ) -> Result<(), Error>;
}
