//! The real program, killed or interrupted at bad moments: afterwards index and catalog agree, row for row.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sqlx::AssertSqlSafe;

use crate::support::postgres::Database;
use crate::support::program;

const DEADLINE: Duration = Duration::from_secs(60);
const TRACKS: usize = 30_000;
/// So many that an import leaves out indexes.
const LARGE: usize = 50_500;

/// A data directory and a database, for one process of the program after another.
struct Scene {
    database: Database,
    folder: tempfile::TempDir,
}

impl Scene {
    async fn new() -> Self {
        Self { database: Database::new().await, folder: tempfile::tempdir().unwrap() }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        program::command(arguments, self.folder.path(), self.folder.path(), Some(&self.database.url))
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn succeeds(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
        said
    }

    fn spawn(&self, arguments: &[&str]) -> Running {
        Running(self.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }

    async fn count(&self) -> usize {
        let count: i64 =
            sqlx::query_scalar("select count(*) from audio_tracks").fetch_one(&self.database.sql).await.unwrap();
        count as usize
    }

    async fn sql(&self, statement: &str) {
        sqlx::query(AssertSqlSafe(statement)).execute(&self.database.sql).await.unwrap();
    }

    /// Who follows the feed.
    async fn nodes(&self) -> usize {
        self.database.catalog.nodes().await.unwrap().len()
    }

    /// A table of so many tracks to import.
    fn table(&self, tracks: usize) -> String {
        let path = self.folder.path().join("tracks.tsv");
        let mut file = std::io::BufWriter::new(fs::File::create(&path).unwrap());
        writeln!(file, "id\tartist\ttitle").unwrap();
        for n in 0..tracks {
            writeln!(file, "{n}\tArtist {}\tTitle {n}", n % 700).unwrap();
        }
        file.flush().unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// What there is of such a thing in the database.
    async fn number(&self, count: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&self.database.sql).await.unwrap()
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    /// The directories of generations, by name.
    fn generations(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.index()).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut generations: Vec<_> = entries.filter(|path| path.is_dir()).collect();
        generations.sort();
        generations
    }

    fn current(&self) -> String {
        fs::read_to_string(self.index().join("CURRENT")).unwrap_or_default()
    }
}

/// A process that dies with the test at the latest.
struct Running(Child);

impl Running {
    /// Asks it to end as soon as `moment` has come; answers its exit code.
    async fn interrupt_when(mut self, signal: Signal, moment: impl AsyncFn() -> bool) -> Option<i32> {
        let began = Instant::now();
        while !moment().await {
            assert!(began.elapsed() < DEADLINE, "the moment to interrupt never came");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        kill(Pid::from_raw(self.0.id() as i32), signal).unwrap();
        self.0.wait().unwrap().code()
    }

    /// Kills it as soon as `moment` has come, or lets it be if it has ended before.
    async fn kill_when(mut self, moment: impl AsyncFn() -> bool) {
        let began = Instant::now();
        while !moment().await && self.0.try_wait().unwrap().is_none() {
            assert!(began.elapsed() < DEADLINE, "the moment to kill never came");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // SIGKILL: nothing is put in order.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn an_import_killed_three_times_ends_with_all_rows_and_an_index_that_agrees() {
    let scene = Scene::new().await;
    let table = &scene.table(TRACKS);
    scene.succeeds(&["reindex"]);
    for part in [0, 1, TRACKS / 2] {
        scene.spawn(&["import", table]).kill_when(async || scene.count().await >= part).await;
        scene.succeeds(&["verify"]);
    }
    scene.succeeds(&["import", table]);
    assert_eq!(scene.count().await, TRACKS);
    assert!(scene.succeeds(&["verify"]).contains(&format!("agree on {TRACKS} tracks")));
    scene.database.drop().await;
}

#[tokio::test]
async fn a_large_import_killed_without_its_indexes_ends_with_all_rows_and_all_indexes() {
    let scene = Scene::new().await;
    let indexes = "select count(*) from pg_index where indrelid = 'audio_tracks'::regclass and indisvalid";
    let before = scene.number(indexes).await;
    let left_out = async || scene.number("select count(*) from due_indexes").await > 0;
    let building = async || {
        scene.number("select count(*) from pg_stat_progress_create_index where datname = current_database()").await > 0
    };
    // Two batches, of which the second is written without indexes.
    let table = &scene.table(LARGE);
    scene.spawn(&["import", table]).kill_when(left_out).await;
    assert!(scene.number(indexes).await < before);
    let doctor = || String::from_utf8_lossy(&scene.run(&["doctor"]).stdout).into_owned();
    let began = Instant::now();
    // PostgreSQL takes a moment to notice.
    while !doctor().contains("due since an import was ended early") {
        assert!(began.elapsed() < DEADLINE, "{}", doctor());
    }

    scene.spawn(&["import", table]).kill_when(building).await;
    scene.succeeds(&["import", table]);
    assert_eq!(scene.count().await, LARGE);
    assert_eq!((scene.number(indexes).await, left_out().await), (before, false));
    assert!(scene.succeeds(&["import", table]).contains(&format!("0 new, 0 changed, {LARGE} as they were")));
    assert!(doctor().contains("none is due"));
    scene.database.drop().await;
}

#[tokio::test]
async fn a_reindex_killed_three_times_leaves_the_index_as_it_was_or_as_it_shall_be() {
    let scene = Scene::new().await;
    scene
        .sql(&format!("insert into audio_tracks (title) select 'track ' || n from generate_series(1, {TRACKS}) n"))
        .await;
    scene.succeeds(&["reindex"]);
    let begun = |scene: &Scene| scene.generations().len() > 1;
    let half_built = |scene: &Scene| {
        let files = scene.generations().into_iter().skip(1).flat_map(|path| fs::read_dir(path).into_iter().flatten());
        files.flatten().any(|file| file.path().extension().is_some_and(|extension| extension == "store"))
    };
    let before = scene.current();
    let promoted = |scene: &Scene| scene.current() != before;
    let moments: [&dyn Fn(&Scene) -> bool; 3] = [&begun, &half_built, &promoted];
    for moment in moments {
        scene.spawn(&["reindex"]).kill_when(async || moment(&scene)).await;
        scene.sql("update audio_tracks set year = 1900 + coalesce(year, 0) % 100 where title like '%7'").await;
        assert!(scene.succeeds(&["verify"]).contains(&format!("agree on {TRACKS} tracks")));
    }
    scene.succeeds(&["reindex"]);
    assert_eq!(scene.generations().len(), 1, "nothing is left of what was interrupted");
    scene.succeeds(&["verify"]);
    scene.database.drop().await;
}

#[tokio::test]
async fn a_reindex_that_is_interrupted_leaves_neither_files_nor_a_node_that_the_feed_is_kept_for() {
    let scene = Scene::new().await;
    // As long as it is held, no page of tracks can be read.
    let mut lock = scene.database.sql.begin().await.unwrap();
    sqlx::query("lock table assets in access exclusive mode").execute(&mut *lock).await.unwrap();
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let reindex = scene.spawn(&["reindex"]);
        assert_eq!(reindex.interrupt_when(signal, async || scene.nodes().await == 1).await, Some(130));
        assert_eq!((scene.nodes().await, scene.generations().len()), (0, 0));
    }
    lock.rollback().await.unwrap();
    scene.database.drop().await;
}

#[tokio::test]
async fn a_server_killed_three_times_while_others_write_loses_nothing() {
    let scene = Scene::new().await;
    scene.succeeds(&["reindex"]);
    for round in 0..3 {
        let commits_before = commits(&scene);
        let server = scene.spawn(&["serve", "--listen", "127.0.0.1:0"]);
        let write = async {
            for n in 0..30 {
                scene.sql(&format!("insert into audio_tracks (title) values ('round {round}, {n}')")).await;
                scene.sql(&format!("delete from audio_tracks where title = 'round {round}, {}'", n - 5)).await;
            }
        };
        // Right at the start, after the first commit, and between later ones.
        let kill = server.kill_when(async || commits(&scene) >= commits_before + round * 2);
        tokio::join!(write, kill);
        scene.succeeds(&["verify"]);
    }
    assert!(scene.succeeds(&["verify"]).contains("agree on 15 tracks"));
    scene.database.drop().await;
}

/// How many commits the current generation has had, about: tantivy counts operations.
fn commits(scene: &Scene) -> u64 {
    let meta = scene.index().join(scene.current().trim()).join("meta.json");
    let meta: serde_json::Value =
        fs::read(meta).ok().and_then(|meta| serde_json::from_slice(&meta).ok()).unwrap_or_default();
    meta["opstamp"].as_u64().unwrap_or_default()
}
