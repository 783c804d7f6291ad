//! `POST /v1/reindex` begins a rebuild of the index; `GET` tells how far it is, and what the last one made.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;

use super::{App, Error};
use crate::mirror::{Rebuilding, Report};

const PATH: &str = "/v1/reindex";

/// How a rebuild stands.
#[derive(Serialize)]
pub struct ReindexBody {
    state: &'static str,
    /// So many tracks of so many are in the new index; null while none is being built.
    done: Option<u64>,
    total: Option<u64>,
    /// The last one that was asked for here and came to its end.
    last: Option<ReportBody>,
    /// Why a later one did not.
    error: Option<String>,
}

#[derive(Serialize)]
struct ReportBody {
    generation: u64,
    docs: u64,
    seconds: f64,
}

pub async fn begin(State(app): State<App>) -> Result<impl IntoResponse, Error> {
    app.api.begin_reindex().await?;
    let place = [(header::LOCATION, HeaderValue::from_static(PATH))];
    Ok((StatusCode::ACCEPTED, place, Json(body(&app))))
}

pub async fn state(State(app): State<App>) -> Json<ReindexBody> {
    Json(body(&app))
}

fn body(app: &App) -> ReindexBody {
    let Rebuilding { running, last, error } = app.api.reindexing();
    ReindexBody {
        state: if running.is_some() { "running" } else { "idle" },
        done: running.map(|progress| progress.done),
        total: running.map(|progress| progress.total),
        last: last.map(|Report { generation, docs, seconds }| ReportBody { generation, docs, seconds }),
        error,
    }
}
