//! One import at a time: not everything that names a track is unique, so two that don't see each other's rows could both
//! insert one.

use sqlx::{Connection, PgConnection};

use crate::catalog::{Catalog, Error};

const DOING: &str = "waiting for another import";

/// The right to write a batch of rows, over as many connections as one likes. Dropped, it is given back.
pub(super) struct Turn {
    connection: PgConnection,
}

impl Turn {
    /// Waits until no other import writes. The wait ends with an error after ten minutes.
    pub(super) async fn take(catalog: &Catalog) -> Result<Self, Error> {
        let mut connection = catalog.patient_connection().await?;
        // A transaction, so that the lock ends with it whatever pooler is between; it does nothing, and so holds nothing back.
        for statement in [
            "begin",
            "select set_config('lock_timeout', '10min', true), set_config('idle_in_transaction_session_timeout', '0', true)",
            "select pg_advisory_xact_lock(hashtext('needledrop import'))",
            // What a killed program asked for may still be at work.
            "select pg_advisory_lock(hashtext('needledrop import rows')), pg_advisory_unlock(hashtext('needledrop import rows'))",
        ] {
            sqlx::query(statement).execute(&mut connection).await.map_err(Error::doing(DOING))?;
        }
        Ok(Self { connection })
    }

    /// Marks a transaction as one that writes in somebody's turn, so that the next turn begins after it.
    pub(super) async fn mark(transaction: &mut PgConnection) -> Result<(), Error> {
        let marked = sqlx::query("select pg_advisory_xact_lock_shared(hashtext('needledrop import rows'))");
        marked.execute(transaction).await.map(|_| ()).map_err(Error::doing(DOING))
    }

    pub(super) async fn end(self) {
        let _ = self.connection.close().await;
    }
}
