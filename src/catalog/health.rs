//! Whether the catalog is well, part by part, for `doctor`.

use std::time::Duration;

use super::error::Error;
use super::feed::{ALIVE_WITHIN, Node};
use super::indexes::{DueIndexes, due_indexes};
use super::migrate;
use super::pool::{Catalog, Check, Purpose, fitness};
use crate::track::MOST_TEXT_BYTES;

/// What takes less is nobody's business.
const LONG: Duration = Duration::from_secs(60);
/// The feed may keep as many changes for a node that is away before anybody need look after it.
const MANY_CHANGES: u64 = 100_000;
/// Tracks whose attributes are looked at: enough to see what a library keeps there.
const ATTRIBUTES_LOOKED_AT: i64 = 100_000;

impl Catalog {
    /// Looks at everything, also after something is wrong.
    pub async fn check(&self) -> Result<Vec<Check>, Error> {
        let mut connection = self.pool.acquire().await.map_err(Error::doing("connecting"))?;
        let mut checks = fitness(&mut connection).await?;
        drop(connection);
        checks.extend(self.check_rights(Purpose::Both).await?);
        checks.push(long_transactions(&self.transactions_open_for(LONG).await?));
        let pending = migrate::pending(self).await;
        let is_current = matches!(pending, Ok(0));
        checks.push(schema(pending)?);
        if is_current {
            checks.push(self.functions().await?);
            checks.push(self.check_feed().await?);
            checks.push(self.indexes().await?);
            checks.push(nodes(&self.nodes().await?));
            checks.push(self.attributes().await?);
        }
        Ok(checks)
    }

    /// They name what they call by the schemas of the day they were made.
    async fn functions(&self) -> Result<Check, Error> {
        const NAME: &str = "the functions in SQL";
        let folded = sqlx::query_scalar("select needledrop_search_vector('é', 'é', 'é', 'é', '{é}')::text")
            .fetch_one(&self.pool)
            .await
            .map(|_: String| ());
        match folded {
            Ok(()) => Ok(Check::new(NAME, "work", true, "")),
            Err(sqlx::Error::Database(error)) => Ok(Check::new(
                NAME,
                error.message(),
                false,
                "a schema was renamed, or an extension moved to another, since the schema was made: take that back \
                 (alter schema … rename to …, alter extension … set schema …)",
            )),
            Err(error) => Err(Error::doing("trying the functions")(error)),
        }
    }

    /// Indexes that a large import has left out.
    async fn indexes(&self) -> Result<Check, Error> {
        const NAME: &str = "the indexes of PostgreSQL";
        let mut connection = self.pool.acquire().await.map_err(Error::doing("connecting"))?;
        let due = due_indexes(&mut connection).await?;
        let Some(DueIndexes { names, is_worked_on }) = due.filter(|due| !due.names.is_empty()) else {
            return Ok(Check::new(NAME, "none is due", true, ""));
        };
        let names = names.join(", ");
        Ok(if is_worked_on {
            Check::new(NAME, format!("left out by an import, or being built just now: {names}"), true, "")
        } else {
            let mend = "whatever writes next builds them: `needledrop serve`, `import`, `ingest` or `migrate up`, as the owner of the tables";
            Check::new(NAME, format!("due since an import was ended early: {names}"), false, mend)
        })
    }

    /// What is kept of attributes, but can't be filtered by. Nothing is wrong with that; somebody may look for it in
    /// vain, though.
    async fn attributes(&self) -> Result<Check, Error> {
        let (looked_at, long, keys): (i64, i64, Option<String>) = sqlx::query_as(
            "with looked_at as (
                select attributes from audio_tracks limit $1
            ), long as (
                select key
                from looked_at, jsonb_each(attributes) as attribute (key, value),
                    jsonb_path_query(value, 'strict $.** ? (@.type() == \"string\")') as text
                where pg_column_size(attributes) > $2 and octet_length(text #>> '{}') > $2
            )
            select (select count(*) from looked_at), (select count(*) from long),
                (select string_agg(distinct key, ', ' order by key) from long)",
        )
        .bind(ATTRIBUTES_LOOKED_AT)
        .bind(MOST_TEXT_BYTES as i32)
        .fetch_one(&self.pool)
        .await
        .map_err(Error::doing("looking at attributes"))?;
        let found = match keys {
            None => format!("all that {looked_at} tracks have can be filtered by"),
            Some(keys) => format!(
                "{long} texts of {looked_at} tracks have more than {MOST_TEXT_BYTES} bytes ({keys:.100}): kept, but not filtered by"
            ),
        };
        Ok(Check::new("attributes", found, true, ""))
    }

    /// Transactions, described, that were open for at least as long and keep the feed from being cleared: those that
    /// write, in whatever database, since what they did may stand before any other change, and in this database those
    /// that read, since they may still see what is deleted.
    pub async fn transactions_open_for(&self, least: Duration) -> Result<Vec<String>, Error> {
        sqlx::query_scalar(
            "select format('pid %s (%s, %s, in %s, %s for %s min)', pid, usename,
                    coalesce(nullif(application_name, ''), 'unnamed'), datname,
                    case when backend_xid is null then 'reading' else 'writing' end,
                    (extract(epoch from clock_timestamp() - xact_start) / 60)::int)
                from pg_stat_activity
                where (backend_xid is not null or (backend_xmin is not null and datname = current_database()))
                    and backend_type = 'client backend' and pid <> pg_backend_pid()
                    and xact_start <= clock_timestamp() - make_interval(secs => $1)
            union all
                select format('prepared transaction %s (%s, in %s)', quote_literal(gid), owner, database)
                from pg_prepared_xacts
                where prepared <= clock_timestamp() - make_interval(secs => $1)",
        )
        .bind(least.as_secs_f64())
        .fetch_all(&self.pool)
        .await
        .map_err(Error::doing("looking for long transactions"))
    }
}

fn long_transactions(found: &[String]) -> Check {
    let ok = found.is_empty();
    Check::new(
        "long transactions",
        if ok { "none".into() } else { found.join(", ") },
        ok,
        "the change feed grows until these end: commit them, or select pg_terminate_backend(pid)",
    )
}

/// One that another version has made is a finding, too.
fn schema(pending: Result<usize, Error>) -> Result<Check, Error> {
    const NAME: &str = "the schema";
    match pending {
        Ok(0) => Ok(Check::new(NAME, "up to date", true, "")),
        Ok(pending) => Ok(Check::new(NAME, format!("{pending} migrations behind"), false, "needledrop migrate up")),
        Err(Error::Unfit { found, mend }) => Ok(Check::new(NAME, found, false, mend)),
        Err(error) => Err(error),
    }
}

/// Changes are kept for whoever follows, also for a node that has just gone.
fn nodes(nodes: &[Node]) -> Check {
    let described = |node: &Node| {
        let Node { name, silent_for, behind } = node;
        let waited_for = if *silent_for < ALIVE_WITHIN { "" } else { ", no longer waited for" };
        format!("{name} ({behind} changes behind, seen {} s ago{waited_for})", silent_for.as_secs())
    };
    let holds_back = |node: &&Node| (LONG..ALIVE_WITHIN).contains(&node.silent_for) && node.behind >= MANY_CHANGES;
    let found: Vec<String> = nodes.iter().map(described).collect();
    let gone = nodes.iter().find(holds_back).map(|node| &node.name);
    Check::new(
        "the nodes",
        if found.is_empty() { "none".into() } else { found.join(", ") },
        gone.is_none(),
        format!(
            "changes are kept for {0}: start it again, or, if it is gone for good, delete from index_nodes where node = '{0}'; \
             after {1} minutes it isn't waited for",
            gone.map_or("", |name| name),
            ALIVE_WITHIN.as_secs() / 60
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_a_concern_while_it_is_silent_and_much_is_kept_for_it() {
        for (silent_for, behind, ok) in
            [(5, 1_000_000, true), (300, 99_999, true), (300, 100_000, false), (3_600, 1_000_000, true)]
        {
            let node = Node { name: "attic".into(), silent_for: Duration::from_secs(silent_for), behind };
            let check = nodes(&[node]);
            assert_eq!(check.ok, ok, "{check:?}");
            assert_eq!(check.mend.contains("where node = 'attic'"), !ok, "{check:?}");
            assert_eq!(check.found.contains("no longer waited for"), silent_for == 3_600, "{check:?}");
        }
        assert_eq!(nodes(&[]).found, "none");
    }
}
