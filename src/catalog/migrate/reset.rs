//! Beginning anew: drops what any needledrop has made, whatever its version, and nothing of anybody else's.

use sqlx::postgres::PgDatabaseError;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::run::{OLDER_TABLE, apply, exists, is_older, migrating_connection};
use super::steps::{Schema, TABLE};
use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;

const DOING: &str = "dropping the schema";
const DEPENDENT_OBJECTS: &str = "2BP01";

/// Each table, and the migrations that have made it in one version or another. Names such as these may be anybody's: a
/// table is ours if one of them was applied.
const MADE_BY: [(&str, &[&str]); 10] = [
    ("libraries", &["libraries"]),
    ("assets", &["assets", "tracks"]),
    ("audio_tracks", &["tracks"]),
    ("changes", &["feed"]),
    ("feed_state", &["feed"]),
    ("index_nodes", &["feed"]),
    ("due_indexes", &["due indexes"]),
    ("companions", &["companions"]),
    ("aliases", &["aliases"]),
    ("alias_versions", &["aliases"]),
];

/// Drops the schema of any version, with all it holds, and applies every migration; answers the names.
pub async fn reset(catalog: &Catalog) -> Result<Vec<String>, Error> {
    let mut connection = migrating_connection(catalog).await?;
    let done = async {
        drop_all(&mut connection).await?;
        apply(&mut connection, catalog).await
    };
    let done = done.await;
    let _ = connection.close().await;
    done
}

async fn drop_all(connection: &mut PgConnection) -> Result<(), Error> {
    let Schema { schema } = Schema::of(connection).await?;
    let notes = if is_older(connection).await? { OLDER_TABLE } else { TABLE };
    let mut transaction = connection.begin().await.map_err(Error::doing(DOING))?;
    let applied = applied(&mut transaction, notes).await?;
    if applied.is_empty() {
        return Ok(());
    }
    let was_applied = |names: &&[&str]| names.iter().any(|name| applied.iter().any(|applied| applied == name));
    let tables = MADE_BY.iter().filter(|(_, made_by)| was_applied(made_by)).map(|(table, _)| *table).chain([notes]);
    let tables: Vec<_> = tables.map(|table| format!("{schema}.{table}")).collect();
    drop_unless_needed(&mut transaction, format!("drop table {}", tables.join(", "))).await?;
    if let Some(functions) = functions(&mut transaction).await? {
        drop_unless_needed(&mut transaction, format!("drop function {functions}")).await?;
    }
    transaction.commit().await.map_err(Error::doing(DOING))
}

/// The names of what was applied; none if nothing ever was.
async fn applied(connection: &mut PgConnection, notes: &'static str) -> Result<Vec<String>, Error> {
    if !exists(connection, notes).await? {
        return Ok(Vec::new());
    }
    sqlx::query_scalar(AssertSqlSafe(format!("select description from {notes}")))
        .fetch_all(connection)
        .await
        .map_err(Error::doing(DOING))
}

async fn functions(connection: &mut PgConnection) -> Result<Option<String>, Error> {
    sqlx::query_scalar(
        r"select string_agg(oid::regprocedure::text, ', ')
        from pg_proc
        where pronamespace = current_schema()::regnamespace and proname like 'needledrop\_%'",
    )
    .fetch_one(connection)
    .await
    .map_err(Error::doing(DOING))
}

/// Leaves everything as it is if something of somebody else's needs it.
async fn drop_unless_needed(connection: &mut PgConnection, statement: String) -> Result<(), Error> {
    match sqlx::query(AssertSqlSafe(statement)).execute(connection).await {
        Ok(_) => Ok(()),
        Err(sqlx::Error::Database(refusal)) if refusal.code().as_deref() == Some(DEPENDENT_OBJECTS) => {
            let needed_by = refusal.try_downcast_ref::<PgDatabaseError>().and_then(PgDatabaseError::detail);
            Err(Error::Unfit {
                found: format!(
                    "something else needs what would be dropped: {}",
                    needed_by.unwrap_or(refusal.message())
                ),
                mend: "drop that first, or make it do without".into(),
            })
        }
        Err(error) => Err(Error::doing(DOING)(error)),
    }
}
