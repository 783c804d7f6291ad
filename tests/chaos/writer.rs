//! Who writes to PostgreSQL by plain SQL while things break: single rows and bulk, in transactions that commit out of
//! order, long ones, and ones that are rolled back.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Result, ensure};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sqlx::{PgConnection, PgPool, Postgres, Transaction};
use tokio::sync::{OwnedRwLockWriteGuard, RwLock};
use tokio::task::JoinSet;

/// About how many tracks each writer keeps. Each has rows of its own (by their disc number), so that none waits for
/// another.
const SINGLE: Lane = Lane { number: 0, tracks: 1_500 };
const SHORT: [Lane; 3] =
    [Lane { number: 1, tracks: 300 }, Lane { number: 2, tracks: 300 }, Lane { number: 3, tracks: 300 }];
const LONG: Lane = Lane { number: 4, tracks: 200 };

#[derive(Clone, Copy)]
struct Lane {
    number: i32,
    tracks: i64,
}

/// Writes until dropped.
pub struct Writer {
    /// Whoever writes holds it for reading.
    gate: Arc<RwLock<()>>,
    /// A statement that failed although PostgreSQL was there.
    complaint: Complaint,
    _writers: JoinSet<()>,
}

type Complaint = Arc<Mutex<Option<sqlx::Error>>>;

impl Writer {
    pub async fn start(sql: &PgPool, seed: u64) -> Result<Self> {
        sqlx::raw_sql(include_str!("content.sql")).execute(sql).await?;
        let (gate, complaint) = (Arc::new(RwLock::new(())), Complaint::default());
        let mut writers = JoinSet::new();
        for lane in [SINGLE].into_iter().chain(SHORT).chain([LONG]) {
            let dice = ChaCha8Rng::seed_from_u64(seed ^ lane.number as u64);
            insert(&mut *sql.acquire().await?, lane, lane.tracks, 0).await?;
            writers.spawn(write(sql.clone(), lane, dice, gate.clone(), complaint.clone()));
        }
        Ok(Self { gate, complaint, _writers: writers })
    }

    /// Nobody writes while this is held; a long transaction may be open, with changes that nobody sees yet.
    pub async fn pause(&self) -> OwnedRwLockWriteGuard<()> {
        self.gate.clone().write_owned().await
    }

    pub fn check(&self) -> Result<()> {
        let complaint = self.complaint.lock().unwrap().take();
        ensure!(complaint.is_none(), "the writer's own mistake: {}", complaint.unwrap());
        Ok(())
    }
}

async fn write(sql: PgPool, lane: Lane, mut dice: ChaCha8Rng, gate: Arc<RwLock<()>>, complaint: Complaint) {
    let mut open = None;
    loop {
        let writing = gate.read().await;
        let written = match lane.number {
            0 => single(&sql, lane, &mut dice).await,
            4 => long(&sql, lane, &mut dice, &mut open).await,
            _ => short(&sql, lane, &mut dice).await,
        };
        drop(writing);
        match written {
            Ok(pause) => tokio::time::sleep(pause).await,
            Err(error) => {
                if !is_outage(&error) {
                    complaint.lock().unwrap().get_or_insert(error);
                }
                open = None;
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// PostgreSQL was killed, or is starting, or said so in its last words.
fn is_outage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| code.starts_with("57P")),
        _ => false,
    }
}

async fn single(sql: &PgPool, lane: Lane, dice: &mut ChaCha8Rng) -> sqlx::Result<Duration> {
    let mut connection = sql.acquire().await?;
    // What isn't durable yet may be lost with PostgreSQL, and must then not be in the index.
    let durable = if dice.random() { "set synchronous_commit = on" } else { "set synchronous_commit = off" };
    sqlx::query(durable).execute(&mut *connection).await?;
    change(&mut connection, lane, dice).await?;
    Ok(milliseconds(dice, 1..15))
}

async fn short(sql: &PgPool, lane: Lane, dice: &mut ChaCha8Rng) -> sqlx::Result<Duration> {
    let mut transaction = sql.begin().await?;
    for _ in 0..dice.random_range(1..4) {
        change(&mut transaction, lane, dice).await?;
        tokio::time::sleep(milliseconds(dice, 0..60)).await;
    }
    end(transaction, dice).await?;
    Ok(milliseconds(dice, 0..40))
}

/// One step of a transaction that goes on over many.
async fn long(
    sql: &PgPool,
    lane: Lane,
    dice: &mut ChaCha8Rng,
    open: &mut Option<Transaction<'static, Postgres>>,
) -> sqlx::Result<Duration> {
    match open.take() {
        Some(transaction) if dice.random_bool(0.1) => end(transaction, dice).await?,
        begun => {
            let mut transaction = match begun {
                Some(transaction) => transaction,
                None => sql.begin().await?,
            };
            change(&mut transaction, lane, dice).await?;
            *open = Some(transaction);
        }
    }
    Ok(milliseconds(dice, 50..300))
}

async fn end(transaction: Transaction<'static, Postgres>, dice: &mut ChaCha8Rng) -> sqlx::Result<()> {
    if dice.random_bool(0.8) { transaction.commit().await } else { transaction.rollback().await }
}

fn milliseconds(dice: &mut ChaCha8Rng, range: std::ops::Range<u64>) -> Duration {
    Duration::from_millis(dice.random_range(range))
}

/// One statement on some of the lane's rows.
async fn change(connection: &mut PgConnection, lane: Lane, dice: &mut ChaCha8Rng) -> sqlx::Result<()> {
    let tracks: i64 = sqlx::query_scalar("select count(*) from audio_tracks where disc_number = $1")
        .bind(lane.number)
        .fetch_one(&mut *connection)
        .await?;
    let salt: u32 = dice.random();
    let few_or_many = *[1, 1, 1, 20, 200].choose(dice).unwrap();
    let statement = match dice.random_range(0..10) {
        _ if tracks < lane.tracks / 2 => return insert(connection, lane, lane.tracks / 4, salt).await,
        0..3 => return insert(connection, lane, few_or_many, salt).await,
        3..5 => DELETE,
        _ if tracks > lane.tracks * 3 / 2 => DELETE,
        5..8 => UPDATE,
        8 => HIDE,
        _ => ATTACH,
    };
    // One row in so many.
    let share = (tracks / few_or_many).max(2) as i32;
    sqlx::query(statement).bind(lane.number).bind(salt.to_string()).bind(share).execute(connection).await?;
    Ok(())
}

async fn insert(connection: &mut PgConnection, lane: Lane, tracks: i64, salt: u32) -> sqlx::Result<()> {
    sqlx::query(
        "insert into audio_tracks (
            disc_number, title, artist, album, album_artist, composer, performers, artist_sort, title_sort, genre, year,
            duration_seconds, labels, popularity, isrc, audio_uri, thumbnail_uri
        )
        select
            $1, word || ' ' || nextval('chaos_number'), artist, album, album_artist, composer, performers, artist_sort,
            title_sort, genre, year, duration_seconds, labels, popularity, isrc, audio_uri, thumbnail_uri
        from generate_series(1, $2) as n, chaos_content($3 || n)",
    )
    .bind(lane.number)
    .bind(tracks)
    .bind(salt.to_string())
    .execute(connection)
    .await?;
    Ok(())
}

/// Other content under the same number.
const UPDATE: &str = "
    update audio_tracks as t
    set (title, artist, album, album_artist, composer, performers, artist_sort, title_sort, genre, year,
        duration_seconds, labels, popularity, isrc, audio_uri, thumbnail_uri) = (
        select
            word || ' ' || substring(t.title from '[0-9]{10}'), artist, album, album_artist, composer, performers,
            artist_sort, title_sort, genre, year, duration_seconds, labels, popularity, isrc, audio_uri, thumbnail_uri
        from chaos_content($2 || t.id)
    )
    where disc_number = $1 and (hashtext(id || $2) & 2147483647) % $3 = 0";

const DELETE: &str = "
    delete from audio_tracks
    where disc_number = $1 and (hashtext(id || $2) & 2147483647) % $3 = 0";

/// Tracks that aren't completed aren't searched; some come back.
const HIDE: &str = "
    update audio_tracks
    set status = case status when 'COMPLETED' then 'MISSING' else 'COMPLETED' end
    where disc_number = $1 and (hashtext(id || $2) & 2147483647) % $3 = 0";

/// Tracks get an asset, or their asset other facts: both show in the index.
const ATTACH: &str = "
    with chosen as (
        select id
        from audio_tracks
        where disc_number = $1 and (hashtext(id || $2) & 2147483647) % $3 = 0
    ), found as (
        insert into assets (id, uri, size_bytes, format, duration_seconds)
        select id, 's3://chaos/' || id, 1, 'flac', (hashtext(id || $2) & 2147483647) % 1000
        from chosen
        on conflict (library_id, needledrop_uri_key(uri)) do update set format = 'mp3', duration_seconds = excluded.duration_seconds
        returning id
    )
    update audio_tracks as t
    set asset_id = found.id
    from found
    where t.id = found.id";
