//! Whether the process is alive, and whether it can serve: two questions with different consequences.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use time::OffsetDateTime;

use super::App;
use crate::catalog::{FeedStatus, Seq};
use crate::mirror::{LastVerify, State as IndexState, Status, Watched, WatchedRepair};

/// How long the database may take to answer before it counts as away.
const DATABASE_PATIENCE: Duration = Duration::from_secs(1);

/// The state of each part. Searches are answered while either part can; writes need the database.
#[derive(Serialize)]
pub struct ReadyBody {
    ready: bool,
    writes: bool,
    database: DatabaseBody,
    index: IndexBody,
}

#[derive(Serialize)]
struct DatabaseBody {
    ok: bool,
}

#[derive(Serialize)]
struct IndexBody {
    ok: bool,
    state: &'static str,
    building: Option<BuildingBody>,
    generation: Option<u64>,
    docs: u64,
    /// Every transaction of the database up to this one is in the index.
    seq: Seq,
    /// How old the oldest change is that searches don't see, and how many there are; null while the database doesn't
    /// answer.
    lag_seconds: Option<f64>,
    lag_changes: Option<i64>,
    /// How long the index hasn't been brought up to date; null while it is.
    stale_for_ms: Option<u64>,
    trouble: Option<String>,
    /// What the last `needledrop verify` of this index has found.
    verified: Option<VerifiedBody>,
    /// What the standing check of the index has found.
    watched: WatchedBody,
}

#[derive(Serialize)]
struct WatchedBody {
    ok: bool,
    #[serde(with = "time::serde::rfc3339::option")]
    at: Option<OffsetDateTime>,
    /// What was wrong then and is not mended yet.
    trouble: Option<String>,
    /// How often the index was mended since the server began.
    repairs: u64,
    last_repair: Option<RepairBody>,
}

#[derive(Serialize)]
struct RepairBody {
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
    reason: String,
    tracks: u64,
}

#[derive(Serialize)]
struct VerifiedBody {
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
    generation: u64,
    compared: u64,
    missing: u64,
    stale: u64,
    orphaned: u64,
    repaired: u64,
    seconds: f64,
}

/// So many tracks of so many are in the index that is being built.
#[derive(Serialize)]
struct BuildingBody {
    done: u64,
    total: u64,
}

pub async fn alive() -> Json<serde_json::Value> {
    Json(serde_json::json!({ "alive": true }))
}

pub async fn ready(State(app): State<App>) -> (StatusCode, Json<ReadyBody>) {
    let lag = lag(&app).await;
    let database = DatabaseBody { ok: lag.is_some() };
    let index = IndexBody::new(app.api.status(), lag, app.api.last_verify(), app.api.watched());
    let ready = database.ok || index.ok;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(ReadyBody { ready, writes: database.ok, database, index }))
}

/// How far searches are behind the database, if that answers.
pub async fn lag(app: &App) -> Option<Lag> {
    let FeedStatus { lag_changes, oldest_change_at } =
        tokio::time::timeout(DATABASE_PATIENCE, app.api.lag()).await.ok()?.ok()?;
    let age = oldest_change_at
        .map_or(Duration::ZERO, |at| Duration::try_from(OffsetDateTime::now_utc() - at).unwrap_or(Duration::ZERO));
    Some(Lag { age, changes: lag_changes })
}

/// What searches don't see yet.
#[derive(Clone, Copy, Debug)]
pub struct Lag {
    /// Of the oldest change.
    pub age: Duration,
    pub changes: i64,
}

impl IndexBody {
    fn new(status: Status, lag: Option<Lag>, verified: Option<LastVerify>, watched: Watched) -> Self {
        let Status { state, docs, served, stale_for, generation, trouble } = status;
        Self {
            // What was served before some trouble is still served.
            ok: generation.is_some(),
            state: match state {
                IndexState::Starting => "starting",
                IndexState::Building { .. } => "building",
                IndexState::Serving => "serving",
                IndexState::Troubled => "troubled",
            },
            building: match state {
                IndexState::Building { done, total } => Some(BuildingBody { done, total }),
                IndexState::Starting | IndexState::Serving | IndexState::Troubled => None,
            },
            generation,
            docs,
            seq: served.seen.seq(),
            lag_seconds: lag.map(|lag| lag.age.as_secs_f64()),
            lag_changes: lag.map(|lag| lag.changes),
            stale_for_ms: stale_for.map(|silence| silence.as_millis() as u64),
            trouble,
            verified: verified.map(VerifiedBody::from),
            watched: watched.into(),
        }
    }
}

impl From<Watched> for WatchedBody {
    fn from(Watched { at, trouble, repairs, last_repair }: Watched) -> Self {
        let repair = |WatchedRepair { at, reason, tracks }| RepairBody { at, reason, tracks };
        Self { ok: trouble.is_none(), at, trouble, repairs, last_repair: last_repair.map(repair) }
    }
}

impl From<LastVerify> for VerifiedBody {
    fn from(last: LastVerify) -> Self {
        let LastVerify { at, generation, compared, missing, stale, orphaned, repaired, seconds } = last;
        Self { at, generation, compared, missing, stale, orphaned, repaired, seconds }
    }
}
