//! What a library calls things otherwise: written by HTTP, by the program and by plain SQL, and found by in both engines
//! at once.

use std::path::Path;
use std::process::Output;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, header};
use needledrop::catalog::Catalog;
use needledrop::index::Snapshot;
use needledrop::search::{self, search_snapshot};
use needledrop::text::language::{AliasKind, Aliases};
use needledrop::track::{LibraryId, NewTrack, TrackId, TrackSummary};
use serde_json::{Value, json};

use crate::http::Stage;
use crate::support::program;

const ENGINES: [&str; 2] = ["index", "postgres"];
/// Another's, beside every name that is asked for here.
const TRACKS: [(&str, &str); 14] = [
    ("2Pac", "Changes"),
    ("2Pac", "California Love"),
    ("2Pac", "Hail Mary"),
    ("2Pac", "Dear Mama"),
    ("2Pac", "Ambitionz"),
    ("Somebody Else", "Makaveli"),
    ("Somebody Else", "2Pac"),
    ("Prince", "Kiss"),
    ("Prince", "Purple Rain"),
    ("周杰伦", "七里香"),
    ("周杰伦", "晴天"),
    ("Queen", "Bohemian Rhapsody"),
    ("The Notorious B.I.G.", "Juicy"),
    ("Velvet Harbour", "Changes"),
];

async fn write_tracks(catalog: &Catalog, library_id: LibraryId) {
    let track = |(artist, title): (&str, &str)| NewTrack {
        library_id,
        artist: Some(artist.to_owned()),
        title: title.to_owned(),
        ..NewTrack::default()
    };
    catalog.import_tracks(&TRACKS.map(track)).await.unwrap();
}

impl Stage {
    /// With these tracks in the default library and in another one, all of them served.
    async fn with_tracks() -> Self {
        let stage = Self::new().await;
        let other = stage.database.catalog.make_library("other").await.unwrap();
        for library in [LibraryId::DEFAULT, other] {
            write_tracks(&stage.database.catalog, library).await;
        }
        stage
            .until("the index has them", async |stage| {
                let found = stage.found("velvet harbour changes&library=other", "index").await;
                found["hits"].as_array().is_some_and(|hits| !hits.is_empty())
            })
            .await;
        stage
    }

    async fn found(&self, query: &str, engine: &str) -> Value {
        let uri = format!("/v1/search?engine={engine}&q={}", query.replace(' ', "+"));
        let (status, found) = self.get(&uri).await;
        assert_eq!(status, 200, "{uri}: {found}");
        found
    }

    /// Artist and title of the hits.
    async fn hits(&self, query: &str, engine: &str) -> Vec<(String, String)> {
        let found = self.found(query, engine).await;
        let text = |hit: &Value, field: &str| hit[field].as_str().unwrap_or_default().to_owned();
        found["hits"].as_array().unwrap().iter().map(|hit| (text(hit, "artist"), text(hit, "title"))).collect()
    }

    /// Whether both engines answer a query with this track first.
    async fn both_lead_to(&self, query: &str, artist: &str, title: Option<&str>) -> bool {
        for engine in ENGINES {
            let hits = self.hits(query, engine).await;
            let leads =
                hits.first().is_some_and(|(by, called)| by == artist && title.is_none_or(|title| called == title));
            if !leads {
                return false;
            }
        }
        true
    }

    async fn until_both_lead_to(&self, query: &str, artist: &str) -> Duration {
        let began = Instant::now();
        self.until("an alias is known", async |stage| stage.both_lead_to(query, artist, None).await).await;
        began.elapsed()
    }

    async fn write_alias(&self, query: &str, alias: Value) -> (u16, Value) {
        let request = Request::post(format!("/v1/aliases{query}"));
        let request = request.header(header::CONTENT_TYPE, "application/json").body(alias.to_string().into()).unwrap();
        let (status, body) = self.send(request).await;
        (status.as_u16(), serde_json::from_str(&body).unwrap())
    }

    async fn delete_alias(&self, uri: &str) -> u16 {
        self.send(Request::delete(uri).body(Body::empty()).unwrap()).await.0.as_u16()
    }

    fn program(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let folder = self.folder.path();
        let mut command = program::command(arguments, folder, &folder.join("program"), Some(&self.database.url));
        let Output { status, stdout, stderr } = command.output().unwrap();
        (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_is_found_by_at_once_in_both_engines_and_only_in_its_library() {
    let stage = Stage::with_tracks().await;
    assert!(!stage.both_lead_to("makaveli", "2Pac", None).await);
    let alias = json!({ "kind": "artist", "name": "2Pac", "other_names": ["Makaveli", "The Don Killuminati"] });
    let (status, written) = stage.write_alias("", alias.clone()).await;
    assert_eq!((status, written["name"].as_str(), written["kind"].as_str()), (201, Some("2Pac"), Some("artist")));

    // A bare name leads to the artist's tracks, and one beside a title to that; words that are let go are none.
    for engine in ENGINES {
        for q in ["makaveli", "Makaveli", "the don killuminati"] {
            let hits = stage.hits(q, engine).await;
            assert!(hits.len() >= 5 && hits[..5].iter().all(|(artist, _)| artist == "2Pac"), "{engine} {q}: {hits:?}");
        }
        for q in
            ["makaveli changes", "changes makaveli", "the don killuminati changes", "2pac changes", "makaveli chang"]
        {
            let found = stage.found(q, engine).await;
            let first = (found["hits"][0]["artist"].as_str(), found["hits"][0]["title"].as_str());
            assert_eq!(first, (Some("2Pac"), Some("Changes")), "{engine} {q}: {found}");
            assert_eq!(found["dropped_words"], json!([]), "{engine} {q}");
            assert_eq!(found["did_you_mean"], Value::Null, "{engine} {q}");
        }
    }
    for engine in ENGINES {
        let hits = stage.hits("songs by makaveli", engine).await;
        assert_eq!(hits.iter().filter(|(artist, _)| artist == "2Pac").count(), 5, "{engine}: {hits:?}");
    }
    let explained = stage.found("makaveli changes&explain=true", "index").await;
    let readings = explained["explanation"]["words"][0]["readings"].as_array().unwrap();
    assert!(readings.iter().any(|reading| reading["word"] == "2pac" && reading["how"] == "alias"), "{readings:?}");
    let matched = explained["hits"][0]["explanation"]["words"].as_array().unwrap();
    assert!(matched.iter().any(|word| word["typed"] == "makaveli" && word["how"] == "alias"), "{matched:?}");

    assert!(!stage.both_lead_to("makaveli changes&library=other", "2Pac", Some("Changes")).await);
    for engine in ENGINES {
        let theirs = stage.hits("makaveli&library=other", engine).await;
        assert!(theirs.iter().all(|(artist, _)| artist != "2Pac"), "{engine}: {theirs:?}");
    }
    let uri = format!("/v1/aliases/{}", written["id"].as_str().unwrap());
    assert_eq!(stage.get(&uri).await, (200, written.clone()));
    assert_eq!(stage.get(&format!("{uri}?library=other")).await.0, 404);
    assert_eq!(stage.delete_alias(&format!("{uri}?library=other")).await, 404);

    // The same is no news, other names are a change, and what is removed is gone.
    assert_eq!(stage.write_alias("", alias).await, (200, written.clone()));
    let changed = json!({ "kind": "artist", "name": "2PAC", "other_names": ["Lesane"] });
    let (status, changed) = stage.write_alias("", changed).await;
    assert_eq!((status, &changed["id"]), (200, &written["id"]));
    assert!(stage.both_lead_to("lesane changes", "2Pac", Some("Changes")).await);
    assert!(!stage.both_lead_to("makaveli", "2Pac", None).await);
    assert_eq!(stage.get("/v1/aliases").await, (200, json!({ "aliases": [changed], "total": 1 })));
    assert_eq!([stage.delete_alias(&uri).await, stage.delete_alias(&uri).await], [204, 404]);
    assert!(!stage.both_lead_to("lesane", "2Pac", None).await);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_of_several_words_and_other_scripts_stand_for_each_other_in_both_directions() {
    let stage = Stage::with_tracks().await;
    for (kind, name, other_names) in [
        ("artist", "Prince", json!(["The Artist", "The Artist Formerly Known as Prince"])),
        ("artist", "Jay Chou", json!(["周杰伦", "Джей Чоу"])),
        ("title", "bohrap", json!(["Bohemian Rhapsody"])),
        ("word", "Biggie", json!(["The Notorious B.I.G."])),
        // In a circle, and of what nobody has: no harm.
        ("word", "The Notorious B.I.G.", json!(["Biggie", "nobody of that name"])),
        ("word", "nobody of that name", json!(["Biggie"])),
    ] {
        let (status, answer) =
            stage.write_alias("", json!({ "kind": kind, "name": name, "other_names": other_names })).await;
        assert_eq!(status, 201, "{answer}");
    }
    for (q, artist, title) in [
        ("the artist kiss", "Prince", Some("Kiss")),
        ("kiss the artist formerly known as prince", "Prince", Some("Kiss")),
        ("the artist", "Prince", None),
        ("jay chou", "周杰伦", None),
        ("jay chou 晴天", "周杰伦", Some("晴天")),
        ("%D0%B4%D0%B6%D0%B5%D0%B9 %D1%87%D0%BE%D1%83 晴天", "周杰伦", Some("晴天")),
        ("bohrap", "Queen", Some("Bohemian Rhapsody")),
        ("queen bohrap", "Queen", Some("Bohemian Rhapsody")),
        ("biggie juicy", "The Notorious B.I.G.", Some("Juicy")),
        ("nobody of that name juicy", "The Notorious B.I.G.", Some("Juicy")),
        ("prince kiss", "Prince", Some("Kiss")),
    ] {
        let q = q.replace("晴天", "%E6%99%B4%E5%A4%A9");
        assert!(
            stage.both_lead_to(&q, artist, title).await,
            "{q}: {:?} {:?}",
            stage.hits(&q, "index").await,
            stage.hits(&q, "postgres").await
        );
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_soon_knows_what_anybody_else_has_written() {
    let stage = Stage::with_tracks().await;
    let following = tokio::spawn({
        let api = stage.api.clone();
        async move { api.follow_aliases().await }
    });
    let sql = async |statement: &'static str| sqlx::query(statement).execute(&stage.database.sql).await.unwrap();
    sql("insert into aliases (kind, name, other_names) values ('artist', '2Pac', '{Makaveli}')").await;
    stage.until_both_lead_to("makaveli", "2Pac").await;
    sql("update aliases set other_names = '{Lesane}'").await;
    stage.until_both_lead_to("lesane", "2Pac").await;
    assert!(!stage.both_lead_to("makaveli", "2Pac", None).await);
    sql("truncate aliases").await;
    stage
        .until("it is gone", async |stage| {
            let hits = [stage.hits("lesane", "index").await, stage.hits("lesane", "postgres").await];
            hits.iter().all(Vec::is_empty)
        })
        .await;

    // What doesn't commit is no alias, and doesn't keep others from being one.
    let mut open = stage.database.sql.begin().await.unwrap();
    sqlx::query("insert into aliases (name, other_names) values ('Queen', '{Makaveli}')")
        .execute(&mut *open)
        .await
        .unwrap();
    open.rollback().await.unwrap();
    let mut replica = stage.database.sql.begin().await.unwrap();
    sqlx::query("set local session_replication_role = replica").execute(&mut *replica).await.unwrap();
    sqlx::query("insert into aliases (name, other_names) values ('Prince', '{Makaveli}')")
        .execute(&mut *replica)
        .await
        .unwrap();
    replica.commit().await.unwrap();
    stage.until_both_lead_to("makaveli", "Prince").await;
    sql("delete from aliases").await;
    following.abort();
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_imports_lists_and_removes_aliases_of_a_library() {
    let stage = Stage::with_tracks().await;
    let following = tokio::spawn({
        let api = stage.api.clone();
        async move { api.follow_aliases().await }
    });
    let file = stage.folder.path().join("aliases.csv");
    std::fs::write(&file, "artist,other names\n2Pac,Makaveli;Lesane\n,x\nPrince,PRINCE\nJay Chou,周杰伦\n2Pac,Tupac\n")
        .unwrap();
    let import = ["aliases", "import", path(&file)];
    let (code, out, err) = stage.program(&import);
    assert_eq!((code, out.trim()), (Some(1), "2 new, 0 changed, 0 as they were, 2 bad"), "{err}");
    assert!(
        err.contains("aliases.csv:3: name: is empty") && err.contains("aliases.csv:4: Prince: there is no"),
        "{err}"
    );
    stage.until_both_lead_to("lesane", "2Pac").await;
    assert!(stage.both_lead_to("tupac changes", "2Pac", Some("Changes")).await);

    std::fs::write(&file, "artist,other names\n2Pac,Makaveli\nJay Chou,周杰伦\nQueen,Kween\n").unwrap();
    let (code, out, err) = stage.program(&import);
    assert_eq!((code, out.trim()), (Some(0), "1 new, 1 changed, 1 as they were, 0 bad"), "{err}");
    let (code, out, _) = stage.program(&["aliases", "import", path(&file), "--format", "json"]);
    let expected = r#"{"inserted":0,"updated":0,"unchanged":3,"bad":0,"left_out":0}"#;
    assert_eq!((code, out.trim()), (Some(0), expected));

    let (_, out, _) = stage.program(&["aliases", "list"]);
    let row = out.lines().find(|line| line.contains("2Pac")).unwrap_or_default();
    assert!(row.contains("artist") && row.contains("Makaveli") && !row.contains("Lesane"), "{out}");
    let (_, listed, _) = stage.program(&["aliases", "list", "--format", "json"]);
    assert_eq!(listed.lines().count(), 3, "{listed}");
    let copy = stage.folder.path().join("copy.jsonl");
    std::fs::write(&copy, &listed).unwrap();
    let (code, out, err) = stage.program(&["aliases", "import", path(&copy), "--library", "other"]);
    assert_eq!((code, out.trim()), (Some(0), "3 new, 0 changed, 0 as they were, 0 bad"), "{err}");
    stage.until_both_lead_to("kween rhapsody&library=other", "Queen").await;

    assert_eq!(stage.program(&["reindex"]).0, Some(0));
    for engine in ENGINES {
        let (code, out, err) = stage.program(&["search", "makaveli", "changes", "--engine", engine, "--limit", "1"]);
        assert!(code == Some(0) && out.contains("2Pac"), "{engine}: {out} {err}");
    }
    let (code, out, _) = stage.program(&["aliases", "remove", "QUEEN", "2pac"]);
    assert_eq!((code, out.trim()), (Some(0), "2 removed"));
    let (code, _, err) = stage.program(&["aliases", "remove", "jay chou", "queen"]);
    assert!(code == Some(1) && err.contains("there is no alias queen"), "{err}");
    assert_eq!(stage.program(&["aliases", "list", "--format", "json"]).1.lines().count(), 1);
    assert_eq!(stage.program(&["aliases", "list", "--format", "json", "--library", "other"]).1.lines().count(), 3);
    stage.until("it is gone", async |stage| !stage.both_lead_to("makaveli", "2Pac", None).await).await;

    for (text, code, told) in [
        ("Tupac,2Pac\n", 2, "the first line must name the columns"),
        ("name,other names\n", 0, ""),
        ("[{\"name\": 1}]", 2, "one object a line"),
        ("{\"name\": 1}\n", 1, "the line is no alias"),
        ("", 2, "is empty"),
    ] {
        let odd = stage.folder.path().join("odd");
        std::fs::write(&odd, text).unwrap();
        let (ended, _, err) = stage.program(&["aliases", "import", path(&odd)]);
        assert!(ended == Some(code) && err.contains(told), "{text}: {ended:?} {err}");
    }
    let (code, _, err) = stage.program(&["aliases", "import", path(&copy), "--library", "nobody's"]);
    assert!(code == Some(2) && err.contains("there is no library"), "{err}");
    let (code, _, err) = stage.program(&["aliases", "import", path(&copy), "--kind", "album"]);
    assert!(code == Some(2) && err.contains("artist, title or word"), "{err}");
    following.abort();
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_aliases_are_imported_at_once_and_no_library_has_too_many() {
    let stage = Stage::with_tracks().await;
    let following = tokio::spawn({
        let api = stage.api.clone();
        async move { api.follow_aliases().await }
    });
    let mut table = "name\tkind\tother names\n2Pac\tartist\tMakaveli\n".to_owned();
    (1..10_000).for_each(|i| table += &format!("Artist Number {i}\tartist\tan{i}; Numero {i}\n"));
    let file = stage.folder.path().join("aliases.tsv");
    std::fs::write(&file, table).unwrap();
    let (code, out, err) = stage.program(&["aliases", "import", path(&file)]);
    assert_eq!((code, out.trim()), (Some(0), "10000 new, 0 changed, 0 as they were, 0 bad"), "{err}");
    stage.until_both_lead_to("makaveli", "2Pac").await;
    let (_, page) = stage.get("/v1/aliases?offset=9999&limit=10").await;
    assert_eq!((page["total"].as_u64(), page["aliases"].as_array().unwrap().len()), (Some(10_000), 1));
    assert_eq!(stage.get("/v1/aliases").await.1["aliases"].as_array().unwrap().len(), 100);

    sqlx::query(
        "insert into aliases (name, other_names) select 'n' || i, array['o' || i] from generate_series(1, 90000) i",
    )
    .execute(&stage.database.sql)
    .await
    .unwrap();
    let (status, answer) = stage.write_alias("", json!({ "name": "one more", "other_names": ["too many"] })).await;
    assert_eq!((status, answer["code"].as_str()), (409, Some("TOO_MANY_ALIASES")), "{answer}");
    let known = json!({ "kind": "artist", "name": "2Pac", "other_names": ["Lesane"] });
    assert_eq!(stage.write_alias("", known).await.0, 200);
    assert_eq!(stage.write_alias("?library=other", json!({ "name": "a", "other_names": ["b"] })).await.0, 201);
    std::fs::write(&file, "name,aka\none more,too many\n").unwrap();
    let (code, _, err) = stage.program(&["aliases", "import", path(&file)]);
    assert!(code == Some(1) && err.contains("at most 100000 aliases"), "{err}");
    following.abort();
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_alias_is_refused_with_everything_that_is_wrong() {
    let stage = Stage::new().await;
    let long = "x".repeat(1_201);
    for (alias, fields) in [
        (json!({}), vec!["name", "other_names"]),
        (json!({ "name": "", "other_names": [] }), vec!["name", "other_names"]),
        (json!({ "name": "Queen", "other_names": ["QUEEN"] }), vec!["other_names"]),
        (json!({ "name": "Queen", "other_names": ["Kween", "KWEEN", " "] }), vec!["other_names", "other_names"]),
        (json!({ "name": "\u{200b}", "other_names": ["a\u{0}b"] }), vec!["name", "other_names"]),
        (json!({ "name": long, "other_names": ["a"] }), vec!["name"]),
        (json!({ "name": "la ".repeat(25), "other_names": ["a"] }), vec!["name"]),
        (json!({ "name": "a", "other_names": "b" }), vec!["other_names"]),
        (json!({ "name": "a", "other_names": vec!["b"; 51], "kind": "album" }), vec!["kind"]),
        (json!({ "name": "a", "other_names": ["b"], "nmae": "c" }), vec!["nmae"]),
    ] {
        let (status, answer) = stage.write_alias("", alias.clone()).await;
        let told: Vec<_> = answer["details"]["problems"].as_array().unwrap().iter().map(|p| &p["field"]).collect();
        assert_eq!((status, answer["code"].as_str()), (400, Some("INVALID_ALIAS")), "{alias}: {answer}");
        assert_eq!(told, fields, "{alias}: {answer}");
    }
    for (uri, status, code) in [
        ("/v1/aliases?library=nobody's", 404, "LIBRARY_NOT_FOUND"),
        ("/v1/aliases?limit=0", 400, "INVALID_PARAMETER"),
        ("/v1/aliases?limit=1001", 400, "INVALID_PARAMETER"),
        ("/v1/aliases?offset=100001", 400, "INVALID_PARAMETER"),
        ("/v1/aliases?ofset=1", 400, "UNKNOWN_PARAMETER"),
        ("/v1/aliases/7", 400, "INVALID_PARAMETER"),
        ("/v1/aliases/00000000-0000-0000-0000-000000000000", 404, "ALIAS_NOT_FOUND"),
    ] {
        let (found, answer) = stage.get(uri).await;
        assert_eq!((found, answer["code"].as_str()), (status, Some(code)), "{uri}: {answer}");
    }
    let send = async |content_type: &str, body: String| {
        let request =
            Request::post("/v1/aliases").header(header::CONTENT_TYPE, content_type).body(body.into()).unwrap();
        stage.send(request).await.0.as_u16()
    };
    assert_eq!(send("text/csv", "name,other names".to_owned()).await, 415);
    assert_eq!(send("application/json", "[]".to_owned()).await, 400);
    assert_eq!(send("application/json", "x".repeat(600_000)).await, 413);
    assert_eq!(stage.get("/v1/aliases").await, (200, json!({ "aliases": [], "total": 0 })));

    // Of lines, those are taken that can be.
    let line = |name: &str, other: &str| json!({ "name": name, "other_names": [other] }).to_string() + "\n";
    let lines =
        line("Sigur Rós", "victory rose") + "\nx\n" + &line("", "y") + &line("SIGUR ROS", "z") + &line("b", "c");
    let batch = async |body: String| {
        let request = Request::post("/v1/aliases").header(header::CONTENT_TYPE, "application/x-ndjson");
        let (status, body) = stage.send(request.body(body.into()).unwrap()).await;
        (status.as_u16(), serde_json::from_str::<Value>(&body).unwrap())
    };
    let (status, answer) = batch(lines).await;
    let rejected: Vec<_> = answer["rejected"].as_array().unwrap().iter().map(|line| line["line"].as_u64()).collect();
    assert_eq!(
        (status, answer["inserted"].as_u64(), rejected),
        (207, Some(2), vec![Some(3), Some(4), Some(5)]),
        "{answer}"
    );
    assert!(answer.to_string().contains("the name of line 1, too"), "{answer}");
    assert!(stage.both_lead_to("victory rose hoppipolla", "Sigur Rós", Some("Hoppípolla")).await);
    assert_eq!(
        batch(line("b", "c")).await,
        (200, json!({ "inserted": 0, "updated": 0, "unchanged": 1, "rejected": [] }))
    );
    assert_eq!(batch("x\n".to_owned()).await.1["code"], "ALL_ROWS_REJECTED");
    assert_eq!(batch("\n".to_owned()).await.1["code"], "INVALID_JSON");
    stage.end().await;
}

/// In the index, where title and artist can be told apart.
#[test]
fn an_alias_of_an_artist_is_looked_for_in_no_title_and_the_other_way_round() {
    let names = [("2Pac", "Changes"), ("Somebody", "2Pac"), ("Changes", "Somebody")];
    let track = |(n, (artist, title)): (usize, (&str, &str))| TrackSummary {
        id: TrackId::from_u128(n as u128 + 1),
        artist: Some(artist.to_owned()),
        title: title.to_owned(),
        ..TrackSummary::default()
    };
    let snapshot = Snapshot::in_memory([names.into_iter().enumerate().map(track).collect::<Vec<_>>()]).unwrap();
    let found = |kind: AliasKind, q: &str| {
        let mut aliases = Aliases::default();
        aliases.add(kind, ["2Pac", "Makaveli"].into_iter());
        aliases.add(kind, ["Changes", "Umbra"].into_iter());
        let aliases = Some(Arc::new(aliases));
        let request = search::Request { q: q.to_owned(), limit: 10, aliases, ..search::Request::default() };
        let response = search_snapshot(&snapshot, &request).unwrap();
        assert_eq!((response.total.value, response.total.exact), (response.hits.len(), true), "{kind} {q}");
        let mut found: Vec<u128> = response.hits.iter().map(|hit| hit.track.id.as_u128()).collect();
        found.sort_unstable();
        found
    };
    assert_eq!(found(AliasKind::Artist, "makaveli"), [1]);
    assert_eq!(found(AliasKind::Title, "makaveli"), [2]);
    assert_eq!(found(AliasKind::Word, "makaveli"), [1, 2]);
    assert_eq!(found(AliasKind::Artist, "umbra"), [3]);
    assert_eq!(found(AliasKind::Title, "umbra"), [1]);
    assert_eq!(found(AliasKind::Word, "makaveli umbra"), [1]);
}
