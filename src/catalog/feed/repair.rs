//! Telling the change feed of tracks once more, so that whoever follows it writes them anew.

use std::collections::HashMap;

use super::tx_snapshot::TxSnapshot;
use super::xid::{KEEPS_ITS_PLAN, read_xid};
use crate::catalog::error::Error;
use crate::catalog::pool::{Catalog, Transaction};
use crate::track::TrackId;

/// Records these ids as changed, whether there are such tracks or not.
pub async fn record_again(transaction: &mut Transaction, ids: &[TrackId]) -> Result<(), Error> {
    sqlx::query("insert into changes (track_id) select unnest($1::uuid[])")
        .bind(ids)
        .execute(transaction.connection())
        .await
        .map_err(Error::doing("recording tracks once more"))?;
    Ok(())
}

impl Catalog {
    /// Of these ids, those that have changed in transactions not seen, each with the newest of these.
    pub async fn newest_changes(&self, ids: &[TrackId], seen: &TxSnapshot) -> Result<HashMap<TrackId, u64>, Error> {
        let changes: Vec<(TrackId, i64)> = sqlx::query_as(
            "select distinct on (track_id) track_id, xid::text::bigint
            from changes
            where (xid = any($1::text[]::xid8[]) or xid >= $2::text::xid8) and track_id = any($3)
            order by track_id, xid desc",
        )
        .persistent(KEEPS_ITS_PLAN)
        .bind(seen.xip().iter().map(u64::to_string).collect::<Vec<_>>())
        .bind(seen.xmax().to_string())
        .bind(ids)
        .fetch_all(&self.pool)
        .await
        .map_err(Error::doing("looking for the newest changes"))?;
        Ok(changes.into_iter().map(|(id, xid)| (id, read_xid(xid))).collect())
    }
}
