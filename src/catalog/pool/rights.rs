//! Whether the database takes writes, and whether this user may do what is to be done.

use super::catalog::Catalog;
use super::check::Check;
use crate::catalog::error::Error;

/// What the catalog is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To follow it with an index.
    Follow,
    /// To write tracks and files.
    Write,
    Both,
}

#[derive(sqlx::FromRow)]
struct Rights {
    user: String,
    database: String,
    schema: Option<String>,
    is_standby: bool,
    is_read_only: bool,
    /// Where that is set, as `pg_settings` says it.
    read_only_by: Option<String>,
    missing: Vec<String>,
    may_create: Option<bool>,
}

impl Catalog {
    /// Whether the primary takes writes, and this user's rights on the tables.
    pub async fn check_rights(&self, purpose: Purpose) -> Result<Vec<Check>, Error> {
        let rights: Rights = sqlx::query_as(concat!(include_str!("home.sql"), include_str!("rights.sql")))
            .bind(purpose != Purpose::Write)
            .bind(purpose != Purpose::Follow)
            .fetch_one(&self.pool)
            .await
            .map_err(Error::doing("reading this user's rights"))?;
        Ok(vec![writes(&rights), privileges(&rights)])
    }

    /// Fails where the primary takes no writes at all.
    pub(in crate::catalog) async fn expect_writes(&self) -> Result<(), Error> {
        self.check_rights(Purpose::Write).await?.swap_remove(0).required()
    }

    /// Fails with the first that is missing.
    pub async fn expect_rights(&self, purpose: Purpose) -> Result<(), Error> {
        self.check_rights(purpose).await?.into_iter().try_for_each(Check::required)
    }
}

fn writes(Rights { user, database, is_standby, is_read_only, read_only_by, .. }: &Rights) -> Check {
    const NAME: &str = "the way to write";
    if *is_standby {
        let mend = "name the primary in DATABASE_URL, and this one in DATABASE_READ_REPLICA_URL";
        return Check::new(NAME, "closed: the server is a standby", false, mend);
    }
    if !is_read_only {
        return Check::new(NAME, "open", true, "");
    }
    let mend = match read_only_by.as_deref() {
        Some("database") => format!("alter database {database} reset default_transaction_read_only"),
        Some("user") => format!("alter role {user} reset default_transaction_read_only"),
        Some("database user") => {
            format!("alter role {user} in database {database} reset default_transaction_read_only")
        }
        Some("client") => "take it out of the options in DATABASE_URL".to_owned(),
        _ => format!("alter role {user} in database {database} set default_transaction_read_only = off"),
    };
    Check::new(NAME, "closed: transactions are read-only by default (default_transaction_read_only)", false, mend)
}

fn privileges(Rights { user, schema, missing, may_create, .. }: &Rights) -> Check {
    const NAME: &str = "the set of rights";
    let schema = schema.as_deref().unwrap_or("public");
    if may_create == &Some(false) {
        let mend = format!("let them, as a user who may: grant create on schema {schema} to {user}");
        return Check::new(
            NAME,
            format!("too small: user {user} may not create tables in schema {schema}"),
            false,
            mend,
        );
    }
    if missing.is_empty() {
        return Check::new(NAME, format!("all that {user} needs"), true, "");
    }
    let mend = format!(
        "let them, as the owner of the tables: grant select, insert, update, delete on all tables in schema {schema} to {user}"
    );
    Check::new(NAME, format!("too small: user {user} lacks {}", missing.join("; ")), false, mend)
}
