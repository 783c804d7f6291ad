//! Every route on one screen.

use axum::extract::OriginalUri;
use axum::http::Method;
use axum::routing::{get, post};
use axum::{Extension, Router, middleware};

use super::batch::Batches;
use super::{App, Error, aliases, health, metrics, observe, reindex, search, tracks};

/// The whole API.
pub fn router(app: App) -> Router {
    let observer = observe::Observer { metrics: app.metrics.clone(), timeout: app.config.request_timeout };
    let batches = Extension(Batches::default());
    Router::new()
        .route("/v1/search", get(search::search).post(search::search_for))
        .route("/v1/tracks", post(tracks::create).layer(batches.clone()))
        .route("/v1/tracks/{id}", get(tracks::track).patch(tracks::patch).delete(tracks::delete))
        .route("/v1/aliases", get(aliases::list).post(aliases::create).layer(batches))
        .route("/v1/aliases/{id}", get(aliases::alias).delete(aliases::delete))
        .route("/v1/reindex", get(reindex::state).post(reindex::begin))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::metrics))
        .fallback(no_such_route)
        .method_not_allowed_fallback(no_such_method)
        .layer(middleware::from_fn_with_state(observer, observe::observe))
        .with_state(app)
}

async fn no_such_route(OriginalUri(uri): OriginalUri) -> Error {
    Error::NoSuchRoute { path: uri.path().to_owned() }
}

async fn no_such_method(method: Method, OriginalUri(uri): OriginalUri) -> Error {
    Error::NoSuchMethod { method: method.to_string(), path: uri.path().to_owned() }
}
