//! How long after its commit can a change be found? Single-row commits at an even pace, beside an import and alone.
//!
//! The corpus is made anew: it is the import. NEEDLEDROP_BENCH_SECONDS (20) and NEEDLEDROP_BENCH_RATE (500 commits a
//! second) say how long and how fast the commits come once it is there.

#![allow(clippy::disallowed_methods, reason = "the bench waits on a thread of its own")]

mod corpus;

use std::sync::Arc;
use std::time::{Duration, Instant};

use corpus::Corpus;
use needledrop::catalog::Seq;
use needledrop::mirror::{Config, Mirror, State};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tokio::runtime::{Handle, Runtime};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

/// Connections that commit; each waits for its own.
const WRITERS: u32 = 8;
/// Whoever waits longer has lost its change.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    let setting = |name: &str, default| {
        std::env::var(format!("NEEDLEDROP_BENCH_{name}")).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    // As cargo calls a bench that shall only show that it runs.
    let is_trial = std::env::args().any(|argument| argument == "--test");
    let (seconds, rate) = if is_trial { (1, 50) } else { (setting("SECONDS", 20), setting("RATE", 500)) };
    let sizes = if is_trial { vec![1_000] } else { Corpus::sizes() };
    let runtime = Runtime::new().expect("a runtime starts");
    for tracks in sizes {
        runtime.block_on(measure(tracks, Duration::from_secs(seconds), rate));
    }
}

async fn measure(tracks: u64, seconds: Duration, rate: u64) {
    let corpus = Arc::new(Corpus::empty(tracks).await);
    let (catalog, cpu) = (corpus.catalog.clone(), corpus.cpu.clone());
    let mirror = Mirror::start(catalog, &corpus.folder.join("index"), cpu, Config::default(), "freshness bench");
    let mirror = Arc::new(mirror.expect("the mirror starts"));
    while mirror.status().state != State::Serving {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let writers =
        PgPoolOptions::new().max_connections(WRITERS).connect(corpus.url()).await.expect("PostgreSQL answers");

    let began = Instant::now();
    // On a thread of its own, because inventing tracks takes its time, too.
    let import = std::thread::spawn({
        let (corpus, runtime) = (Arc::clone(&corpus), Handle::current());
        move || runtime.block_on(corpus.import())
    });
    let beside = commit_at_a_pace(&writers, &mirror, rate, || import.is_finished()).await;
    import.join().expect("the import doesn't panic");
    let took = began.elapsed().as_secs_f64();
    report(&format!("while {tracks} tracks were imported in {took:.1} s"), rate, beside);
    let until = Instant::now() + seconds;
    let alone = commit_at_a_pace(&writers, &mirror, rate, || Instant::now() > until).await;
    report(&format!("with {tracks} tracks, {} s long", seconds.as_secs()), rate, alone);

    writers.close().await;
    Arc::into_inner(mirror).expect("nobody waits any more").stop().await;
    Arc::into_inner(corpus).expect("nobody imports any more").remove().await;
}

/// Commits single rows until it is over; answers how long each took from its commit to being found.
async fn commit_at_a_pace(
    writers: &PgPool,
    mirror: &Arc<Mirror>,
    rate: u64,
    is_over: impl Fn() -> bool,
) -> (Vec<Duration>, Duration) {
    let began = Instant::now();
    let mut pace = tokio::time::interval(Duration::from_secs(1) / rate as u32);
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut waiting = JoinSet::new();
    while !is_over() {
        pace.tick().await;
        let (writers, status) = (writers.clone(), mirror.reader());
        waiting.spawn(async move {
            let insert = "insert into audio_tracks (artist, title) values ('Freshness', md5(random()::text))
                returning pg_current_xact_id()::text::bigint";
            let transaction: i64 = sqlx::query_scalar(insert).fetch_one(&writers).await.expect("a row is written");
            let committed = Instant::now();
            tokio::time::timeout(PATIENCE, status.until_served(Seq::new(transaction as u64)))
                .await
                .expect("it is found");
            committed.elapsed()
        });
    }
    let took = began.elapsed();
    (waiting.join_all().await, took)
}

fn report(what: &str, rate: u64, (mut delays, took): (Vec<Duration>, Duration)) {
    delays.sort_unstable();
    let at = |share: f64| delays[((delays.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!(
        "{what}: {} commits, {:.0} a second ({rate} wanted); commit to found: p50 {:.0} ms, p99 {:.0} ms, slowest {:.0} ms",
        delays.len(),
        delays.len() as f64 / took.as_secs_f64(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
}
