//! The index as an engine: its newest snapshot.

use std::sync::Arc;

use async_trait::async_trait;

use super::engine::SearchEngine;
use super::error::Error;
use super::lexical;
use super::request::Request;
use super::response::{Response, Total};
use crate::cpu::Cpu;
use crate::index::Live;

/// Answers as soon as there is a snapshot.
pub struct IndexEngine {
    live: Arc<Live>,
    cpu: Cpu,
}

impl IndexEngine {
    pub fn new(live: Arc<Live>, cpu: Cpu) -> Self {
        Self { live, cpu }
    }
}

#[async_trait]
impl SearchEngine for IndexEngine {
    async fn search(&self, request: &Request) -> Result<Response, Error> {
        let snapshot = self.live.load().ok_or(Error::IndexNotReady)?;
        // On this very thread: a search is bounded, and mostly shorter than two changes of thread under load.
        let mut response = Cpu::at_once(|| lexical::search(&snapshot, request))??;
        if request.facets.is_empty() && (response.total.exact || !request.count_exact) {
            return Ok(response);
        }
        // All that matches is another matter.
        let (request, is_counted) = (request.clone(), response.total.exact);
        let names: Vec<String> = request.facets.iter().map(|facet| facet.name.clone()).collect();
        let counted = self.cpu.run(move || {
            let total = (request.count_exact && !is_counted).then(|| lexical::count_matches(&snapshot, &request));
            Ok::<_, Error>((total.transpose()?, lexical::count_facets(&snapshot, &request)?))
        });
        let (total, facets) = counted.await??;
        response.total = total.map_or(response.total, |value| Total { value, exact: true });
        response.facets = names.into_iter().zip(facets).collect();
        Ok(response)
    }
}
