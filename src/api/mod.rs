//! The use cases, without a transport: types in, types out. `http` and `cli` parse what was asked, call these, and
//! answer.

mod aliases;
mod error;
mod libraries;
mod reindex;
mod search;
mod tracks;

use std::sync::Arc;
use std::time::Duration;

use crate::catalog::{self, Catalog, FeedStatus};
use crate::cpu::Cpu;
use crate::index::Live;
use crate::mirror::{LastVerify, Rebuilder, Status, StatusReader, Watched};
use crate::search::{AliasBook, Searcher};

pub use error::Error;
use libraries::Libraries;
pub use search::{SearchAnswer, SearchQuery};
pub use tracks::Written;

/// What the use cases ask to be told.
#[derive(Clone, Debug)]
pub struct Config {
    /// How long a search waits for the index to have what its `min_seq` asks for.
    pub min_seq_timeout: Duration,
}

impl Default for Config {
    fn default() -> Self {
        Self { min_seq_timeout: Duration::from_secs(1) }
    }
}

/// Everything that can be asked of a catalog and the index that follows it. Cheap to clone.
#[derive(Clone)]
pub struct Api {
    catalog: Catalog,
    searcher: Searcher,
    aliases: AliasBook,
    /// What the mirror is doing.
    mirror: StatusReader,
    rebuilder: Rebuilder,
    config: Config,
    libraries: Libraries,
}

impl Api {
    /// On a catalog and a mirror that follows it, which shows in `live` what searches see. What a search takes long for
    /// is done in the pool.
    pub fn new(
        catalog: Catalog,
        live: Arc<Live>,
        mirror: StatusReader,
        rebuilder: Rebuilder,
        cpu: Cpu,
        config: Config,
    ) -> Self {
        let aliases = AliasBook::new(catalog.clone());
        let searcher = Searcher::new(live, catalog.clone(), cpu).with_aliases(aliases.clone());
        Self { catalog, searcher, aliases, mirror, rebuilder, config, libraries: Libraries::default() }
    }

    /// What the mirror is doing.
    pub fn status(&self) -> Status {
        self.mirror.read()
    }

    /// What the catalog has committed and searches don't see yet.
    pub async fn lag(&self) -> Result<FeedStatus, catalog::Error> {
        self.mirror.lag().await
    }

    /// What the standing check of index and catalog has found.
    pub fn watched(&self) -> Watched {
        self.mirror.watched()
    }

    /// What the last comparison of index and catalog has found.
    pub fn last_verify(&self) -> Option<LastVerify> {
        self.mirror.last_verify()
    }
}
