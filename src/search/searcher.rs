//! Chooses the engine that answers.

use std::sync::Arc;
use std::time::Instant;

use super::aliases::AliasBook;
use super::engine::SearchEngine;
use super::error::Error;
use super::index::IndexEngine;
use super::postgres::PostgresEngine;
use super::request::{Engine, Request};
use super::response::Response;
use crate::catalog::Catalog;
use crate::cpu::Cpu;
use crate::index::Live;

/// Answers searches from the index, or from the catalog. Cheap to clone.
#[derive(Clone)]
pub struct Searcher {
    index: Arc<dyn SearchEngine>,
    postgres: Arc<dyn SearchEngine>,
    aliases: Option<AliasBook>,
}

impl Searcher {
    /// With the index and the catalog as its two engines; facets of the index are counted in the pool.
    pub fn new(live: Arc<Live>, catalog: Catalog, cpu: Cpu) -> Self {
        Self::of(Arc::new(IndexEngine::new(live, cpu)), Arc::new(PostgresEngine::new(catalog)))
    }

    /// The same with what a book says of each library; else a request has its aliases with it.
    pub fn with_aliases(self, aliases: AliasBook) -> Self {
        Self { aliases: Some(aliases), ..self }
    }

    /// With other engines in their places.
    pub fn of(index: Arc<dyn SearchEngine>, postgres: Arc<dyn SearchEngine>) -> Self {
        Self { index, postgres, aliases: None }
    }

    /// Answers from the engine that the request asks for. An index that fails leaves the answer to PostgreSQL, unless
    /// it alone was asked.
    pub async fn search(&self, mut request: Request) -> Result<Response, Error> {
        let began = Instant::now();
        if let Some(aliases) = &self.aliases {
            request.aliases = aliases.of(request.library);
        }
        let mut response = match request.engine {
            Engine::Index => self.index.search(&request).await?,
            Engine::Postgres => self.postgres.search(&request).await?,
            Engine::Auto => match self.index.search(&request).await {
                Ok(response) => response,
                Err(error) => {
                    if !matches!(error, Error::IndexNotReady) {
                        tracing::error!(%error, "the index failed; PostgreSQL answers instead");
                    }
                    self.postgres.search(&request).await?
                }
            },
        };
        response.took = began.elapsed();
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::response::Answered;

    /// Answers as it is told to.
    struct Told(fn() -> Result<Response, Error>);

    #[async_trait::async_trait]
    impl SearchEngine for Told {
        async fn search(&self, _: &Request) -> Result<Response, Error> {
            self.0()
        }
    }

    const READY: fn() -> Result<Response, Error> = || Ok(Response::nothing(Answered::Index));
    const NOT_READY: fn() -> Result<Response, Error> = || Err(Error::IndexNotReady);
    const BROKEN: fn() -> Result<Response, Error> = || Err(Error::Cpu(crate::cpu::Panicked));

    #[tokio::test]
    async fn postgres_answers_where_the_index_can_not_unless_only_that_was_asked() {
        let cases = [
            (READY, Engine::Auto, Some(Answered::Index)),
            (NOT_READY, Engine::Auto, Some(Answered::Postgres)),
            (BROKEN, Engine::Auto, Some(Answered::Postgres)),
            (READY, Engine::Postgres, Some(Answered::Postgres)),
            (READY, Engine::Index, Some(Answered::Index)),
            (NOT_READY, Engine::Index, None),
            (BROKEN, Engine::Index, None),
        ];
        for (index, engine, answered) in cases {
            let postgres = Told(|| Ok(Response::nothing(Answered::Postgres)));
            let searcher = Searcher::of(Arc::new(Told(index)), Arc::new(postgres));
            let response = searcher.search(Request { engine, ..Request::default() }).await;
            assert_eq!(response.ok().map(|response| response.engine), answered, "{engine:?}");
        }
    }
}
