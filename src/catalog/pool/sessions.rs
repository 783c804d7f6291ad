//! Whether each connection is a session of PostgreSQL's own. A pooler may give each transaction another one: settings,
//! locks and prepared statements would be lost or meet others', and a connection that lives on would no longer prove
//! that the server hasn't crashed.

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, Row};

use crate::catalog::error::Error;

/// Others may come between the two connections, but not each time.
const TRIES: usize = 5;

/// Fails where two connections that both live are one session. Asked by simple statements: others may fail for the
/// very reason.
pub(super) async fn expect_one_each(first: &mut PgConnection, options: &PgConnectOptions) -> Result<(), Error> {
    // Where there is room for one only, nothing can be told.
    let Ok(mut second) = options.connect().await else { return Ok(()) };
    let shared = are_shared(first, &mut second).await;
    let _ = second.close().await;
    match shared {
        Ok(false) => Ok(()),
        Ok(true) => Err(Error::Unfit {
            found: "DATABASE_URL leads through a pooler that gives each transaction or statement another session of \
                    PostgreSQL, as pgbouncer does with pool_mode = transaction"
                .into(),
            mend: "name PostgreSQL itself, or a pool with pool_mode = session".into(),
        }),
        Err(error) => Err(Error::doing("looking whether each connection is a session")(error)),
    }
}

async fn are_shared(first: &mut PgConnection, second: &mut PgConnection) -> Result<bool, sqlx::Error> {
    for _ in 0..TRIES {
        let of_first = session(first).await?;
        // PostgreSQL never refuses this, but a pool by the statement does.
        match sqlx::raw_sql("begin").execute(&mut *second).await {
            Err(sqlx::Error::Database(_)) => return Ok(true),
            begun => begun?,
        };
        let of_second = session(second).await?;
        sqlx::raw_sql("rollback").execute(&mut *second).await?;
        if of_first == of_second {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn session(connection: &mut PgConnection) -> Result<i32, sqlx::Error> {
    sqlx::raw_sql("select pg_backend_pid()").fetch_one(connection).await?.try_get(0)
}
