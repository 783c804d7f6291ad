//! Libraries by their names.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::{Api, Error};
use crate::track::LibraryId;

/// Those that were asked for: names don't change, and a search must not ask PostgreSQL for one each time.
#[derive(Clone, Default)]
pub struct Libraries(Arc<RwLock<HashMap<String, LibraryId>>>);

impl Api {
    /// The library of a name; the default one of none.
    pub async fn library(&self, name: Option<&str>) -> Result<LibraryId, Error> {
        let Some(name) = name else { return Ok(LibraryId::DEFAULT) };
        let known = self.libraries.0.read().unwrap_or_else(PoisonError::into_inner).get(name).copied();
        if let Some(id) = known {
            return Ok(id);
        }
        let id = self.catalog.library(name).await?.ok_or_else(|| Error::NoSuchLibrary(name.to_owned()))?;
        self.libraries.0.write().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), id);
        Ok(id)
    }
}
