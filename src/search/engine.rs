//! Chooses the engine and runs the search.

use std::sync::Arc;
use std::time::Instant;

use super::{Engine, Request, Response, lexical, postgres};
use crate::catalog::Catalog;
use crate::cpu::Cpu;
use crate::index::Live;

/// Why a search gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the index can't serve yet, and engine=index rules out PostgreSQL")]
    IndexNotReady,
    #[error(transparent)]
    Catalog(#[from] crate::catalog::Error),
    #[error(transparent)]
    Index(#[from] crate::index::Error),
    #[error(transparent)]
    Cpu(#[from] crate::cpu::Panicked),
}

/// Answers searches from the index, or from the catalog. Cheap to clone.
#[derive(Clone)]
pub struct Searcher {
    live: Arc<Live>,
    catalog: Catalog,
}

impl Searcher {
    pub fn new(live: Arc<Live>, catalog: Catalog) -> Self {
        Self { live, catalog }
    }

    /// Answers from the engine that the request asks for. An index that fails leaves the answer to PostgreSQL, unless it
    /// alone was asked.
    pub async fn search(&self, request: Request) -> Result<Response, Error> {
        let began = Instant::now();
        let snapshot = if request.engine == Engine::Postgres { None } else { self.live.load() };
        let mut response = match (snapshot, request.engine) {
            (Some(snapshot), engine) => {
                // On this very thread: a search is bounded, and mostly shorter than two changes of thread under load.
                let answer = Cpu::at_once(|| lexical::search(&snapshot, &request));
                match answer.map_err(Error::from).and_then(|answer| Ok(answer?)) {
                    Ok(response) => response,
                    Err(error) if engine == Engine::Auto => {
                        tracing::error!(%error, "the index failed; PostgreSQL answers instead");
                        postgres::search(&self.catalog, request).await?
                    }
                    Err(error) => return Err(error),
                }
            }
            (None, Engine::Index) => return Err(Error::IndexNotReady),
            (None, _) => postgres::search(&self.catalog, request).await?,
        };
        response.took = began.elapsed();
        Ok(response)
    }
}
