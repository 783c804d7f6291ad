//! One process at a time leaves out indexes, or builds them.

use sqlx::{Connection, PgConnection};

use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;

/// The right to drop the tracks' indexes and to build them; held as long as its connection lives, so that it ends with
/// the process.
pub(in crate::catalog) struct IndexLock(pub(super) PgConnection);

impl Catalog {
    /// None while somebody else has it, and for a role that may not drop and build the tracks' indexes.
    pub(in crate::catalog) async fn try_index_lock(&self) -> Result<Option<IndexLock>, Error> {
        let doing = "looking whether indexes may be built";
        let may: bool = sqlx::query_scalar(
            "select pg_has_role(relowner, 'usage') and has_schema_privilege(relnamespace, 'create')
            from pg_class
            where oid = 'audio_tracks'::regclass",
        )
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing(doing))?;
        if !may {
            return Ok(None);
        }
        let mut connection = self.patient_connection().await?;
        let taken: bool = sqlx::query_scalar("select pg_try_advisory_lock(hashtext('needledrop indexes'))")
            .fetch_one(&mut connection)
            .await
            .map_err(Error::doing(doing))?;
        if taken {
            return Ok(Some(IndexLock(connection)));
        }
        let _ = connection.close().await;
        Ok(None)
    }
}

impl IndexLock {
    pub(in crate::catalog) async fn release(self) {
        let _ = self.0.close().await;
    }
}
