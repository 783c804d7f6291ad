//! axum: routes, wire types, errors → status. Knows neither SQL nor tantivy.

use std::time::Duration;

/// What the server asks to be told, beside where to listen.
#[derive(Clone, Debug)]
pub struct Config {
    /// How long one request may take.
    pub request_timeout: Duration,
    /// How long requests in flight may go on after the server has been asked to stop.
    pub drain_timeout: Duration,
}
