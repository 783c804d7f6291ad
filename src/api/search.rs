//! Searching, also for what was only just written.

use std::time::Duration;

use super::{Api, Error};
use crate::catalog::Seq;
use crate::mirror::Freshness;
use crate::search::{Answered, Engine, Request, Response};

/// How often the database is asked for a write that isn't there yet.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A search, and the write that it must see.
#[derive(Clone, Debug, Default)]
pub struct SearchQuery {
    /// But for the library, which is said by its name.
    pub request: Request,
    /// None for the default one.
    pub library: Option<String>,
    /// The number of a write, as [`Written`](super::Written) has it.
    pub min_seq: Option<Seq>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct SearchAnswer {
    pub response: Response,
    /// How new the answer is at least, if it is the index's.
    pub freshness: Option<Freshness>,
}

impl Api {
    /// Finds tracks; waits for the write that must be seen, but not for long.
    pub async fn search(&self, query: SearchQuery) -> Result<SearchAnswer, Error> {
        let SearchQuery { mut request, library, min_seq } = query;
        request.library = self.library(library.as_deref()).await?;
        if let Some(seq) = min_seq {
            self.wait_for(seq, request.engine).await?;
        }
        // Before the search, so that its answer is at least as new.
        let freshness = self.mirror.freshness();
        let response = self.searcher.search(request).await?;
        let freshness = (response.engine == Answered::Index).then_some(freshness);
        Ok(SearchAnswer { response, freshness })
    }

    /// Waits until the engine that will answer has the write with this number.
    async fn wait_for(&self, seq: Seq, engine: Engine) -> Result<(), Error> {
        let is_postgres = engine == Engine::Postgres || (engine == Engine::Auto && self.status().generation.is_none());
        let had = async {
            if !is_postgres {
                self.mirror.until_served(seq).await;
                return Ok(());
            }
            // A replica shows a write a moment after the primary has told of it.
            while !self.catalog.has_committed(seq).await? {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
            Ok(())
        };
        tokio::time::timeout(self.config.min_seq_timeout, had).await.unwrap_or(Err(Error::Behind { seq }))
    }
}
