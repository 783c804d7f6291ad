//! Bringing the schema forward and back.

use time::OffsetDateTime;

use super::{Catalog, Error};

/// A migration this program knows, and when it was applied, if it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Migration {
    pub version: i64,
    pub name: String,
    pub applied_at: Option<OffsetDateTime>,
}

/// Applies what is pending, one process at a time; answers the names.
pub async fn up(_catalog: &Catalog) -> Result<Vec<String>, Error> {
    todo!()
}

/// Takes back the last `steps` migrations; answers the names.
pub async fn down(_catalog: &Catalog, _steps: usize) -> Result<Vec<String>, Error> {
    todo!()
}

pub async fn status(_catalog: &Catalog) -> Result<Vec<Migration>, Error> {
    todo!()
}

/// How many migrations are not applied yet.
pub async fn pending(catalog: &Catalog) -> Result<usize, Error> {
    Ok(status(catalog).await?.iter().filter(|migration| migration.applied_at.is_none()).count())
}
