//! The same search answered by PostgreSQL, for as long as the index can't serve, or when asked for.

use super::{Answered, Error, Hit, Request, Response, Total};
use crate::catalog::{Catalog, TrackQuery};

/// Answers a request from the catalog.
pub async fn search(catalog: &Catalog, request: Request) -> Result<Response, Error> {
    let Request { q, limit, offset, library, filters, engine: _, explain: _ } = request;
    let answer = catalog.search(&TrackQuery { q, limit, offset, library, conditions: filters }).await?;
    let total = Total { value: usize::try_from(answer.total).unwrap_or(0), exact: answer.exact };
    let hits = answer.rows.into_iter().map(|(track, score)| Hit { score, track, explanation: None }).collect();
    Ok(Response { hits, total, dropped_words: answer.dropped_words, ..Response::nothing(Answered::Postgres) })
}
