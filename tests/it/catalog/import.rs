//! Importing metadata: again and again with the same result, and bad rows don't keep good ones out.

use needledrop::catalog::{Imported, TxSnapshot, View};
use needledrop::track::{LibraryId, NewTrack, Problem, Status, TrackId};

use crate::support::postgres::Database;

fn track(artist: &str, title: &str) -> NewTrack {
    NewTrack { artist: Some(artist.into()), title: title.into(), ..NewTrack::default() }
}

fn counts(imported: &Imported) -> (u64, u64, u64, usize) {
    (imported.inserted, imported.updated, imported.unchanged, imported.rejected.len())
}

/// How many changes are in the feed.
async fn recorded(database: &Database) -> i64 {
    database.catalog.feed_status(&View::ever(TxSnapshot::default())).await.unwrap().lag_changes
}

#[tokio::test]
async fn a_second_import_of_the_same_rows_writes_nothing() {
    let database = Database::new().await;
    let rows = [
        NewTrack { external_id: Some("sp:1".into()), year: Some(2005), ..track("Sigur Rós", "Hoppípolla") },
        NewTrack { id: Some(TrackId::from_u128(7)), labels: vec!["a".into(), "b".into()], ..track("Björk", "Jóga") },
        NewTrack { audio_uri: Some("s3://bucket/a.mp3".into()), popularity: Some(12.3), ..track("A", "By URI") },
        NewTrack { album: Some("Album".into()), duration_ms: Some(61_234), ..track("B", "By name") },
        NewTrack { title: "Nobody's".into(), ..NewTrack::default() },
    ];
    assert_eq!(counts(&database.catalog.import_tracks(&rows).await.unwrap()), (5, 0, 0, 0));
    let changes = recorded(&database).await;
    assert_eq!(changes, 5);

    assert_eq!(counts(&database.catalog.import_tracks(&rows).await.unwrap()), (0, 0, 5, 0));
    let again = recorded(&database).await;
    assert_eq!(again, 5, "no change is recorded for what didn't change");
    database.catalog.settle().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn what_a_row_does_not_say_stays() {
    let database = Database::new().await;
    let id = TrackId::from_u128(1);
    let mut full = NewTrack { id: Some(id), year: Some(1999), labels: vec!["x".into()], ..track("A", "T") };
    full.attributes.insert("mood".into(), "calm".into());
    database.catalog.import_tracks(&[full]).await.unwrap();

    let mut less = NewTrack { id: Some(id), title: "T".into(), popularity: Some(50.0), ..NewTrack::default() };
    less.attributes.insert("key".into(), "C".into());
    assert_eq!(counts(&database.catalog.import_tracks(&[less]).await.unwrap()), (0, 1, 0, 0));

    let track = database.catalog.track(LibraryId::DEFAULT, id).await.unwrap().unwrap();
    assert_eq!((track.artist.as_deref(), track.year, track.popularity), (Some("A"), Some(1999), Some(50.0)));
    assert_eq!(track.labels, ["x"]);
    assert_eq!(serde_json::json!(track.attributes), serde_json::json!({"mood": "calm", "key": "C"}));
    assert_eq!((track.status, track.duration_ms), (Status::Completed, None));
    assert!(track.updated_at >= track.created_at);
    database.drop().await;
}

#[tokio::test]
async fn bad_rows_are_named_and_good_ones_kept() {
    let database = Database::new().await;
    database
        .catalog
        .import_tracks(&[NewTrack { external_id: Some("taken".into()), ..track("Other", "Other") }])
        .await
        .unwrap();
    let rows = [
        track("Good", "One"),
        NewTrack { year: Some(99_999), ..track("Bad", "Year") },
        NewTrack { external_id: Some("x".into()), ..track("Good", "Two") },
        NewTrack { external_id: Some("x".into()), ..track("Bad", "Same id") },
        NewTrack { duration_ms: Some(-5), ..track("Bad", "Duration") },
        track("Bad", "a\0b"),
        NewTrack { id: Some(TrackId::from_u128(9)), external_id: Some("taken".into()), ..track("Bad", "Taken") },
        track("Good", "Three"),
    ];
    let imported = database.catalog.import_tracks(&rows).await.unwrap();
    assert_eq!(counts(&imported), (3, 0, 0, 5));
    assert_eq!(imported.rejected.iter().map(|rejected| rejected.index).collect::<Vec<_>>(), [1, 3, 4, 5, 6]);
    let says: Vec<String> =
        imported.rejected.iter().flat_map(|rejected| &rejected.problems).map(Problem::to_string).collect();
    assert_eq!(
        says,
        [
            "year: 99999 is not within 1000 to 2100",
            "external_id: names the same track as an earlier row of this batch",
            "duration_seconds: -0.005 is not within 0 to 9999999.999",
            "title: holds a NUL character, which PostgreSQL can't store",
            "external_id: belongs to another track already",
        ]
    );
    assert_eq!(database.catalog.count_tracks().await.unwrap(), 4);
    database.drop().await;
}

#[tokio::test]
async fn a_row_is_taken_behind_one_of_the_same_track_that_can_not_be() {
    let database = Database::new().await;
    let (id, uri) = (TrackId::from_u128(7), "s3://bucket/a.mp3".to_owned());
    let known = [
        NewTrack { external_id: Some("taken".into()), ..track("Other", "Other") },
        NewTrack { id: Some(id), audio_uri: Some(uri.clone()), ..track("A", "T") },
    ];
    assert_eq!(counts(&database.catalog.import_tracks(&known).await.unwrap()), (2, 0, 0, 0));
    let rows = [
        NewTrack { id: Some(id), external_id: Some("taken".into()), ..track("A", "Bad") },
        NewTrack { audio_uri: Some(uri), ..track("A", "Good") },
    ];
    let imported = database.catalog.import_tracks(&rows).await.unwrap();
    assert_eq!((counts(&imported), imported.rejected[0].index), ((0, 1, 0, 1), 0));
    let track = database.catalog.track(LibraryId::DEFAULT, id).await.unwrap().unwrap();
    assert_eq!((track.title.as_str(), track.external_id), ("Good", None));
    database.drop().await;
}

#[tokio::test]
async fn a_status_is_that_of_a_track_without_a_file() {
    let database = Database::new().await;
    let id = TrackId::from_u128(1);
    let row = |status| NewTrack { id: Some(id), status, ..track("A", "T") };
    let import = async |status| counts(&database.catalog.import_tracks(&[row(status)]).await.unwrap());
    let status = async || database.catalog.track(LibraryId::DEFAULT, id).await.unwrap().unwrap().status;
    assert_eq!((import(Some(Status::Missing)).await, status().await), ((1, 0, 0, 0), Status::Missing));
    assert_eq!((import(None).await, status().await), ((0, 0, 1, 0), Status::Missing));
    assert_eq!((import(Some(Status::Completed)).await, status().await), ((0, 1, 0, 0), Status::Completed));
    let file = "with file as (insert into assets (uri, size_bytes) values ('s3://b/1', 1) returning id)
        update audio_tracks set asset_id = file.id from file";
    sqlx::query(file).execute(&database.sql).await.unwrap();
    assert_eq!((import(Some(Status::Missing)).await, status().await), ((0, 0, 1, 0), Status::Completed));
    database.drop().await;
}

#[tokio::test]
async fn a_row_that_only_the_tables_refuse_does_not_take_its_batch_along() {
    let database = Database::new().await;
    sqlx::query("alter table audio_tracks add check (title <> 'unlucky')").execute(&database.sql).await.unwrap();
    let mut rows: Vec<_> = (0..20).map(|number| track("A", &format!("Track {number}"))).collect();
    rows[13].title = "unlucky".into();
    let imported = database.catalog.import_tracks(&rows).await.unwrap();
    assert_eq!(counts(&imported), (19, 0, 0, 1));
    assert_eq!(imported.rejected[0].index, 13);
    database.drop().await;
}

#[tokio::test]
async fn tracks_are_read_page_by_page() {
    let database = Database::new().await;
    let rows: Vec<_> = (1..=100)
        .map(|number| NewTrack { id: Some(TrackId::from_u128(number)), ..track("A", &format!("Track {number}")) })
        .collect();
    database.catalog.import_tracks(&rows).await.unwrap();
    sqlx::query("update audio_tracks set status = 'FAILED' where title = 'Track 50'")
        .execute(&database.sql)
        .await
        .unwrap();
    assert_eq!(database.catalog.count_tracks().await.unwrap(), 99);

    let (mut read, mut after) = (Vec::new(), None);
    loop {
        let upto = database.catalog.page_end(after, 7).await.unwrap();
        let page = database.catalog.summaries_between(after, upto).await.unwrap();
        assert!(page.len() <= 7);
        read.extend(page.into_iter().map(|track| track.id.as_u128()));
        after = upto;
        if upto.is_none() {
            break;
        }
    }
    assert_eq!(read, (1..=100).filter(|&number| number != 50).collect::<Vec<_>>());

    let ids = [49, 50, 500].map(TrackId::from_u128);
    let some = database.catalog.summaries_by_id(&ids).await.unwrap();
    assert_eq!(some.len(), 1, "only those that exist and are completed");
    assert!(database.catalog.track(LibraryId::DEFAULT, ids[1]).await.unwrap().is_some(), "of any status");
    database.drop().await;
}

#[tokio::test]
async fn two_imports_at_once_insert_no_track_twice() {
    let database = Database::new().await;
    // More than one part each, so that each writes over several connections.
    let rows: Vec<_> = (0..11_000).map(|number| track("A", &format!("Track {number}"))).collect();
    let (one, other) = tokio::join!(database.catalog.import_tracks(&rows), database.catalog.import_tracks(&rows));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!((one.inserted + other.inserted, one.unchanged + other.unchanged), (11_000, 11_000));
    assert_eq!(database.catalog.count_tracks().await.unwrap(), 11_000);
    database.drop().await;
}

#[tokio::test]
async fn what_others_commit_while_an_import_waits_for_them_is_kept() {
    let database = Database::new().await;
    database.catalog.import_tracks(&[track("A", "T"), track("A", "Deleted")]).await.unwrap();
    let mut other = database.sql.begin().await.unwrap();
    sqlx::query("update audio_tracks set year = 1990 where title = 'T'").execute(&mut *other).await.unwrap();
    sqlx::query("delete from audio_tracks where title = 'Deleted'").execute(&mut *other).await.unwrap();
    let rows = ["T", "Deleted"].map(|title| NewTrack { genre: Some("Jazz".into()), ..track("A", title) });
    let meanwhile = async {
        database.until_waiting(1).await;
        other.commit().await.unwrap();
    };
    let (imported, ()) = tokio::join!(database.catalog.import_tracks(&rows), meanwhile);
    assert_eq!(imported.unwrap().updated, 1);
    let page = database.catalog.summaries_between(None, None).await.unwrap();
    let found: Vec<_> = page.iter().map(|track| (track.title.as_str(), track.year, track.genre.as_deref())).collect();
    assert_eq!(found, [("T", Some(1990), Some("Jazz"))]);
    database.drop().await;
}

#[tokio::test]
async fn index_entries_wait_for_the_server_and_hold_up_no_writer() {
    let database = Database::new().await;
    // Far more than PostgreSQL's own limit of four megabytes.
    sqlx::query("alter table audio_tracks set (autovacuum_enabled = off)").execute(&database.sql).await.unwrap();
    let rows: Vec<_> =
        (0..6_000).map(|n| track(&format!("Artist {n} of several words"), &format!("Title {n}"))).collect();
    database.catalog.import_tracks(&rows).await.unwrap();
    assert!(database.catalog.clean_gin_pending().await.unwrap() > 512);
    assert_eq!(database.catalog.clean_gin_pending().await.unwrap(), 0);
    database.drop().await;
}

#[tokio::test]
async fn every_thousandth_of_a_second_is_kept() {
    let database = Database::new().await;
    let durations: Vec<i64> = (0..20_000_000).step_by(9_973).chain([9_999_999_999]).collect();
    let rows = durations.iter().map(|&ms| NewTrack { duration_ms: Some(ms), ..track("A", &format!("Lasts {ms}")) });
    database.catalog.import_tracks(&rows.collect::<Vec<_>>()).await.unwrap();
    let page = database.catalog.summaries_between(None, None).await.unwrap();
    let mut kept: Vec<i64> = page.into_iter().filter_map(|track| track.duration_ms).collect();
    kept.sort_unstable();
    assert_eq!(kept, durations);
    database.drop().await;
}
