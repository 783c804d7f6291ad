//! The index as an engine: its newest snapshot.

use std::sync::Arc;

use async_trait::async_trait;

use super::engine::SearchEngine;
use super::error::Error;
use super::lexical;
use super::request::Request;
use super::response::Response;
use crate::cpu::Cpu;
use crate::index::Live;

/// Answers as soon as there is a snapshot.
pub struct IndexEngine {
    live: Arc<Live>,
}

impl IndexEngine {
    pub fn new(live: Arc<Live>) -> Self {
        Self { live }
    }
}

#[async_trait]
impl SearchEngine for IndexEngine {
    async fn search(&self, request: &Request) -> Result<Response, Error> {
        let snapshot = self.live.load().ok_or(Error::IndexNotReady)?;
        // On this very thread: a search is bounded, and mostly shorter than two changes of thread under load.
        Ok(Cpu::at_once(|| lexical::search(&snapshot, request))??)
    }
}
