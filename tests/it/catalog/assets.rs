//! Assets: seen, claimed by workers that don't meet, completed, missing, back again.

use std::collections::HashSet;
use std::time::Duration;

use needledrop::catalog::{
    Asset, AssetFacts, AssetFailure, AssetOutcome, Catalog, DurationMethod, Error, FailureCause, Force, Registered,
    Saved, SeenAsset, TrackQuery, WriteError,
    assets::{self, Claim},
    tracks,
};
use needledrop::track::{AssetUri, Condition, Field, LibraryId, NewTrack, Status, TagFields, Track};
use time::OffsetDateTime;

use crate::support::postgres::Database;

const LEASE: Duration = Duration::from_secs(60);
const PROBER: i32 = 7;

fn seen(uri: &str, etag: &str) -> SeenAsset {
    SeenAsset {
        one_of: None,
        uri: AssetUri::new(uri.into()).unwrap(),
        size_bytes: 5,
        etag: Some(etag.into()),
        last_modified: None,
        changed_at: None,
    }
}

fn done(asset: &Asset, title: &str) -> AssetOutcome {
    let tagged = TagFields { title: Some(title.into()), artist: Some("Artist".into()), ..TagFields::default() };
    let facts = AssetFacts {
        format: Some("mp3".into()),
        duration_seconds: Some(61.5),
        duration_method: Some(DurationMethod::Counted),
        tags: serde_json::json!({"artist": ["Artist"]}),
        tagged,
        ..AssetFacts::default()
    };
    outcome(asset, Ok(facts))
}

fn failed(asset: &Asset) -> AssetOutcome {
    failed_by(asset, FailureCause::File)
}

fn failed_by(asset: &Asset, cause: FailureCause) -> AssetOutcome {
    let failure =
        AssetFailure { code: "UNSUPPORTED_FORMAT".into(), message: "no audio".into(), cause, probe_bytes_read: 12 };
    outcome(asset, Err(failure))
}

fn outcome(asset: &Asset, result: Result<AssetFacts, AssetFailure>) -> AssetOutcome {
    AssetOutcome {
        asset_id: asset.id,
        uri: asset.uri.clone(),
        claimed_until: asset.claimed_until,
        prober_version: PROBER,
        result,
    }
}

async fn register(catalog: &Catalog, seen: &[SeenAsset]) -> Result<Registered, Error> {
    register_for(catalog, seen, Force::Nothing, PROBER).await
}

async fn register_for(
    catalog: &Catalog,
    seen: &[SeenAsset],
    force: Force,
    prober_version: i32,
) -> Result<Registered, Error> {
    let mut transaction = catalog.begin().await?;
    let began = OffsetDateTime::UNIX_EPOCH;
    let registered = assets::register(&mut transaction, LibraryId::DEFAULT, seen, began, force, prober_version).await?;
    transaction.commit().await.map(|()| registered)
}

async fn claim(catalog: &Catalog, worker: &str, place: &str, limit: i64, lease: Duration) -> Result<Vec<Asset>, Error> {
    claim_as(catalog, worker, place, Claim::Batch(limit), lease).await
}

async fn claim_as(
    catalog: &Catalog,
    worker: &str,
    place: &str,
    claim: Claim,
    lease: Duration,
) -> Result<Vec<Asset>, Error> {
    let mut transaction = catalog.begin().await?;
    let claimed =
        assets::claim(&mut transaction, LibraryId::DEFAULT, worker, place, claim, OffsetDateTime::UNIX_EPOCH, lease)
            .await?;
    transaction.commit().await.map(|()| claimed)
}

/// How many were completed, or failed by themselves.
async fn complete(catalog: &Catalog, outcomes: &[AssetOutcome]) -> Result<u64, Error> {
    let mut transaction = catalog.begin().await?;
    let completed = assets::complete(&mut transaction, outcomes, OffsetDateTime::UNIX_EPOCH).await?;
    transaction.commit().await.map(|()| completed.completed + completed.failed)
}

async fn mark_missing(catalog: &Catalog, prefix: &str, run_start: OffsetDateTime) -> Result<u64, Error> {
    let unseen = catalog.unseen(LibraryId::DEFAULT, prefix.trim_end_matches('/'), prefix, run_start, "", 9).await?;
    let ids: Vec<_> = unseen.into_iter().map(|(id, _)| id).collect();
    let mut transaction = catalog.begin().await?;
    let missing = assets::mark_missing(&mut transaction, &ids, run_start).await?;
    transaction.commit().await.map(|()| missing)
}

async fn save(catalog: &Catalog, track: &NewTrack) -> Result<Saved, WriteError> {
    let mut transaction = catalog.begin().await?;
    let saved = tracks::save(&mut transaction, track).await?;
    transaction.commit().await?;
    Ok(saved)
}

async fn claim_one(catalog: &Catalog) -> Asset {
    let mut claimed = claim(catalog, "worker", "s3://b/", 1, LEASE).await.unwrap();
    claimed.pop().expect("there is one to claim")
}

async fn only_track(database: &Database) -> Track {
    let id = sqlx::query_scalar("select id from audio_tracks").fetch_one(&database.sql).await.unwrap();
    database.catalog.track(LibraryId::DEFAULT, id).await.unwrap().unwrap()
}

#[tokio::test]
async fn two_workers_never_get_the_same_asset() {
    let database = Database::new().await;
    let all: Vec<_> = (0..60).map(|number| seen(&format!("s3://b/{number}"), "1")).collect();
    register(&database.catalog, &all).await.unwrap();
    let worker = async |name: &str| {
        let mut mine = Vec::new();
        loop {
            let claimed = claim(&database.catalog, name, "", 7, LEASE).await.unwrap();
            if claimed.is_empty() {
                return mine;
            }
            mine.extend(claimed.into_iter().map(|asset| asset.uri));
        }
    };
    let (one, two) = tokio::join!(worker("one"), worker("two"));
    assert_eq!(one.len() + two.len(), 60);
    assert_eq!(one.iter().chain(&two).collect::<HashSet<_>>().len(), 60);
    database.drop().await;
}

#[tokio::test]
async fn a_file_that_has_not_changed_is_not_probed_again() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    let both = [seen("s3://b/a", "1"), seen("s3://b/b", "1")];
    assert_eq!(register(catalog, &both).await.unwrap(), Registered { new: 2, ..Registered::default() });
    let claimed = claim(catalog, "worker", "s3://b/", 9, LEASE).await.unwrap();
    let outcomes: Vec<_> = claimed.iter().map(|asset| done(asset, asset.uri.as_str())).collect();
    assert_eq!(complete(catalog, &outcomes).await.unwrap(), 2);

    let both = [seen("s3://b/a", "1"), seen("s3://b/b", "2")];
    assert_eq!(
        register(catalog, &both).await.unwrap(),
        Registered { changed: 1, unchanged: 1, ..Registered::default() }
    );
    let claimed = claim(catalog, "worker", "s3://b/", 9, LEASE).await.unwrap();
    assert_eq!(claimed.iter().map(|asset| asset.uri.as_str()).collect::<Vec<_>>(), ["s3://b/b"]);
    database.drop().await;
}

#[tokio::test]
async fn a_track_keeps_its_id_and_follows_its_file() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    register(catalog, &[seen("s3://b/a", "1")]).await.unwrap();
    complete(catalog, &[done(&claim_one(catalog).await, "First")]).await.unwrap();
    let first = only_track(&database).await;
    assert_eq!(
        (first.title.as_str(), first.duration_ms, first.format.as_deref()),
        ("First", Some(61_500), Some("mp3"))
    );
    assert_eq!(first.audio_uri.as_deref(), Some("s3://b/a"));

    register(catalog, &[seen("s3://b/a", "2")]).await.unwrap();
    assert_eq!(only_track(&database).await.status, Status::Completed, "it is found until the new file is read");
    complete(catalog, &[done(&claim_one(catalog).await, "Second")]).await.unwrap();
    let second = only_track(&database).await;
    assert_eq!((second.id, second.title.as_str()), (first.id, "Second"));

    register(catalog, &[seen("s3://b/a", "3")]).await.unwrap();
    complete(catalog, &[failed(&claim_one(catalog).await)]).await.unwrap();
    assert_eq!(only_track(&database).await.status, Status::Failed);
    database.drop().await;
}

#[tokio::test]
async fn what_is_missing_is_marked_and_comes_back_unprobed() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    register(catalog, &[seen("s3://b/a", "1"), seen("s3://other/a", "1")]).await.unwrap();
    complete(catalog, &[done(&claim_one(catalog).await, "A")]).await.unwrap();

    let run = catalog.begin_run().await.unwrap();
    assert_eq!(mark_missing(catalog, "s3://b/", run).await.unwrap(), 1, "the other prefix is another's business");
    assert_eq!(only_track(&database).await.status, Status::Missing);
    assert_eq!(mark_missing(catalog, "s3://b/", run).await.unwrap(), 0);

    let back = register(catalog, &[seen("s3://b/a", "1")]).await.unwrap();
    assert_eq!(back, Registered { unchanged: 1, ..Registered::default() });
    assert_eq!(only_track(&database).await.status, Status::Completed);
    database.drop().await;
}

#[tokio::test]
async fn a_lapsed_lease_is_taken_over_and_a_file_that_kills_its_workers_given_up() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    register(catalog, &[seen("s3://b/poison", "1")]).await.unwrap();
    let attempts = async |as_: Claim, lease: Duration| {
        claim_as(catalog, "worker", "", as_, lease).await.unwrap().first().map(|asset| asset.attempts)
    };
    for attempt in 1..=3 {
        assert_eq!(attempts(Claim::Suspect, Duration::ZERO).await, None, "not yet");
        assert_eq!(attempts(Claim::Batch(9), Duration::ZERO).await, Some(attempt));
    }
    // From now on it is probed by itself, so that it isn't others' fault.
    assert_eq!(attempts(Claim::Batch(9), Duration::ZERO).await, None);
    for attempt in 4..=6 {
        assert_eq!(attempts(Claim::Suspect, Duration::ZERO).await, Some(attempt));
    }
    assert_eq!(attempts(Claim::Suspect, LEASE).await, None);
    let (status, code): (String, String) =
        sqlx::query_as("select status, error_code from assets").fetch_one(&database.sql).await.unwrap();
    assert_eq!((status.as_str(), code.as_str()), ("FAILED", "ABANDONED"));
    database.drop().await;
}

#[tokio::test]
async fn what_could_not_be_read_is_tried_again_for_good_reason() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    let there = [seen("s3://b/a", "1")];
    register(catalog, &there).await.unwrap();
    complete(catalog, &[done(&claim_one(catalog).await, "Known")]).await.unwrap();

    // A cause outside the file: the next run tries again, and what was known of the file holds.
    register(catalog, &[seen("s3://b/a", "2")]).await.unwrap();
    complete(catalog, &[failed_by(&claim_one(catalog).await, FailureCause::Outside)]).await.unwrap();
    let track = only_track(&database).await;
    assert_eq!(
        (track.status, track.duration_ms, track.format.as_deref()),
        (Status::Completed, Some(61_500), Some("mp3"))
    );
    let there = [seen("s3://b/a", "2")];
    for failure in 2..=3 {
        let registered = register(catalog, &there).await.unwrap();
        assert_eq!((registered.retried, registered.unchanged), (1, 0), "{failure}");
        complete(catalog, &[failed_by(&claim_one(catalog).await, FailureCause::Outside)]).await.unwrap();
    }
    let registered = register(catalog, &there).await.unwrap();
    assert_eq!((registered.retried, registered.unchanged), (0, 1), "after three failures it is left alone for a while");
    let later = "update assets set retry_at = retry_at - interval '61 s'";
    sqlx::query(later).execute(&database.sql).await.unwrap();
    assert_eq!(register(catalog, &there).await.unwrap().retried, 1);

    // A cause in the file: it is read again when it changes, by a newer prober, or when somebody says so.
    complete(catalog, &[failed(&claim_one(catalog).await)]).await.unwrap();
    assert_eq!(only_track(&database).await.status, Status::Failed);
    let registered = register(catalog, &there).await.unwrap();
    assert_eq!((registered.retried, registered.unchanged), (0, 1));
    for (force, prober) in [(Force::Nothing, PROBER + 1), (Force::Failed, PROBER), (Force::Everything, PROBER)] {
        assert_eq!(register_for(catalog, &there, force, prober).await.unwrap().retried, 1, "{force:?}");
        complete(catalog, &[AssetOutcome { prober_version: prober, ..failed(&claim_one(catalog).await) }])
            .await
            .unwrap();
    }
    register_for(catalog, &there, Force::Failed, PROBER).await.unwrap();
    complete(catalog, &[done(&claim_one(catalog).await, "Known")]).await.unwrap();
    assert_eq!(only_track(&database).await.status, Status::Completed);
    assert_eq!(register_for(catalog, &there, Force::Failed, PROBER).await.unwrap().unchanged, 1);
    assert_eq!(register_for(catalog, &there, Force::Everything, PROBER).await.unwrap().retried, 1);
    database.drop().await;
}

#[tokio::test]
async fn what_changed_and_vanished_before_it_was_read_is_read_when_it_is_back() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    register(catalog, &[seen("s3://b/a", "1")]).await.unwrap();
    complete(catalog, &[done(&claim_one(catalog).await, "Old")]).await.unwrap();
    register(catalog, &[seen("s3://b/a", "2")]).await.unwrap();
    let run = catalog.begin_run().await.unwrap();
    assert_eq!(mark_missing(catalog, "s3://b/", run).await.unwrap(), 1);
    register(catalog, &[seen("s3://b/a", "2")]).await.unwrap();
    complete(catalog, &[done(&claim_one(catalog).await, "New")]).await.unwrap();
    assert_eq!(only_track(&database).await.title, "New");
    database.drop().await;
}

#[tokio::test]
async fn a_change_of_time_counts_where_it_was_known() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    let at = |seconds| {
        [SeenAsset { changed_at: OffsetDateTime::from_unix_timestamp(seconds).ok(), ..seen("s3://b/a", "1") }]
    };
    register(catalog, &[seen("s3://b/a", "1")]).await.unwrap();
    assert_eq!(register(catalog, &at(1)).await.unwrap().resumed, 1, "it was not known before");
    assert_eq!(register(catalog, &at(1)).await.unwrap().resumed, 1);
    assert_eq!(register(catalog, &at(2)).await.unwrap().changed, 1);
    database.drop().await;
}

#[tokio::test]
async fn a_file_that_changed_while_it_was_probed_is_probed_again() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    register(catalog, &[seen("s3://b/a", "1")]).await.unwrap();
    let before = claim_one(catalog).await;
    register(catalog, &[seen("s3://b/a", "2")]).await.unwrap();
    assert_eq!(complete(catalog, &[done(&before, "Stale")]).await.unwrap(), 0);
    let after = claim_one(catalog).await;
    assert_eq!(after.id, before.id);
    assert_eq!(complete(catalog, &[done(&before, "Stale")]).await.unwrap(), 0, "it was found under another claim");
    assert_eq!(complete(catalog, &[done(&after, "Fresh")]).await.unwrap(), 1);
    assert_eq!(only_track(&database).await.title, "Fresh");
    database.drop().await;
}

#[tokio::test]
async fn a_place_is_not_its_neighbour_whose_name_begins_like_it() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    register(catalog, &[seen("s3://b/a", "1"), seen("s3://b/a/x", "1"), seen("s3://b/ab/x", "1")]).await.unwrap();
    let claimed = claim(catalog, "worker", "s3://b/a", 9, LEASE).await.unwrap();
    assert_eq!(claimed.iter().map(|asset| asset.uri.as_str()).collect::<Vec<_>>(), ["s3://b/a", "s3://b/a/x"]);
    database.drop().await;
}

/// Probes end in any order, listings come by name.
#[tokio::test]
async fn a_listing_and_a_worker_that_meet_do_not_block_one_another() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    for round in 0..4 {
        let there: Vec<_> = (0..2_000).map(|n| seen(&format!("s3://b/{n:04}"), &round.to_string())).collect();
        register(catalog, &there).await.unwrap();
        let claimed = claim(catalog, "worker", "s3://b/", 2_000, LEASE).await.unwrap();
        let outcomes: Vec<_> = claimed.iter().rev().map(failed).collect();
        let (listed, done) = tokio::join!(register(catalog, &there), complete(catalog, &outcomes));
        let listed = listed.unwrap();
        assert_eq!((listed.resumed + listed.unchanged, done.unwrap()), (2_000, 2_000));
    }
    database.drop().await;
}

#[tokio::test]
async fn imported_metadata_is_not_overwritten_by_tags() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    let imported = NewTrack {
        external_id: Some("x:1".into()),
        title: "Curated".into(),
        audio_uri: Some("s3://b/a".into()),
        ..NewTrack::default()
    };
    catalog.import_tracks(&[imported]).await.unwrap();
    register(catalog, &[seen("s3://b/a", "1")]).await.unwrap();
    complete(catalog, &[done(&claim_one(catalog).await, "From the file")]).await.unwrap();
    let track = only_track(&database).await;
    assert_eq!((track.title.as_str(), track.artist.as_deref()), ("Curated", Some("Artist")));
    assert!(track.asset_id.is_some());
    database.drop().await;
}

#[tokio::test]
async fn a_track_given_at_the_moment_its_file_is_completed_is_one_track() {
    // Whoever comes first is held up where it has looked for the track and has not written it yet.
    const GIVEN_FIRST: &str = "insert into audio_tracks (external_id, title) values ('x:1', 'Held')";
    const COMPLETED_FIRST: &str = "select from assets for update";
    for first in [GIVEN_FIRST, COMPLETED_FIRST] {
        let database = Database::new().await;
        let catalog = &database.catalog;
        register(catalog, &[seen("s3://b/a", "1")]).await.unwrap();
        let outcomes = [done(&claim_one(catalog).await, "From the file")];
        let given = NewTrack {
            external_id: Some("x:1".into()),
            title: "Given".into(),
            audio_uri: Some("s3://b/a".into()),
            ..NewTrack::default()
        };
        let mut holder = database.sql.begin().await.unwrap();
        sqlx::query(first).execute(&mut *holder).await.unwrap();
        let give = async {
            database.until_waiting(if first == GIVEN_FIRST { 0 } else { 1 }).await;
            save(catalog, &given).await.unwrap()
        };
        let complete = async {
            database.until_waiting(if first == GIVEN_FIRST { 1 } else { 0 }).await;
            complete(catalog, &outcomes).await.unwrap()
        };
        let release = async {
            database.until_waiting(2).await;
            holder.rollback().await.unwrap();
        };
        let (given, completed, ()) = tokio::join!(give, complete, release);
        assert_eq!((given.is_new, completed), (first == GIVEN_FIRST, 1));
        let track = only_track(&database).await;
        assert_eq!((track.title.as_str(), track.asset_id), ("Given", Some(outcomes[0].asset_id)));
        database.drop().await;
    }
}

#[tokio::test]
async fn addresses_as_long_as_may_be_are_told_apart_in_any_script() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    let long = |last: &str| format!("s3://b/棚/ab{}{last}", "曲".repeat(4_161));
    let both = [seen(&long("あ"), "1"), seen(&long("い"), "1")];
    assert_eq!(both[0].uri.as_str().len(), 12_499);
    assert_eq!(register(catalog, &both).await.unwrap(), Registered { new: 2, ..Registered::default() });
    assert_eq!(register(catalog, &both).await.unwrap(), Registered { resumed: 2, ..Registered::default() });
    assert!(AssetUri::new(long("あ") + "xx").is_err());

    assert_eq!(claim(catalog, "worker", "s3://b/た", 9, LEASE).await.unwrap(), []);
    let claimed = claim(catalog, "worker", "s3://b/棚", 9, LEASE).await.unwrap();
    assert_eq!(claimed.iter().map(|asset| asset.uri.as_str()).collect::<Vec<_>>(), [long("あ"), long("い")]);
    let given = NewTrack { title: "い".into(), audio_uri: Some(long("い")), ..NewTrack::default() };
    assert_eq!(catalog.import_tracks(std::slice::from_ref(&given)).await.unwrap().inserted, 1);
    let outcomes: Vec<_> = claimed.iter().map(|asset| done(asset, "File")).collect();
    assert_eq!(complete(catalog, &outcomes).await.unwrap(), 2);
    assert_eq!(catalog.count_tracks().await.unwrap(), 2, "the track that was given has its file now");
    assert_eq!(catalog.import_tracks(&[given]).await.unwrap().unchanged, 1);

    let run = catalog.begin_run().await.unwrap();
    register(catalog, &both[..1]).await.unwrap();
    assert_eq!(mark_missing(catalog, &long(""), run).await.unwrap(), 1, "though they differ in the last letter only");
    database.drop().await;
}

#[tokio::test]
async fn a_file_may_be_several_tracks_and_its_own_is_the_whole() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    register(catalog, &[seen("s3://b/a", "1")]).await.unwrap();
    let asset = claim_one(catalog).await;
    let part = |start: &str| {
        let statement =
            "insert into audio_tracks (asset_id, start_ms, length_ms, title) values ($1, {start}, 5000, 'Part')";
        sqlx::query(sqlx::AssertSqlSafe(statement.replace("{start}", start))).bind(asset.id).execute(&database.sql)
    };
    part("0").await.unwrap();
    part("5000").await.unwrap();
    complete(catalog, &[done(&asset, "Whole")]).await.unwrap();
    let titles = "select title from audio_tracks order by start_ms nulls first";
    let titles: Vec<String> = sqlx::query_scalar(titles).fetch_all(&database.sql).await.unwrap();
    assert_eq!(titles, ["Whole", "Part", "Part"]);
    let rest = "insert into audio_tracks (asset_id, start_ms, title) values ($1, 20000, 'Rest')";
    sqlx::query(rest).bind(asset.id).execute(&database.sql).await.unwrap();
    sqlx::raw_sql("update audio_tracks set artist = 'Artist'").execute(&database.sql).await.unwrap();
    let durations = async |from: i64, to: i64| {
        let range = Condition::parse(Field::Duration, "", &format!("{from}..{to}")).unwrap();
        let conditions = [(Field::Duration, range)].into_iter().collect();
        let query = TrackQuery { q: "artist".into(), limit: 9, conditions, ..TrackQuery::default() };
        let rows = catalog.search(&query).await.unwrap().rows;
        rows.into_iter().filter_map(|(track, _)| track.duration_ms).collect::<Vec<_>>()
    };
    assert_eq!(durations(60, 70).await, [61_500], "of the whole file");
    assert_eq!(durations(5, 5).await, [5_000, 5_000], "of parts that say their length");
    assert_eq!(durations(41, 42).await, [41_500], "of one that goes on to the end");

    let statuses = async || {
        let statuses = sqlx::query_scalar("select distinct status from audio_tracks").fetch_all(&database.sql).await;
        statuses.map(|statuses: Vec<String>| statuses).unwrap()
    };
    for (etag, outcome, status) in
        [("2", failed as fn(&Asset) -> AssetOutcome, "FAILED"), ("3", |a| done(a, "Whole"), "COMPLETED")]
    {
        register(catalog, &[seen("s3://b/a", etag)]).await.unwrap();
        complete(catalog, &[outcome(&claim_one(catalog).await)]).await.unwrap();
        assert_eq!(statuses().await, [status], "parts fare like their file");
    }

    for (refused, code) in [(part("5000").await, "23505"), (part("null").await, "23514"), (part("-1").await, "23514")] {
        let error = refused.unwrap_err().into_database_error().unwrap();
        assert_eq!(error.code().as_deref(), Some(code), "{error}");
    }
    let whole_again = sqlx::query("insert into audio_tracks (asset_id, title) values ($1, 'Twice')");
    assert!(whole_again.bind(asset.id).execute(&database.sql).await.is_err());
    database.drop().await;
}

/// So that it can be told from what people have changed since.
#[tokio::test]
async fn what_tags_gave_is_noted_with_every_completion() {
    let database = Database::new().await;
    let catalog = &database.catalog;
    let tagged = async || {
        let tagged = sqlx::query_scalar("select tagged from audio_tracks").fetch_one(&database.sql).await;
        tagged.map(|tagged: serde_json::Value| tagged).unwrap()
    };
    let given = NewTrack { title: "Given".into(), audio_uri: Some("s3://b/a".into()), ..NewTrack::default() };
    catalog.import_tracks(&[given]).await.unwrap();
    assert_eq!(tagged().await, serde_json::json!({}));
    for (etag, title) in [("1", "First"), ("2", "Second")] {
        register(catalog, &[seen("s3://b/a", etag)]).await.unwrap();
        complete(catalog, &[done(&claim_one(catalog).await, title)]).await.unwrap();
        assert_eq!(tagged().await, serde_json::json!({"artist": "Artist", "title": title}));
    }
    register(catalog, &[seen("s3://b/a", "3")]).await.unwrap();
    complete(catalog, &[failed(&claim_one(catalog).await)]).await.unwrap();
    assert_eq!(tagged().await["title"], "Second", "a file that can't be read has said nothing");
    database.drop().await;
}
