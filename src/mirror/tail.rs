//! A writer together with the place in the feed that it has come to: reads changes, applies them, commits both as one.

use std::collections::HashSet;
use std::time::Duration;

use time::OffsetDateTime;
use uuid::Uuid;

use super::Error;
use super::convert::document;
use super::cursor::Cursor;
use super::sides::Sides;
use crate::catalog::{self, Position};
use crate::failpoint;
use crate::index::Writer;

/// How long PostgreSQL may take to say that what was read is durable.
const PATIENCE: Duration = Duration::from_secs(5);

pub struct Tail {
    sides: Sides,
    /// In whose name the position is noted in the catalog.
    node: String,
    writer: Writer,
    cursor: Cursor,
    /// What has been applied; the cursor is ahead of it while a page is on its way.
    applied: Position,
    committed: Position,
    has_uncommitted: bool,
}

/// What one page of the feed has brought.
#[derive(Debug)]
pub struct Advance {
    pub changes: usize,
    /// When the oldest and the newest of them were made.
    pub oldest: Option<OffsetDateTime>,
    pub newest: Option<OffsetDateTime>,
    /// Nothing more is visible at the moment.
    pub is_last: bool,
}

impl Tail {
    /// The writer's index must hold every change up to `position`.
    pub fn new(sides: &Sides, node: &str, writer: Writer, position: Position) -> Self {
        let cursor = Cursor::at(position);
        Self {
            sides: sides.clone(),
            node: node.to_owned(),
            writer,
            cursor,
            applied: position,
            committed: position,
            has_uncommitted: false,
        }
    }

    /// Applies the next page of changes: tracks as they are now take the place of what they were.
    pub fn advance(&mut self) -> Result<Advance, Error> {
        let page = self.cursor.read(&self.sides)?;
        failpoint::reach("tail.read");
        let changed: HashSet<Uuid> = page.changes.iter().map(|change| change.track_id).collect();
        if !changed.is_empty() {
            self.has_uncommitted = true;
            self.replace(&changed.into_iter().collect::<Vec<_>>())?;
        }
        self.applied = self.cursor.position();
        failpoint::reach("tail.applied");
        let made_at = || page.changes.iter().map(|change| change.recorded_at);
        let (oldest, newest) = (made_at().min(), made_at().max());
        Ok(Advance { changes: page.changes.len(), oldest, newest, is_last: page.is_last })
    }

    /// Makes what was applied durable and visible, with the position; answers whether there was anything.
    pub fn commit(&mut self) -> Result<bool, Error> {
        if self.has_uncommitted {
            failpoint::reach("commit.begun");
            self.make_durable()?;
            failpoint::reach("commit.noted");
            self.writer.commit(&self.applied.to_string())?;
            failpoint::reach("commit.written");
            self.committed = self.applied;
        }
        Ok(std::mem::take(&mut self.has_uncommitted))
    }

    /// The position that a restart would begin at.
    pub fn committed(&self) -> Position {
        self.committed
    }

    /// Lets merges end for a moment. What was not committed is lost, and applied again another time.
    pub fn close(self, patience: Duration) {
        self.writer.close(patience);
    }

    /// A transaction that committed with `synchronous_commit = off` is visible before it is on disk. Were PostgreSQL to crash
    /// then, the index would hold a change that never was, and a position whose transaction ids are given out again.
    /// A synchronous commit of our own puts everything before it on disk. Not cut short by a stop: it is part of the commit.
    fn make_durable(&self) -> Result<(), Error> {
        let note = self.sides.catalog.touch_node(&self.node, self.committed);
        let noted = self.sides.cpu.wait(async { tokio::time::timeout(PATIENCE, note).await });
        Ok(noted.map_err(|_| catalog::Error::Busy)??)
    }

    fn replace(&self, ids: &[Uuid]) -> Result<(), Error> {
        let tracks = self.sides.ask(self.sides.catalog.tracks_by_id(ids))?;
        for id in ids {
            self.writer.delete(*id);
        }
        tracks.into_iter().filter_map(document).try_for_each(|document| self.writer.add(&document))?;
        Ok(())
    }
}
