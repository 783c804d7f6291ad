//! Keeping the change feed short: what everybody has taken over is deleted, and remembered to be gone.

use super::xid::read_xid;
use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;

/// How many changes are deleted at a time, about: the work of a moment, which neither takes longer than a statement may
/// nor keeps a node from following meanwhile.
pub const PRUNED_AT_ONCE: u64 = 20_000;

/// Upkeep: a statement by itself, which belongs to nobody's transaction.
impl Catalog {
    /// Deletes the oldest changes of transactions below `before` and remembers that they are gone; answers how many. If
    /// they are as many as are deleted at a time, there may be more.
    ///
    /// All of these transactions must have ended. Changes from the future are deleted as well: they came with a dump of
    /// another server, and mean nothing here. While somebody else is at it, this leaves it to them.
    pub async fn prune_changes(&self, before: u64) -> Result<u64, Error> {
        // Two nodes at the same rows could wait for one another.
        let pruned: i64 = sqlx::query_scalar(
            "with turn as (
                select from feed_state
                for update skip locked
            ), remembered as (
                update feed_state
                set pruned_before = $1::text::xid8
                where pruned_before < $1::text::xid8 and exists (select from turn)
            ), pruned as (
                delete from changes
                where exists (select from turn)
                    and ctid = any(array(
                        (
                            select ctid
                            from changes
                            where xid < $1::text::xid8
                            order by xid, seq
                            limit $2
                        ) union all (
                            select ctid
                            from changes
                            where xid >= pg_snapshot_xmax(pg_current_snapshot())
                            order by xid, seq
                            limit $2
                        )
                    ))
                returning 1
            )
            select count(*) from pruned",
        )
        .bind(before.to_string())
        .bind(PRUNED_AT_ONCE as i64)
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("pruning changes"))?;
        Ok(pruned as u64)
    }

    /// Whoever hasn't seen all transactions below this one has missed changes and must rebuild.
    pub async fn pruned_before(&self) -> Result<u64, Error> {
        let xid = sqlx::query_scalar("select pruned_before::text::bigint from feed_state")
            .fetch_one(self.reads())
            .await
            .map_err(Error::doing("reading what was pruned"))?;
        Ok(read_xid(xid))
    }
}
