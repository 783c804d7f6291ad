//! Whether a server and its database are fit to hold a catalog: what no migration can mend.

use sqlx::PgConnection;

use crate::catalog::error::Error;

const OLDEST_VERSION: i32 = 150_000;
const EXTENSIONS: [&str; 1] = ["pg_trgm"];

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
    pub(in crate::catalog) fn new(
        name: &'static str,
        found: impl Into<String>,
        ok: bool,
        mend: impl Into<String>,
    ) -> Self {
        Self { name, ok, found: found.into(), mend: if ok { String::new() } else { mend.into() } }
    }

    /// Fails with what was found, if it isn't well.
    pub fn required(self) -> Result<(), Error> {
        let Self { name, ok, found, mend } = self;
        if ok { Ok(()) } else { Err(Error::Unfit { found: format!("{name} is {found}"), mend }) }
    }
}

#[derive(sqlx::FromRow)]
struct Found {
    version_number: i32,
    version: String,
    encoding: String,
    ctype: String,
    database: String,
    user: String,
    search_path: String,
    /// Where the tables are, or will be.
    schema: Option<String>,
    /// The extensions that are needed, as far as the server has them.
    available: Vec<String>,
    /// Schemas of these extensions.
    extension_schemas: Vec<String>,
    /// Those that this user may not use.
    closed: Vec<String>,
}

/// What no migration can mend.
pub(in crate::catalog) async fn fitness(connection: &mut PgConnection) -> Result<Vec<Check>, Error> {
    let found: Found = sqlx::query_as(concat!(include_str!("home.sql"), include_str!("fitness.sql")))
        .bind(EXTENSIONS.as_slice())
        .fetch_one(connection)
        .await
        .map_err(Error::doing("checking the database"))?;
    let recreate = format!(
        "create the database anew: createdb --template template0 --encoding UTF8 --locale C.UTF-8 {} \
         (where there is no C.UTF-8: en_US.UTF-8)",
        found.database
    );
    Ok(vec![
        Check::new(
            "the PostgreSQL version",
            &found.version,
            found.version_number >= OLDEST_VERSION,
            "needledrop needs PostgreSQL 15 or later: upgrade the server, or unset DATABASE_URL to use a private one",
        ),
        Check::new("the database's encoding", &found.encoding, found.encoding == "UTF8", &recreate),
        // Trigrams of letters beyond ASCII vanish there, and lower() leaves them as they are.
        Check::new("the database's LC_CTYPE", &found.ctype, !matches!(found.ctype.as_str(), "C" | "POSIX"), &recreate),
        extensions(&found),
        schema(&found),
    ])
}

fn extensions(Found { version_number, user, available, closed, .. }: &Found) -> Check {
    const NAME: &str = "the set of extensions";
    let missing: Vec<_> = EXTENSIONS.into_iter().filter(|name| !available.iter().any(|found| found == name)).collect();
    if !missing.is_empty() {
        let mend = format!(
            "install PostgreSQL's contrib modules on the server, on Debian: apt install postgresql-contrib, or postgresql-{}",
            version_number / 10_000
        );
        return Check::new(NAME, format!("without {}", missing.join(" and ")), false, mend);
    }
    match closed.first() {
        None => Check::new(NAME, EXTENSIONS.join(", "), true, ""),
        Some(schema) => Check::new(
            NAME,
            format!("in schema {schema}, which user {user} may not use"),
            false,
            format!("let them, as a user who may: grant usage on schema {schema} to {user}"),
        ),
    }
}

/// Functions name what they call by its schema, so that they run under any `search_path`.
fn schema(Found { database, user, search_path, schema, extension_schemas, .. }: &Found) -> Check {
    const NAME: &str = "the search_path";
    let elsewhere = format!("set another: alter role {user} in database {database} set search_path = public");
    let Some(home) = schema else {
        let found = format!("{search_path}, and none of these schemas is there for user {user}");
        return Check::new(
            NAME,
            found,
            false,
            format!("create one of them, let {user} use it (grant usage, create on schema), or {elsewhere}"),
        );
    };
    if home.starts_with("pg_") || home == "information_schema" {
        let found = format!("{search_path}, which begins with a schema of PostgreSQL's own");
        return Check::new(NAME, found, false, elsewhere);
    }
    match extension_schemas.iter().chain([home]).find(|name| name.contains(['\'', '"', '$', '\\', '{', '}'])) {
        Some(odd) => {
            let found = format!("{search_path}, with schema {odd} for tables or extensions");
            let mend = format!("rename it, without quotes, braces, $ and \\; or {elsewhere}");
            Check::new(NAME, found, false, mend)
        }
        None => Check::new(NAME, format!("{search_path}, with the tables in {home}"), true, ""),
    }
}
