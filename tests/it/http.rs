//! The API against a real catalog and a real index: what it answers, and how it ends.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use futures::FutureExt;
use needledrop::api::{self, Api};
use needledrop::catalog::Catalog;
use needledrop::cpu::Cpu;
use needledrop::http::{self, App, Metrics};
use needledrop::mirror::{Config, Mirror, Rebuilder, State};
use needledrop::track::NewTrack;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tower::ServiceExt;

use crate::support::postgres::Database;

const DEADLINE: Duration = Duration::from_secs(30);

/// A catalog with a few tracks, the index of it, and the API over both.
pub struct Stage {
    pub database: Database,
    pub mirror: Mirror,
    pub rebuilder: Rebuilder,
    pub api: Api,
    pub router: axum::Router,
    metrics: Arc<Metrics>,
    pub folder: tempfile::TempDir,
}

impl Stage {
    pub async fn new() -> Self {
        let database = Database::new().await;
        let tracks = [
            ("Sigur Rós", "Svefn-g-englar", Some(1999)),
            ("Sigur Rós", "Hoppípolla", Some(2005)),
            ("Björk", "Jóga", Some(1997)),
        ];
        let tracks = tracks.map(|(artist, title, year)| NewTrack {
            artist: Some(artist.to_owned()),
            title: title.to_owned(),
            year,
            ..NewTrack::default()
        });
        database.catalog.import_tracks(&tracks).await.unwrap();

        // Tests look into the feed, which the mirror would clear behind itself.
        database.catalog.heartbeat("a node that has seen nothing", 0).await.unwrap();
        let stage = Self::start(database, tempfile::tempdir().unwrap());
        stage.until("the index serves", async |stage| stage.mirror.status().state == State::Serving).await;
        stage
    }

    /// Over a catalog and a folder as they are.
    fn start(database: Database, folder: tempfile::TempDir) -> Self {
        let cpu = Cpu::new(1).unwrap();
        let catalog = database.catalog.clone();
        let config = Config { poll_interval: Duration::from_millis(200), ..Config::default() };
        let mirror = Mirror::start(catalog.clone(), folder.path(), cpu.clone(), config, "http-test").unwrap();
        let rebuilder = Rebuilder::new(catalog.clone(), folder.path(), cpu, "http-test").unwrap();
        let metrics = Arc::new(Metrics::new());
        let api = api(&mirror, catalog, &rebuilder);
        let router = router(api.clone(), &metrics);
        Self { database, mirror, rebuilder, api, router, metrics, folder }
    }

    /// The same API, but over another way to the catalog.
    pub fn over(&self, catalog: Catalog) -> axum::Router {
        router(api(&self.mirror, catalog, &self.rebuilder), &self.metrics)
    }

    /// As after stopping the server, doing something, and starting it again.
    pub async fn restarted(self, meanwhile: impl FnOnce(&Path)) -> Self {
        self.mirror.stop().await;
        meanwhile(self.folder.path());
        Self::start(self.database, self.folder)
    }

    pub async fn until(&self, what: &str, condition: impl AsyncFn(&Self) -> bool) {
        let began = Instant::now();
        while !condition(self).await {
            assert!(began.elapsed() < DEADLINE, "waited in vain until {what}; {:?}", self.mirror.status());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub async fn send(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert!(response.headers().contains_key("x-request-id"));
        let status = response.status();
        let body = to_bytes(response.into_body(), 1_000_000).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    pub async fn get(&self, uri: &str) -> (u16, Value) {
        let (status, body) = self.send(Request::get(uri).body(Body::empty()).unwrap()).await;
        (status.as_u16(), serde_json::from_str(&body).unwrap_or_else(|_| panic!("{uri} answered {body}")))
    }

    pub async fn end(self) {
        self.mirror.stop().await;
        self.database.drop().await;
    }
}

fn api(mirror: &Mirror, catalog: Catalog, rebuilder: &Rebuilder) -> Api {
    let cpu = Cpu::new(1).unwrap();
    Api::new(catalog, mirror.live(), mirror.reader(), rebuilder.clone(), cpu, api::Config::default())
}

fn router(api: Api, metrics: &Arc<Metrics>) -> axum::Router {
    http::router(App { api, metrics: Arc::clone(metrics), config: http::Config::default() })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_misspelled_name_finds_its_track_and_the_track_is_shown_whole() {
    let stage = Stage::new().await;
    let (status, found) = stage.get("/v1/search?q=sigur+ros+hopipolla&limit=5").await;
    assert_eq!(status, 200, "{found}");
    let hit = &found["hits"][0];
    assert_eq!((hit["artist"].as_str(), hit["title"].as_str()), (Some("Sigur Rós"), Some("Hoppípolla")));
    assert_eq!((hit["year"].as_i64(), &hit["album"]), (Some(2005), &Value::Null));
    assert_eq!((found["engine"].as_str(), found["total_is_exact"].is_boolean()), (Some("index"), true));

    let (status, track) = stage.get(&format!("/v1/tracks/{}", hit["id"].as_str().unwrap())).await;
    assert_eq!((status, track["title"].as_str()), (200, Some("Hoppípolla")));
    assert_eq!(track["status"], "COMPLETED");

    let (_, found) = stage.get("/v1/search?q=sigur+ros&year=1999").await;
    assert_eq!((found["total"].as_u64(), found["hits"][0]["title"].as_str()), (Some(1), Some("Svefn-g-englar")));
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_query_text_gets_anything_but_hits_or_a_400_in_our_shape() {
    let stage = Stage::new().await;
    let long = "a".repeat(10_000);
    let hostile = [
        "",
        "q",
        "q=",
        "q=%",
        "q=%zz",
        "q=%ff%fe",
        "q=%00",
        "q=%0a%1b",
        "q=%22",
        "q='%20or%201=1--",
        "q=!!!???",
        "q=*",
        "q=AND+OR+NOT",
        "q=(a",
        "q=a:b~2%5E3",
        "q=%F0%9F%8E%B5",
        "q=%E2%80%8F",
        "q=a&q=b",
        "q=a&limit=x",
        "q=a&offset=1000",
        "q=a&unknown=1",
        "&&&",
        "=",
        "q=a&year=..",
        "q=%C3",
        "q=a&filter=%00",
        "q=a&filter=(((((((((((((((((",
        "q=a&filter=title+%3D+%22';drop+table+audio_tracks;--%22",
        "q=a&filter=title+CONTAINS+%22%5C%5C%5B(%22+OR+year+%3C+99999999999999999999",
        "q=a&filter=attributes.%22%00%22+EXISTS",
        "q=a&filter=%22attributes.$1'%7B%7D%22+!%3D+$2",
        "q=a&filter=NOT+title+IN+[%F0%9F%8E%B5,%CC%81]",
    ];
    for query in hostile.into_iter().chain([format!("q={long}").as_str()]) {
        for engine in ["", "&engine=index", "&engine=postgres"] {
            let (status, body) = stage.get(&format!("/v1/search?{query}{engine}")).await;
            match status {
                200 => assert!(body["hits"].is_array(), "{query}: {body}"),
                400 => assert!(body["code"].is_string() && body["request_id"].is_string(), "{query}: {body}"),
                other => panic!("{query} answered {other}: {body}"),
            }
        }
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expression_is_a_filter_whoever_answers() {
    let stage = Stage::new().await;
    let several = vec!["NOT (year IS NULL OR attributes.mood > 1)"; 32].join(" AND ");
    for (parameters, titles) in [
        ("filter=year < 2000 AND NOT title = jóga", &["Svefn-g-englar"][..]),
        ("filter=year 1990 TO 1999 OR artist != 'sigur ros'", &["Jóga", "Svefn-g-englar"]),
        ("year=1997&year=2005..", &["Hoppípolla", "Jóga"]),
        ("year=1997&year=2005..&filter=artist CONTAINS ros", &["Hoppípolla"]),
        ("filter=genre EXISTS", &[]),
        (&format!("filter={several}"), &["Hoppípolla", "Jóga", "Svefn-g-englar"]),
    ] {
        let parameters = parameters.replace(' ', "+").replace('<', "%3C").replace('>', "%3E").replace('ó', "%C3%B3");
        for engine in ["index", "postgres"] {
            let mut found = Vec::new();
            // No word stands in all of them.
            for q in ["joga", "hoppipolla", "svefn"] {
                let (status, body) = stage.get(&format!("/v1/search?q={q}&engine={engine}&{parameters}")).await;
                assert_eq!(status, 200, "{body}");
                let titles =
                    body["hits"].as_array().unwrap().iter().map(|hit| hit["title"].as_str().unwrap().to_owned());
                found.extend(titles);
            }
            found.sort();
            assert_eq!(found, titles, "{engine}: {parameters}");
        }
    }
    let post = async |kind: &str, body: &str| {
        let request = Request::post("/v1/search?limit=5").header(header::CONTENT_TYPE, kind);
        let (status, answer) = stage.send(request.body(Body::from(body.to_owned())).unwrap()).await;
        (status.as_u16(), serde_json::from_str::<Value>(&answer).unwrap())
    };
    let (status, found) =
        post("application/json", r#"{"q": "sigur ros", "year": ["1999", 2004], "filter": "artist EXISTS"}"#).await;
    assert_eq!((status, &found["hits"][0]["title"], &found["total"]), (200, &"Svefn-g-englar".into(), &1.into()));
    for (kind, body, status, code) in [
        ("application/json", "", 400, "INVALID_JSON"),
        ("application/json", "[]", 400, "INVALID_JSON"),
        ("application/json", "{}", 400, "MISSING_PARAMETER"),
        ("application/json", r#"{"q": "x", "limit": 5}"#, 400, "REPEATED_PARAMETER"),
        ("application/json", r#"{"q": "x", "offset": -1}"#, 400, "INVALID_PARAMETER"),
        ("application/json", r#"{"q": "x", "filters": {"year": 1}}"#, 400, "UNKNOWN_PARAMETER"),
        ("application/json", &format!(r#"{{"q": "{}"}}"#, "x".repeat(70_000)), 413, "BODY_TOO_LARGE"),
        ("text/plain", r#"{"q": "x"}"#, 415, "UNSUPPORTED_MEDIA_TYPE"),
    ] {
        let (found, answer) = post(kind, body).await;
        assert_eq!((found, answer["code"].as_str()), (status, Some(code)), "{answer}");
    }
    // A value that was chosen doesn't hide its siblings, but what else is asked for does.
    for engine in ["index", "postgres"] {
        let query = format!("q=sigur+ros&year=1999&facets=year,genre&count=exact&engine={engine}");
        let (status, found) = stage.get(&format!("/v1/search?{query}")).await;
        assert_eq!((status, &found["total"], &found["total_is_exact"]), (200, &1.into(), &true.into()), "{found}");
        let years = serde_json::json!({
            "values": [{ "value": 1999, "count": 1 }, { "value": 2005, "count": 1 }], "min": 1999, "max": 2005,
        });
        let facets = serde_json::json!({ "genre": { "values": [] }, "year": years });
        assert_eq!(found["facets"], facets, "{engine}");
        let (_, found) = stage.get(&format!("/v1/search?{query}&filter=year+%3E+2000")).await;
        assert_eq!((&found["total"], &found["facets"]["year"]["max"]), (&0.into(), &2005.into()), "{found}");
        assert_eq!(found["facets"]["year"]["values"].as_array().map(Vec::len), Some(1), "{found}");
    }
    let (status, body) = stage.get("/v1/search?q=x&filter=yaer+%3E+1990").await;
    assert_eq!((status, body["code"].as_str(), &body["details"]["column"]), (400, Some("INVALID_FILTER"), &1.into()));
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_are_told_in_one_shape_whoever_notices_them() {
    let stage = Stage::new().await;
    for (uri, status, code) in [
        ("/nowhere", 404, "ROUTE_NOT_FOUND"),
        ("/v1/tracks/7", 400, "INVALID_PARAMETER"),
        ("/v1/tracks/%ff", 400, "REQUEST_REFUSED"),
        ("/v1/tracks/00000000-0000-0000-0000-000000000000", 404, "TRACK_NOT_FOUND"),
        ("/v1/search", 400, "MISSING_PARAMETER"),
    ] {
        let (found, body) = stage.get(uri).await;
        assert_eq!((found, body["code"].as_str()), (status, Some(code)), "{uri}: {body}");
    }
    let (status, body) = stage.send(Request::delete("/v1/search?q=x").body(Body::empty()).unwrap()).await;
    assert_eq!(status, 405);
    assert!(body.contains("METHOD_NOT_ALLOWED"), "{body}");
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_becomes_a_request_is_told_in_that_shape_too() {
    let stage = Stage::new().await;
    let listener = http::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let stopped = async move { drop(stopped.await) }.boxed().shared();
    let server =
        tokio::spawn(http::serve(listener, stage.router.clone(), Arc::clone(&stage.metrics), stopped, DEADLINE));
    // What 10,000 Han letters come to, and what may not stand in an address.
    let long = format!("GET /v1/search?q={}", "%E6%BC%A2".repeat(10_000));
    for (start, code) in [
        (long.as_bytes(), "REQUEST_LINE_TOO_LONG"),
        (b"GET /v1/search?q=\xff\xfe", "REQUEST_REFUSED"),
        (b"GET /v1/search?q=<b>", "REQUEST_REFUSED"),
        (b"nonsense", "REQUEST_REFUSED"),
    ] {
        let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
        connection.write_all(&[start, b" HTTP/1.1\r\nhost: x\r\n\r\n"].concat()).await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 400 "), "{head}");
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["code"], code);
        assert!(head.contains(body["request_id"].as_str().unwrap()), "{head}");
    }
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_measures_can_be_read_by_machines() {
    let stage = Stage::new().await;
    assert_eq!(stage.get("/healthz").await.0, 200);
    let (status, ready) = stage.get("/readyz").await;
    assert_eq!((status, ready["database"]["ok"].as_bool()), (200, Some(true)));
    assert_eq!((&ready["writes"], &ready["index"]["watched"]["ok"]), (&true.into(), &true.into()));
    assert_eq!((ready["index"]["state"].as_str(), ready["index"]["docs"].as_u64()), (Some("serving"), Some(3)));
    stage.get("/v1/search?q=joga").await;
    let (_, text) = stage.send(Request::get("/metrics").body(Body::empty()).unwrap()).await;
    for line in [
        "needledrop_index_docs 3",
        "needledrop_index_lag_seconds 0",
        "needledrop_index_lag_changes 0",
        "needledrop_watch_trouble 0",
        "needledrop_watch_repairs_total 0",
        "needledrop_search_seconds_count{engine=\"index\"} 1",
        "needledrop_http_request_seconds_count{route=\"/v1/search\",status=\"200\"} 1",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_waits_for_the_write_it_asks_for_and_for_no_other() {
    let stage = Stage::new().await;
    let mut open = stage.database.sql.begin().await.unwrap();
    sqlx::query("insert into audio_tracks (title) values ('Unfinished Sympathy')").execute(&mut *open).await.unwrap();
    let current = "select pg_current_xact_id()::text::bigint";
    let unfinished: i64 = sqlx::query_scalar(current).fetch_one(&mut *open).await.unwrap();
    for n in 0..5 {
        let mut write = stage.database.sql.begin().await.unwrap();
        let title = format!("Written {n}");
        sqlx::query("insert into audio_tracks (title) values ($1)").bind(title).execute(&mut *write).await.unwrap();
        let seq: i64 = sqlx::query_scalar(current).fetch_one(&mut *write).await.unwrap();
        write.commit().await.unwrap();
        let (status, found) = stage.get(&format!("/v1/search?q=written+{n}&min_seq={seq}")).await;
        assert_eq!((status, found["hits"][0]["title"].as_str()), (200, Some(format!("Written {n}").as_str())));
        assert!(found["index_seq"].as_i64().unwrap() < unfinished, "an earlier one is still open");
    }
    for engine in ["index", "postgres"] {
        let (status, body) = stage.get(&format!("/v1/search?q=x&min_seq={unfinished}&engine={engine}")).await;
        assert_eq!((status, body["code"].as_str()), (503, Some("INDEX_BEHIND")), "{body}");
    }
    open.commit().await.unwrap();
    let (status, found) = stage.get(&format!("/v1/search?q=unfinished&min_seq={unfinished}")).await;
    assert_eq!((status, found["total"].as_i64()), (200, Some(1)));
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_away_the_index_still_serves() {
    let stage = Stage::new().await;
    stage.database.catalog.close().await;
    let (status, ready) = stage.get("/readyz").await;
    assert_eq!((status, ready["database"]["ok"].as_bool()), (200, Some(false)));
    assert_eq!((ready["ready"].as_bool(), ready["writes"].as_bool()), (Some(true), Some(false)));
    let began = Instant::now();
    loop {
        let (status, found) = stage.get("/v1/search?q=joga").await;
        assert_eq!((status, found["engine"].as_str()), (200, Some("index")));
        if found["stale_for_ms"].as_u64().is_some() {
            break;
        }
        assert!(began.elapsed() < DEADLINE, "the answer never said that it may be old: {found}");
        tokio::task::yield_now().await;
    }
    let (status, body) = stage.get("/v1/tracks/00000000-0000-0000-0000-000000000000").await;
    assert_eq!((status, body["code"].as_str()), (503, Some("DATABASE_UNAVAILABLE")), "{body}");
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_stopped_answers_what_it_has_begun_and_takes_nothing_new() {
    let stage = Stage::new().await;
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    let begun = Arc::new(tokio::sync::Semaphore::new(0));
    let (opened, seen) = (Arc::clone(&gate), Arc::clone(&begun));
    let slow = async move || {
        seen.add_permits(1);
        opened.acquire().await.unwrap().forget();
        "done"
    };
    let slow = axum::Router::new().route("/slow", axum::routing::get(slow));
    let listener = http::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let taken = http::bind(&address.to_string()).await.unwrap_err().to_string();
    assert!(taken.contains("in use") && taken.contains("--listen"), "{taken}");

    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let stopped = async move { drop(stopped.await) }.boxed().shared();
    let router = stage.router.clone().merge(slow);
    let server = tokio::spawn(http::serve(listener, router, Arc::clone(&stage.metrics), stopped, DEADLINE));
    let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET /slow HTTP/1.1\r\n{}: x\r\n\r\n", header::HOST);
    connection.write_all(request.as_bytes()).await.unwrap();
    begun.acquire().await.unwrap().forget();

    stop.send(()).unwrap();
    gate.add_permits(1);
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"), "{answer}");
    server.await.unwrap().unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    stage.end().await;
}
