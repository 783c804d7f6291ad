//! A request → plan → candidates → ranking → hits, from the index, or from the catalog when the index can't serve.

pub mod bounds;
mod request;
mod response;

use std::sync::Arc;

pub use request::{Engine, Filters, Request};
pub use response::{Answered, Hit, Response, Total};

use crate::catalog::Catalog;
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
    #[expect(dead_code)]
    live: Arc<Live>,
    #[expect(dead_code)]
    catalog: Catalog,
    #[expect(dead_code)]
    cpu: crate::cpu::Cpu,
}

impl Searcher {
    pub fn new(live: Arc<Live>, catalog: Catalog, cpu: crate::cpu::Cpu) -> Self {
        Self { live, catalog, cpu }
    }

    pub async fn search(&self, _request: Request) -> Result<Response, Error> {
        todo!("core")
    }
}
