//! The aliases of all libraries, in memory: read again wherever the catalog says that they have changed.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use tokio::sync::Mutex;

use crate::catalog::{Catalog, Error};
use crate::text::language::Aliases;
use crate::track::LibraryId;

/// How often the catalog is asked whether there are new ones.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// What libraries call things otherwise, as new as the last look. Cheap to clone.
#[derive(Clone)]
pub struct AliasBook {
    catalog: Catalog,
    known: Arc<ArcSwap<Libraries>>,
    /// One look at a time, so that an older one never replaces a newer.
    looking: Arc<Mutex<()>>,
}

/// Each library that has ever had aliases.
type Libraries = HashMap<LibraryId, Known>;

/// The aliases of a library, and by which transaction they were changed at last.
#[derive(Clone)]
struct Known {
    version: String,
    aliases: Arc<Aliases>,
}

impl AliasBook {
    /// Knows none until the first look.
    pub fn new(catalog: Catalog) -> Self {
        Self { catalog, known: Arc::default(), looking: Arc::default() }
    }

    /// The aliases of a library, if it has any.
    pub fn of(&self, library: LibraryId) -> Option<Arc<Aliases>> {
        let known = self.known.load();
        known.get(&library).map(|known| &known.aliases).filter(|aliases| !aliases.is_empty()).cloned()
    }

    /// Looks whether any have changed, and reads all of each library that has other ones than before.
    pub async fn look(&self) -> Result<(), Error> {
        let _alone = self.looking.lock().await;
        let versions = self.catalog.alias_versions().await?;
        let known = self.known.load_full();
        let is_known = |(library, version): (&LibraryId, &String)| {
            known.get(library).is_some_and(|known| known.version == *version)
        };
        if versions.len() == known.len() && versions.iter().all(is_known) {
            return Ok(());
        }
        let mut libraries = Libraries::with_capacity(versions.len());
        for (library, version) in versions {
            let known = match known.get(&library).filter(|known| known.version == version) {
                Some(known) => known.clone(),
                // Read after the version: they may be newer, and are then read once more.
                None => Known { aliases: Arc::new(self.catalog.search_aliases(library).await?), version },
            };
            libraries.insert(library, known);
        }
        self.known.store(Arc::new(libraries));
        Ok(())
    }

    /// Looks again and again; never ends. While the catalog can't be asked, what is known stays.
    pub async fn follow(&self) {
        loop {
            if let Ok(Err(error)) = tokio::time::timeout(self.catalog.patience(), self.look()).await {
                tracing::debug!(%error, "aliases may be out of date");
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }
}
