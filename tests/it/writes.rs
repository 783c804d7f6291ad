//! Tracks written over HTTP: what is taken, what is refused and how, and how a write is waited for.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use futures::FutureExt;
use futures::future::join_all;
use needledrop::catalog::{Catalog, Config};
use needledrop::http;
use needledrop::track::{LibraryId, NewTrack, TrackId};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tower::ServiceExt;

use crate::http::Stage;
use crate::support::postgres::Database;

const DEADLINE: Duration = Duration::from_secs(30);
const JSON: &str = "application/json";
const LINES: &str = "application/x-ndjson";
const NOBODY: &str = "/v1/tracks/00000000-0000-0000-0000-000000000000";

/// What came back, whole.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The transaction of the write; only what wrote something has one.
    fn seq(&self) -> u64 {
        self.header("x-catalog-seq").unwrap_or_else(|| panic!("{self:?}")).parse().unwrap()
    }

    fn id(&self) -> String {
        self.body["id"].as_str().unwrap_or_else(|| panic!("{self:?}")).to_owned()
    }

    fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_else(|| panic!("{self:?}"))
    }

    /// Every problem as `field: what`.
    fn problems(&self) -> Vec<String> {
        let problem = |problem: &Value| {
            format!("{}: {}", problem["field"].as_str().unwrap_or("-"), problem["what"].as_str().unwrap())
        };
        self.body["details"]["problems"].as_array().unwrap_or_else(|| panic!("{self:?}")).iter().map(problem).collect()
    }
}

async fn send(router: &Router, method: &str, path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    if !content_type.is_empty() {
        request = request.header("content-type", content_type);
    }
    let response = router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
    let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap() };
    if status >= 400 {
        assert!(body["code"].is_string() && body["message"].is_string() && body["request_id"].is_string(), "{body}");
        assert!(!headers.contains_key("x-catalog-seq"), "nothing was written");
    }
    assert_eq!(headers.contains_key("retry-after"), status == 503);
    Answer { status, headers, body }
}

impl Stage {
    async fn post(&self, track: Value) -> Answer {
        send(&self.router, "POST", "/v1/tracks", JSON, track.to_string()).await
    }

    async fn post_lines(&self, lines: impl Into<Body>) -> Answer {
        send(&self.router, "POST", "/v1/tracks", LINES, lines).await
    }

    async fn patch(&self, id: &str, patch: Value) -> Answer {
        send(&self.router, "PATCH", &format!("/v1/tracks/{id}"), "application/merge-patch+json", patch.to_string())
            .await
    }

    async fn delete(&self, id: &str) -> Answer {
        send(&self.router, "DELETE", &format!("/v1/tracks/{id}"), "", Body::empty()).await
    }

    async fn count(&self, what: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {what}")))
            .fetch_one(&self.database.sql)
            .await
            .unwrap()
    }

    /// How many changes the feed has of the transaction.
    async fn changes(&self, seq: u64) -> i64 {
        self.count(&format!("changes where xid = '{seq}'")).await
    }

    async fn sql(&self, statement: &str) {
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&self.database.sql).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_track_is_created_shown_and_found() {
    let stage = Stage::new().await;
    let track = json!({
        "external_id": "sp:1", "artist": "Boards of Canada", "title": "Roygbiv", "album": "Music Has the Right to Children",
        "year": 1998, "duration_seconds": 151.25, "popularity": 64.5, "isrc": "GBBPW9800007", "labels": ["Warp"],
        "attributes": {"mood": "hazy"}, "musicbrainz_recording_id": "00000000-0000-0000-0000-000000000001",
        "composer": "Mike Sandison; Marcus Eoin", "artist_sort": "Boards of Canada", "date": "1998-04-20", "track_total": 17,
        "compilation": false, "lyrics": "one\ntwo", "musicbrainz_work_id": "00000000-0000-0000-0000-000000000002",
    });
    let created = stage.post(track.clone()).await;
    assert_eq!(created.status, 201, "{created:?}");
    for (field, value) in track.as_object().unwrap() {
        assert_eq!(&created.body[field], value, "{field}");
    }
    let location = created.header("location").unwrap();
    assert_eq!(location, format!("/v1/tracks/{}", created.id()));
    assert_eq!(stage.get(location).await, (200, created.body.clone()));
    assert_eq!(stage.changes(created.seq()).await, 1);

    let began = Instant::now();
    while stage.get("/v1/search?q=roygbiv&engine=index").await.1["hits"][0]["id"] != created.body["id"] {
        assert!(began.elapsed() < DEADLINE);
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_track_is_known_again_and_what_is_not_said_stays() {
    let stage = Stage::new().await;
    let first = stage.post(json!({"artist": "A", "title": "T", "album": "L", "year": 1990})).await;
    let second = stage.post(json!({"external_id": "x:1", "audio_uri": "s3://b/1", "title": "By id"})).await;
    assert_eq!((first.status, second.status), (201, 201));
    let (by_name, by_others) = (first.id(), second.id());
    for (track, id) in [
        (json!({"artist": "A", "title": "T", "album": "L", "genre": "Jazz"}), &by_name),
        (json!({"id": by_name, "title": "T", "artist": "B"}), &by_name),
        (json!({"external_id": "x:1", "title": "By external id"}), &by_others),
        (json!({"id": "x:1", "title": "By an id that is no UUID"}), &by_others),
        (json!({"audio_uri": "s3://b/1", "title": "By URI"}), &by_others),
    ] {
        let known = stage.post(track.clone()).await;
        assert_eq!((known.status, &known.id(), known.header("location")), (200, id, None), "{track}");
        assert_eq!(known.body["title"], track["title"]);
    }
    let (_, track) = stage.get(&format!("/v1/tracks/{by_name}")).await;
    assert_eq!((&track["artist"], &track["year"], &track["genre"]), (&json!("B"), &json!(1990), &json!("Jazz")));
    assert_eq!(stage.count("audio_tracks").await, 5);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_write_can_be_waited_for_also_one_that_changes_nothing() {
    let stage = Stage::new().await;
    let track = json!({"artist": "A", "title": "T", "year": 1990});
    let created = stage.post(track.clone()).await;
    let id = created.id();
    let last = Box::pin(async {
        let mut last = created.seq();
        let lines = format!("{track}\n");
        let writes = [
            stage.post(track.clone()).boxed(),
            stage.patch(&id, json!({})).boxed(),
            stage.patch(&id, json!({"year": 1990})).boxed(),
            stage.post_lines(lines).boxed(),
            stage.patch(&id, json!({"year": 1991})).boxed(),
        ];
        for write in writes {
            let changes = stage.count("changes").await;
            let answer = write.await;
            assert_eq!(answer.status, 200, "{answer:?}");
            assert!(answer.seq() > last, "{answer:?}");
            last = answer.seq();
            assert_eq!((stage.changes(last).await, stage.count("changes").await), (1, changes + 1));
        }
        last
    })
    .await;
    let deleted = stage.delete(&id).await;
    assert!(deleted.seq() > last);
    assert_eq!(stage.changes(deleted.seq()).await, 1);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_wrong_with_a_track_is_told_at_once() {
    let stage = Stage::new().await;
    let long = "é".repeat(5_000);
    let refused = stage
        .post(json!({"titel": "x", "title": "a\0b", "artist": long, "year": "soon", "isrc": "1", "updated_at": "now"}))
        .await;
    assert_eq!((refused.status, refused.code()), (400, "INVALID_TRACK"));
    assert_eq!(
        refused.problems(),
        [
            "titel: is not a field of a track; did you mean title?",
            "updated_at: can be read, but not written",
            "isrc: 1 is not a valid ISRC; expected one like USRC17607839",
            "year: must be an integer",
            "artist: is 10000 bytes long, at most 1200 are allowed",
            "title: holds a NUL character, which PostgreSQL can't store",
        ]
    );
    assert_eq!(refused.body["details"]["problems"][0]["did_you_mean"], "title");
    assert_eq!(stage.count("audio_tracks").await, 3);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_track_at_all_is_refused_in_our_shape() {
    let stage = Stage::new().await;
    let track = r#"{"title": "T"}"#;
    for (method, path, content_type, body, status, code) in [
        ("POST", "/v1/tracks", "", track, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("POST", "/v1/tracks", "text/plain", track, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("POST", "/v1/tracks", "application/x-www-form-urlencoded", track, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("POST", "/v1/tracks", JSON, "", 400, "INVALID_JSON"),
        ("POST", "/v1/tracks", JSON, "{", 400, "INVALID_JSON"),
        ("POST", "/v1/tracks", JSON, "[]", 400, "INVALID_JSON"),
        ("POST", "/v1/tracks", JSON, "{\"title\": \"\u{1}\"}", 400, "INVALID_JSON"),
        ("POST", "/v1/tracks", JSON, "{}", 400, "INVALID_TRACK"),
        ("POST", "/v1/tracks", LINES, "", 400, "INVALID_JSON"),
        ("POST", "/v1/tracks", LINES, "\n \r\n", 400, "INVALID_JSON"),
        ("PATCH", NOBODY, LINES, track, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("PATCH", NOBODY, JSON, "{", 400, "INVALID_JSON"),
        ("PATCH", NOBODY, JSON, track, 404, "TRACK_NOT_FOUND"),
        ("PATCH", "/v1/tracks/7", JSON, track, 400, "INVALID_PARAMETER"),
        ("DELETE", NOBODY, "", "", 404, "TRACK_NOT_FOUND"),
        ("DELETE", "/v1/tracks/7", "", "", 400, "INVALID_PARAMETER"),
        ("PUT", NOBODY, JSON, track, 405, "METHOD_NOT_ALLOWED"),
        ("DELETE", "/v1/tracks", "", "", 405, "METHOD_NOT_ALLOWED"),
    ] {
        let answer = send(&stage.router, method, path, content_type, body).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{method} {path} {content_type} {body}");
    }
    for content_type in ["application/json; charset=utf-8", "Application/JSON"] {
        let answer = send(&stage.router, "POST", "/v1/tracks", content_type, track).await;
        assert!([200, 201].contains(&answer.status), "{answer:?}");
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unique_value_of_another_track_is_a_conflict() {
    let stage = Stage::new().await;
    let other = stage.post(json!({"external_id": "taken", "title": "Other"})).await;
    let mine = stage.post(json!({"title": "Mine"})).await;
    let id = "00000000-0000-0000-0000-000000000009";
    for answer in [
        stage.post(json!({"id": id, "external_id": "taken", "title": "New"})).await,
        stage.patch(&mine.id(), json!({"external_id": "taken", "year": 1990})).await,
    ] {
        assert_eq!((answer.status, answer.code()), (409, "TRACK_CONFLICT"));
        assert_eq!(answer.problems(), ["external_id: belongs to another track already"]);
    }
    assert_eq!(stage.get(&format!("/v1/tracks/{}", mine.id())).await.1, mine.body);
    assert_eq!(stage.patch(&other.id(), json!({"external_id": null})).await.status, 200);
    assert_eq!(stage.patch(&mine.id(), json!({"external_id": "taken"})).await.body["external_id"], "taken");
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patch_replaces_clears_and_leaves_alone() {
    let stage = Stage::new().await;
    let track = json!({
        "artist": "A", "title": "T", "year": 1990, "genre": "Jazz", "labels": ["x"], "duration_ms": 1234, "popularity": 12.3,
        "attributes": {"mood": "calm", "key": "C"}, "thumbnail_uri": "https://example.org/t.jpg",
    });
    let before = stage.post(track).await;
    let id = before.id();
    let patch = json!({
        "title": "New", "year": null, "labels": null, "duration_seconds": 2.5, "attributes": {"mood": null, "bpm": 120},
    });
    let after = stage.patch(&id, patch).await;
    assert_eq!(after.status, 200);
    let mut expected = before.body.clone();
    for (field, value) in [
        ("title", json!("New")),
        ("year", Value::Null),
        ("labels", json!([])),
        ("duration_seconds", json!(2.5)),
        ("attributes", json!({"key": "C", "bpm": 120})),
        ("origins", after.body["origins"].clone()),
        ("updated_at", after.body["updated_at"].clone()),
    ] {
        expected[field] = value;
    }
    assert_eq!(after.body, expected);

    let refused = stage.patch(&id, json!({"title": null, "artst": "B", "year": 99999})).await;
    assert_eq!((refused.status, refused.code()), (400, "INVALID_TRACK"));
    assert_eq!(
        refused.problems(),
        [
            "artst: is not a field of a track; did you mean artist?",
            "title: is empty",
            "year: 99999 is not within 1000 to 2100"
        ]
    );
    assert_eq!(refused.body["details"]["problems"][0]["did_you_mean"], "artist");
    assert_eq!(stage.get(&format!("/v1/tracks/{id}")).await.1, after.body);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attributes_that_outgrow_their_room_patch_by_patch_are_refused() {
    let stage = Stage::new().await;
    let id = stage.post(json!({"title": "T"})).await.id();
    let half = "x".repeat(50_000);
    assert_eq!(stage.patch(&id, json!({"attributes": {"one": half}})).await.status, 200);
    let refused = stage.patch(&id, json!({"attributes": {"other": half}})).await;
    assert_eq!((refused.status, refused.code()), (400, "INVALID_TRACK"));
    assert!(refused.problems()[0].starts_with("attributes: is 100"), "{refused:?}");
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_track_is_reached_by_its_own_library_only() {
    let stage = Stage::new().await;
    stage.database.catalog.make_library("the-other one").await.unwrap();
    let library = "/v1/tracks?library=the-other%20one";
    let made = send(&stage.router, "POST", library, JSON, r#"{"title": "Theirs", "year": 1999}"#).await;
    assert_eq!(made.status, 201);
    let place = made.header("location").unwrap();
    assert_eq!(place, format!("/v1/tracks/{}?library=the-other%20one", made.id()));
    assert_eq!(send(&stage.router, "GET", place, "", Body::empty()).await.body, made.body);

    let path = format!("/v1/tracks/{}", made.id());
    for (method, body) in [("GET", ""), ("PATCH", r#"{"year": 2000}"#), ("DELETE", "")] {
        let content_type = if body.is_empty() { "" } else { JSON };
        let elsewhere = send(&stage.router, method, &path, content_type, body).await;
        assert_eq!((elsewhere.status, elsewhere.code()), (404, "TRACK_NOT_FOUND"), "{method}");
        let nowhere = send(&stage.router, method, &format!("{path}?library=nobodys"), content_type, body).await;
        assert_eq!((nowhere.status, nowhere.code()), (404, "LIBRARY_NOT_FOUND"), "{method}");
        let misspelt = send(&stage.router, method, &format!("{path}?libary=other"), content_type, body).await;
        assert_eq!((misspelt.status, misspelt.code()), (400, "UNKNOWN_PARAMETER"), "{method}");
    }
    assert_eq!(send(&stage.router, "GET", place, "", Body::empty()).await.body, made.body);
    assert_eq!(send(&stage.router, "PATCH", place, JSON, r#"{"year": 2000}"#).await.body["year"], 2000);
    assert_eq!(send(&stage.router, "DELETE", place, "", Body::empty()).await.status, 204);
    assert_eq!(send(&stage.router, "GET", place, "", Body::empty()).await.status, 404);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_track_is_gone() {
    let stage = Stage::new().await;
    let id = stage.post(json!({"title": "Ephemeral"})).await.id();
    let deleted = stage.delete(&id).await;
    assert_eq!((deleted.status, &deleted.body), (204, &Value::Null));
    assert!(deleted.seq() > 0);
    assert_eq!(stage.get(&format!("/v1/tracks/{id}")).await.0, 404);
    assert_eq!(stage.delete(&id).await.status, 404);
    let began = Instant::now();
    while stage.get("/v1/search?q=ephemeral&engine=index").await.1["total"] != 0 {
        assert!(began.elapsed() < DEADLINE);
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_track_made_from_a_file_keeps_what_the_file_says_and_goes_without_it() {
    let stage = Stage::new().await;
    stage
        .sql(
            "insert into assets (uri, status, size_bytes, duration_seconds) values ('s3://b/a.mp3', 'COMPLETED', 5, 12);
            insert into audio_tracks (title, audio_uri, asset_id, tagged, guessed)
            select 'a', uri, id, '{\"title\": \"a\"}', '{title}' from assets",
        )
        .await;
    let id: uuid::Uuid = sqlx::query_scalar("select id from audio_tracks where asset_id is not null")
        .fetch_one(&stage.database.sql)
        .await
        .unwrap();
    let id = id.to_string();
    let refused = stage.patch(&id, json!({"audio_uri": "s3://b/b.mp3", "duration_seconds": 3})).await;
    let kept = "is known from the track's file, and changes with it only";
    assert_eq!(refused.problems(), [format!("audio_uri: {kept}"), format!("duration_seconds: {kept}")]);
    let patched = stage.patch(&id, json!({"title": "Known", "audio_uri": "s3://b/a.mp3"})).await;
    assert_eq!((patched.status, &patched.body["duration_seconds"]), (200, &json!(12.0)));
    assert_eq!(patched.body["origins"]["title"], "given");
    let (_, shown) = stage.get(&format!("/v1/tracks/{id}")).await;
    let asset = json!({
        "uri": "s3://b/a.mp3", "status": "COMPLETED", "size_bytes": 5, "last_modified": null, "mime_type": null,
        "duration_method": null, "tags": {}, "artwork": [], "lyrics_uri": null, "chapters": [], "warnings": [], "error_code": null,
        "error_message": null,
    });
    assert_eq!(shown["asset"], asset);

    assert_eq!(stage.delete(&id).await.status, 204);
    assert_eq!((stage.count("assets").await, stage.count("audio_tracks").await), (1, 3));
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn equal_tracks_given_at_once_are_one() {
    let stage = Stage::new().await;
    for track in [
        json!({"artist": "A", "title": "By name", "album": "L"}),
        json!({"audio_uri": "s3://b/1", "title": "By URI"}),
        json!({"external_id": "x:1", "title": "By external id"}),
        json!({"id": "00000000-0000-0000-0000-000000000009", "title": "By id"}),
    ] {
        let before = stage.count("audio_tracks").await;
        let answers = join_all((0..20).map(|_| stage.post(track.clone()))).await;
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort();
        assert_eq!(statuses, [vec![200; 19], vec![201]].concat(), "{track}");
        assert!(answers.iter().all(|answer| answer.id() == answers[0].id()));
        assert_eq!(stage.count("audio_tracks").await, before + 1);
    }
    stage.end().await;
}

/// External ids are unique in the tables; that one of two such writers comes second shows only when it has written.
#[tokio::test(flavor = "multi_thread")]
async fn tracks_known_by_different_things_at_once_are_one() {
    let stage = Stage::new().await;
    for round in 0..10 {
        let external_id = format!("x:{round}");
        let tracks = (0..6).map(|n| {
            stage.post(json!({"external_id": external_id, "audio_uri": format!("s3://b/{round}/{n}"), "title": "T"}))
        });
        let answers = join_all(tracks).await;
        assert!(answers.iter().all(|answer| answer.id() == answers[0].id()), "{answers:?}");
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_beside_an_import_waits_for_its_own_name_only() {
    let stage = Stage::new().await;
    let mut holder = stage.database.sql.begin().await.unwrap();
    sqlx::query("select from audio_tracks where title = 'Jóga' for update").execute(&mut *holder).await.unwrap();
    // The import waits for the held track, within the transaction that writes the new one too.
    let rows = [("Björk", "Jóga"), ("Björk", "Hunter")].map(|(artist, title)| NewTrack {
        artist: Some(artist.to_owned()),
        title: title.to_owned(),
        genre: Some("Art Pop".to_owned()),
        ..NewTrack::default()
    });
    let meanwhile = async {
        stage.database.until_waiting(1).await;
        let other = stage.post(json!({"artist": "Björk", "title": "Bachelorette"})).await;
        assert_eq!(other.status, 201, "{other:?}");

        let same = json!({"artist": "Björk", "title": "Hunter"});
        let mut config = Config::new(stage.database.url.clone());
        config.limits.lock_timeout = Duration::from_millis(50);
        let impatient = Catalog::connect(&config).await.unwrap();
        let refused = send(&stage.over(impatient.clone()), "POST", "/v1/tracks", JSON, same.to_string()).await;
        assert_eq!((refused.status, refused.code()), (503, "TIMED_OUT"));
        impatient.close().await;

        let release = async {
            stage.database.until_waiting(2).await;
            holder.commit().await.unwrap();
        };
        tokio::join!(stage.post(same), release).0
    };
    let (imported, known) = tokio::join!(stage.database.catalog.import_tracks(&rows), meanwhile);
    let imported = imported.unwrap();
    assert_eq!((imported.inserted, imported.updated), (1, 1));
    assert_eq!((known.status, &known.body["genre"]), (200, &json!("Art Pop")));
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_keeps_the_good_lines_and_names_the_bad_ones() {
    let stage = Stage::new().await;
    stage.post(json!({"external_id": "taken", "title": "Other"})).await;
    let lines = [
        r#"{"artist": "A", "title": "One"}"#,
        r#"{"artist": "A", "title": "Two", "year": 1990}"#,
        r#"{"artist": "A", "title": "#,
        "",
        r#"{"artist": "A", "title": "Three"}"#,
        r#"{"artist": "A", "title": "One"}"#,
        r#"{"artist": "A", "title": "a\u0000b", "yer": 1990}"#,
        r#"{"id": "00000000-0000-0000-0000-000000000009", "external_id": "taken", "title": "Four"}"#,
        r#"["no object"]"#,
        r#"{"artist": "Sigur Rós", "title": "Hoppípolla", "genre": "Post-Rock"}"#,
        r#"{"artist": "Björk", "title": "Jóga", "year": 1997}"#,
    ];
    let answer = stage.post_lines(lines.join("\r\n")).await;
    assert_eq!(answer.status, 207, "{answer:?}");
    let [inserted, updated, unchanged] =
        ["inserted", "updated", "unchanged"].map(|name| answer.body[name].as_u64().unwrap());
    assert_eq!((inserted, updated, unchanged), (3, 1, 1));
    let said: Vec<String> = answer.body["rejected"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|rejected| {
            let line = rejected["line"].as_u64().unwrap();
            rejected["problems"].as_array().unwrap().iter().map(move |problem| {
                format!("{line} {}: {}", problem["field"].as_str().unwrap_or("-"), problem["what"].as_str().unwrap())
            })
        })
        .collect();
    assert_eq!(
        said,
        [
            "3 -: is not valid JSON: EOF while parsing a value at line 1 column 24",
            "6 artist, title, album: names the same track as an earlier row of this batch",
            "7 yer: is not a field of a track; did you mean year?",
            "7 title: holds a NUL character, which PostgreSQL can't store",
            "8 external_id: belongs to another track already",
            "9 -: is not a JSON object; write {\"artist\": …, \"title\": …}",
        ]
    );
    assert_eq!(stage.changes(answer.seq()).await, 4, "all of it is one transaction");

    let again = stage.post_lines(format!("{}\n{}", lines[0], lines[1])).await;
    assert_eq!((again.status, again.body), (200, json!({"inserted": 0, "updated": 0, "unchanged": 2, "rejected": []})));
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_without_a_good_line_writes_nothing() {
    let stage = Stage::new().await;
    let answer = stage.post_lines("{\"title\": \"\"}\n\n{").await;
    assert_eq!((answer.status, answer.code()), (400, "ALL_ROWS_REJECTED"));
    let lines: Vec<_> =
        answer.body["details"]["rejected"].as_array().unwrap().iter().map(|line| &line["line"]).collect();
    assert_eq!(lines, [1, 3]);
    stage.post(json!({"external_id": "taken", "title": "Other"})).await;
    let changes = stage.count("changes").await;
    let taken = r#"{"id": "00000000-0000-0000-0000-000000000009", "external_id": "taken", "title": "T"}"#;
    assert_eq!(stage.post_lines(taken).await.code(), "ALL_ROWS_REJECTED");
    assert_eq!(stage.count("changes").await, changes);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_only_the_tables_refuse_costs_itself_and_the_batch_stays_one_transaction() {
    let stage = Stage::new().await;
    stage.sql("alter table audio_tracks add check (title <> 'unlucky')").await;
    let line = |n: usize| json!({"artist": "A", "title": if n == 1_203 { "unlucky".into() } else { n.to_string() }});
    let lines: String = (1..=2_500).map(|n| format!("{}\n", line(n))).collect();
    let answer = stage.post_lines(lines).await;
    assert_eq!((answer.status, &answer.body["inserted"]), (207, &json!(2_499)));
    let rejected = answer.body["rejected"].as_array().unwrap();
    assert_eq!((rejected.len(), &rejected[0]["line"]), (1, &json!(1_203)));
    assert_eq!(stage.changes(answer.seq()).await, 2_499);

    let id = stage.post(json!({"title": "lucky"})).await.id();
    let unlucky = json!({"title": "unlucky"});
    for refused in [stage.post(unlucky.clone()).await, stage.patch(&id, unlucky).await] {
        assert_eq!((refused.status, refused.code()), (400, "INVALID_TRACK"));
        assert!(refused.problems()[0].starts_with("-: "), "{refused:?}");
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_refused_whole() {
    let stage = Stage::new().await;
    let lines = "{\"title\":\"x\"}\n".repeat(10_001);
    let long = format!("{{\"title\":\"{}\"}}\n", "x".repeat(1_000_000)).repeat(17);
    let one = format!("{{\"title\":\"{}\"}}", "x".repeat(1_100_000));
    for (path, method, content_type, body) in [
        ("/v1/tracks", "POST", LINES, &lines),
        ("/v1/tracks", "POST", LINES, &long),
        ("/v1/tracks", "POST", JSON, &one),
        (NOBODY, "PATCH", JSON, &one),
    ] {
        let answer = send(&stage.router, method, path, content_type, body.clone()).await;
        assert_eq!((answer.status, answer.code()), (413, "BODY_TOO_LARGE"));
        assert!(answer.body["message"].as_str().unwrap().contains("at most"), "{answer:?}");
    }
    assert_eq!(stage.count("audio_tracks").await, 3);
    stage.end().await;
}

/// Not every client reads while it sends, and some ask before they do.
#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_sends_too_much_gets_to_read_why() {
    let stage = Stage::new().await;
    let listener = http::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let stopped = async move { drop(stopped.await) }.boxed().shared();
    let metrics = std::sync::Arc::new(http::Metrics::new());
    let server = tokio::spawn(http::serve(listener, stage.router.clone(), metrics, stopped, DEADLINE));
    let body = vec![b'\n'; 20 * 1024 * 1024];
    for (expect, body) in [("", body.as_slice()), ("expect: 100-continue\r\n", &[])] {
        let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
        let head = format!(
            "POST /v1/tracks HTTP/1.1\r\nhost: x\r\ncontent-type: {LINES}\r\ncontent-length: {}\r\n{expect}\r\n",
            20 * 1024 * 1024
        );
        connection.write_all(head.as_bytes()).await.unwrap();
        connection.write_all(body).await.unwrap();
        let mut start = [0; 12];
        connection.read_exact(&mut start).await.unwrap();
        assert_eq!(&start, b"HTTP/1.1 413");
    }
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_database_writes_are_told_to_come_again() {
    let stage = Stage::new().await;
    let id = stage.post(json!({"title": "T"})).await.id();
    stage.database.catalog.close().await;
    for answer in [
        stage.post(json!({"title": "U"})).await,
        stage.post_lines("{\"title\": \"U\"}").await,
        stage.patch(&id, json!({"title": "U"})).await,
        stage.delete(&id).await,
    ] {
        assert_eq!((answer.status, answer.code()), (503, "DATABASE_UNAVAILABLE"));
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_does_not_answer_is_given_up_soon() {
    let database = Database::new().await;
    let mut config = Config::new(database.url.clone());
    (config.limits.max_connections, config.limits.acquire_timeout) = (1, Duration::from_secs(600));
    let catalog = Catalog::connect(&config).await.unwrap();
    // The only connection waits for a lock.
    let mut lock = database.sql.begin().await.unwrap();
    sqlx::query("lock table audio_tracks in access exclusive mode").execute(&mut *lock).await.unwrap();
    let busy = tokio::spawn({
        let catalog = catalog.clone();
        async move { catalog.track(LibraryId::DEFAULT, TrackId::LEAST).await }
    });
    let waits = "select exists (select from pg_locks where not granted and relation = 'audio_tracks'::regclass)";
    while !sqlx::query_scalar::<_, bool>(waits).fetch_one(&database.sql).await.unwrap() {
        tokio::task::yield_now().await;
    }
    let error = catalog.begin_within(Duration::from_millis(50)).await.err().expect("there is no other connection");
    assert_eq!(error.to_string(), "no connection to PostgreSQL became free in time; it is overloaded or gone");
    lock.rollback().await.unwrap();
    busy.await.unwrap().unwrap();
    database.drop().await;
}
