//! PostgreSQL as an engine, for as long as the index can't serve, or when asked for.

use async_trait::async_trait;

use super::engine::SearchEngine;
use super::error::Error;
use super::request::Request;
use super::response::{Answered, Hit, Response, Score, Total};
use crate::catalog::{Catalog, TrackQuery};

/// Answers from the catalog.
pub struct PostgresEngine {
    catalog: Catalog,
}

impl PostgresEngine {
    pub fn new(catalog: Catalog) -> Self {
        Self { catalog }
    }
}

#[async_trait]
impl SearchEngine for PostgresEngine {
    async fn search(&self, request: &Request) -> Result<Response, Error> {
        search(&self.catalog, request.clone()).await
    }
}

/// Answers a request from the catalog.
pub async fn search(catalog: &Catalog, request: Request) -> Result<Response, Error> {
    let Request { q, limit, offset, library, aliases, filters, facets, count_exact, engine: _, explain: _ } = request;
    let names: Vec<String> = facets.iter().map(|facet| facet.name.clone()).collect();
    let query = TrackQuery { q, limit, offset, library, aliases, conditions: filters, facets, count_exact };
    let answer = catalog.search(&query).await?;
    let total = Total { value: usize::try_from(answer.total).unwrap_or(0), exact: answer.exact };
    let hits = answer
        .rows
        .into_iter()
        .map(|(track, score)| Hit { score: Score::new(score), track, explanation: None })
        .collect();
    let facets = names.into_iter().zip(answer.facets).collect();
    Ok(Response { hits, total, facets, dropped_words: answer.dropped_words, ..Response::nothing(Answered::Postgres) })
}
