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
    /// Which feed this is. Another database has another, and so has this one restored on another server, where positions
    /// mean nothing: whoever finds another id than last time must rebuild.
    pub async fn feed_id(&self) -> Result<String, Error> {
        // A copy by `create database … template …` keeps the first two.
        sqlx::query_scalar(
            "select id
                || '@' || (select system_identifier from pg_control_system())
                || '/' || (select oid from pg_database where datname = current_database())
            from feed_state",
        )
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("reading the feed's identity"))
    }

    /// Every change below this position is committed or gone for good, and visible to later reads.
    pub async fn horizon(&self) -> Result<Position, Error> {
        let xid: i64 = sqlx::query_scalar("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            .fetch_one(&self.pool)
            .await
            .map_err(Error::doing("reading the feed's horizon"))?;
        Ok(position(xid, 0))
    }

    /// Every visible change after `from`, in order, up to `limit`; see [`ChangeBatch`] for which of them are final.
    pub async fn changes_since(&self, from: Position, limit: i64) -> Result<ChangeBatch, Error> {
        // One statement, so that horizon and changes are of one snapshot.
        type Row = (i64, Option<i64>, Option<i64>, Option<Uuid>, Option<OffsetDateTime>);
        let rows: Vec<Row> = sqlx::query_as(
            "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint, c.xid::text::bigint, c.seq, c.track_id, c.recorded_at
            from (values (1)) as always
            left join (
                select *
                from changes
                where (xid, seq) > ($1::text::xid8, $2)
                order by xid, seq
                limit $3
            ) c on true
            order by c.xid, c.seq",
        )
        .bind(from.xid.to_string())
        .bind(from.seq)
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .map_err(Error::doing("reading changes"))?;

        let horizon = rows.first().map_or(from, |row| position(row.0, 0));
        let changes = rows
            .into_iter()
            .filter_map(|(_, xid, seq, track_id, recorded_at)| {
                Some(Change { position: position(xid?, seq?), track_id: track_id?, recorded_at: recorded_at? })
            })
            .collect();
        Ok(ChangeBatch { changes, horizon })
    }

    /// How much a reader at `from` has before it.
    pub async fn feed_status(&self, from: Position) -> Result<FeedStatus, Error> {
        let (lag_changes, oldest_change_at) = sqlx::query_as(
            "select count(*), min(recorded_at)
            from changes
            where (xid, seq) > ($1::text::xid8, $2)",
        )
        .bind(from.xid.to_string())
        .bind(from.seq)
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("reading the feed's length"))?;
        Ok(FeedStatus { lag_changes, oldest_change_at })
    }

    /// Deletes the changes below `before` and remembers that they are gone; answers how many.
    ///
    /// `before` must not be beyond the horizon. Changes from the future are deleted as well: they came with a dump of
    /// another server, and mean nothing here.
    pub async fn prune_changes(&self, before: Position) -> Result<u64, Error> {
        let pruned: i64 = sqlx::query_scalar(
            "with remembered as (
                update feed_state
                set pruned_before_xid = $1::text::xid8, pruned_before_seq = $2
                where (pruned_before_xid, pruned_before_seq) < ($1::text::xid8, $2)
            ), pruned as (
                delete from changes
                where (xid, seq) < ($1::text::xid8, $2) or xid >= pg_snapshot_xmax(pg_current_snapshot())
                returning 1
            )
            select count(*) from pruned",
        )
        .bind(before.xid.to_string())
        .bind(before.seq)
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("pruning changes"))?;
        Ok(pruned as u64)
    }

    /// Whoever stands below this position has missed changes and must rebuild.
    pub async fn pruned_before(&self) -> Result<Position, Error> {
        let (xid, seq) = sqlx::query_as("select pruned_before_xid::text::bigint, pruned_before_seq from feed_state")
            .fetch_one(&self.pool)
            .await
            .map_err(Error::doing("reading what was pruned"))?;
        Ok(position(xid, seq))
    }
}

/// From a 64-bit transaction id that came as a bigint, which it outgrows only after 292 thousand years of a million a second.
pub(super) fn position(xid: i64, seq: i64) -> Position {
    Position { xid: xid as u64, seq }
}
