//! Rebuilds of the index under a server, over HTTP: no search fails, one at a time, and none is left half done.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::http::Request;
use needledrop::cpu::Cpu;
use needledrop::index::Generations;
use needledrop::mirror::{self, VerifyOptions};
use serde_json::Value;

use crate::http::Stage;

impl Stage {
    async fn post_reindex(&self) -> (u16, Value) {
        let (status, body) = self.send(Request::post("/v1/reindex").body(Body::empty()).unwrap()).await;
        (status.as_u16(), serde_json::from_str(&body).unwrap())
    }

    async fn reindex(&self) -> Value {
        self.get("/v1/reindex").await.1
    }

    /// Which engine answers, to a query that both find a track for.
    async fn engine(&self) -> String {
        let (status, found) = self.get("/v1/search?q=joga").await;
        assert_eq!((status, found["hits"][0]["title"].as_str()), (200, Some("Jóga")), "{found}");
        found["engine"].as_str().unwrap().to_owned()
    }

    async fn until_idle(&self) -> Value {
        self.until("no rebuild runs", async |stage| stage.reindex().await["state"] == "idle").await;
        self.reindex().await
    }

    /// As long as it is held, no page of tracks can be read.
    async fn held_back(&self) -> sqlx::Transaction<'static, sqlx::Postgres> {
        let mut lock = self.database.sql.begin().await.unwrap();
        sqlx::query("lock table assets in access exclusive mode").execute(&mut *lock).await.unwrap();
        lock
    }

    fn generations(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter_map(|name| name.into_string().ok()).filter(|name| name.starts_with("gen-")).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuild_that_is_asked_for_takes_over_and_no_search_fails_meanwhile() {
    let stage = Stage::new().await;
    assert_eq!(
        stage.reindex().await,
        serde_json::json!({
            "state": "idle", "done": null, "total": null, "last": null, "error": null,
        })
    );
    let done = AtomicBool::new(false);
    let searches = async {
        while !done.load(Ordering::Relaxed) {
            assert_eq!(stage.engine().await, "index");
            tokio::task::yield_now().await;
        }
    };
    let rebuilds = async {
        for generation in 2..5 {
            let (status, begun) = stage.post_reindex().await;
            assert_eq!(status, 202, "{begun}");
            let ended = stage.until_idle().await;
            assert_eq!(
                (ended["last"]["generation"].as_u64(), ended["last"]["docs"].as_u64()),
                (Some(generation), Some(3))
            );
            stage
                .until("the new generation serves", async |stage| stage.mirror.status().generation == Some(generation))
                .await;
        }
        done.store(true, Ordering::Relaxed);
    };
    tokio::join!(searches, rebuilds);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_one_rebuild_runs_here_or_elsewhere_another_is_refused() {
    let stage = Stage::new().await;
    let lock = stage.held_back().await;
    assert_eq!(stage.post_reindex().await.0, 202);
    assert_eq!(stage.reindex().await["state"], "running");
    let (status, refused) = stage.post_reindex().await;
    assert_eq!((status, refused["code"].as_str()), (409, Some("REINDEX_RUNNING")), "{refused}");
    assert_eq!(stage.engine().await, "index");
    lock.rollback().await.unwrap();
    let ended = stage.until_idle().await;
    assert_eq!((ended["last"]["generation"].as_u64(), &ended["error"]), (Some(2), &Value::Null));

    let elsewhere = Generations::open(stage.folder.path()).unwrap().begin("elsewhere").unwrap();
    assert_eq!(stage.post_reindex().await.0, 409);
    assert_eq!(stage.reindex().await, ended, "what was refused leaves no trace");
    drop(elsewhere);
    assert_eq!(stage.post_reindex().await.0, 202);
    stage.until_idle().await;
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuild_ends_with_its_server_and_leaves_everything_as_it_was() {
    let stage = Stage::new().await;
    let lock = stage.held_back().await;
    assert_eq!(stage.post_reindex().await.0, 202);
    assert_eq!(stage.generations().len(), 2);
    stage.rebuilder.stop().await;
    assert_eq!(stage.generations(), ["gen-000001"]);
    lock.rollback().await.unwrap();
    let nodes: Vec<String> =
        sqlx::query_scalar("select node from index_nodes").fetch_all(&stage.database.sql).await.unwrap();
    assert!(
        nodes.iter().all(|node| !node.contains("rebuilding")),
        "the feed is kept for nobody who has gone: {nodes:?}"
    );
    stage.until("it is known why", async |stage| stage.reindex().await["error"].is_string()).await;
    assert_eq!(stage.reindex().await["state"], "idle");
    assert_eq!(stage.engine().await, "index");
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuild_that_cannot_begin_says_so_at_once() {
    let stage = Stage::new().await;
    stage.database.catalog.close().await;
    let (status, refused) = stage.post_reindex().await;
    assert_eq!((status, refused["code"].as_str()), (503, Some("DATABASE_UNAVAILABLE")), "{refused}");
    assert_eq!(stage.reindex().await["state"], "idle");
    stage.end().await;
}

/// The index was made by another version: searches are answered all the same, and say by whom.
async fn is_rebuilt_at_the_next_start(make_outdated: impl Fn(&Path)) {
    let stage = Stage::new().await;
    assert_eq!(stage.engine().await, "index");
    let mut rebuilt_elsewhere = None;
    let stage = stage
        .restarted(|folder| {
            make_outdated(&folder.join("gen-000001"));
            // As long as this one builds, the server can't.
            rebuilt_elsewhere = Some(Generations::open(folder).unwrap().begin("elsewhere").unwrap());
        })
        .await;
    stage.until("a rebuild is wanted", async |stage| stage.reindex().await["state"] == "running").await;
    assert_eq!(stage.engine().await, "postgres");
    let (status, ready) = stage.get("/readyz").await;
    assert_eq!((status, &ready["index"]["ok"], &ready["index"]["state"]), (200, &false.into(), &"building".into()));
    let (status, refused) = stage.get("/v1/search?q=joga&engine=index").await;
    assert_eq!((status, refused["code"].as_str()), (503, Some("INDEX_NOT_READY")));

    drop(rebuilt_elsewhere);
    stage.until("the index answers again", async |stage| stage.engine().await == "index").await;
    stage.until("the old one is removed", async |stage| stage.generations() == ["gen-000002"]).await;
    let (_, ready) = stage.get("/readyz").await;
    assert_eq!((&ready["index"]["ok"], &ready["index"]["docs"]), (&true.into(), &3.into()));
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_text_pipeline_is_answered_from_postgres_until_the_index_is_rebuilt() {
    is_rebuilt_at_the_next_start(|generation| {
        let note = generation.join("needledrop.json");
        let mut told: Value = serde_json::from_slice(&fs::read(&note).unwrap()).unwrap();
        told["pipeline"] = 0.into();
        fs::write(note, told.to_string()).unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_schema_is_answered_from_postgres_until_the_index_is_rebuilt() {
    is_rebuilt_at_the_next_start(|generation| {
        let meta = generation.join("meta.json");
        let other = fs::read_to_string(&meta).unwrap().replace("\"record\"", "\"rekord\"");
        fs::write(meta, other).unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_verify_is_shown_to_machines() {
    let stage = Stage::new().await;
    assert_eq!(stage.get("/readyz").await.1["index"]["verified"], Value::Null);
    let metrics = async || stage.send(Request::get("/metrics").body(Body::empty()).unwrap()).await.1;
    assert!(!metrics().await.contains("\nneedledrop_verify"));

    let (catalog, cpu) = (stage.database.catalog.clone(), Cpu::new(1).unwrap());
    mirror::verify(catalog, stage.folder.path(), cpu, VerifyOptions::default(), |_| ()).await.unwrap();
    let verified = stage.get("/readyz").await.1["index"]["verified"].clone();
    assert_eq!(
        (&verified["generation"], &verified["compared"], &verified["missing"]),
        (&1.into(), &3.into(), &0.into())
    );
    let text = metrics().await;
    for line in ["needledrop_verify_timestamp_seconds 1", "needledrop_verify_differences{kind=\"stale\"} 0"] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    stage.end().await;
}
