//! The nodes that follow the feed, and how far each has come: changes are kept for the slowest.

use std::time::Duration;

use sqlx::PgExecutor;

use super::xid::read_xid;
use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;

/// A node that was silent for longer isn't waited for; it builds anew when it comes back.
pub const ALIVE_WITHIN: Duration = Duration::from_secs(3_600);

/// Who follows the feed.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub name: String,
    /// How long ago it was heard of.
    pub silent_for: Duration,
    /// Changes that are kept for it; at least those it hasn't taken over.
    pub behind: u64,
}

/// What is written here is upkeep: a statement by itself, which belongs to nobody's transaction.
impl Catalog {
    /// Notes that `node` lives, and that it has durably taken over every transaction below `seen_before`.
    pub async fn heartbeat(&self, node: &str, seen_before: u64) -> Result<(), Error> {
        write_heartbeat(&self.pool, node, seen_before).await
    }

    /// How far the slowest node has come that was heard of within `alive_within`; `None` if there is none.
    pub async fn slowest_node(&self, alive_within: Duration) -> Result<Option<u64>, Error> {
        let slowest: Option<i64> = sqlx::query_scalar(
            "select seen_before::text::bigint
            from index_nodes
            where seen_at > clock_timestamp() - make_interval(secs => $1)
            order by seen_before
            limit 1",
        )
        .bind(alive_within.as_secs_f64())
        .fetch_optional(&self.pool)
        .await
        .map_err(Error::doing("looking for the slowest node"))?;
        Ok(slowest.map(read_xid))
    }

    /// All nodes, those furthest behind first.
    pub async fn nodes(&self) -> Result<Vec<Node>, Error> {
        let nodes: Vec<(String, f64, i64)> = sqlx::query_as(
            "select node, greatest(extract(epoch from clock_timestamp() - seen_at), 0)::float8,
                (select count(*) from changes where xid >= seen_before)
            from index_nodes
            order by seen_before, node",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(Error::doing("reading who follows"))?;
        let node = |(name, silent_for, behind)| Node {
            name,
            silent_for: Duration::from_secs_f64(silent_for),
            behind: behind as u64,
        };
        Ok(nodes.into_iter().map(node).collect())
    }

    /// Forgets the nodes that were silent for longer than this: processes that were killed, machines that are gone.
    pub async fn forget_silent_nodes(&self, silent_for: Duration) -> Result<u64, Error> {
        let forgotten =
            sqlx::query("delete from index_nodes where seen_at < clock_timestamp() - make_interval(secs => $1)")
                .bind(silent_for.as_secs_f64())
                .execute(&self.pool)
                .await
                .map_err(Error::doing("forgetting silent nodes"))?;
        Ok(forgotten.rows_affected())
    }

    /// Forgets a node that is gone for good.
    pub async fn forget_node(&self, node: &str) -> Result<(), Error> {
        sqlx::query("delete from index_nodes where node = $1")
            .bind(node)
            .execute(&self.pool)
            .await
            .map_err(Error::doing("forgetting a node"))?;
        Ok(())
    }
}

/// The same wherever the caller wants it done.
pub(super) async fn write_heartbeat(executor: impl PgExecutor<'_>, node: &str, seen_before: u64) -> Result<(), Error> {
    sqlx::query(
        "insert into index_nodes (node, seen_before)
        values ($1, $2::text::xid8)
        on conflict (node) do update
        set seen_before = excluded.seen_before, seen_at = clock_timestamp()",
    )
    .bind(node)
    .bind(seen_before.to_string())
    .execute(executor)
    .await
    .map_err(Error::doing("noting how far the node has come"))?;
    Ok(())
}
