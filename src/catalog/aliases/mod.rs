//! The tables of aliases: what each library calls things otherwise.

mod new_alias;
mod write;

use std::collections::HashMap;

use futures::TryStreamExt;
use serde::Serialize;

use super::{Catalog, Error};
use crate::text::language::{AliasKind, Aliases};
use crate::track::{AliasId, LibraryId};

pub use new_alias::{MOST_NAMES, NewAlias, key};
pub use write::{MOST_ALIASES, WriteError, Written, remove, remove_named, save, save_all};

/// Names that are folded before others get their turn: about a millisecond's work.
const AT_ONCE: usize = 1_000;

/// A name, and its other names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alias {
    pub id: AliasId,
    #[serde(serialize_with = "by_name")]
    pub kind: AliasKind,
    pub name: String,
    pub other_names: Vec<String>,
}

fn by_name<S: serde::Serializer>(kind: &AliasKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.name())
}

/// An alias as a row has it.
#[derive(sqlx::FromRow)]
struct Row {
    id: AliasId,
    kind: String,
    name: String,
    other_names: Vec<String>,
}

impl From<Row> for Alias {
    fn from(Row { id, kind, name, other_names }: Row) -> Self {
        Self { id, kind: kind.parse().unwrap_or(AliasKind::Word), name, other_names }
    }
}

impl Catalog {
    /// Some aliases of a library, by name, and how many it has in all.
    pub async fn aliases(&self, library: LibraryId, offset: usize, limit: usize) -> Result<(Vec<Alias>, usize), Error> {
        let doing = "reading aliases";
        let total: i64 = sqlx::query_scalar("select count(*) from aliases where library_id = $1")
            .bind(library)
            .fetch_one(&self.pool)
            .await
            .map_err(Error::doing(doing))?;
        let rows: Vec<Row> = sqlx::query_as(
            "select id, kind, name, other_names
            from aliases
            where library_id = $1
            order by name_folded, kind
            offset $2
            limit $3",
        )
        .bind(library)
        .bind(i64::try_from(offset).unwrap_or(i64::MAX))
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.pool)
        .await
        .map_err(Error::doing(doing))?;
        Ok((rows.into_iter().map(Alias::from).collect(), usize::try_from(total).unwrap_or(0)))
    }

    /// One alias of a library.
    pub async fn alias(&self, library: LibraryId, id: AliasId) -> Result<Option<Alias>, Error> {
        let row: Option<Row> =
            sqlx::query_as("select id, kind, name, other_names from aliases where library_id = $1 and id = $2")
                .bind(library)
                .bind(id)
                .fetch_optional(&self.pool)
                .await
                .map_err(Error::doing("reading an alias"))?;
        Ok(row.map(Alias::from))
    }

    /// Which transaction was the last to change each library's aliases; none where there have never been any.
    pub async fn alias_versions(&self) -> Result<HashMap<LibraryId, String>, Error> {
        let versions: Vec<(LibraryId, String)> = sqlx::query_as("select library_id, xid::text from alias_versions")
            .fetch_all(self.reads())
            .await
            .map_err(Error::doing("looking for new aliases"))?;
        Ok(versions.into_iter().collect())
    }

    /// All aliases of a library, made ready for searches.
    pub async fn search_aliases(&self, library: LibraryId) -> Result<Aliases, Error> {
        let doing = "loading aliases";
        let mut rows = sqlx::query_as::<_, Row>(
            "select id, kind, name, other_names from aliases where library_id = $1 order by name_folded, kind",
        )
        .bind(library)
        .fetch(self.reads());
        let (mut aliases, mut added) = (Aliases::default(), 0);
        while let Some(row) = rows.try_next().await.map_err(Error::doing(doing))? {
            let Alias { kind, name, other_names, .. } = row.into();
            added += 1 + other_names.len();
            aliases.add(kind, std::iter::once(&name).chain(&other_names).map(String::as_str));
            if added > AT_ONCE {
                added = 0;
                tokio::task::yield_now().await;
            }
        }
        Ok(aliases)
    }
}
