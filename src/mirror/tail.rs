//! A sink at the end of the feed: reads changes, applies them, commits them together with what was seen.

use std::collections::HashSet;
use std::thread;
use std::time::Duration;

use super::Error;
use super::cursor::Cursor;
use super::sinks::Sink;
use super::source::Source;
use crate::catalog::{self, Feed, TxSnapshot, View};
use crate::cpu::Panicked;
use crate::failpoint;
use crate::track::TrackId;

/// The feed is kept for a node for far longer than it may be silent between two of these.
pub const HEARTBEAT: Duration = Duration::from_secs(10);
/// How long PostgreSQL may take to say that what was read is durable.
const PATIENCE: Duration = Duration::from_secs(5);

/// A sink and how far it has come in the feed.
pub struct Tail<S> {
    source: Source,
    /// In whose name it is noted in the catalog how far this has come.
    node: String,
    /// A restart would begin with what this has seen.
    sink: S,
    feed: Feed,
    cursor: Cursor,
    /// What has been applied; the cursor is ahead of it while a page is on its way. Its time is that of the last pass
    /// that came to its end.
    applied: View,
    /// Where the feed must be kept from for a generation that is to take over, too.
    kept_from: Option<u64>,
    has_uncommitted: bool,
}

/// What one page of the feed has brought.
#[derive(Debug)]
pub struct Advance {
    /// Nothing more could be seen when they were looked for, but for what large transactions still have.
    pub has_passed: bool,
    /// The same, and nothing is left of what could be seen when the first was looked for.
    pub has_caught_up: bool,
    /// Nothing more at all.
    pub is_last: bool,
}

impl<S: Sink> Tail<S> {
    /// Goes on from what the sink has seen.
    pub fn open(source: &Source, node: &str, sink: S) -> Result<Self, Error> {
        Ok(Self {
            source: source.clone(),
            node: node.to_owned(),
            feed: source.ask(source.catalog.feed())?,
            cursor: Cursor::at(sink.seen().clone()),
            applied: View::ever(sink.seen().clone()),
            sink,
            kept_from: None,
            has_uncommitted: false,
        })
    }

    /// Applies the next page of changes: tracks as they are now take the place of what they were.
    pub fn advance(&mut self) -> Result<Advance, Error> {
        let page = self.cursor.read(&self.source, &mut self.feed)?;
        failpoint::reach("tail.read");
        let changed: HashSet<TrackId> = page.changes.iter().map(|change| change.track_id).collect();
        if !changed.is_empty() {
            self.has_uncommitted = true;
            let ids: Vec<TrackId> = changed.into_iter().collect();
            self.sink.apply(&ids, self.source.ask(self.source.catalog.summaries_by_id(&ids))?)?;
        }
        let (has_passed, is_last) = (page.end.is_some(), page.end.is_some() && !self.cursor.has_large());
        // What large transactions still have committed before this pass: it has its age from when it first was to be
        // seen.
        let at = page.end.filter(|_| is_last).map_or(self.applied.at, |view| view.at);
        self.applied = View { seen: self.cursor.seen().clone(), at };
        failpoint::reach("tail.applied");
        Ok(Advance { has_passed, has_caught_up: has_passed && self.cursor.has_caught_up(), is_last })
    }

    /// Makes what was applied durable, with what was seen; answers whether there was anything.
    pub fn commit(&mut self) -> Result<bool, Error> {
        if self.has_uncommitted {
            self.write_down()?;
        }
        Ok(std::mem::take(&mut self.has_uncommitted))
    }

    /// What is in the sink, once everything is committed: it can be more than a restart would begin with, where
    /// transactions have ended that changed nothing.
    pub fn applied(&self) -> &View {
        &self.applied
    }

    /// Says that this node lives, and how far it has come.
    pub fn beat(&mut self) -> Result<(), Error> {
        // What was running at the last commit may have ended without a change, or the last page of a pass been empty:
        // the feed would be kept from there on until the next change.
        let (cleared, applied) = (TxSnapshot::new(self.sink.seen().xmin(), Vec::new()), self.applied.seen.xmin());
        if self.source.ask(self.source.catalog.has_unseen_changes(&cleared, applied))? {
            self.write_down()?;
        }
        self.note()
    }

    /// Keeps the feed for another sink that has seen no more than this and is to take over; from now on.
    pub fn keep_for(&mut self, successor: &TxSnapshot) -> Result<(), Error> {
        self.kept_from = Some(successor.xmin());
        self.note()
    }

    /// The sink it writes to.
    pub fn sink_mut(&mut self) -> &mut S {
        &mut self.sink
    }

    /// What was not committed is applied again another time.
    pub fn into_sink(self) -> S {
        self.sink
    }

    fn note(&mut self) -> Result<(), Error> {
        self.source.ask(self.feed.note(&self.node, self.oldest_needed()))
    }

    /// What is below has been taken over for good.
    fn oldest_needed(&self) -> u64 {
        self.kept_from.unwrap_or(u64::MAX).min(self.sink.seen().xmin())
    }

    /// While the sink writes what was applied, PostgreSQL makes durable what was read.
    fn write_down(&mut self) -> Result<(), Error> {
        failpoint::reach("commit.begun");
        let oldest_needed = self.oldest_needed();
        let Self { source, node, sink, feed, applied, .. } = self;
        thread::scope(|scope| {
            let noted = scope.spawn(|| make_durable(source, feed, node, oldest_needed));
            sink.commit(&applied.seen, || {
                noted.join().map_err(|_| Panicked)??;
                failpoint::reach("commit.noted");
                Ok(())
            })
        })?;
        failpoint::reach("commit.written");
        Ok(())
    }
}

/// A transaction that committed with `synchronous_commit = off` is visible before it is on disk. Were PostgreSQL to
/// crash then, the sink would hold a change that never was, and transaction ids that are given out again. A synchronous
/// commit of our own puts everything before it on disk. Not cut short by a stop: it is part of the commit.
fn make_durable(source: &Source, feed: &mut Feed, node: &str, oldest_needed: u64) -> Result<(), Error> {
    let note = feed.note(node, oldest_needed);
    let noted = source.cpu.block_on(async { tokio::time::timeout(PATIENCE, note).await });
    Ok(noted.map_err(|_| catalog::Error::Busy)??)
}
