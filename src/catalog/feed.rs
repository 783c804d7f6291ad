//! The change feed: which tracks changed since a position. Triggers fill it, so nothing that commits is lost.

use time::OffsetDateTime;
use uuid::Uuid;

use super::{Catalog, Error, Position};

/// A track was written or deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    pub position: Position,
    pub track_id: Uuid,
    pub recorded_at: OffsetDateTime,
}

/// Every visible change after the position asked for, in order, up to the limit.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeBatch {
    pub changes: Vec<Change>,
    /// Changes below are final. Those at or above may still be joined by others from transactions not yet committed,
    /// so they are to be read again later.
    pub horizon: Position,
}

/// How far a reader at some position is behind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FeedStatus {
    pub lag_changes: i64,
    pub oldest_change_at: Option<OffsetDateTime>,
}

impl Catalog {
    /// Which database this is: differs after restoring it elsewhere, or for another DATABASE_URL. A position means
    /// nothing in another feed.
    pub async fn feed_id(&self) -> Result<String, Error> {
        todo!()
    }

    /// Every change below this position is committed or gone for good, and visible to later reads.
    pub async fn horizon(&self) -> Result<Position, Error> {
        todo!()
    }

    pub async fn changes_since(&self, _from: Position, _limit: i64) -> Result<ChangeBatch, Error> {
        todo!()
    }

    pub async fn feed_status(&self, _from: Position) -> Result<FeedStatus, Error> {
        todo!()
    }

    /// Deletes the changes below `before` and remembers that they are gone; answers how many.
    pub async fn prune_changes(&self, _before: Position) -> Result<u64, Error> {
        todo!()
    }

    /// Whoever stands below this position has missed changes and must rebuild.
    pub async fn pruned_before(&self) -> Result<Position, Error> {
        todo!()
    }
}
