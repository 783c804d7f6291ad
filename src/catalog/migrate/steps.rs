//! The migrations of this program, written for the schemas that they are applied in.

use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, PgConnection, SqlSafeStr};

use crate::catalog::error::Error;

/// As they stand in the files.
pub(super) static FILES: Migrator = sqlx::migrate!("./migrations");

/// Notes what was applied. Of our own, so that another program in the same schema may have sqlx's.
pub(super) const TABLE: &str = "needledrop_migrations";

/// Where the tables are: a name as SQL takes it.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Schema {
    pub schema: String,
}

impl Schema {
    /// That which the connection has been set up for.
    pub(super) async fn of(connection: &mut PgConnection) -> Result<Self, Error> {
        sqlx::query_as("select quote_ident(current_schema()) as schema")
            .fetch_one(connection)
            .await
            .map_err(Error::doing("reading where the schema is"))
    }

    /// The migrations with this name in the place of `{schema}`. Each is still known by its file's checksum.
    pub(super) fn migrator(&self) -> Migrator {
        let mut migrator = Migrator::with_migrations(FILES.iter().cloned().collect());
        migrator.dangerous_set_table_name(TABLE);
        for migration in migrator.migrations.to_mut() {
            let sql = migration.sql.as_str();
            let sql = sql.replace("{schema}", &self.schema);
            migration.sql = AssertSqlSafe(sql).into_sql_str();
        }
        migrator
    }
}
