//! Writing aliases, in a transaction of the caller's.

use super::{Alias, NewAlias, Row};
use crate::catalog::error::Error;
use crate::catalog::pool::Transaction;
use crate::track::{AliasId, LibraryId, Problem};

/// Aliases that a library may have: each server keeps them in memory.
pub const MOST_ALIASES: usize = 100_000;
/// Rows of one statement.
const PART: usize = 10_000;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("the alias is rejected")]
    Invalid(Vec<Problem>),
    #[error("a library has at most {MOST_ALIASES} aliases, and this one would have {would}; remove some first")]
    TooMany { would: usize },
    #[error(transparent)]
    Catalog(#[from] Error),
}

/// What came of aliases that were given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub inserted: usize,
    pub updated: usize,
    pub unchanged: usize,
}

/// Writes one; what its name had as other names before is replaced. Also answers whether it is new.
pub async fn save(
    transaction: &mut Transaction,
    library: LibraryId,
    alias: &NewAlias,
) -> Result<(Alias, bool), WriteError> {
    alias.validate().map_err(WriteError::Invalid)?;
    let written = save_all(transaction, library, std::slice::from_ref(alias)).await?;
    let row: Row = sqlx::query_as(
        "select id, kind, name, other_names
        from aliases
        where library_id = $1 and kind = $2 and name_folded = needledrop_fold($3)",
    )
    .bind(library)
    .bind(alias.kind.name())
    .bind(&alias.name)
    .fetch_one(transaction.connection())
    .await
    .map_err(Error::doing("reading an alias that was written"))?;
    Ok((row.into(), written.inserted > 0))
}

/// Writes those that are given, each valid by itself. Of several with the same name and kind the first counts.
pub async fn save_all(
    transaction: &mut Transaction,
    library: LibraryId,
    aliases: &[NewAlias],
) -> Result<Written, WriteError> {
    let doing = "writing aliases";
    let mut written = Written::default();
    for part in aliases.chunks(PART) {
        // Those that stay as they are aren't touched, so that servers have nothing to load.
        let (inserted, updated): (i64, i64) = sqlx::query_as(
            "with given as (
                select distinct on (kind, needledrop_fold(name)) kind, name, other_names
                from unnest($2::text[], $3::text[], $4::text[]) with ordinality as g (kind, name, other_names, number)
                order by kind, needledrop_fold(name), number
            ),
            written as (
                insert into aliases as a (library_id, kind, name, other_names)
                select $1, kind, name, array(select jsonb_array_elements_text(other_names::jsonb))
                from given
                on conflict (library_id, name_folded, kind) do update
                set name = excluded.name, other_names = excluded.other_names
                where (a.name, a.other_names) is distinct from (excluded.name, excluded.other_names)
                returning a.xmax = 0 as is_new
            )
            select count(*) filter (where is_new), count(*) filter (where not is_new) from written",
        )
        .bind(library)
        .bind(part.iter().map(|alias| alias.kind.name()).collect::<Vec<_>>())
        .bind(part.iter().map(|alias| alias.name.as_str()).collect::<Vec<_>>())
        .bind(part.iter().map(|alias| serde_json::json!(alias.other_names).to_string()).collect::<Vec<_>>())
        .fetch_one(transaction.connection())
        .await
        .map_err(Error::doing(doing))?;
        let (inserted, updated) = (inserted as usize, updated as usize);
        let unchanged = part.len() - inserted - updated;
        written = Written {
            inserted: written.inserted + inserted,
            updated: written.updated + updated,
            unchanged: written.unchanged + unchanged,
        };
    }
    if written.inserted > 0 {
        expect_room(transaction, library).await?;
    }
    Ok(written)
}

/// Fails where there are too many. Whoever has written one has the library's aliases for himself.
async fn expect_room(transaction: &mut Transaction, library: LibraryId) -> Result<(), WriteError> {
    let count: i64 = sqlx::query_scalar("select count(*) from aliases where library_id = $1")
        .bind(library)
        .fetch_one(transaction.connection())
        .await
        .map_err(Error::doing("counting aliases"))?;
    match count as usize {
        0..=MOST_ALIASES => Ok(()),
        would => Err(WriteError::TooMany { would }),
    }
}

/// Removes one; answers whether it was there.
pub async fn remove(transaction: &mut Transaction, library: LibraryId, id: AliasId) -> Result<bool, Error> {
    let done = sqlx::query("delete from aliases where library_id = $1 and id = $2")
        .bind(library)
        .bind(id)
        .execute(transaction.connection())
        .await
        .map_err(Error::doing("removing an alias"))?;
    Ok(done.rows_affected() > 0)
}

/// Removes those of a name, of any kind; answers how many there were.
pub async fn remove_named(transaction: &mut Transaction, library: LibraryId, name: &str) -> Result<u64, Error> {
    let done = sqlx::query("delete from aliases where library_id = $1 and name_folded = needledrop_fold($2)")
        .bind(library)
        .bind(name.replace('\0', ""))
        .execute(transaction.connection())
        .await
        .map_err(Error::doing("removing an alias"))?;
    Ok(done.rows_affected())
}
