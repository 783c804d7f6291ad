//! axum: routes, wire types, errors → status. Knows neither SQL nor tantivy.

mod aliases;
mod batch;
mod body;
mod error;
mod health;
mod lines;
mod location;
mod metrics;
mod observe;
mod params;
mod problem;
mod refusal;
mod reindex;
mod request_id;
mod router;
mod search;
mod serve;
mod tracks;

use std::sync::Arc;
use std::time::Duration;

pub use error::Error;
pub use metrics::Metrics;
pub use router::router;
pub use search::SearchBody;
pub use serve::{bind, serve};

use crate::api::Api;

/// What the server asks to be told, beside where to listen.
#[derive(Clone, Debug)]
pub struct Config {
    /// How long one request may take.
    pub request_timeout: Duration,
    /// How long requests in flight may go on after the server has been asked to stop.
    pub drain_timeout: Duration,
}

impl Default for Config {
    fn default() -> Self {
        Self { request_timeout: Duration::from_secs(10), drain_timeout: Duration::from_secs(2) }
    }
}

/// What the routes stand on. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub api: Api,
    pub metrics: Arc<Metrics>,
    pub config: Config,
}
