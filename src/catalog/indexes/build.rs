//! Building the indexes that are due.
//!
//! Where nobody writes, side by side, each in a transaction that also takes it off the list; writers of the table would
//! wait for those. As soon as one does, and in a server from the start, one after the other by `concurrently`, which
//! takes about twice as long and keeps nobody waiting.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use futures::future::join_all;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::leave_out::LEFT_OUT;
use super::lock::IndexLock;
use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;

const DOING: &str = "building indexes";
/// More would hardly be faster: one index takes half of the time.
const MOST_SIDE_BY_SIDE: usize = 2;
/// A writer that waits for us waits for so long at most.
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);
/// How often a server looks for what is due.
const BETWEEN_ROUNDS: Duration = Duration::from_secs(5);

/// Told how many of how many are built.
pub type Told<'a> = &'a (dyn Fn(usize, usize) + Sync);

impl Catalog {
    /// Builds what an import has left out and not built. Does nothing where somebody else is at it, or this role may
    /// not.
    pub async fn build_due_indexes(&self, told: Told<'_>) -> Result<(), Error> {
        if !self.has_due_indexes().await? {
            return Ok(());
        }
        match self.try_index_lock().await? {
            Some(lock) => self.build_with(lock, told).await,
            None => {
                tracing::info!("the indexes of PostgreSQL that are due are left to another process, or to their owner");
                Ok(())
            }
        }
    }

    /// Builds what is due, now and whenever an import was killed, and holds nobody up meanwhile; never ends.
    pub async fn keep_indexes_whole(&self) {
        loop {
            // What couldn't be built is due the next time.
            if let Err(error) = self.build_in_background().await {
                tracing::debug!(%error, "indexes stay due");
            }
            tokio::time::sleep(BETWEEN_ROUNDS).await;
        }
    }

    async fn build_in_background(&self) -> Result<(), Error> {
        if !self.has_due_indexes().await? {
            return Ok(());
        }
        let Some(mut lock) = self.try_index_lock().await? else { return Ok(()) };
        tracing::info!("building the indexes of PostgreSQL that an import has left out");
        let built = lock.build_concurrently(&|| ()).await;
        lock.release().await;
        built?;
        tracing::info!("all indexes of PostgreSQL are there");
        Ok(())
    }

    /// Builds all that is due, as fast as nobody is held up by it.
    pub(in crate::catalog) async fn build_with(&self, mut lock: IndexLock, told: Told<'_>) -> Result<(), Error> {
        // Whatever lies between may have ended a connection on which nothing was said for long.
        if lock.0.ping().await.is_err()
            && let Some(anew) = self.try_index_lock().await?
        {
            lock = anew;
        }
        let built = async {
            lock.drop_unfinished().await?;
            let total = lock.due().await?.len();
            let built = AtomicUsize::new(0);
            let tell = || told(built.fetch_add(1, Ordering::Relaxed) + 1, total);
            told(0, total);
            self.build_side_by_side(&tell).await?;
            lock.build_concurrently(&tell).await
        };
        let built = built.await;
        lock.release().await;
        built
    }

    /// Ends early where others have to wait, or are waited for.
    async fn build_side_by_side(&self, tell: &(dyn Fn() + Sync)) -> Result<(), Error> {
        let lanes = thread::available_parallelism().map_or(1, usize::from).min(MOST_SIDE_BY_SIDE);
        let mut connections = Vec::new();
        let mut pids: Vec<i32> = Vec::new();
        for _ in 0..lanes {
            let mut connection = self.patient_connection().await?;
            let pid = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut connection).await;
            pids.push(pid.map_err(Error::doing(DOING))?);
            connections.push(connection);
        }
        let built = {
            let building = join_all(connections.iter_mut().map(|connection| build_one_by_one(connection, tell)));
            tokio::select! {
                built = building => built.into_iter().collect(),
                error = self.yield_to_writers(&pids) => Err(error),
            }
        };
        for connection in connections {
            let _ = connection.close().await;
        }
        match built {
            Err(error) if error.is_timeout() || error.is_deadlock() => {
                tracing::debug!(%error, "indexes are built one after the other, so that nobody waits for them");
                Ok(())
            }
            built => built,
        }
    }

    /// Cancels what these are building as soon as anybody waits for them. Ends only if it can't look.
    async fn yield_to_writers(&self, builders: &[i32]) -> Error {
        loop {
            tokio::time::sleep(BETWEEN_LOOKS).await;
            let looked = sqlx::query(
                "select pg_cancel_backend(builder)
                from unnest($1::int[]) as builder
                where exists (
                    select
                    from pg_locks
                    where relation = 'audio_tracks'::regclass and not granted and pid <> all($1)
                        and pg_blocking_pids(pid) && $1
                )",
            )
            .bind(builders)
            .execute(&self.pool)
            .await;
            match looked.map_err(Error::doing(DOING)) {
                Ok(_) | Err(Error::Busy) => {}
                Err(error) => return error,
            }
        }
    }
}

/// One after the other of those that nobody else builds.
async fn build_one_by_one(connection: &mut PgConnection, tell: &(dyn Fn() + Sync)) -> Result<(), Error> {
    loop {
        let mut transaction = connection.begin().await.map_err(Error::doing(DOING))?;
        // Longer than PostgreSQL needs to send autovacuum away.
        sqlx::query("set local lock_timeout = '5s'").execute(&mut *transaction).await.map_err(Error::doing(DOING))?;
        let due: Option<(String, String)> = sqlx::query_as(
            "select name, definition
            from due_indexes
            order by array_position($1, name)
            limit 1
            for update skip locked",
        )
        .bind(LEFT_OUT.as_slice())
        .fetch_optional(&mut *transaction)
        .await
        .map_err(Error::doing(DOING))?;
        let Some((name, definition)) = due else { return Ok(()) };
        if state(&mut transaction, &name).await? == State::Missing {
            run(&mut transaction, definition).await?;
        }
        no_longer_due(&mut transaction, &name).await?;
        transaction.commit().await.map_err(Error::doing(DOING))?;
        tell();
    }
}

impl IndexLock {
    async fn due(&mut self) -> Result<Vec<String>, Error> {
        sqlx::query_scalar("select name from due_indexes order by array_position($1, name)")
            .bind(LEFT_OUT.as_slice())
            .fetch_all(&mut self.0)
            .await
            .map_err(Error::doing(DOING))
    }

    /// Of what was begun by `concurrently` and didn't end, an index is left that nobody reads.
    async fn drop_unfinished(&mut self) -> Result<(), Error> {
        for name in self.due().await? {
            self.drop_if_unfinished(&name).await?;
        }
        Ok(())
    }

    async fn drop_if_unfinished(&mut self, name: &str) -> Result<(), Error> {
        if state(&mut self.0, name).await? == State::Unfinished {
            run(&mut self.0, format!("drop index concurrently {}", quoted(name))).await?;
        }
        Ok(())
    }

    async fn build_concurrently(&mut self, tell: &(dyn Fn() + Sync)) -> Result<(), Error> {
        // It waits for every transaction that began before it, and keeps nobody waiting meanwhile.
        sqlx::query("set lock_timeout = '10min'").execute(&mut self.0).await.map_err(Error::doing(DOING))?;
        for name in self.due().await? {
            // Waits for the last statement of a killed process, which may still be at it.
            let due: Option<String> =
                sqlx::query_scalar("select definition from due_indexes where name = $1 for update")
                    .bind(&name)
                    .fetch_optional(&mut self.0)
                    .await
                    .map_err(Error::doing(DOING))?;
            let Some(definition) = due else { continue };
            self.drop_if_unfinished(&name).await?;
            if state(&mut self.0, &name).await? == State::Missing {
                run(&mut self.0, definition.replacen("CREATE INDEX", "CREATE INDEX CONCURRENTLY", 1)).await?;
            }
            no_longer_due(&mut self.0, &name).await?;
            tell();
        }
        Ok(())
    }
}

#[derive(PartialEq, Eq)]
enum State {
    Missing,
    Unfinished,
    Built,
}

async fn state(connection: &mut PgConnection, name: &str) -> Result<State, Error> {
    let is_valid: Option<bool> = sqlx::query_scalar(
        "select i.indisvalid
        from pg_index i
        join pg_class c on c.oid = i.indexrelid
        where i.indrelid = 'audio_tracks'::regclass and c.relname = $1",
    )
    .bind(name)
    .fetch_optional(connection)
    .await
    .map_err(Error::doing(DOING))?;
    Ok(match is_valid {
        None => State::Missing,
        Some(false) => State::Unfinished,
        Some(true) => State::Built,
    })
}

async fn no_longer_due(connection: &mut PgConnection, name: &str) -> Result<(), Error> {
    sqlx::query("delete from due_indexes where name = $1")
        .bind(name)
        .execute(connection)
        .await
        .map(|_| ())
        .map_err(Error::doing(DOING))
}

/// By the simple protocol: `concurrently` bears no transaction around it.
async fn run(connection: &mut PgConnection, statement: String) -> Result<(), Error> {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await.map(|_| ()).map_err(Error::doing(DOING))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
