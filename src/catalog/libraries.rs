//! Libraries: what everything belongs to.

use super::{Catalog, Error};
use crate::track::LibraryId;

impl Catalog {
    /// The library of this name, if there is one.
    pub async fn library(&self, name: &str) -> Result<Option<LibraryId>, Error> {
        sqlx::query_scalar("select id from libraries where name = $1")
            .bind(name.replace('\0', ""))
            .fetch_optional(&self.pool)
            .await
            .map_err(Error::doing("looking for a library"))
    }

    /// Makes a library of this name, or finds it.
    pub async fn make_library(&self, name: &str) -> Result<LibraryId, Error> {
        // The row is locked, not changed, where it is there.
        sqlx::query_scalar(
            "insert into libraries (name) values ($1) on conflict (name) do update set name = excluded.name returning id",
        )
        .bind(name)
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("making a library"))
    }

    /// The names of all libraries, in their order.
    pub async fn libraries(&self) -> Result<Vec<String>, Error> {
        sqlx::query_scalar("select name from libraries order by name")
            .fetch_all(&self.pool)
            .await
            .map_err(Error::doing("reading the libraries"))
    }
}
