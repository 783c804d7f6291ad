//! Reading and writing tracks. A write is on disk when it is answered, and has a number by which it can be waited for.

use uuid::Uuid;

use super::{Api, Error};
use crate::catalog::{Imported, Saved, Written};
use crate::track::{NewTrack, Track};

impl Api {
    /// A track of any status.
    pub async fn track(&self, id: Uuid) -> Result<Track, Error> {
        self.catalog.track(id).await?.ok_or(Error::NoSuchTrack(id))
    }

    /// Writes one track by the rules of an import; what it doesn't say stays as it was.
    pub async fn save_track(&self, track: &NewTrack) -> Result<Written<Saved>, Error> {
        Ok(self.catalog.save_track(track).await?)
    }

    /// Writes those of the tracks that are valid, by the same rules, all in one transaction.
    pub async fn save_tracks(&self, tracks: &[NewTrack]) -> Result<Written<Imported>, Error> {
        Ok(self.catalog.save_tracks(tracks).await?)
    }

    /// Changes a track; what comes of it must be as valid as a new one.
    pub async fn patch_track(&self, id: Uuid, patch: impl FnOnce(&mut NewTrack)) -> Result<Written<Track>, Error> {
        Ok(self.catalog.patch_track(id, patch).await?)
    }

    /// Deletes a track. The file it was made from stays catalogued.
    pub async fn delete_track(&self, id: Uuid) -> Result<Written<()>, Error> {
        Ok(self.catalog.delete_track(id).await?)
    }
}
