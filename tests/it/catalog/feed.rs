//! The change feed: whoever writes, nothing that commits is lost, in whatever order it commits.

use std::time::Duration;

use needledrop::catalog::{PRUNED_AT_ONCE, Position, Seq, TxSnapshot, View};
use needledrop::track::TrackId;
use sqlx::{AssertSqlSafe, PgPool};

use crate::support::postgres::Database;

async fn run(sql: &PgPool, statement: &str) {
    sqlx::query(AssertSqlSafe(statement.to_owned())).execute(sql).await.unwrap();
}

/// The tracks that changed since, each once, by the last digits of their ids.
async fn changed(database: &Database, since: &TxSnapshot) -> Vec<u128> {
    let mut feed = database.catalog.feed().await.unwrap();
    let view = feed.view_from(since).await.unwrap();
    let changes = feed.changes(since, &view.seen, Position::default(), 1_000).await.unwrap();
    assert!(changes.is_sorted_by_key(|change| change.position));
    let mut ids: Vec<_> = changes.iter().map(|change| change.track_id.as_u128()).collect();
    ids.sort();
    ids.dedup();
    ids
}

async fn view(database: &Database) -> View {
    database.catalog.feed().await.unwrap().view().await.unwrap()
}

fn insert(number: u128) -> String {
    format!("insert into audio_tracks (id, title) values ('{}', 'Track {number}')", TrackId::from_u128(number))
}

#[tokio::test]
async fn every_way_of_writing_is_recorded() {
    let database = Database::new().await;
    let sql = &database.sql;
    run(sql, &insert(1)).await;
    run(sql, &insert(2)).await;
    assert_eq!(changed(&database, &TxSnapshot::default()).await, [1, 2]);

    for (statement, expected) in [
        ("update audio_tracks set title = 'New' where title = 'Track 1'", vec![1]),
        ("update audio_tracks set title = title, updated_at = now()", vec![]),
        ("update audio_tracks set status = 'FAILED' where title = 'Track 2'", vec![2]),
        ("update audio_tracks set id = '00000000-0000-0000-0000-000000000003' where title = 'New'", vec![1, 3]),
        ("delete from audio_tracks where title = 'New'", vec![3]),
        ("delete from audio_tracks where title = 'Nobody'", vec![]),
        ("truncate audio_tracks", vec![2]),
    ] {
        let before = view(&database).await.seen;
        run(sql, statement).await;
        assert_eq!(changed(&database, &before).await, expected, "{statement}");
    }
    database.drop().await;
}

#[tokio::test]
async fn what_an_asset_shows_in_its_track_is_recorded() {
    let database = Database::new().await;
    let sql = &database.sql;
    run(sql, "insert into assets (uri, size_bytes) values ('s3://b/a', 1)").await;
    run(sql, &insert(1)).await;
    run(sql, "update audio_tracks set asset_id = (select id from assets)").await;
    for (statement, expected) in [
        ("update assets set duration_seconds = 5", vec![1]),
        ("update assets set codec = 'mp3', format = 'mp3'", vec![1]),
        ("update assets set last_seen_at = now(), etag = 'x'", vec![]),
        ("delete from assets", vec![1]),
    ] {
        let before = view(&database).await.seen;
        run(sql, statement).await;
        assert_eq!(changed(&database, &before).await, expected, "{statement}");
    }
    database.drop().await;
}

/// As a subscription's apply worker does: it writes row by row, and checks no foreign keys.
#[tokio::test]
async fn what_a_session_writes_as_a_replica_is_recorded_once() {
    let database = Database::new().await;
    let mut replica = database.sql.acquire().await.unwrap();
    sqlx::query("set session_replication_role = replica").execute(&mut *replica).await.unwrap();
    let asset =
        "insert into assets (id, uri, size_bytes) values ('00000000-0000-0000-0000-00000000000a', 's3://b/a', 1)";
    for (statement, expected) in [
        (insert(1).as_str(), vec![1]),
        (insert(2).as_str(), vec![2]),
        ("update audio_tracks set title = 'New' where title = 'Track 1'", vec![1]),
        ("update audio_tracks set id = '00000000-0000-0000-0000-000000000003' where title = 'New'", vec![1, 3]),
        ("update audio_tracks set asset_id = '00000000-0000-0000-0000-00000000000a' where title = 'New'", vec![3]),
        (asset, vec![3]),
        ("update assets set codec = 'mp3'", vec![3]),
        ("delete from assets", vec![3]),
        ("delete from audio_tracks where title = 'New'", vec![3]),
        ("truncate audio_tracks", vec![2]),
    ] {
        let before = view(&database).await.seen;
        sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut *replica).await.unwrap();
        assert_eq!(changed(&database, &before).await, expected, "{statement}");
    }
    let recorded = "select count(*) from changes";
    let as_replica: i64 = sqlx::query_scalar(recorded).fetch_one(&database.sql).await.unwrap();
    assert_eq!(as_replica, 11, "each once");
    run(&database.sql, &insert(4)).await;
    run(&database.sql, "update audio_tracks set title = 'New' where title = 'Track 4'").await;
    run(&database.sql, "delete from audio_tracks where title = 'New'").await;
    let all: i64 = sqlx::query_scalar(recorded).fetch_one(&database.sql).await.unwrap();
    assert_eq!(all, as_replica + 3, "each once");
    drop(replica);
    database.drop().await;
}

#[tokio::test]
async fn transactions_that_commit_in_the_opposite_order_are_both_read() {
    let database = Database::new().await;
    let start = view(&database).await.seen;
    let mut early = database.sql.begin().await.unwrap();
    let mut late = database.sql.begin().await.unwrap();
    sqlx::query(AssertSqlSafe(insert(1))).execute(&mut *early).await.unwrap();
    sqlx::query(AssertSqlSafe(insert(2))).execute(&mut *late).await.unwrap();
    late.commit().await.unwrap();

    assert_eq!(changed(&database, &start).await, [2], "what is committed is visible at once");
    let between = view(&database).await.seen;

    early.commit().await.unwrap();
    assert_eq!(changed(&database, &between).await, [1], "what comes later is not missed, and nothing is read twice");
    database.drop().await;
}

#[tokio::test]
async fn changes_are_read_in_pages() {
    let database = Database::new().await;
    let mut late = database.sql.begin().await.unwrap();
    sqlx::query(AssertSqlSafe(insert(9))).execute(&mut *late).await.unwrap();
    let before = view(&database).await.seen;
    for number in 1..=5 {
        run(&database.sql, &insert(number)).await;
    }
    late.commit().await.unwrap();
    let mut feed = database.catalog.feed().await.unwrap();
    let now = feed.view().await.unwrap();
    run(&database.sql, &insert(6)).await;
    let mut after = Position::default();
    let mut read = Vec::new();
    loop {
        let changes = feed.changes(&before, &now.seen, after, 2).await.unwrap();
        let Some(last) = changes.last() else { break };
        after = last.position;
        read.extend(changes.iter().map(|change| change.track_id.as_u128()));
    }
    assert_eq!(read, [9, 1, 2, 3, 4, 5], "from the view on nothing, and what was running then first");
    let lag = async |seen: &View| database.catalog.feed_status(seen).await.unwrap();
    assert_eq!(lag(&View::ever(before)).await.lag_changes, 7);
    let status = lag(&now).await;
    assert_eq!(status.lag_changes, 1);
    assert!(status.oldest_change_at >= Some(now.at));
    assert_eq!(lag(&view(&database).await).await.lag_changes, 0);
    // The ids between belong to the tests beside this one: all databases of a server share them.
    let behind_the_last = view(&database).await.seen.xmax();
    for (before, expected) in [(0, false), (now.seen.xmax(), false), (behind_the_last, true)] {
        assert_eq!(database.catalog.has_unseen_changes(&now.seen, before).await.unwrap(), expected);
    }
    database.drop().await;
}

#[tokio::test]
async fn a_change_is_as_old_as_its_commit_can_be() {
    let database = Database::new().await;
    let mut open = database.sql.begin().await.unwrap();
    sqlx::query(AssertSqlSafe(insert(1))).execute(&mut *open).await.unwrap();
    let seen = view(&database).await;
    open.commit().await.unwrap();
    let status = database.catalog.feed_status(&seen).await.unwrap();
    assert_eq!((status.lag_changes, status.oldest_change_at), (1, Some(seen.at)), "it was not there when we looked");
    database.drop().await;
}

#[tokio::test]
async fn what_was_pruned_is_remembered() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    assert_eq!(catalog.pruned_before().await.unwrap(), 0);
    run(&database.sql, &insert(1)).await;
    let between = view(&database).await.seen.xmax();
    run(&database.sql, &insert(2)).await;
    assert_eq!(catalog.prune_changes(between).await.unwrap(), 1);
    assert_eq!(changed(&database, &TxSnapshot::default()).await, [2]);
    assert_eq!(catalog.pruned_before().await.unwrap(), between);
    catalog.prune_changes(0).await.unwrap();
    assert_eq!(catalog.pruned_before().await.unwrap(), between, "it never goes back");
    database.drop().await;
}

#[tokio::test]
async fn much_is_pruned_bit_by_bit_and_by_one_at_a_time() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    let many = PRUNED_AT_ONCE + 5;
    run(
        &database.sql,
        &format!("insert into changes (track_id) select gen_random_uuid() from generate_series(1, {many})"),
    )
    .await;
    // As a dump of another server brings them.
    run(&database.sql, "insert into changes (xid, track_id) values ('99999999999', gen_random_uuid())").await;
    let now = view(&database).await.seen.xmax();
    let mut another = database.sql.begin().await.unwrap();
    sqlx::query("select from feed_state for update").execute(&mut *another).await.unwrap();
    assert_eq!(catalog.prune_changes(now).await.unwrap(), 0, "somebody else is at it");
    assert_eq!(catalog.pruned_before().await.unwrap(), 0);
    another.rollback().await.unwrap();
    assert_eq!(catalog.prune_changes(now).await.unwrap(), PRUNED_AT_ONCE + 1);
    assert_eq!(catalog.pruned_before().await.unwrap(), now);
    assert_eq!(catalog.prune_changes(now).await.unwrap(), 5);
    assert_eq!(catalog.prune_changes(now).await.unwrap(), 0);
    database.drop().await;
}

#[tokio::test]
async fn a_write_is_known_to_be_committed_or_not() {
    let database = Database::new().await;
    let mut open = database.sql.begin().await.unwrap();
    let query = "select pg_current_xact_id()::text::bigint";
    let xid: i64 = sqlx::query_scalar(query).fetch_one(&mut *open).await.unwrap();
    assert!(!database.catalog.has_committed(Seq::new(xid as u64)).await.unwrap());
    open.commit().await.unwrap();
    assert!(database.catalog.has_committed(Seq::new(xid as u64)).await.unwrap());
    assert!(!database.catalog.has_committed(Seq::new(u64::MAX / 4)).await.unwrap());
    database.drop().await;
}

#[tokio::test]
async fn the_slowest_living_node_is_known() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    let minute = Duration::from_secs(60);
    assert_eq!(catalog.slowest_node(minute).await.unwrap(), None);
    let (near, far) = (5, 20);
    catalog.heartbeat("a", far).await.unwrap();
    catalog.heartbeat("b", near).await.unwrap();
    assert_eq!(catalog.slowest_node(minute).await.unwrap(), Some(near));
    run(&database.sql, &insert(1)).await;
    let nodes = catalog.nodes().await.unwrap();
    let listed: Vec<_> = nodes.iter().map(|node| (node.name.as_str(), node.behind)).collect();
    assert_eq!(listed, [("b", 1), ("a", 1)]);
    assert!(nodes.iter().all(|node| node.silent_for < minute));
    run(&database.sql, "update index_nodes set seen_at = now() - interval '1 hour' where node = 'b'").await;
    assert_eq!(catalog.slowest_node(minute).await.unwrap(), Some(far));
    assert_eq!(catalog.forget_silent_nodes(minute).await.unwrap(), 1);
    assert_eq!(catalog.nodes().await.unwrap().len(), 1);
    catalog.forget_node("a").await.unwrap();
    assert_eq!(catalog.slowest_node(minute).await.unwrap(), None);
    assert_eq!(catalog.feed_id().await.unwrap(), catalog.feed_id().await.unwrap());
    database.drop().await;
}

#[tokio::test]
async fn a_client_without_rights_on_the_feed_can_write_tracks() {
    let database = Database::new().await;
    let role = format!("needledrop_writer_{}", uuid::Uuid::new_v4().simple());
    run(&database.sql, &format!("create role {role}")).await;
    run(&database.sql, &format!("grant select, insert on audio_tracks to {role}")).await;
    let mut transaction = database.sql.begin().await.unwrap();
    sqlx::query(AssertSqlSafe(format!("set local role {role}"))).execute(&mut *transaction).await.unwrap();
    sqlx::query(AssertSqlSafe(insert(1))).execute(&mut *transaction).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(changed(&database, &TxSnapshot::default()).await, [1]);
    run(&database.sql, &format!("drop owned by {role}")).await;
    run(&database.sql, &format!("drop role {role}")).await;
    database.drop().await;
}
