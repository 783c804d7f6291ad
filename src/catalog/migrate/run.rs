//! Applying migrations, taking them back, and telling a schema that isn't this program's.

use std::collections::HashMap;

use sqlx::migrate::MigrateError;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use time::OffsetDateTime;

use super::steps::{FILES, Schema, TABLE};
use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;

/// Where older versions noted their migrations, under sqlx's usual name.
pub(super) const OLDER_TABLE: &str = "_sqlx_migrations";

const INSUFFICIENT_PRIVILEGE: &str = "42501";

const READING: &str = "reading the schema's version";

const BEGIN_ANEW: &str = "copy what you want to keep (in psql: \\copy), run `needledrop migrate reset`, which drops the tables with all \
                          they hold and makes them anew, and import it again";

/// A migration this program knows, and when it was applied, if it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Migration {
    pub version: i64,
    pub name: String,
    pub applied_at: Option<OffsetDateTime>,
}

/// Applies what is pending, one process at a time, and sees to it that changes are recorded; answers the names.
pub async fn up(catalog: &Catalog) -> Result<Vec<String>, Error> {
    // Whoever may write rows need not be one who may make tables.
    let applied = if pending(catalog).await? == 0 { Vec::new() } else { apply_alone(catalog).await? };
    let gaps = catalog.feed_gaps().await?;
    if !gaps.is_empty() {
        match catalog.attach_feed().await {
            Ok(()) => tracing::warn!("the change feed's triggers were attached again: {}", gaps.join(", ")),
            Err(error) => tracing::warn!("changes may be missed: {}; {error}", gaps.join(", ")),
        }
    }
    Ok(applied)
}

async fn apply_alone(catalog: &Catalog) -> Result<Vec<String>, Error> {
    let mut connection = migrating_connection(catalog).await?;
    let done = apply(&mut connection, catalog).await;
    // The lock ends with the connection.
    let _ = connection.close().await;
    done
}

/// Takes back the last `steps` migrations, newest first; answers the names.
pub async fn down(catalog: &Catalog, steps: usize) -> Result<Vec<String>, Error> {
    let mut connection = migrating_connection(catalog).await?;
    let done = take_back(&mut connection, catalog, steps).await;
    let _ = connection.close().await;
    done
}

/// Every migration this program knows, oldest first. A schema that another version has made is refused.
pub async fn status(catalog: &Catalog) -> Result<Vec<Migration>, Error> {
    let mut connection = catalog.pool.acquire().await.map_err(Error::doing("connecting"))?;
    known(&mut connection).await
}

/// How many migrations are not applied yet.
pub async fn pending(catalog: &Catalog) -> Result<usize, Error> {
    Ok(status(catalog).await?.iter().filter(|migration| migration.applied_at.is_none()).count())
}

/// Applies what is pending; answers the names.
pub(super) async fn apply(connection: &mut PgConnection, catalog: &Catalog) -> Result<Vec<String>, Error> {
    let mut pending = known(connection).await?;
    pending.retain(|migration| migration.applied_at.is_none());
    // What changes an index must find it there.
    if !pending.is_empty() && exists(connection, "due_indexes").await? {
        catalog.build_due_indexes(&|_, _| ()).await?;
    }
    let schema = Schema::of(connection).await?;
    let done = schema.migrator().run(connection).await;
    done.map_err(|error| explain(error, catalog, &schema))?;
    Ok(pending.into_iter().map(|migration| migration.name).collect())
}

async fn take_back(connection: &mut PgConnection, catalog: &Catalog, steps: usize) -> Result<Vec<String>, Error> {
    let mut applied = known(connection).await?;
    applied.retain(|migration| migration.applied_at.is_some());
    let kept = applied.len().saturating_sub(steps);
    let target = if kept == 0 { 0 } else { applied[kept - 1].version };
    let schema = Schema::of(connection).await?;
    let done = schema.migrator().undo(connection, target).await;
    done.map_err(|error| explain(error, catalog, &schema))?;
    Ok(applied.into_iter().skip(kept).rev().map(|migration| migration.name).collect())
}

/// One process at a time: another one's migrations are waited for, however long they build an index. A table's lock
/// isn't, because everybody else would then wait behind us.
pub(super) async fn migrating_connection(catalog: &Catalog) -> Result<PgConnection, Error> {
    let doing = "waiting for another process that migrates";
    catalog.expect_writes().await?;
    let mut connection = catalog.patient_connection().await?;
    for statement in
        ["set lock_timeout = 0", "select pg_advisory_lock(hashtext('needledrop migrate'))", "set lock_timeout = '10s'"]
    {
        sqlx::query(statement).execute(&mut connection).await.map_err(Error::doing(doing))?;
    }
    Ok(connection)
}

/// Every migration this program knows, if it knows all that were applied.
async fn known(connection: &mut PgConnection) -> Result<Vec<Migration>, Error> {
    if is_older(connection).await? {
        return Err(Error::Unfit {
            found: "the database holds the schema of an older needledrop, which this one can't use".into(),
            mend: BEGIN_ANEW.into(),
        });
    }
    let mut applied: HashMap<i64, (Vec<u8>, OffsetDateTime)> = HashMap::new();
    if exists(connection, TABLE).await? {
        let rows: Vec<(i64, Vec<u8>, OffsetDateTime)> =
            sqlx::query_as(AssertSqlSafe(format!("select version, checksum, installed_on from {TABLE} where success")))
                .fetch_all(connection)
                .await
                .map_err(Error::doing(READING))?;
        applied.extend(rows.into_iter().map(|(version, checksum, at)| (version, (checksum, at))));
    }
    let mut migrations = Vec::new();
    for file in FILES.iter().filter(|file| !file.migration_type.is_down_migration()) {
        let applied_at = match applied.remove(&file.version) {
            Some((checksum, _)) if *checksum != *file.checksum => {
                return Err(Error::Unfit {
                    found: format!("migration {} was applied in another wording than this needledrop's", file.version),
                    mend: format!("use the needledrop that applied it; or {BEGIN_ANEW}"),
                });
            }
            applied => applied.map(|(_, at)| at),
        };
        migrations.push(Migration { version: file.version, name: file.description.to_string(), applied_at });
    }
    match applied.into_keys().min() {
        Some(unknown) => Err(Error::Unfit {
            found: format!("the database has migration {unknown}, which this needledrop doesn't know"),
            mend: "it was migrated by a newer one: use that, or take its migrations back with it".into(),
        }),
        None => Ok(migrations),
    }
}

/// Whether the schema is one from before the migrations had a table of our own.
pub(super) async fn is_older(connection: &mut PgConnection) -> Result<bool, Error> {
    sqlx::query_scalar("select to_regclass($1) is null and to_regprocedure('needledrop_fold(text)') is not null")
        .bind(TABLE)
        .fetch_one(connection)
        .await
        .map_err(Error::doing(READING))
}

pub(super) async fn exists(connection: &mut PgConnection, table: &str) -> Result<bool, Error> {
    sqlx::query_scalar("select to_regclass($1) is not null")
        .bind(table)
        .fetch_one(connection)
        .await
        .map_err(Error::doing(READING))
}

fn explain(error: MigrateError, catalog: &Catalog, Schema { schema }: &Schema) -> Error {
    match error {
        MigrateError::Execute(sqlx::Error::Database(refusal))
        | MigrateError::ExecuteMigration(sqlx::Error::Database(refusal), _)
            if refusal.code().as_deref() == Some(INSUFFICIENT_PRIVILEGE) =>
        {
            let options = catalog.pool.connect_options();
            let user = options.get_username();
            let database = catalog.database();
            let own_schema =
                if schema == "public" { String::new() } else { format!("; alter schema {schema} owner to {user}") };
            Error::Unfit {
                found: format!("user {user} may not set up the schema in database {database}: {}", refusal.message()),
                mend: format!("let them, as a user who may: alter database {database} owner to {user}{own_schema}"),
            }
        }
        error => Error::Migrate(error),
    }
}
