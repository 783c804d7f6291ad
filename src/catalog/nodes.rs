//! The nodes that follow the feed, and how far each has come: changes are kept for the slowest.

use std::time::Duration;

use super::{Catalog, Error, Position, feed};

impl Catalog {
    /// Notes that `node` lives and has durably reached `position`.
    pub async fn touch_node(&self, node: &str, position: Position) -> Result<(), Error> {
        sqlx::query(
            "insert into index_nodes (node, xid, seq)
            values ($1, $2::text::xid8, $3)
            on conflict (node) do update
            set xid = excluded.xid, seq = excluded.seq, seen_at = clock_timestamp()",
        )
        .bind(node)
        .bind(position.xid.to_string())
        .bind(position.seq)
        .execute(&self.pool)
        .await
        .map_err(Error::doing("noting the node's position"))?;
        Ok(())
    }

    /// The position of the slowest node heard of within `alive_within`; `None` if there is none.
    pub async fn slowest_node(&self, alive_within: Duration) -> Result<Option<Position>, Error> {
        let slowest: Option<(i64, i64)> = sqlx::query_as(
            "select xid::text::bigint, seq
            from index_nodes
            where seen_at > clock_timestamp() - make_interval(secs => $1)
            order by xid, seq
            limit 1",
        )
        .bind(alive_within.as_secs_f64())
        .fetch_optional(&self.pool)
        .await
        .map_err(Error::doing("looking for the slowest node"))?;
        Ok(slowest.map(|(xid, seq)| feed::position(xid, seq)))
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
