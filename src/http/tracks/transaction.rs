//! The transaction of a write over HTTP: begun impatiently, and committed with a number by which it can be waited for.

use std::time::Duration;

use uuid::Uuid;

use crate::catalog::{Catalog, Error, Transaction, feed};

/// Whoever waits for the answer is told soon that there is no connection to be had.
const PATIENCE: Duration = Duration::from_secs(2);

pub async fn begin(catalog: &Catalog) -> Result<Transaction, Error> {
    catalog.begin_within(PATIENCE).await
}

/// Commits what was done about a track; answers its number.
pub async fn commit(mut transaction: Transaction, about: Uuid) -> Result<u64, Error> {
    let seq = feed::note(&mut transaction, about).await?;
    transaction.commit().await?;
    Ok(seq)
}
