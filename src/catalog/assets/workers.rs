//! Claims seen from the workers' side: who holds some, and taking back those of the dead.

use crate::catalog::error::Error;
use crate::catalog::pool::{Catalog, Transaction};

impl Catalog {
    /// The names of all workers that hold claims.
    pub async fn claimants(&self) -> Result<Vec<String>, Error> {
        sqlx::query_scalar(
            "select distinct claimed_by from assets where status = 'PROCESSING' and claimed_by is not null",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(Error::doing("reading who has claimed assets"))
    }
}

/// Gives back all claims of a worker that is known to be gone; answers how many. Each counts as an attempt: the file
/// may be why it is gone.
pub async fn release_worker(transaction: &mut Transaction, worker: &str) -> Result<u64, Error> {
    let released = sqlx::query(
        "update assets
        set status = 'PENDING', claimed_by = null, claimed_until = null
        where claimed_by = $1 and status = 'PROCESSING'",
    )
    .bind(worker)
    .execute(transaction.connection())
    .await
    .map_err(Error::doing("taking back claims"))?;
    Ok(released.rows_affected())
}
