//! The change feed: whoever writes, nothing that commits is lost, in whatever order it commits.

use std::time::Duration;

use needledrop::catalog::Position;
use sqlx::{AssertSqlSafe, PgPool};
use uuid::Uuid;

use crate::support::postgres::Database;

async fn run(sql: &PgPool, statement: &str) {
    sqlx::query(AssertSqlSafe(statement.to_owned())).execute(sql).await.unwrap();
}

/// The tracks that changed since, each once, by the last digits of their ids.
async fn changed(database: &Database, since: Position) -> Vec<u128> {
    let batch = database.catalog.changes_since(since, 1_000).await.unwrap();
    assert!(batch.changes.is_sorted_by_key(|change| change.position));
    let mut ids: Vec<_> = batch.changes.iter().map(|change| change.track_id.as_u128()).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// A horizon that is beyond everything committed so far, whatever other tests on the same server hold open.
async fn settled(database: &Database) -> Position {
    let newest: i64 = sqlx::query_scalar("select coalesce(max(xid::text::bigint), 0) from changes")
        .fetch_one(&database.sql)
        .await
        .unwrap();
    loop {
        let horizon = database.catalog.horizon().await.unwrap();
        if horizon.xid > newest as u64 {
            return horizon;
        }
        tokio::task::yield_now().await;
    }
}

fn insert(number: u128) -> String {
    format!("insert into audio_tracks (id, title) values ('{}', 'Track {number}')", Uuid::from_u128(number))
}

#[tokio::test]
async fn every_way_of_writing_is_recorded() {
    let database = Database::new().await;
    let sql = &database.sql;
    run(sql, &insert(1)).await;
    run(sql, &insert(2)).await;
    assert_eq!(changed(&database, Position::default()).await, [1, 2]);

    for (statement, expected) in [
        ("update audio_tracks set title = 'New' where title = 'Track 1'", vec![1]),
        ("update audio_tracks set title = title, updated_at = now()", vec![]),
        ("update audio_tracks set status = 'FAILED' where title = 'Track 2'", vec![2]),
        ("update audio_tracks set id = '00000000-0000-0000-0000-000000000003' where title = 'New'", vec![1, 3]),
        ("delete from audio_tracks where title = 'New'", vec![3]),
        ("delete from audio_tracks where title = 'Nobody'", vec![]),
        ("truncate audio_tracks", vec![2]),
    ] {
        let before = settled(&database).await;
        run(sql, statement).await;
        assert_eq!(changed(&database, before).await, expected, "{statement}");
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
        let before = settled(&database).await;
        run(sql, statement).await;
        assert_eq!(changed(&database, before).await, expected, "{statement}");
    }
    database.drop().await;
}

#[tokio::test]
async fn transactions_that_commit_in_the_opposite_order_are_both_read() {
    let database = Database::new().await;
    let start = settled(&database).await;
    let mut early = database.sql.begin().await.unwrap();
    let mut late = database.sql.begin().await.unwrap();
    sqlx::query(AssertSqlSafe(insert(1))).execute(&mut *early).await.unwrap();
    sqlx::query(AssertSqlSafe(insert(2))).execute(&mut *late).await.unwrap();
    late.commit().await.unwrap();

    let batch = database.catalog.changes_since(start, 100).await.unwrap();
    assert_eq!(batch.changes.len(), 1, "what is committed is visible at once");
    assert!(batch.changes[0].position > batch.horizon, "but not final: an earlier one may still come");

    early.commit().await.unwrap();
    assert_eq!(changed(&database, batch.horizon).await, [1, 2], "from the horizon on, nothing is missed");
    database.drop().await;
}

#[tokio::test]
async fn changes_are_read_in_pages() {
    let database = Database::new().await;
    for number in 1..=5 {
        run(&database.sql, &insert(number)).await;
    }
    let mut from = Position::default();
    let mut read = Vec::new();
    loop {
        let batch = database.catalog.changes_since(from, 2).await.unwrap();
        let Some(last) = batch.changes.last() else { break };
        from = last.position;
        read.extend(batch.changes.iter().map(|change| change.track_id.as_u128()));
    }
    assert_eq!(read, [1, 2, 3, 4, 5]);
    let status = database.catalog.feed_status(Position::default()).await.unwrap();
    assert_eq!(status.lag_changes, 5);
    assert!(status.oldest_change_at.is_some());
    assert_eq!(database.catalog.feed_status(from).await.unwrap().lag_changes, 0);
    database.drop().await;
}

#[tokio::test]
async fn what_was_pruned_is_remembered() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    assert_eq!(catalog.pruned_before().await.unwrap(), Position::default());
    run(&database.sql, &insert(1)).await;
    let between = settled(&database).await;
    run(&database.sql, &insert(2)).await;
    assert_eq!(catalog.prune_changes(between).await.unwrap(), 1);
    assert_eq!(changed(&database, Position::default()).await, [2]);
    assert_eq!(catalog.pruned_before().await.unwrap(), between);
    catalog.prune_changes(Position::default()).await.unwrap();
    assert_eq!(catalog.pruned_before().await.unwrap(), between, "it never goes back");
    database.drop().await;
}

#[tokio::test]
async fn the_slowest_living_node_is_known() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    let minute = Duration::from_secs(60);
    assert_eq!(catalog.slowest_node(minute).await.unwrap(), None);
    let (near, far) = (Position { xid: 5, seq: 9 }, Position { xid: 20, seq: 1 });
    catalog.touch_node("a", far).await.unwrap();
    catalog.touch_node("b", near).await.unwrap();
    assert_eq!(catalog.slowest_node(minute).await.unwrap(), Some(near));
    run(&database.sql, "update index_nodes set seen_at = now() - interval '1 hour' where node = 'b'").await;
    assert_eq!(catalog.slowest_node(minute).await.unwrap(), Some(far));
    catalog.forget_node("a").await.unwrap();
    assert_eq!(catalog.slowest_node(minute).await.unwrap(), None);
    assert_eq!(catalog.feed_id().await.unwrap(), catalog.feed_id().await.unwrap());
    database.drop().await;
}

#[tokio::test]
async fn a_listener_wakes_when_something_commits() {
    let database = Database::new().await;
    let mut listener = database.catalog.listen_changes().await.unwrap();
    assert!(!listener.wait(Duration::from_millis(10)).await);
    run(&database.sql, &insert(1)).await;
    assert!(listener.wait(Duration::from_secs(10)).await);

    // Cut off, it comes back by itself.
    run(&database.sql, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'").await;
    assert!(listener.wait(Duration::from_secs(10)).await, "something may have gone by");
    run(&database.sql, &insert(2)).await;
    assert!(listener.wait(Duration::from_secs(10)).await);
    drop(listener);
    database.drop().await;
}

#[tokio::test]
async fn a_client_without_rights_on_the_feed_can_write_tracks() {
    let database = Database::new().await;
    let role = format!("needledrop_writer_{}", Uuid::new_v4().simple());
    run(&database.sql, &format!("create role {role}")).await;
    run(&database.sql, &format!("grant select, insert on audio_tracks to {role}")).await;
    let mut transaction = database.sql.begin().await.unwrap();
    sqlx::query(AssertSqlSafe(format!("set local role {role}"))).execute(&mut *transaction).await.unwrap();
    sqlx::query(AssertSqlSafe(insert(1))).execute(&mut *transaction).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(changed(&database, Position::default()).await, [1]);
    run(&database.sql, &format!("drop owned by {role}")).await;
    run(&database.sql, &format!("drop role {role}")).await;
    database.drop().await;
}
