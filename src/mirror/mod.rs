//! catalog → index: follows changes, rebuilds, verifies. Knows nothing of HTTP.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::catalog::{self, Catalog, Position};
use crate::cpu::Cpu;
use crate::index::{Live, Snapshot};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Starting,
    Building {
        done: u64,
        total: u64,
    },
    Serving,
    Troubled,
}

#[derive(Clone, Debug, Default)]
pub struct Status {
    pub state: State,
    pub docs: u64,
    pub position: Position,
    pub lag: Duration,
    pub lag_changes: u64,
    pub generation: Option<u64>,
    pub trouble: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Config {
    pub poll_interval: Duration,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
}

pub struct Mirror(Arc<Live>);

impl Mirror {
    pub fn start(_: Catalog, _: &Path, _: Cpu, _: Config, _: &str) -> Result<Self, Error> {
        Ok(Self(Arc::default()))
    }
    pub fn live(&self) -> Arc<Live> {
        Arc::clone(&self.0)
    }
    pub fn status(&self) -> Status {
        Status::default()
    }
    pub fn reader(&self) -> StatusReader {
        StatusReader
    }
    pub async fn stop(self) {}
}

/// Tells how far the mirror has come, also after its end.
#[derive(Clone)]
pub struct StatusReader;

impl StatusReader {
    pub fn read(&self) -> Status {
        Status::default()
    }
}

pub async fn catch_up(_: Catalog, _: &Path, _: Cpu) -> Result<Option<Snapshot>, Error> {
    Ok(None)
}
