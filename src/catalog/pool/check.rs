//! Whether the database is fit to hold a catalog, part by part, for `doctor` and for start-up.

use std::time::Duration;

use sqlx::PgConnection;

use crate::catalog::{ALIVE_WITHIN, Catalog, Error, Node, migrate};

const OLDEST_VERSION: i32 = 150_000;
const EXTENSIONS: [&str; 1] = ["pg_trgm"];
/// What takes less is nobody's business.
const LONG: Duration = Duration::from_secs(60);
/// The feed may keep as many changes for a node that is away before anybody need look after it.
const MANY_CHANGES: u64 = 100_000;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub name: &'static str,
    pub ok: bool,
    pub found: String,
    /// How to mend it; empty if it is well.
    pub mend: String,
}

impl Check {
    fn new(name: &'static str, found: impl Into<String>, ok: bool, mend: impl Into<String>) -> Self {
        Self { name, ok, found: found.into(), mend: if ok { String::new() } else { mend.into() } }
    }
}

impl Catalog {
    /// Looks at everything, also after something is wrong.
    pub async fn check(&self) -> Result<Vec<Check>, Error> {
        let mut connection = self.pool.acquire().await.map_err(Error::doing("connecting"))?;
        let mut checks = fitness(&mut connection).await?;
        drop(connection);
        checks.push(long_transactions(&self.transactions_open_for(LONG).await?));
        let pending = migrate::pending(self).await?;
        checks.push(migrations(pending));
        if pending == 0 {
            checks.push(nodes(&self.nodes().await?));
        }
        Ok(checks)
    }

    /// Transactions, described, that were open for at least as long and keep the feed from being cleared: those that write, in
    /// whatever database, since what they did may stand before any other change, and in this database those that read, since
    /// they may still see what is deleted.
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

/// What no migration can mend.
pub(super) async fn fitness(connection: &mut PgConnection) -> Result<Vec<Check>, Error> {
    let (version, version_text, encoding, ctype, database, available): (
        i32,
        String,
        String,
        String,
        String,
        Vec<String>,
    ) = sqlx::query_as(
        "select current_setting('server_version_num')::int, current_setting('server_version'),
                pg_encoding_to_char(encoding)::text, datctype::text, datname::text,
                (select coalesce(array_agg(name::text), '{}') from pg_available_extensions where name = any($1))
            from pg_database
            where datname = current_database()",
    )
    .bind(EXTENSIONS.as_slice())
    .fetch_one(connection)
    .await
    .map_err(Error::doing("checking the database"))?;

    let recreate = format!(
        "create the database anew: createdb --template template0 --encoding UTF8 --locale C.UTF-8 {database} \
         (where there is no C.UTF-8: en_US.UTF-8)"
    );
    let missing: Vec<_> = EXTENSIONS.into_iter().filter(|name| !available.iter().any(|found| found == name)).collect();
    let major = version / 10_000;
    Ok(vec![
        Check::new(
            "the PostgreSQL version",
            &version_text,
            version >= OLDEST_VERSION,
            "needledrop needs PostgreSQL 15 or later: upgrade the server, or unset DATABASE_URL to use a private one",
        ),
        Check::new("the database's encoding", &encoding, encoding == "UTF8", &recreate),
        // Trigrams of letters beyond ASCII vanish there.
        Check::new("the database's LC_CTYPE", &ctype, !matches!(ctype.as_str(), "C" | "POSIX"), &recreate),
        Check::new(
            "the set of extensions",
            if missing.is_empty() { EXTENSIONS.join(", ") } else { format!("without {}", missing.join(" and ")) },
            missing.is_empty(),
            format!(
                "install PostgreSQL's contrib modules on the server, on Debian: apt install postgresql-contrib, or postgresql-{major}"
            ),
        ),
    ])
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

fn migrations(pending: usize) -> Check {
    let found = if pending == 0 { "up to date".into() } else { format!("{pending} migrations behind") };
    Check::new("the schema", found, pending == 0, "needledrop migrate up")
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
