//! What surrounds every request: its id, its span, its deadline, its panic, its measure, and the shape of its errors.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use tracing::Instrument;

use super::request_id::{self, RequestId};
use super::{Error, Metrics, error};

/// What observing needs.
#[derive(Clone)]
pub struct Observer {
    pub metrics: Arc<Metrics>,
    /// How long one request may take.
    pub timeout: Duration,
}

pub async fn observe(State(observer): State<Observer>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = RequestId::of(request.headers());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let span = tracing::debug_span!("request", id = id.as_str(), method = %request.method(), uri = %request.uri());

    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    let response = match tokio::time::timeout(observer.timeout, answer).instrument(span.clone()).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => Error::Internal(panic_message(panic).into()).into_response(),
        Err(_) => Error::TimedOut.into_response(),
    };
    let mut response = error::with_retry_after(with_error_body(response, &id));

    let took = began.elapsed();
    span.in_scope(|| tracing::debug!(status = response.status().as_u16(), ?took, "answered"));
    observer.metrics.request(route.as_ref().map_or("none", MatchedPath::as_str), response.status(), took);
    response.headers_mut().insert(request_id::HEADER, id.into_header());
    response
}

/// Gives an error its body, also one that axum made by itself with another; logs what is the server's fault.
fn with_error_body(mut response: Response, id: &RequestId) -> Response {
    let status = response.status();
    let told = response.extensions_mut().remove::<Arc<Error>>();
    if told.is_none() && !status.is_client_error() {
        return response;
    }
    let error = told.unwrap_or_else(|| Arc::new(Error::Refused { status }));
    if status.is_server_error() {
        tracing::warn!(id = id.as_str(), status = status.as_u16(), "{}", whole_story(&error));
    }
    let (mut kept, _) = response.into_parts();
    let (told, body) = Json(error.body(id.as_str())).into_response().into_parts();
    kept.headers.remove(axum::http::header::CONTENT_LENGTH);
    kept.headers.extend(told.headers);
    Response::from_parts(kept, body)
}

/// The error and its sources, for the log; many errors repeat their source in their own words.
fn whole_story(error: &Error) -> String {
    let mut story = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let told = cause.to_string();
        if !story.contains(&told) {
            story = format!("{story}: {told}");
        }
        source = cause.source();
    }
    story
}

fn panic_message(panic: Box<dyn Any + Send>) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let message = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("a panic: {}", message.as_deref().unwrap_or("without a message"))
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::extract::Path;
    use axum::http::StatusCode;
    use axum::routing::get;
    use serde_json::Value;
    use tower::ServiceExt;

    use super::*;

    async fn ask(request: Request) -> (StatusCode, String, Value) {
        let observer = Observer { metrics: Arc::new(Metrics::new()), timeout: Duration::from_millis(50) };
        let app = Router::new()
            .route("/panic", get(async || -> String { panic!("oh no") }))
            .route("/forever", get(async || std::future::pending::<String>().await))
            .route("/number/{n}", get(async |Path(n): Path<u8>| n.to_string()))
            .layer(axum::middleware::from_fn_with_state(observer, observe));
        let response = app.oneshot(request).await.unwrap();
        let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let status = response.status();
        let body = to_bytes(response.into_body(), 10_000).await.unwrap();
        (status, id, serde_json::from_slice(&body).unwrap())
    }

    fn get_request(uri: &str) -> Request {
        Request::get(uri).body(Body::empty()).unwrap()
    }

    #[tokio::test]
    async fn a_panic_is_a_500_in_json_without_its_message() {
        let (status, id, body) = ask(get_request("/panic")).await;
        assert_eq!((status.as_u16(), body["code"].as_str()), (500, Some("INTERNAL")));
        assert_eq!(body["request_id"], id);
        assert!(!body.to_string().contains("oh no"));
    }

    #[tokio::test]
    async fn what_takes_too_long_is_given_up() {
        let (status, _, body) = ask(get_request("/forever")).await;
        assert_eq!((status.as_u16(), body["code"].as_str()), (503, Some("TIMED_OUT")));
    }

    #[tokio::test]
    async fn a_refusal_of_axum_gets_the_shape_of_ours() {
        let (status, _, body) = ask(get_request("/number/many")).await;
        assert_eq!((status.as_u16(), body["code"].as_str()), (400, Some("REQUEST_REFUSED")));
    }

    #[tokio::test]
    async fn the_callers_id_comes_back() {
        let request = Request::get("/number/7").header("x-request-id", "mine-1").body(Body::empty()).unwrap();
        let (status, id, _) = ask(request).await;
        assert_eq!((status.as_u16(), id.as_str()), (200, "mine-1"));
    }
}
