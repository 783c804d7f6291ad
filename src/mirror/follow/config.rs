//! What following asks to be told.

use std::time::Duration;

use crate::mirror::tail::HEARTBEAT;

/// What following asks to be told.
#[derive(Clone, Debug)]
pub struct Config {
    /// How often to look for changes, and for a generation that another process has built.
    pub poll_interval: Duration,
    /// How often a node says that it lives, and clears up behind itself.
    pub heartbeat: Duration,
    /// How often a little of the index is compared with the catalog, see [`Watched`](crate::mirror::Watched).
    pub watch: Duration,
}

impl Default for Config {
    fn default() -> Self {
        Self { poll_interval: Duration::from_millis(100), heartbeat: HEARTBEAT, watch: Duration::from_secs(10) }
    }
}
