//! `--library`: whose tracks and files a command is about.

use super::Usage;
use crate::catalog::Catalog;
use crate::track::LibraryId;

#[derive(Debug, clap::Args)]
pub struct Library {
    /// The library that the tracks belong to, if not to the default one.
    #[arg(long = "library", value_name = "NAME")]
    name: Option<String>,
}

impl Library {
    pub async fn id(&self, catalog: &Catalog) -> anyhow::Result<LibraryId> {
        let Some(name) = &self.name else { return Ok(LibraryId::DEFAULT) };
        let missing = || {
            Usage(format!(
                "there is no library {name}; `needledrop libraries` lists them, `needledrop libraries create` makes one"
            ))
        };
        Ok(catalog.library(name).await?.ok_or_else(missing)?)
    }
}
