//! The mirror against a real PostgreSQL: whatever commits there is found in the index, and nothing else is.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use needledrop::catalog::{self, Catalog, TxSnapshot};
use needledrop::cpu::Cpu;
use needledrop::index::{Generations, Workload};
use needledrop::mirror::{self, Config, Differences, Mirror, Report, State, VerifyOptions, VerifyReport};
use needledrop::track::{TrackId, TrackSummary};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use sqlx::{AssertSqlSafe, PgConnection};

use crate::support::postgres::Database;
use crate::support::proxy::Proxy;

/// The longest that anything here may take; nearly all of it takes a tenth of a second.
const DEADLINE: Duration = Duration::from_secs(30);

/// A catalog, a folder for its index, and perhaps a mirror between them.
pub struct Stage {
    pub database: Database,
    folder: tempfile::TempDir,
    pub cpu: Cpu,
    mirror: Option<Mirror>,
}

impl Stage {
    /// Nothing but an empty catalog.
    pub async fn bare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { database: Database::new().await, folder, cpu: Cpu::new(2).unwrap(), mirror: None }
    }

    /// With a mirror that serves.
    pub async fn following() -> Self {
        let mut stage = Self::bare().await;
        stage.start().await;
        stage
    }

    pub async fn start(&mut self) {
        self.start_mirror();
        self.until("the mirror serves", |stage| stage.mirror().status().state == State::Serving).await;
    }

    /// With a mirror that serves, and looks as often as it can whether its index is right.
    pub async fn watched() -> Self {
        let mut stage = Self::bare().await;
        let moment = Duration::from_millis(50);
        stage.start_mirror_with(Config { poll_interval: moment, heartbeat: moment, watch: moment });
        stage.until("the mirror serves", |stage| stage.mirror().status().state == State::Serving).await;
        stage
    }

    fn start_mirror(&mut self) {
        let moment = Duration::from_millis(200);
        self.start_mirror_with(Config { poll_interval: moment, heartbeat: moment, ..Config::default() });
    }

    fn start_mirror_with(&mut self, config: Config) {
        let mirror = Mirror::start(self.database.catalog.clone(), self.root(), self.cpu.clone(), config, "test");
        self.mirror = Some(mirror.unwrap());
    }

    pub async fn stop(&mut self) {
        let began = Instant::now();
        self.mirror.take().unwrap().stop().await;
        assert!(began.elapsed() < Duration::from_secs(2), "stopping took {:?}", began.elapsed());
    }

    /// Ends well: both sides agree, and nothing is left behind.
    pub async fn end(mut self) {
        self.agrees().await;
        if self.mirror.is_some() {
            self.stop().await;
            self.agrees().await;
        }
        self.database.drop().await;
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn mirror(&self) -> &Mirror {
        self.mirror.as_ref().unwrap()
    }

    pub fn generations(&self) -> Generations {
        Generations::open(self.root()).unwrap()
    }

    fn kept_generations(&self) -> usize {
        let names = std::fs::read_dir(self.root()).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().starts_with("gen-")).count()
    }

    pub async fn sql(&self, statement: &str) {
        sqlx::query(AssertSqlSafe(statement)).execute(&self.database.sql).await.unwrap();
    }

    async fn until_the_feed_is_cleared(&self) {
        let began = Instant::now();
        let is_empty = "select not exists (select from changes)";
        while !sqlx::query_scalar::<_, bool>(is_empty).fetch_one(&self.database.sql).await.unwrap() {
            assert!(began.elapsed() < DEADLINE, "changes are kept that nobody needs: {:?}", self.mirror().status());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn someone_waits_for_assets(&self) -> bool {
        let query = "select exists (select from pg_locks where not granted and relation = 'assets'::regclass)";
        sqlx::query_scalar(query).fetch_one(&self.database.sql).await.unwrap()
    }

    pub async fn insert(&self, title: &str) {
        sqlx::query("insert into audio_tracks (title) values ($1)")
            .bind(title)
            .execute(&self.database.sql)
            .await
            .unwrap();
    }

    pub async fn rebuild(&self) -> Report {
        let catalog = self.database.catalog.clone();
        mirror::rebuild(catalog, self.root(), self.cpu.clone(), "rebuilder", |_| {}).await.unwrap()
    }

    pub async fn verify(&self) -> VerifyReport {
        self.verify_with(VerifyOptions { repair: false, list: 100 }).await
    }

    pub async fn verify_with(&self, options: VerifyOptions) -> VerifyReport {
        let catalog = self.database.catalog.clone();
        mirror::verify(catalog, self.root(), self.cpu.clone(), options, |_| {}).await.unwrap()
    }

    pub async fn agrees(&self) {
        let report = self.verify().await;
        assert_eq!(report.remaining, Differences::default());
        assert_eq!(report.compared as i64, self.database.catalog.count_tracks().await.unwrap());
    }

    /// The titles that searches see; none while the index doesn't serve.
    pub fn served_titles(&self) -> BTreeSet<String> {
        let Some(snapshot) = self.mirror().live().load() else { return BTreeSet::new() };
        let mut titles = BTreeSet::new();
        for segment in snapshot.searcher().segment_readers() {
            snapshot.for_each_document(segment, |document| assert!(titles.insert(document.title))).unwrap();
        }
        titles
    }

    pub async fn until_served(&self, titles: &[&str]) {
        let expected = titles.iter().map(|title| title.to_string()).collect::<BTreeSet<_>>();
        self.until(&format!("{titles:?} are served"), |stage| stage.served_titles() == expected).await;
    }

    pub async fn until(&self, what: &str, condition: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !condition(self) {
            assert!(began.elapsed() < DEADLINE, "waited in vain until {what}; {:?}", self.mirror().status());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

#[tokio::test]
async fn what_is_inserted_updated_and_deleted_by_sql_is_found_changed_and_gone() {
    let stage = Stage::following().await;
    stage.insert("Jolene").await;
    stage.until_served(&["Jolene"]).await;
    stage.sql("update audio_tracks set title = 'Hurt'").await;
    stage.until_served(&["Hurt"]).await;
    stage.sql("delete from audio_tracks").await;
    stage.until_served(&[]).await;
    stage.end().await;
}

#[tokio::test]
async fn a_single_change_is_served_within_a_second() {
    let stage = Stage::following().await;
    let mut titles = Vec::new();
    for title in ["one", "two", "three", "four", "five"] {
        titles.push(title);
        stage.insert(title).await;
        let committed = Instant::now();
        stage.until_served(&titles).await;
        assert!(committed.elapsed() < Duration::from_secs(1), "{title} took {:?}", committed.elapsed());
    }
    stage.end().await;
}

#[tokio::test]
async fn a_catalog_at_rest_is_searched_in_one_segment() {
    let stage = Stage::following().await;
    let mut titles = Vec::new();
    for title in ["one", "two", "three"] {
        titles.push(title);
        stage.insert(title).await;
        stage.until_served(&titles).await;
    }
    let segments = |stage: &Stage| stage.mirror().live().load().map_or(0, |snapshot| snapshot.segments().len());
    stage.until("all are in one segment", |stage| segments(stage) == 1).await;
    stage.until_served(&titles).await;
    stage.end().await;
}

#[tokio::test]
async fn transactions_that_commit_in_the_opposite_order_are_both_served_each_at_its_time() {
    let stage = Stage::following().await;
    let mut first = stage.database.sql.begin().await.unwrap();
    insert(&mut first, "begun first").await;
    let mut second = stage.database.sql.begin().await.unwrap();
    insert(&mut second, "begun second").await;
    second.commit().await.unwrap();
    stage.until_served(&["begun second"]).await;
    stage.insert("begun third").await;
    stage.until_served(&["begun second", "begun third"]).await;
    first.commit().await.unwrap();
    stage.until_served(&["begun first", "begun second", "begun third"]).await;
    stage.end().await;
}

#[tokio::test]
async fn a_change_that_commits_while_the_mirror_is_down_is_not_lost_to_a_later_one() {
    let mut stage = Stage::following().await;
    let mut open = stage.database.sql.begin().await.unwrap();
    insert(&mut open, "committed last").await;
    stage.insert("committed first").await;
    stage.until_served(&["committed first"]).await;
    stage.stop().await;
    open.commit().await.unwrap();
    stage.start().await;
    stage.until_served(&["committed first", "committed last"]).await;
    stage.end().await;
}

#[tokio::test]
async fn a_rolled_back_transaction_leaves_nothing() {
    let stage = Stage::following().await;
    let mut transaction = stage.database.sql.begin().await.unwrap();
    insert(&mut transaction, "never").await;
    transaction.rollback().await.unwrap();
    stage.insert("always").await;
    stage.until_served(&["always"]).await;
    stage.end().await;
}

#[tokio::test]
async fn a_track_is_served_only_while_it_is_completed() {
    let stage = Stage::following().await;
    stage.insert("here").await;
    stage.until_served(&["here"]).await;
    stage.sql("update audio_tracks set status = 'MISSING'").await;
    stage.until_served(&[]).await;
    stage.sql("update audio_tracks set status = 'COMPLETED'").await;
    stage.until_served(&["here"]).await;
    stage.end().await;
}

#[tokio::test]
async fn truncate_empties_the_index() {
    let stage = Stage::following().await;
    stage.sql("insert into audio_tracks (title) select 'track ' || n from generate_series(1, 12000) n").await;
    stage.until("all are served", |stage| stage.mirror().status().docs == 12_000).await;
    stage.sql("truncate audio_tracks").await;
    stage.until_served(&[]).await;
    stage.end().await;
}

#[tokio::test]
async fn an_index_is_built_where_there_is_none() {
    let mut stage = Stage::bare().await;
    stage.insert("from before").await;
    stage.start().await;
    stage.until_served(&["from before"]).await;
    stage.end().await;
}

#[tokio::test]
async fn a_rebuild_beside_the_mirror_takes_over_and_misses_nothing() {
    let stage = Stage::following().await;
    stage.sql("insert into audio_tracks (title) select 'old ' || n from generate_series(1, 3000) n").await;
    stage.until("the old ones are served", |stage| stage.mirror().status().docs == 3_000).await;
    let before = stage.mirror().status().generation.unwrap();
    let writes = async {
        for n in 0..50 {
            stage.insert(&format!("meanwhile {n}")).await;
            stage.sql(&format!("delete from audio_tracks where title = 'old {}'", n + 1)).await;
        }
    };
    let (report, ()) = tokio::join!(stage.rebuild(), writes);
    assert!(report.generation > before);
    stage
        .until("the new generation serves", |stage| stage.mirror().status().generation == Some(report.generation))
        .await;
    stage.until("all are served", |stage| stage.mirror().status().docs == 3_000).await;
    stage.until("the old generation is removed", |stage| stage.kept_generations() == 1).await;
    stage.end().await;
}

#[tokio::test]
async fn what_a_crash_left_uncommitted_does_no_harm() {
    let mut stage = Stage::following().await;
    stage.insert("kept").await;
    stage.until_served(&["kept"]).await;
    stage.stop().await;
    let generation = stage.generations().current().unwrap().unwrap();
    let writer = generation.writer(Workload::Follow).unwrap();
    writer.upsert(&TrackSummary { id: TrackId::now(), title: "ghost".into(), ..TrackSummary::default() }).unwrap();
    drop(writer);
    stage.insert("while it was down").await;
    stage.start().await;
    stage.until_served(&["kept", "while it was down"]).await;
    stage.end().await;
}

#[tokio::test]
async fn a_change_that_was_read_but_not_applied_when_the_mirror_stopped_is_not_lost() {
    let mut stage = Stage::following().await;
    stage.insert("before").await;
    stage.until_served(&["before"]).await;
    let mut change = stage.database.sql.begin().await.unwrap();
    sqlx::query("update audio_tracks set title = 'halfway'").execute(&mut *change).await.unwrap();
    // The mirror can read the feed, but not the tracks. (The lock takes a transaction id, so the change must have its
    // own.)
    let mut lock = stage.database.sql.begin().await.unwrap();
    sqlx::query("lock table assets in access exclusive mode").execute(&mut *lock).await.unwrap();
    change.commit().await.unwrap();
    let began = Instant::now();
    while !stage.someone_waits_for_assets().await {
        assert!(began.elapsed() < DEADLINE, "the mirror never asked for the track");
    }
    stage.stop().await;
    lock.rollback().await.unwrap();
    stage.start().await;
    stage.until_served(&["halfway"]).await;
    stage.end().await;
}

#[tokio::test]
async fn the_index_of_another_database_is_not_served() {
    let mut stage = Stage::following().await;
    stage.insert("of the first database").await;
    stage.until_served(&["of the first database"]).await;
    stage.stop().await;
    let first = std::mem::replace(&mut stage.database, Database::new().await);
    first.drop().await;
    stage.insert("of the second").await;
    stage.start().await;
    stage.until_served(&["of the second"]).await;
    stage.end().await;
}

#[tokio::test]
async fn an_index_ahead_of_its_database_is_rebuilt() {
    let mut stage = Stage::following().await;
    stage.insert("in both").await;
    stage.until_served(&["in both"]).await;
    stage.stop().await;
    // As after restoring an older copy: the index has a track and a position that the database has not come to.
    let mut writer = stage.generations().current().unwrap().unwrap().writer(Workload::Follow).unwrap();
    writer.upsert(&TrackSummary { id: TrackId::now(), title: "lost".into(), ..TrackSummary::default() }).unwrap();
    writer.commit(&TxSnapshot::new(u64::MAX / 4, Vec::new()).to_string()).unwrap();
    drop(writer);
    stage.start().await;
    stage.until_served(&["in both"]).await;
    stage.end().await;
}

#[tokio::test]
async fn an_index_that_missed_changes_is_rebuilt() {
    let mut stage = Stage::following().await;
    stage.insert("seen").await;
    stage.until_served(&["seen"]).await;
    stage.stop().await;
    stage.insert("missed").await;
    stage.insert("pruned behind it").await;
    let now = stage.database.catalog.newest_transaction().await.unwrap();
    stage.database.catalog.prune_changes(now).await.unwrap();
    stage.start().await;
    stage.until_served(&["seen", "missed", "pruned behind it"]).await;
    stage.end().await;
}

#[tokio::test]
async fn a_damaged_file_under_the_index_leads_to_a_rebuild() {
    for damage in
        [|bytes: &mut Vec<u8>| bytes.truncate(5), |bytes: &mut Vec<u8>| bytes.iter_mut().for_each(|b| *b ^= 8)]
    {
        let mut stage = Stage::following().await;
        stage.insert("sound").await;
        stage.until_served(&["sound"]).await;
        stage.stop().await;
        let path = stage.generations().current().unwrap().unwrap().path().to_owned();
        let store = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        for file in
            store.filter(|file| file.extension().is_some_and(|extension| extension != "json" && extension != "lock"))
        {
            let mut bytes = std::fs::read(&file).unwrap();
            damage(&mut bytes);
            std::fs::write(&file, bytes).unwrap();
        }
        stage.start_mirror();
        stage.until_served(&["sound"]).await;
        stage.end().await;
    }
}

#[tokio::test]
async fn an_index_deleted_under_the_mirror_comes_back() {
    let stage = Stage::following().await;
    stage.insert("indelible").await;
    stage.until_served(&["indelible"]).await;
    std::fs::remove_dir_all(stage.root()).unwrap();
    stage.insert("and later").await;
    // Asked without opening the folder, which would make it.
    stage.until("it is back", |stage| stage.root().join("CURRENT").exists()).await;
    stage.until_served(&["indelible", "and later"]).await;
    stage.end().await;
}

#[tokio::test]
async fn nonsense_in_place_of_the_current_generation_is_mended_under_the_mirror() {
    let stage = Stage::following().await;
    stage.insert("sensible").await;
    stage.until_served(&["sensible"]).await;
    let current = stage.root().join("CURRENT");
    std::fs::write(&current, "\u{7}ge-1").unwrap();
    stage.insert("and later").await;
    stage.until("it is mended", |_| std::fs::read_to_string(&current).is_ok_and(|name| name.starts_with("gen-"))).await;
    stage.until_served(&["sensible", "and later"]).await;
    stage.end().await;
}

#[tokio::test]
async fn a_mirror_in_trouble_stops_when_it_is_told_to() {
    let mut stage = Stage::following().await;
    stage.insert("patient").await;
    stage.until_served(&["patient"]).await;
    let current = stage.root().join("CURRENT");
    std::fs::remove_file(&current).unwrap();
    std::fs::create_dir(&current).unwrap();
    stage.until("it says so", |stage| stage.mirror().status().state == State::Troubled).await;
    stage.stop().await;
    std::fs::remove_dir(&current).unwrap();
    stage.start_mirror();
    stage.until_served(&["patient"]).await;
    stage.end().await;
}

#[tokio::test]
async fn a_connection_that_falls_silent_or_is_cut_is_made_anew() {
    let mut stage = Stage::bare().await;
    let proxy = Proxy::start(&stage.database.url).await;
    let mut config = catalog::Config::new(proxy.url.clone());
    config.limits.statement_timeout = Duration::from_millis(500);
    config.limits.acquire_timeout = Duration::from_millis(500);
    let catalog = Catalog::connect(&config).await.unwrap();
    stage.mirror = Some(Mirror::start(catalog, stage.root(), stage.cpu.clone(), Config::default(), "silent").unwrap());
    stage.insert("before").await;
    stage.until_served(&["before"]).await;
    proxy.fall_silent();
    stage.insert("meanwhile").await;
    stage.until("it says so", |stage| stage.mirror().status().state == State::Troubled).await;
    assert_eq!(stage.served_titles().len(), 1, "what was served is still served");
    proxy.open();
    stage.until_served(&["before", "meanwhile"]).await;
    proxy.end_silence();
    proxy.cut();
    stage.insert("at last").await;
    stage.until("it says so again", |stage| stage.mirror().status().state == State::Troubled).await;
    proxy.open();
    stage.until_served(&["before", "meanwhile", "at last"]).await;
    stage.end().await;
}

#[tokio::test]
async fn the_feed_is_cleared_behind_the_mirror() {
    let stage = Stage::following().await;
    for n in 0..20 {
        stage.insert(&n.to_string()).await;
    }
    stage.until("all are served", |stage| stage.mirror().status().docs == 20).await;
    let seen = stage.mirror().status().served.seen.xmin();
    stage.database.catalog.heartbeat("test", seen).await.unwrap();
    let slowest = stage.database.catalog.slowest_node(Duration::from_secs(60)).await.unwrap();
    assert_eq!(slowest, Some(seen), "a rebuild leaves no node behind that would hold the feed");
    stage.end().await;
}

#[tokio::test]
async fn the_feed_is_cleared_also_behind_what_ended_without_a_change() {
    let stage = Stage::following().await;
    let mut open = stage.database.sql.begin().await.unwrap();
    sqlx::query("select pg_current_xact_id()").execute(&mut *open).await.unwrap();
    stage.insert("committed meanwhile").await;
    stage.until_served(&["committed meanwhile"]).await;
    open.rollback().await.unwrap();
    stage.until_the_feed_is_cleared().await;
    // As many as a page of the feed has, so that the next page is empty.
    stage.sql("insert into changes (track_id) select gen_random_uuid() from generate_series(1, 5000)").await;
    stage.until_the_feed_is_cleared().await;
    stage.end().await;
}

/// One thing that may happen to the catalog, the index or the mirror.
#[derive(Clone, Debug)]
enum Event {
    Insert(u8),
    Update(u8),
    Hide(u8),
    Delete(u8),
    Truncate,
    /// A transaction that stays open until the next one of these.
    Overlap(u8),
    Rebuild,
    Restart,
    Crash(u8),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => any::<u8>().prop_map(Event::Insert),
        3 => any::<u8>().prop_map(Event::Update),
        1 => any::<u8>().prop_map(Event::Hide),
        2 => any::<u8>().prop_map(Event::Delete),
        1 => Just(Event::Truncate),
        2 => any::<u8>().prop_map(Event::Overlap),
        1 => Just(Event::Rebuild),
        1 => Just(Event::Restart),
        1 => any::<u8>().prop_map(Event::Crash),
    ]
}

/// Whatever happens, in whatever order: in the end the index is the catalog.
#[test]
fn the_index_ends_as_the_catalog_whatever_happens() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let stage = std::cell::RefCell::new(runtime.block_on(Stage::following()));
    let config =
        ProptestConfig { cases: 12, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&prop::collection::vec(event(), 1..25), |events| {
        runtime.block_on(play(&mut stage.borrow_mut(), &events));
        Ok(())
    });
    outcome.unwrap();
    runtime.block_on(stage.into_inner().end());
}

async fn play(stage: &mut Stage, events: &[Event]) {
    let mut open: Option<sqlx::Transaction<'static, sqlx::Postgres>> = None;
    for event in events {
        match event {
            Event::Insert(n) => stage.insert(&format!("track {n}")).await,
            // What an open transaction has touched is left alone, or we would wait for ourselves.
            Event::Update(n) => stage.sql(&on_some("update audio_tracks set year = 1700 +", *n)).await,
            Event::Hide(n) => stage.sql(&on_some("update audio_tracks set status = 'FAILED', year = 1500 +", *n)).await,
            Event::Delete(n) => stage.sql(&format!("delete from audio_tracks where {}", some(*n))).await,
            Event::Truncate => {
                commit(&mut open).await;
                stage.sql("truncate audio_tracks").await;
            }
            Event::Overlap(n) => {
                commit(&mut open).await;
                let mut transaction = stage.database.sql.begin().await.unwrap();
                insert(&mut transaction, &format!("overlapping {n}")).await;
                open = Some(transaction);
            }
            Event::Rebuild => drop(stage.rebuild().await),
            Event::Restart => {
                stage.stop().await;
                stage.start().await;
            }
            Event::Crash(n) => {
                stage.stop().await;
                if let Some(generation) = stage.generations().current().unwrap() {
                    let writer = generation.writer(Workload::Follow).unwrap();
                    for ghost in 0..*n {
                        let id = TrackId::from_u128(u128::from(ghost));
                        writer.upsert(&TrackSummary { id, title: "ghost".into(), ..TrackSummary::default() }).unwrap();
                    }
                }
                stage.start().await;
            }
        }
    }
    commit(&mut open).await;
    stage.agrees().await;
}

async fn commit(open: &mut Option<sqlx::Transaction<'static, sqlx::Postgres>>) {
    if let Some(transaction) = open.take() {
        transaction.commit().await.unwrap();
    }
}

/// About a third of the tracks.
fn some(n: u8) -> String {
    format!("abs(hashtext(title)) % 3 = {}", n % 3)
}

fn on_some(change: &str, n: u8) -> String {
    format!("{change} {n} where {}", some(n))
}

async fn insert(connection: &mut PgConnection, title: &str) {
    sqlx::query("insert into audio_tracks (title) values ($1)").bind(title).execute(connection).await.unwrap();
}
