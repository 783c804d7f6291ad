//! Bringing the schema forward and back.

use std::collections::HashMap;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Connection, PgConnection};
use time::OffsetDateTime;

use super::{Catalog, Error};

static MIGRATOR: Migrator = sqlx::migrate!("./migrations");

const INSUFFICIENT_PRIVILEGE: &str = "42501";

/// A migration this program knows, and when it was applied, if it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Migration {
    pub version: i64,
    pub name: String,
    pub applied_at: Option<OffsetDateTime>,
}

/// Applies what is pending, one process at a time; answers the names.
pub async fn up(catalog: &Catalog) -> Result<Vec<String>, Error> {
    let mut connection = migrating_connection(catalog).await?;
    let before = status(catalog).await?;
    let done = MIGRATOR.run(&mut connection).await;
    // The lock ends with the connection.
    let _ = connection.close().await;
    done.map_err(|error| explain(error, catalog))?;
    Ok(before.into_iter().filter(|migration| migration.applied_at.is_none()).map(|migration| migration.name).collect())
}

/// Takes back the last `steps` migrations, newest first; answers the names.
pub async fn down(catalog: &Catalog, steps: usize) -> Result<Vec<String>, Error> {
    let mut connection = migrating_connection(catalog).await?;
    let mut applied = status(catalog).await?;
    applied.retain(|migration| migration.applied_at.is_some());
    let kept = applied.len().saturating_sub(steps);
    let target = if kept == 0 { 0 } else { applied[kept - 1].version };
    let done = MIGRATOR.undo(&mut connection, target).await;
    let _ = connection.close().await;
    done.map_err(|error| explain(error, catalog))?;
    Ok(applied.into_iter().skip(kept).rev().map(|migration| migration.name).collect())
}

/// Every migration this program knows, oldest first.
pub async fn status(catalog: &Catalog) -> Result<Vec<Migration>, Error> {
    let doing = "reading the schema's version";
    let exists: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(&catalog.pool)
        .await
        .map_err(Error::doing(doing))?;
    let applied: Vec<(i64, OffsetDateTime)> = match exists {
        true => sqlx::query_as("select version, installed_on from _sqlx_migrations where success")
            .fetch_all(&catalog.pool)
            .await
            .map_err(Error::doing(doing))?,
        false => Vec::new(),
    };
    let applied: HashMap<_, _> = applied.into_iter().collect();
    Ok(MIGRATOR
        .iter()
        .filter(|migration| !migration.migration_type.is_down_migration())
        .map(|migration| Migration {
            version: migration.version,
            name: migration.description.to_string(),
            applied_at: applied.get(&migration.version).copied(),
        })
        .collect())
}

/// How many migrations are not applied yet.
pub async fn pending(catalog: &Catalog) -> Result<usize, Error> {
    Ok(status(catalog).await?.iter().filter(|migration| migration.applied_at.is_none()).count())
}

/// One process at a time: another one's migrations are waited for, however long they build an index. A table's lock isn't,
/// because everybody else would then wait behind us.
async fn migrating_connection(catalog: &Catalog) -> Result<PgConnection, Error> {
    let doing = "waiting for another process that migrates";
    let mut connection = catalog.patient_connection().await?;
    for statement in
        ["set lock_timeout = 0", "select pg_advisory_lock(hashtext('needledrop migrate'))", "set lock_timeout = '10s'"]
    {
        sqlx::query(statement).execute(&mut connection).await.map_err(Error::doing(doing))?;
    }
    Ok(connection)
}

fn explain(error: MigrateError, catalog: &Catalog) -> Error {
    match error {
        MigrateError::VersionMissing(version) => Error::Unfit {
            found: format!("the database has migration {version}, which this needledrop doesn't know"),
            mend: "it was migrated by a newer one: use that, or take its migrations back with it".into(),
        },
        MigrateError::VersionMismatch(version) => Error::Unfit {
            found: format!("migration {version} was applied in another wording than this needledrop's"),
            mend: "use the needledrop that applied it, or an empty database".into(),
        },
        MigrateError::Execute(sqlx::Error::Database(refusal))
        | MigrateError::ExecuteMigration(sqlx::Error::Database(refusal), _)
            if refusal.code().as_deref() == Some(INSUFFICIENT_PRIVILEGE) =>
        {
            let options = catalog.pool.connect_options();
            let user = options.get_username();
            let database = options.get_database().unwrap_or(user);
            Error::Unfit {
                found: format!("user {user} may not set up the schema in database {database}: {}", refusal.message()),
                mend: format!("let them, as a user who may: alter database {database} owner to {user}"),
            }
        }
        error => Error::Migrate(error),
    }
}
