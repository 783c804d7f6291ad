//! A writer together with the place in the feed that it has come to: reads changes, applies them, commits both as one.

use std::collections::HashSet;
use std::time::Duration;

use time::OffsetDateTime;
use uuid::Uuid;

use super::Error;
use super::convert::document;
use super::cursor::Cursor;
use super::sides::Sides;
use crate::catalog::Position;
use crate::index::Writer;

pub struct Tail {
    sides: Sides,
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
    pub fn new(sides: &Sides, writer: Writer, position: Position) -> Self {
        let cursor = Cursor::at(position);
        Self { sides: sides.clone(), writer, cursor, applied: position, committed: position, has_uncommitted: false }
    }

    /// Applies the next page of changes: tracks as they are now take the place of what they were.
    pub fn advance(&mut self) -> Result<Advance, Error> {
        let page = self.cursor.read(&self.sides)?;
        let changed: HashSet<Uuid> = page.changes.iter().map(|change| change.track_id).collect();
        if !changed.is_empty() {
            self.has_uncommitted = true;
            self.replace(&changed.into_iter().collect::<Vec<_>>())?;
        }
        self.applied = self.cursor.position();
        let made_at = || page.changes.iter().map(|change| change.recorded_at);
        let (oldest, newest) = (made_at().min(), made_at().max());
        Ok(Advance { changes: page.changes.len(), oldest, newest, is_last: page.is_last })
    }

    /// Makes what was applied durable and visible, with the position; answers whether there was anything.
    pub fn commit(&mut self) -> Result<bool, Error> {
        if self.has_uncommitted {
            self.writer.commit(&self.applied.to_string())?;
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

    fn replace(&self, ids: &[Uuid]) -> Result<(), Error> {
        let tracks = self.sides.ask(self.sides.catalog.tracks_by_id(ids))?;
        for id in ids {
            self.writer.delete(*id);
        }
        tracks.into_iter().filter_map(document).try_for_each(|document| self.writer.add(&document))?;
        Ok(())
    }
}
