//! Connecting, and refusing a database that can't hold a catalog.

use std::str::FromStr;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool};
use tokio::sync::watch;

use super::catalog::Catalog;
use super::check::{self, Check};
use super::config::{Config, DatabaseUrl, Limits};
use super::sessions;
use crate::catalog::error::Error;

impl Catalog {
    /// Connects, and checks that the database can hold a catalog. A server that is just starting is waited for.
    pub async fn connect(config: &Config) -> Result<Self, Error> {
        let pool = checked_pool(&config.url, config).await?;
        let replica = match &config.replica_url {
            Some(url) => Some(checked_pool(url, config).await?),
            None => None,
        };
        if let Some(replica) = &replica
            && identity(&pool).await? != identity(replica).await?
        {
            return Err(Error::Unfit {
                found: "DATABASE_READ_REPLICA_URL names another database than DATABASE_URL, not a copy that follows it"
                    .into(),
                mend: "name a streaming replica of it, or none".into(),
            });
        }
        let patience = config.limits.statement_timeout + config.limits.acquire_timeout;
        Ok(Self { pool, replica, patience, holds: watch::Sender::new(()) })
    }

    /// A connection without a limit on how long a statement may take; it is the caller's to close.
    pub(in crate::catalog) async fn patient_connection(&self) -> Result<PgConnection, Error> {
        let mut connection = self.pool.acquire().await.map_err(Error::doing("connecting"))?.detach();
        sqlx::query("set statement_timeout = 0")
            .execute(&mut connection)
            .await
            .map_err(Error::doing("preparing a connection"))?;
        Ok(connection)
    }

    /// Waits for the connections in use to come back, and closes them all.
    pub async fn close(&self) {
        self.pool.close().await;
        if let Some(replica) = &self.replica {
            replica.close().await;
        }
    }
}

/// Which cluster this is and which database in it; a replica is the same.
async fn identity(pool: &PgPool) -> Result<String, Error> {
    sqlx::query_scalar(
        "select (select system_identifier from pg_control_system()) || '/' || oid
        from pg_database
        where datname = current_database()",
    )
    .fetch_one(pool)
    .await
    .map_err(Error::doing("reading the database's identity"))
}

/// Connects to one server, whose errors are told at once.
async fn checked_pool(url: &DatabaseUrl, config: &Config) -> Result<PgPool, Error> {
    let options = options(url)?;
    let mut connection = first_connection(&options, config).await?;
    sessions::expect_one_each(&mut connection, &options).await?;
    let checks = check::fitness(&mut connection).await?;
    // The pool opens its own; this one was for the errors.
    let _ = connection.close().await;
    checks.into_iter().try_for_each(Check::required)?;

    let limits = config.limits.clone();
    let acquire_timeout = config.limits.acquire_timeout;
    let pool = PgPoolOptions::new()
        .max_connections(config.limits.max_connections)
        .acquire_timeout(config.limits.acquire_timeout)
        .after_connect(move |connection, _| {
            let limits = limits.clone();
            Box::pin(async move { set_up(connection, &limits).await })
        })
        // The pool itself would wait for ever for whoever gave up a statement without an answer.
        .after_release(move |connection, _| {
            Box::pin(async move {
                Ok(tokio::time::timeout(acquire_timeout, connection.ping()).await.is_ok_and(|pong| pong.is_ok()))
            })
        })
        .connect_lazy_with(options);
    Ok(pool)
}

/// By statement rather than by start-up options, which poolers such as pgbouncer refuse.
async fn set_up(connection: &mut PgConnection, limits: &Limits) -> Result<(), sqlx::Error> {
    let milliseconds = |limit: Duration| limit.as_millis().to_string();
    sqlx::query(concat!(include_str!("home.sql"), include_str!("set_up.sql")))
        .bind(milliseconds(limits.statement_timeout))
        .bind(milliseconds(limits.lock_timeout))
        .bind(milliseconds(limits.idle_transaction_timeout))
        .execute(connection)
        .await
        .map(|_| ())
}

fn options(url: &DatabaseUrl) -> Result<PgConnectOptions, Error> {
    let text = url.expose();
    if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
        return Err(Error::Url { reason: "it doesn't start with postgres://".into() });
    }
    PgConnectOptions::from_str(text)
        // Poolers refuse this one, too; numbers come in binary.
        .map(|options| options.application_name("needledrop").extra_float_digits(None))
        // The parser's words could repeat parts of the URL.
        .map_err(|_| Error::Url { reason: "a part of it is malformed; percent-encode special characters".into() })
}

async fn first_connection(options: &PgConnectOptions, config: &Config) -> Result<PgConnection, Error> {
    let deadline = Instant::now() + config.limits.acquire_timeout;
    loop {
        let attempt = tokio::time::timeout(config.limits.acquire_timeout, options.connect()).await;
        let error = match attempt {
            Ok(Ok(connection)) => return Ok(connection),
            Ok(Err(error)) => error,
            Err(_) => sqlx::Error::Io(std::io::ErrorKind::TimedOut.into()),
        };
        if !is_starting(&error) || Instant::now() >= deadline {
            return Err(classify(options, error));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// 57P03: "the database system is starting up".
fn is_starting(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(error) if error.code().as_deref() == Some("57P03"))
}

fn classify(options: &PgConnectOptions, error: sqlx::Error) -> Error {
    let server = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    };
    let user = options.get_username().to_owned();
    let database = options.get_database().unwrap_or(&user);
    let sqlx::Error::Database(refusal) = &error else { return Error::Unreachable { server, source: error } };
    match refusal.code().as_deref() {
        // Authentication.
        Some("28P01" | "28000") => Error::Refused { server, user, reason: refusal.message().to_owned() },
        // There is no such database.
        Some("3D000") => Error::Unfit {
            found: format!("PostgreSQL at {server} has no database {database}"),
            mend: format!(
                "create it: createdb --template template0 --encoding UTF8 --locale C.UTF-8 {database} (as a user who may)"
            ),
        },
        _ => Error::Unreachable { server, source: error },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_url_that_is_none_is_not_repeated_in_the_error() {
        for url in ["mysql://anna:hunter2@db/music", "postgres://anna:hunter2@db:port/music", "hunter2"] {
            let error = options(&DatabaseUrl::new(url)).expect_err(url).to_string();
            assert!(!error.contains("hunter2"), "{error}");
            assert!(error.contains("postgres://user:password@host"), "{error}");
        }
    }

    #[tokio::test]
    async fn a_server_that_is_down_is_named() {
        let config = Config::new(DatabaseUrl::new("postgres://anna:hunter2@127.0.0.1:1/music"));
        let error = Catalog::connect(&config).await.err().expect("nobody listens on port 1");
        assert!(error.is_temporary());
        assert!(error.to_string().contains("127.0.0.1:1"), "{error}");
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
}
