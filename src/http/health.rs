//! Whether the process is alive, and whether it can serve: two questions with different consequences.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use time::OffsetDateTime;

use super::App;
use crate::mirror::{LastVerify, State as IndexState, Status};

/// How long the database may take to answer before it counts as away.
const DATABASE_PATIENCE: Duration = Duration::from_secs(1);

/// The state of each part. Searches are answered while either part can.
#[derive(Serialize)]
pub struct ReadyBody {
    ready: bool,
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
    position: String,
    lag_seconds: f64,
    lag_changes: u64,
    trouble: Option<String>,
    /// What the last `needledrop verify` of this index has found.
    verified: Option<VerifiedBody>,
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
    let answered = tokio::time::timeout(DATABASE_PATIENCE, app.catalog.horizon()).await;
    let database = DatabaseBody { ok: matches!(answered, Ok(Ok(_))) };
    let index = IndexBody::new(app.status.read(), app.status.last_verify());
    let ready = database.ok || index.ok;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(ReadyBody { ready, database, index }))
}

impl IndexBody {
    fn new(status: Status, verified: Option<LastVerify>) -> Self {
        let Status { state, docs, position, lag, lag_changes, generation, trouble } = status;
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
            position: position.to_string(),
            lag_seconds: lag.as_secs_f64(),
            lag_changes,
            trouble,
            verified: verified.map(VerifiedBody::from),
        }
    }
}

impl From<LastVerify> for VerifiedBody {
    fn from(last: LastVerify) -> Self {
        let LastVerify { at, generation, compared, missing, stale, orphaned, repaired, seconds } = last;
        Self { at, generation, compared, missing, stale, orphaned, repaired, seconds }
    }
}
