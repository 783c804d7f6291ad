//! catalog → index: follows changes, rebuilds, verifies. Knows nothing of HTTP.

use std::time::Duration;

/// What the mirror is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Serving,
    Building,
}

#[derive(Clone, Debug)]
pub struct Status {
    pub state: State,
    pub docs: u64,
    pub lag: Duration,
    pub lag_changes: i64,
    pub generation: u64,
}

pub struct Mirror;

impl Mirror {
    pub fn status(&self) -> Status {
        Status { state: State::Building, docs: 0, lag: Duration::ZERO, lag_changes: 0, generation: 0 }
    }
}
