//! Reading and writing what a library calls things otherwise.

use super::{Api, Error};
use crate::catalog::aliases::{self, Written};
use crate::catalog::{Alias, NewAlias};
use crate::track::AliasId;

impl Api {
    /// Some aliases of a library, by name, and how many there are in all.
    pub async fn aliases(
        &self,
        library: Option<&str>,
        offset: usize,
        limit: usize,
    ) -> Result<(Vec<Alias>, usize), Error> {
        let library = self.library(library).await?;
        Ok(self.catalog.aliases(library, offset, limit).await?)
    }

    /// One alias of a library.
    pub async fn alias(&self, library: Option<&str>, id: AliasId) -> Result<Alias, Error> {
        let library = self.library(library).await?;
        self.catalog.alias(library, id).await?.ok_or(Error::NoSuchAlias(id))
    }

    /// Writes an alias of a library; one of the same name and kind is changed. Also answers whether it is new.
    pub async fn save_alias(&self, library: Option<&str>, alias: &NewAlias) -> Result<(Alias, bool), Error> {
        let library = self.library(library).await?;
        let mut transaction = self.begin().await?;
        let saved = aliases::save(&mut transaction, library, alias).await?;
        transaction.commit().await?;
        // So that whoever is answered finds by it here.
        self.know_aliases().await;
        Ok(saved)
    }

    /// Writes aliases of a library, each valid by itself, in one transaction.
    pub async fn save_aliases(&self, library: Option<&str>, given: &[NewAlias]) -> Result<Written, Error> {
        let library = self.library(library).await?;
        let mut transaction = self.begin().await?;
        let written = aliases::save_all(&mut transaction, library, given).await?;
        transaction.commit().await?;
        self.know_aliases().await;
        Ok(written)
    }

    /// Removes an alias of a library.
    pub async fn remove_alias(&self, library: Option<&str>, id: AliasId) -> Result<(), Error> {
        let library = self.library(library).await?;
        let mut transaction = self.begin().await?;
        if !aliases::remove(&mut transaction, library, id).await? {
            return Err(Error::NoSuchAlias(id));
        }
        transaction.commit().await?;
        self.know_aliases().await;
        Ok(())
    }

    /// Takes over what anybody writes of any library; never ends.
    pub async fn follow_aliases(&self) {
        self.aliases.follow().await;
    }

    /// Takes over what has been written by now. If that fails, the next look comes soon.
    pub async fn know_aliases(&self) {
        if let Err(error) = self.aliases.look().await {
            tracing::debug!(%error, "a new alias is known a little later");
        }
    }
}
