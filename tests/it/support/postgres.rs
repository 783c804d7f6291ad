//! A fresh database for each test, dropped afterwards.

use std::time::{Duration, Instant};

use needledrop::catalog::{Catalog, Config, DatabaseUrl, migrate};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, PgPool};

const DEADLINE: Duration = Duration::from_secs(30);
const VARIABLE: &str = "NEEDLEDROP_TEST_DATABASE_URL";

/// One that each system has and whose ctype knows letters beyond ASCII.
const LOCALE: &str = if cfg!(target_os = "macos") { "en_US.UTF-8" } else { "C.UTF-8" };

/// A database of its own, with the migrations applied, and two ways in: as the program, and by plain SQL.
pub struct Database {
    pub catalog: Catalog,
    /// What `psql` would be: another client that knows nothing of needledrop.
    pub sql: PgPool,
    pub url: DatabaseUrl,
    name: String,
}

impl Database {
    /// An empty catalog.
    pub async fn new() -> Self {
        let name = format!("needledrop_test_{}", uuid::Uuid::new_v4().simple());
        create(&name, LOCALE, "UTF8").await;
        let url = url_of(&name);
        let catalog = Catalog::connect(&Config::new(url.clone())).await.expect("the fresh database is fit");
        migrate::up(&catalog).await.expect("the migrations apply");
        let sql = PgPool::connect(url.expose()).await.expect("the fresh database can be reached");
        Self { catalog, sql, url, name }
    }

    /// Waits until so many of its clients wait for a lock.
    pub async fn until_waiting(&self, clients: i64) {
        let began = Instant::now();
        let waiting = "select count(distinct pid) from pg_locks join pg_stat_activity using (pid)
            where not granted and datname = current_database()";
        while sqlx::query_scalar::<_, i64>(waiting).fetch_one(&self.sql).await.expect("locks can be read") < clients {
            assert!(began.elapsed() < DEADLINE, "nobody waits for a lock");
            tokio::task::yield_now().await;
        }
    }

    /// Closes both ways in and drops the database. A test that fails leaves it behind for a look.
    pub async fn drop(self) {
        self.catalog.close().await;
        self.sql.close().await;
        drop_database(&self.name).await;
    }
}

/// Creates an empty database, whatever its locale.
pub async fn create(name: &str, locale: &str, encoding: &str) {
    execute(format!(
        "create database {name} template template0 encoding '{encoding}' lc_collate '{locale}' lc_ctype '{locale}'"
    ))
    .await;
}

pub async fn drop_database(name: &str) {
    execute(format!("drop database if exists {name} with (force)")).await;
}

/// Drops the role, if there is one; nothing may be its own any more.
pub async fn drop_role(name: &str) {
    execute(format!("drop role if exists {name}")).await;
}

/// The URL of the database called `name` on the test server.
pub fn url_of(name: &str) -> DatabaseUrl {
    let url = server_url();
    let (start, options) = url.split_once('?').map_or((url.as_str(), None), |(start, options)| (start, Some(options)));
    let server = start.rsplit_once('/').map_or(start, |(server, _)| server);
    DatabaseUrl::new(match options {
        Some(options) => format!("{server}/{name}?{options}"),
        None => format!("{server}/{name}"),
    })
}

fn server_url() -> String {
    std::env::var(VARIABLE).unwrap_or_else(|_| {
        panic!("no PostgreSQL for the tests: run ./scripts/test, which starts one (or set {VARIABLE})")
    })
}

async fn execute(statement: String) {
    let mut connection = PgConnection::connect(&server_url()).await.expect("the test server can be reached");
    connection.execute(AssertSqlSafe(statement)).await.expect("the test user is a superuser");
    connection.close().await.expect("the connection closes");
}
