//! Whether the database is fit to hold a catalog, part by part, for `doctor` and for start-up.

use sqlx::PgConnection;

use super::{Catalog, Error, migrate};

const OLDEST_VERSION: i32 = 150_000;
const EXTENSIONS: [&str; 2] = ["pg_trgm", "unaccent"];

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
        checks.push(long_transactions(&mut connection).await?);
        drop(connection);
        checks.push(migrations(self).await?);
        Ok(checks)
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
        // Trigrams of letters beyond ASCII vanish there, and lower() leaves them as they are.
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

/// While a transaction that writes is open, in whatever database, no change behind it can be cleared from the feed.
async fn long_transactions(connection: &mut PgConnection) -> Result<Check, Error> {
    let found: Vec<String> = sqlx::query_scalar(
        "select format('pid %s (%s, %s, in %s, for %s min)', pid, usename, coalesce(nullif(application_name, ''), 'unnamed'),
                datname, (extract(epoch from now() - xact_start) / 60)::int)
            from pg_stat_activity
            where backend_xid is not null and pid <> pg_backend_pid() and xact_start < now() - interval '1 minute'
        union all
            select format('prepared transaction %s (%s, in %s)', quote_literal(gid), owner, database)
            from pg_prepared_xacts
            where prepared < now() - interval '1 minute'",
    )
    .fetch_all(connection)
    .await
    .map_err(Error::doing("looking for long transactions"))?;
    let ok = found.is_empty();
    Ok(Check::new(
        "long transactions",
        if ok { "none".into() } else { found.join(", ") },
        ok,
        "the change feed grows until these end: commit them, or select pg_terminate_backend(pid)",
    ))
}

async fn migrations(catalog: &Catalog) -> Result<Check, Error> {
    let pending = migrate::pending(catalog).await?;
    let found = if pending == 0 { "up to date".into() } else { format!("{pending} migrations behind") };
    Ok(Check::new("the schema", found, pending == 0, "needledrop migrate up"))
}
