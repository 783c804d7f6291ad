//! The change feed: which tracks changed, by what one has seen of the database. Triggers fill it, so nothing that
//! commits is lost.

use sqlx::{Connection, PgConnection};
use time::OffsetDateTime;

use super::nodes;
use super::seq::Seq;
use super::tx_snapshot::TxSnapshot;
use super::xid::{KEEPS_ITS_PLAN, read_xid};
use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;
use crate::track::TrackId;

/// The place of a change in the feed: its transaction and its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// PostgreSQL's 64-bit transaction id (`xid8`).
    pub xid: u64,
    pub seq: i64,
}

/// A track was written or deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    pub position: Position,
    pub track_id: TrackId,
    pub recorded_at: OffsetDateTime,
}

/// What can be seen of the database at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub seen: TxSnapshot,
    /// By the database's clock. What wasn't seen then committed later.
    pub at: OffsetDateTime,
}

impl View {
    /// What was seen at an unknown time.
    pub fn ever(seen: TxSnapshot) -> Self {
        Self { seen, at: OffsetDateTime::UNIX_EPOCH }
    }
}

/// How much somebody hasn't seen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FeedStatus {
    pub lag_changes: i64,
    /// When the oldest of these changes was made.
    pub oldest_change_at: Option<OffsetDateTime>,
}

impl Catalog {
    /// Which feed this is. Another database has another, and so has this one restored on another server, where
    /// transactions mean nothing: whoever finds another id than last time must rebuild.
    pub async fn feed_id(&self) -> Result<String, Error> {
        // A copy by `create database … template …` keeps the first two.
        sqlx::query_scalar(
            "select id
                || '@' || (select system_identifier from pg_control_system())
                || '/' || (select oid from pg_database where datname = current_database())
            from feed_state",
        )
        .fetch_one(self.reads())
        .await
        .map_err(Error::doing("reading the feed's identity"))
    }

    /// Begins to read the feed.
    pub async fn feed(&self) -> Result<Feed, Error> {
        const DOING: &str = "connecting to read the feed";
        let primary = self.pool.acquire().await.map_err(Error::doing(DOING))?.detach();
        let replica = match &self.replica {
            Some(replica) => Some(replica.acquire().await.map_err(Error::doing(DOING))?.detach()),
            None => None,
        };
        Ok(Feed { primary, replica })
    }

    /// The transaction that the primary gives out next, or an earlier one.
    pub async fn newest_transaction(&self) -> Result<u64, Error> {
        let xid = sqlx::query_scalar("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
            .fetch_one(&self.pool)
            .await
            .map_err(Error::doing("reading the newest transaction"))?;
        Ok(read_xid(xid))
    }

    /// Whether a transaction has ended and what it wrote can be read.
    pub async fn has_committed(&self, seq: Seq) -> Result<bool, Error> {
        // Not by `pg_visible_in_snapshot`: on a replica that takes for visible what still runs.
        sqlx::query_scalar(
            "select case
                when $1::text::xid8 < pg_snapshot_xmax(pg_current_snapshot())
                then pg_xact_status($1::text::xid8) is distinct from 'in progress'
                else false
            end",
        )
        .bind(seq.to_string())
        .fetch_one(self.reads())
        .await
        .map_err(Error::doing("reading whether a write is visible"))
    }

    /// How much there is that wasn't in the view. What was recorded before the view, but committed after it, has its
    /// age from the view on. Asks the primary.
    pub async fn feed_status(&self, seen: &View) -> Result<FeedStatus, Error> {
        let (lag_changes, oldest_change_at) = sqlx::query_as(
            "select count(*), min(greatest(recorded_at, $3))
            from changes
            where xid = any($1::text[]::xid8[]) or xid >= $2::text::xid8",
        )
        .persistent(KEEPS_ITS_PLAN)
        .bind(seen.seen.xip().iter().map(u64::to_string).collect::<Vec<_>>())
        .bind(seen.seen.xmax().to_string())
        .bind(seen.at)
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("reading the feed's length"))?;
        Ok(FeedStatus { lag_changes, oldest_change_at })
    }

    /// How many tracks are completed, and how many changes there are that weren't seen, at one moment; none where some
    /// of these changes are gone. Asks the primary.
    pub async fn count_with_unseen(&self, seen: &TxSnapshot) -> Result<Option<(u64, u64)>, Error> {
        // What isn't completed has an index of its own, and all tracks have smaller ones than the table.
        let (completed, unseen, pruned_before): (i64, i64, i64) = sqlx::query_as(
            "select
                (select count(*) from audio_tracks) - (select count(*) from audio_tracks where status <> 'COMPLETED'),
                (select count(*) from changes where xid = any($1::text[]::xid8[]) or xid >= $2::text::xid8),
                (select pruned_before::text::bigint from feed_state)",
        )
        .persistent(KEEPS_ITS_PLAN)
        .bind(seen.xip().iter().map(u64::to_string).collect::<Vec<_>>())
        .bind(seen.xmax().to_string())
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("counting tracks and changes"))?;
        Ok((read_xid(pruned_before) <= seen.xmin()).then_some((completed as u64, unseen as u64)))
    }

    /// Whether there are changes of transactions below `before` that weren't seen. Asks the primary.
    pub async fn has_unseen_changes(&self, seen: &TxSnapshot, before: u64) -> Result<bool, Error> {
        sqlx::query_scalar(
            "select exists (
                select from changes
                where (xid = any($1::text[]::xid8[]) or xid >= $2::text::xid8) and xid < $3::text::xid8
            )",
        )
        .persistent(KEEPS_ITS_PLAN)
        .bind(seen.xip().iter().map(u64::to_string).collect::<Vec<_>>())
        .bind(seen.xmax().to_string())
        .bind(before.to_string())
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("looking for changes"))
    }
}

/// Reads the feed on a connection of its own: as long as that lives, the server hasn't crashed, and so has not
/// forgotten a transaction that was visible before it was durable, and given its id to another. Likewise for the
/// replica.
pub struct Feed {
    primary: PgConnection,
    replica: Option<PgConnection>,
}

impl Feed {
    /// What can be seen now; changes of these transactions are visible to every later read.
    pub async fn view(&mut self) -> Result<View, Error> {
        self.view_from(&TxSnapshot::default()).await
    }

    /// The same by somebody who has seen something before, which a replica needs to know.
    pub async fn view_from(&mut self, before: &TxSnapshot) -> Result<View, Error> {
        if self.replica.is_some() {
            return self.view_of_replica(before).await;
        }
        let (seen, at): (String, _) = sqlx::query_as("select pg_current_snapshot()::text, clock_timestamp()")
            .fetch_one(&mut self.primary)
            .await
            .map_err(Error::doing("reading what is visible"))?;
        Ok(View { seen: read_seen(&seen)?, at })
    }

    /// A replica's snapshots don't say which transactions run; what became of each can be asked, though. Whatever has
    /// ended by the time of asking is visible to later reads. The time is the primary's: of the last commit that was
    /// replayed.
    async fn view_of_replica(&mut self, before: &TxSnapshot) -> Result<View, Error> {
        let (end, running, at): (i64, Vec<i64>, _) = sqlx::query_as(
            "with now as materialized (
                select pg_snapshot_xmin(s)::text::bigint as oldest, pg_snapshot_xmax(s)::text::bigint as end
                from (select pg_current_snapshot() as s offset 0) snapshot
            )
            select now.end, array(
                select xid
                from (
                    select unnest($1::bigint[])
                    union all
                    select generate_series(greatest($2, now.oldest), now.end - 1)
                ) candidates (xid)
                -- It is an error to ask for one that the replica hasn't come to.
                where case
                    when xid >= now.oldest and xid < now.end then pg_xact_status(xid::text::xid8) = 'in progress'
                    else false
                end
            ), case
                when pg_is_in_recovery() then coalesce(pg_last_xact_replay_timestamp(), 'epoch')
                else clock_timestamp()
            end
            from now",
        )
        .bind(before.xip().iter().map(|&xid| xid as i64).collect::<Vec<_>>())
        .bind(before.xmax() as i64)
        .fetch_one(self.reads())
        .await
        .map_err(Error::doing("reading what the replica has replayed"))?;
        Ok(View { seen: TxSnapshot::new(end as u64, running.into_iter().map(|xid| xid as u64).collect()), at })
    }

    /// The changes behind the place `after` that were not seen before and can be by now, in order, up to `limit`. Some
    /// of transactions that were running at the time of the view may be among them.
    pub async fn changes(
        &mut self,
        before: &TxSnapshot,
        view: &TxSnapshot,
        after: Position,
        limit: i64,
    ) -> Result<Vec<Change>, Error> {
        // Two ranges of the primary key, each in order: those that were running then have smaller ids than all others.
        type ChangeRow = (i64, i64, TrackId, OffsetDateTime);
        let rows: Vec<ChangeRow> = sqlx::query_as(
            "(
                select xid::text::bigint, seq, track_id, recorded_at
                from changes
                where xid = any($1::text[]::xid8[]) and (xid, seq) > ($4::text::xid8, $5)
                order by changes.xid, seq
                limit $6
            ) union all (
                select xid::text::bigint, seq, track_id, recorded_at
                from changes
                where xid >= $2::text::xid8 and xid < $3::text::xid8 and (xid, seq) > ($4::text::xid8, $5)
                order by changes.xid, seq
                limit $6
            )
            order by 1, 2
            limit $6",
        )
        .bind(before.xip().iter().map(u64::to_string).collect::<Vec<_>>())
        .bind(before.xmax().to_string())
        .bind(view.xmax().to_string())
        .bind(after.xid.to_string())
        .bind(after.seq)
        .bind(limit)
        .fetch_all(self.reads())
        .await
        .map_err(Error::doing("reading changes"))?;
        let change = |(xid, seq, track_id, recorded_at)| Change {
            position: Position { xid: read_xid(xid), seq },
            track_id,
            recorded_at,
        };
        Ok(rows.into_iter().map(change).collect())
    }

    /// Notes that `node` lives and has durably taken over every transaction below `seen_before`. When this is done,
    /// everything that was visible before is durable in PostgreSQL, too.
    pub async fn note(&mut self, node: &str, seen_before: u64) -> Result<(), Error> {
        if let Some(replica) = &mut self.replica {
            // One that has restarted may have gone back behind what was read of it.
            replica.ping().await.map_err(Error::doing("looking whether the replica still runs"))?;
        }
        nodes::write_heartbeat(&mut self.primary, node, seen_before).await
    }

    fn reads(&mut self) -> &mut PgConnection {
        self.replica.as_mut().unwrap_or(&mut self.primary)
    }
}

fn read_seen(text: &str) -> Result<TxSnapshot, Error> {
    let unreadable = |error| Error::doing("reading what is visible")(sqlx::Error::Decode(Box::new(error)));
    text.parse().map_err(unreadable)
}
