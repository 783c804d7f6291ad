//! What is measured, in the form that Prometheus reads.

use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use metrics::{Key, KeyName, Label, Level, Metadata, Recorder, SharedString, Unit};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

use super::{App, health};
use crate::mirror::{LastVerify, Watched};
use crate::search::Answered;

const REQUESTS: &str = "needledrop_http_request_seconds";
const SEARCHES: &str = "needledrop_search_seconds";
const DOCS: &str = "needledrop_index_docs";
const LAG_SECONDS: &str = "needledrop_index_lag_seconds";
const LAG_CHANGES: &str = "needledrop_index_lag_changes";
const STALE_SECONDS: &str = "needledrop_index_stale_seconds";
const VERIFIED: &str = "needledrop_verify_timestamp_seconds";
const DIFFERENCES: &str = "needledrop_verify_differences";
const WATCHED: &str = "needledrop_watch_timestamp_seconds";
const TROUBLED: &str = "needledrop_watch_trouble";
const REPAIRS: &str = "needledrop_watch_repairs_total";

/// Finest where searches are expected to be: around half a millisecond.
const BUCKETS_SECONDS: &[f64] =
    &[0.0001, 0.00025, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.125, 0.25, 0.5, 1.0, 2.5, 10.0];

const METADATA: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, Some(module_path!()));

/// A recorder of its own rather than the process's, so that tests can have many.
pub struct Metrics {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// All metrics at zero.
    pub fn new() -> Self {
        let builder = PrometheusBuilder::new().set_buckets(BUCKETS_SECONDS).expect("the list of buckets isn't empty");
        let recorder = builder.build_recorder();
        describe(&recorder);
        Self { handle: recorder.handle(), recorder }
    }

    /// Notes that a request has been answered.
    pub fn request(&self, route: &str, status: StatusCode, took: Duration) {
        let labels = vec![Label::new("route", route.to_owned()), Label::new("status", status.as_str().to_owned())];
        let key = Key::from_parts(REQUESTS, labels);
        self.recorder.register_histogram(&key, &METADATA).record(took.as_secs_f64());
    }

    /// Notes that a search has found what there is.
    pub fn search(&self, engine: Answered, took: Duration) {
        let engine = match engine {
            Answered::Index => "index",
            Answered::Postgres => "postgres",
        };
        let key = Key::from_parts(SEARCHES, vec![Label::from_static_parts("engine", engine)]);
        self.recorder.register_histogram(&key, &METADATA).record(took.as_secs_f64());
    }

    /// Takes what was recorded into the histograms; without it, and without anybody asking, the records would pile up.
    pub fn upkeep(&self) {
        self.handle.run_upkeep();
    }

    fn gauge(&self, name: &'static str, value: f64) {
        self.recorder.register_gauge(&Key::from_static_name(name), &METADATA).set(value);
    }

    /// What the standing check has found.
    fn watched(&self, Watched { at, trouble, repairs, .. }: &Watched) {
        at.iter().for_each(|at| self.gauge(WATCHED, at.unix_timestamp() as f64));
        self.gauge(TROUBLED, f64::from(u8::from(trouble.is_some())));
        self.recorder.register_counter(&Key::from_static_name(REPAIRS), &METADATA).absolute(*repairs);
    }

    /// What the last comparison of index and catalog has found.
    fn verified(&self, LastVerify { at, missing, stale, orphaned, .. }: &LastVerify) {
        self.gauge(VERIFIED, at.unix_timestamp() as f64);
        for (kind, count) in [("missing", missing), ("stale", stale), ("orphaned", orphaned)] {
            let key = Key::from_parts(DIFFERENCES, vec![Label::from_static_parts("kind", kind)]);
            self.recorder.register_gauge(&key, &METADATA).set(*count as f64);
        }
    }
}

fn describe(recorder: &PrometheusRecorder) {
    let name = |name: &'static str| KeyName::from_const_str(name);
    let text = |text: &'static str| SharedString::const_str(text);
    recorder.describe_histogram(name(REQUESTS), Some(Unit::Seconds), text("Requests, by route and status."));
    recorder.describe_histogram(name(SEARCHES), Some(Unit::Seconds), text("Searches, by the engine that answered."));
    recorder.describe_gauge(name(DOCS), None, text("Tracks that can be found in the index."));
    recorder.describe_gauge(name(LAG_SECONDS), Some(Unit::Seconds), text("Age of the oldest change not in the index."));
    recorder.describe_gauge(
        name(STALE_SECONDS),
        Some(Unit::Seconds),
        text("How long the index hasn't been brought up to date."),
    );
    recorder.describe_gauge(name(LAG_CHANGES), None, text("Changes that are not in the index yet."));
    recorder.describe_gauge(name(VERIFIED), Some(Unit::Seconds), text("When index and catalog were last compared."));
    recorder.describe_gauge(name(DIFFERENCES), None, text("Tracks that differed at the end of that, by kind."));
    recorder.describe_gauge(name(WATCHED), Some(Unit::Seconds), text("When a little of both was compared last."));
    recorder.describe_gauge(name(TROUBLED), None, text("1 where that has found something that is not mended yet."));
    recorder.describe_counter(name(REPAIRS), None, text("How often the index was mended for what that has found."));
}

pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let index = app.api.status();
    app.metrics.gauge(DOCS, index.docs as f64);
    let stale = index.stale_for.unwrap_or_default();
    match health::lag(&app).await {
        Some(lag) => {
            app.metrics.gauge(LAG_SECONDS, lag.age.as_secs_f64());
            app.metrics.gauge(LAG_CHANGES, lag.changes as f64);
        }
        // Nobody knows how much there is; as old as the silence it may be.
        None => app.metrics.gauge(LAG_SECONDS, stale.as_secs_f64()),
    }
    app.metrics.gauge(STALE_SECONDS, stale.as_secs_f64());
    app.metrics.watched(&app.api.watched());
    app.api.last_verify().iter().for_each(|last| app.metrics.verified(last));
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.metrics.handle.render())
}
