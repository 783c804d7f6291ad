//! The number by which a write can be waited for in the index.

use super::seq::Seq;
use super::xid::read_xid;
use crate::catalog::error::Error;
use crate::catalog::pool::Transaction;
use crate::track::TrackId;

/// The transaction's id: once it is committed, the index has it when it has come past this one. One that has changed
/// nothing is noted in the feed as being about `track`, so that it can be waited for like any other.
pub async fn note(transaction: &mut Transaction, track: TrackId) -> Result<Seq, Error> {
    let seq: i64 = sqlx::query_scalar(
        "with noted as (
            insert into changes (track_id)
            select $1
            where not exists (select from changes where xid = pg_current_xact_id())
        )
        select pg_current_xact_id()::text::bigint",
    )
    .bind(track)
    .fetch_one(transaction.connection())
    .await
    .map_err(Error::doing("noting a write"))?;
    Ok(Seq::new(read_xid(seq)))
}
