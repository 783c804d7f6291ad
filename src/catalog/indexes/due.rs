//! Which indexes are due, and whether somebody is at it.

use sqlx::PgConnection;

use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;

const DOING: &str = "looking for indexes that are due";

/// Indexes that were left out and aren't built yet.
#[derive(Debug)]
pub(in crate::catalog) struct DueIndexes {
    pub names: Vec<String>,
    /// Whether somebody holds the right to build them: an import that still writes, or who builds them now.
    pub is_worked_on: bool,
}

/// For a role that may read of them; others have nothing to do with them.
pub(in crate::catalog) async fn due_indexes(connection: &mut PgConnection) -> Result<Option<DueIndexes>, Error> {
    let may: bool = sqlx::query_scalar("select has_table_privilege('due_indexes', 'select')")
        .fetch_one(&mut *connection)
        .await
        .map_err(Error::doing(DOING))?;
    if !may {
        return Ok(None);
    }
    let (names, is_free): (Vec<String>, bool) = sqlx::query_as(
        "select array(select name from due_indexes order by name),
            pg_try_advisory_xact_lock_shared(hashtext('needledrop indexes'))",
    )
    .fetch_one(connection)
    .await
    .map_err(Error::doing(DOING))?;
    Ok(Some(DueIndexes { names, is_worked_on: !is_free }))
}

impl Catalog {
    /// Whether any are due, as far as this role may know.
    pub(in crate::catalog) async fn has_due_indexes(&self) -> Result<bool, Error> {
        let mut connection = self.pool.acquire().await.map_err(Error::doing(DOING))?;
        Ok(due_indexes(&mut connection).await?.is_some_and(|due| !due.names.is_empty()))
    }
}
