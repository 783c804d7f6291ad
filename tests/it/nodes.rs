//! Several nodes that follow one database, by the primary or by a streaming replica of it: each ends exact, whatever
//! its pace.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use needledrop::api::{self, Api};
use needledrop::catalog::{Catalog, Position, Seq, TxSnapshot};
use needledrop::cpu::Cpu;
use needledrop::http::{self, App, Metrics};
use needledrop::index::Generations;
use needledrop::mirror::{self, Config, Differences, Mirror, Rebuilder, State, VerifyOptions};
use sqlx::{AssertSqlSafe, PgPool};
use tokio::sync::watch;
use tower::ServiceExt;

use crate::support::cluster::Cluster;

/// The longest that anything here may take.
const DEADLINE: Duration = Duration::from_secs(60);
/// As PostgreSQL counts a transaction that has just begun.
const CURRENT: &str = "select pg_current_xact_id()::text::bigint";

/// One that follows, with an index folder of its own, and a way to the catalog that may lead over a replica.
struct Node {
    name: &'static str,
    catalog: Catalog,
    folder: tempfile::TempDir,
    cpu: Cpu,
    mirror: Option<Mirror>,
}

impl Node {
    fn new(name: &'static str, catalog: &Catalog) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { name, catalog: catalog.clone(), folder, cpu: Cpu::new(1).unwrap(), mirror: None }
    }

    fn begin(&mut self) {
        let moment = Duration::from_millis(200);
        let config = Config { poll_interval: moment, heartbeat: moment, ..Config::default() };
        let root = self.folder.path();
        self.mirror = Some(Mirror::start(self.catalog.clone(), root, self.cpu.clone(), config, self.name).unwrap());
    }

    async fn start(&mut self) {
        self.begin();
        until("a node serves", async || self.mirror().status().state == State::Serving).await;
    }

    async fn stop(&mut self) {
        self.mirror.take().unwrap().stop().await;
    }

    fn mirror(&self) -> &Mirror {
        self.mirror.as_ref().unwrap()
    }

    /// The number of its index: another one after a rebuild.
    fn generation(&self) -> Option<u64> {
        Generations::open(self.folder.path()).unwrap().current_number().unwrap()
    }

    /// Waits until searches see what a transaction wrote.
    async fn until_served(&self, xid: u64) {
        let reader = self.mirror().reader();
        let served = tokio::time::timeout(DEADLINE, reader.until_served(Seq::new(xid))).await;
        assert!(served.is_ok(), "{} never saw {xid}: {:?}", self.name, self.mirror().status());
    }

    fn titles(&self) -> BTreeSet<String> {
        let Some(snapshot) = self.mirror().live().load() else { return BTreeSet::new() };
        let mut titles = BTreeSet::new();
        for segment in snapshot.searcher().segment_readers() {
            snapshot.for_each_document(segment, |document| assert!(titles.insert(document.title))).unwrap();
        }
        titles
    }

    /// By content, against what the primary says.
    async fn is_exact(&self, primary: &Catalog) {
        let root = self.folder.path();
        let options = VerifyOptions { repair: false, list: 10 };
        let report = mirror::verify(primary.clone(), root, self.cpu.clone(), options, |_| {}).await.unwrap();
        assert_eq!(report.remaining, Differences::default(), "{}", self.name);
        assert_eq!(report.compared as i64, primary.count_tracks().await.unwrap(), "{}", self.name);
    }
}

async fn until(what: &str, condition: impl AsyncFn() -> bool) {
    let began = Instant::now();
    while !condition().await {
        assert!(began.elapsed() < DEADLINE, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn run(sql: &PgPool, statement: &str) {
    sqlx::query(AssertSqlSafe(statement.to_owned())).execute(sql).await.unwrap();
}

async fn number(sql: &PgPool, question: &str) -> u64 {
    sqlx::query_scalar::<_, i64>(AssertSqlSafe(question.to_owned())).fetch_one(sql).await.unwrap() as u64
}

/// A transaction that has done something to one track and is still open; with its id.
async fn open(sql: &PgPool, statement: &str) -> (sqlx::Transaction<'static, sqlx::Postgres>, u64) {
    let mut transaction = sql.begin().await.unwrap();
    let xid: i64 = sqlx::query_scalar(CURRENT).fetch_one(&mut *transaction).await.unwrap();
    sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut *transaction).await.unwrap();
    (transaction, xid as u64)
}

/// The id of the transaction that did it.
async fn commit(sql: &PgPool, statement: &str) -> u64 {
    let (transaction, xid) = open(sql, statement).await;
    transaction.commit().await.unwrap();
    xid
}

fn insert(title: &str) -> String {
    format!("insert into audio_tracks (title) values ('{title}')")
}

/// Writes until told to stop, by pairs of transactions of which the later one commits first or the earlier one not at
/// all.
async fn keep_writing(sql: PgPool, stop: watch::Receiver<bool>) {
    for n in 0.. {
        if *stop.borrow() {
            return;
        }
        let update = format!("update audio_tracks set year = 1900 + {n} % 100 where title like 'track %{}'", n % 97);
        let (early, _) = open(&sql, &update).await;
        commit(&sql, &insert(&format!("written {n}"))).await;
        commit(&sql, &format!("delete from audio_tracks where title = 'written {}'", n - 7)).await;
        if n % 5 == 0 { early.rollback().await.unwrap() } else { early.commit().await.unwrap() }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn three_nodes_end_exact_and_the_feed_is_kept_for_the_one_that_is_away_but_not_for_ever() {
    let cluster = Cluster::start(&[]).await;
    let replica = cluster.replica().await;
    let (sql, primary) = (&cluster.sql, &cluster.catalog);
    run(sql, "insert into audio_tracks (title) select 'track ' || n from generate_series(1, 2000) n").await;
    run(
        sql,
        "insert into index_nodes (node, seen_before, seen_at) values ('long gone', '0', now() - interval '8 days')",
    )
    .await;
    let mut one = Node::new("one", primary);
    let mut two = Node::new("two", primary);
    let mut far = Node::new("far", &cluster.catalog_with(&replica).await);
    let (stop, stopped) = watch::channel(false);
    let writing = tokio::spawn(keep_writing(sql.clone(), stopped));

    // Whatever is open and whatever commits meanwhile, each sees what is committed, and nothing else.
    let (long, long_xid) = open(sql, &insert("open for long")).await;
    for node in [&mut one, &mut two, &mut far] {
        node.start().await;
    }
    let behind_it = commit(sql, &insert("committed behind it")).await;
    for node in [&one, &two, &far] {
        node.until_served(behind_it).await;
        assert!(!node.mirror().status().served.seen.has(long_xid), "{}", node.name);
    }
    long.commit().await.unwrap();
    for node in [&one, &two, &far] {
        node.until_served(long_xid).await;
    }
    let is_known = "select count(*) from index_nodes where node = 'long gone'";
    until("who is long gone is forgotten", async || number(sql, is_known).await == 0).await;

    // While one is away the feed is kept for it, and it goes on from where it was.
    two.stop().await;
    let generation = two.generation();
    let taken_over = number(sql, "select seen_before::text::bigint from index_nodes where node = 'two'").await;
    let meanwhile = commit(sql, &insert("while two was away")).await;
    one.until_served(meanwhile).await;
    far.until_served(meanwhile).await;
    until("the feed is cleared up to it", async || primary.pruned_before().await.unwrap() == taken_over).await;
    two.start().await;
    two.until_served(meanwhile).await;
    assert_eq!(two.generation(), generation, "it has gone on without a rebuild");

    // One that was away for too long isn't waited for; it finds that changes are gone, and builds anew by itself.
    for node in [&mut two, &mut far] {
        node.stop().await;
        let generation = node.generation();
        let silent =
            format!("update index_nodes set seen_at = now() - interval '61 minutes' where node = '{}'", node.name);
        run(sql, &silent).await;
        let meanwhile = commit(sql, &insert(&format!("while {} was away for long", node.name))).await;
        until("the feed is cleared", async || primary.pruned_before().await.unwrap() > meanwhile).await;
        cluster.until_replayed_by(&replica).await;
        node.start().await;
        node.until_served(meanwhile).await;
        assert!(node.generation() > generation, "{} has gone on with an index that lacks changes", node.name);
    }

    stop.send_replace(true);
    writing.await.unwrap();
    let last = commit(sql, &insert("the last one")).await;
    for node in [&mut one, &mut two, &mut far] {
        node.until_served(last).await;
        node.is_exact(primary).await;
        node.stop().await;
    }
}

/// What a replica's snapshot takes for visible may still run on the primary.
#[tokio::test(flavor = "multi_thread")]
async fn on_a_replica_what_still_runs_on_the_primary_is_not_taken_for_seen() {
    let cluster = Cluster::start(&[]).await;
    let replica = cluster.replica().await;
    let sql = &cluster.sql;
    let catalog = cluster.catalog_with(&replica).await;
    let mut feed = catalog.feed().await.unwrap();
    let before = feed.view().await.unwrap().seen;

    let (open_one, xid) = open(sql, &insert("open")).await;
    // More of them than a server keeps in mind of one transaction.
    let savepoints = "do $$ begin for n in 1..100 loop begin insert into audio_tracks (title) values (n::text); \
        exception when others then null; end; end loop; end $$";
    let (with_savepoints, xid_with) = open(sql, savepoints).await;
    let (undone, undone_xid) = open(sql, &insert("undone")).await;
    let later = [commit(sql, &insert("later")).await, commit(sql, &insert("latest")).await];
    cluster.until_replayed_by(&replica).await;

    let mut changed = async |before: &TxSnapshot| {
        let view = feed.view_from(before).await.unwrap();
        let changes = feed.changes(before, &view.seen, Position::default(), 1_000).await.unwrap();
        let mut xids: Vec<u64> = changes.into_iter().map(|change| change.position.xid).collect();
        xids.dedup();
        (view, xids)
    };
    let (first, xids) = changed(&before).await;
    assert_eq!(xids, later);
    let (again, xids) = changed(&first.seen).await;
    assert_eq!((&again.seen, xids.len()), (&first.seen, 0));
    for running in [xid, xid_with, undone_xid] {
        assert!(!first.seen.has(running) && !catalog.has_committed(Seq::new(running)).await.unwrap());
    }
    for over in later {
        assert!(first.seen.has(over) && catalog.has_committed(Seq::new(over)).await.unwrap());
    }

    with_savepoints.commit().await.unwrap();
    undone.rollback().await.unwrap();
    cluster.until_replayed_by(&replica).await;
    let (second, xids) = changed(&first.seen).await;
    assert_eq!(xids, [xid_with]);
    assert!(second.seen.has(undone_xid) && !second.seen.has(xid), "{}", second.seen);
    open_one.commit().await.unwrap();
    cluster.until_replayed_by(&replica).await;
    let (third, xids) = changed(&second.seen).await;
    assert_eq!(xids, [xid]);
    assert!(third.seen.has(xid) && catalog.has_committed(Seq::new(xid)).await.unwrap());
    assert!(third.seen.includes(&second.seen) && !second.seen.includes(&third.seen));

    // What hasn't come to the replica yet can be asked about, too.
    let future = TxSnapshot::new(third.seen.xmax() + 2_000, vec![third.seen.xmax() + 1_000]);
    let (view, xids) = changed(&future).await;
    assert!(!view.seen.includes(&future) && xids.is_empty());
    assert!(!catalog.has_committed(Seq::new(future.xmax())).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replica_that_lags_serves_what_it_has_and_an_index_ahead_of_it_waits() {
    let cluster = Cluster::start(&[]).await;
    let replica = cluster.replica().await;
    let sql = &cluster.sql;
    commit(sql, &insert("one")).await;
    cluster.until_replayed_by(&replica).await;
    let catalog = cluster.catalog_with(&replica).await;
    let mut node = Node::new("far", &catalog);
    node.start().await;
    let titles = |titles: &[&str]| titles.iter().map(|title| title.to_string()).collect::<BTreeSet<_>>();
    assert_eq!(node.titles(), titles(&["one"]));

    replica.pause().await;
    let two = commit(sql, &insert("two")).await;
    let seen_at = "select (extract(epoch from seen_at) * 1e6)::bigint from index_nodes where node = 'far'";
    for _ in 0..2 {
        let before = number(sql, seen_at).await;
        until("the node beats", async || number(sql, seen_at).await > before).await;
    }
    let status = node.mirror().status();
    assert_eq!((node.titles(), status.state, status.trouble), (titles(&["one"]), State::Serving, None));
    let recorded = "select (extract(epoch from recorded_at) * 1e6)::bigint from changes order by seq desc limit 1";
    let lag = node.mirror().reader().lag().await.unwrap();
    let oldest = lag.oldest_change_at.map(|at| (at.unix_timestamp_nanos() / 1_000) as u64);
    assert_eq!(
        (lag.lag_changes, oldest),
        (1, Some(number(sql, recorded).await)),
        "it is as old as its commit, by the primary"
    );
    let (root, catalog_of, cpu) = (node.folder.path().to_owned(), catalog.clone(), node.cpu.clone());
    let waiting = tokio::spawn(async move { mirror::wait_until_caught_up(catalog_of, &root, cpu, || true).await });
    for engine in ["index", "postgres"] {
        assert_eq!(search(&node, "two", two, engine, Duration::from_millis(200)).await, 503, "{engine}");
    }
    assert!(!waiting.is_finished(), "the index hasn't all that the primary has");
    let resumed = tokio::join!(
        search(&node, "two", two, "index", DEADLINE),
        search(&node, "two", two, "postgres", DEADLINE),
        replica.resume()
    );
    assert_eq!(resumed, (200, 200, ()));
    waiting.await.unwrap().unwrap();
    assert_eq!(node.titles(), titles(&["one", "two"]));
    node.stop().await;

    // By the primary, the index gets ahead of the replica.
    replica.pause().await;
    let generation = node.generation();
    let three = commit(sql, &insert("three")).await;
    node.catalog = cluster.catalog.clone();
    node.start().await;
    node.until_served(three).await;
    node.stop().await;
    node.catalog = catalog;
    node.begin();
    until("it waits", async || {
        node.mirror().status().trouble.is_some_and(|trouble| trouble.contains("hasn't replayed"))
    })
    .await;
    assert!(node.mirror().live().load().is_none());
    replica.resume().await;
    node.until_served(three).await;
    assert_eq!(node.titles(), titles(&["one", "two", "three"]));
    assert_eq!(node.generation(), generation, "nothing was built anew");
    node.is_exact(&cluster.catalog).await;
    node.stop().await;
}

/// The status of a search that wants to see a write, and waits for it.
async fn search(node: &Node, q: &str, min_seq: u64, engine: &str, patience: Duration) -> u16 {
    let rebuilder = Rebuilder::new(node.catalog.clone(), node.folder.path(), node.cpu.clone(), "search").unwrap();
    let (live, mirror) = (node.mirror().live(), node.mirror().reader());
    let config = api::Config { min_seq_timeout: patience };
    let router = http::router(App {
        api: Api::new(node.catalog.clone(), live, mirror, rebuilder, node.cpu.clone(), config),
        metrics: Arc::new(Metrics::new()),
        config: http::Config { request_timeout: 2 * DEADLINE, ..http::Config::default() },
    });
    let request = Request::get(format!("/v1/search?q={q}&min_seq={min_seq}&engine={engine}"));
    let response = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), 1_000_000).await.unwrap();
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["hits"][0]["title"].as_str(), (status == 200).then_some(q), "{body}");
    status
}

/// However much changes, space is used again: by the clearing at each heartbeat, and by autovacuum.
#[tokio::test(flavor = "multi_thread")]
async fn the_feed_stays_small_while_a_node_follows() {
    const ROUNDS: usize = 10;
    const CHANGES: u64 = 5_000;
    let cluster = Cluster::start(&["autovacuum_naptime = '1 s'"]).await;
    let sql = &cluster.sql;
    let mut node = Node::new("only", &cluster.catalog);
    node.start().await;
    let vacuums = "select autovacuum_count from pg_stat_user_tables where relname = 'changes'";
    let mut sizes = Vec::new();
    for _ in 0..8 {
        let vacuums_before = number(sql, vacuums).await;
        for _ in 0..ROUNDS {
            // As the triggers record a bulk update; the tracks themselves would only take time.
            let update =
                format!("insert into changes (track_id) select gen_random_uuid() from generate_series(1, {CHANGES})");
            node.until_served(commit(sql, &update).await).await;
        }
        let is_cleared = "select count(*) from changes";
        until("the feed is cleared", async || number(sql, is_cleared).await == 0).await;
        until("autovacuum comes", async || number(sql, vacuums).await > vacuums_before).await;
        sizes.push(number(sql, "select pg_total_relation_size('changes')").await);
    }
    // 400,000 changes would be about 40 MB.
    assert!(sizes.iter().all(|size| *size < 16 << 20), "{sizes:?}");
    let others =
        number(sql, "select pg_total_relation_size('index_nodes') + pg_total_relation_size('feed_state')").await;
    assert!(others < 256 << 10, "{others}");
    node.stop().await;
}
