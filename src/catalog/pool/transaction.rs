//! Transactions, which whoever begins them commits: what is written in one is there for all, or for nobody.

use std::time::Duration;

use sqlx::{PgConnection, PgTransaction};

use super::catalog::Catalog;
use crate::catalog::error::Error;

/// What the functions that write are given. Dropped without [`Transaction::commit`], it has changed nothing.
pub struct Transaction(PgTransaction<'static>);

impl Catalog {
    /// Begins a transaction, as soon as a connection is free. Fails with [`Error::Busy`] if none becomes free in time.
    pub async fn begin(&self) -> Result<Transaction, Error> {
        self.pool.begin().await.map(Transaction).map_err(Error::doing("beginning a transaction"))
    }

    /// The same for somebody who wants to be told soon that there is no connection to be had.
    pub async fn begin_within(&self, patience: Duration) -> Result<Transaction, Error> {
        tokio::time::timeout(patience, self.begin()).await.unwrap_or(Err(Error::Busy))
    }
}

impl Transaction {
    /// Once this has returned, what was written is on disk.
    pub async fn commit(self) -> Result<(), Error> {
        self.0.commit().await.map_err(Error::doing("committing"))
    }

    pub(in crate::catalog) fn connection(&mut self) -> &mut PgConnection {
        &mut self.0
    }
}
