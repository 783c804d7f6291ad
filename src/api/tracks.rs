//! Reading and writing tracks. Each write is one transaction: on disk when it is answered, and known by a number.

use std::time::Duration;

use super::{Api, Error};
use crate::catalog::{self, Imported, Saved, Seq, TrackAsset, Transaction, feed, tracks};
use crate::track::{Field, NewTrack, Track, TrackId};

/// Whoever waits for the answer is told soon that there is no connection to be had.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a write has done.
#[derive(Clone, Debug, PartialEq)]
pub struct Written<T> {
    /// By this the write can be waited for in the index.
    pub seq: Seq,
    pub done: T,
}

impl Api {
    /// A track of a library, of any status.
    pub async fn track(&self, library: Option<&str>, id: TrackId) -> Result<Track, Error> {
        self.catalog.track(self.library(library).await?, id).await?.ok_or(Error::NoSuchTrack(id))
    }

    /// A track with what is known of its file.
    pub async fn track_and_asset(
        &self,
        library: Option<&str>,
        id: TrackId,
    ) -> Result<(Track, Option<TrackAsset>), Error> {
        let track = self.track(library, id).await?;
        let asset = match track.asset_id {
            Some(id) => self.catalog.track_asset(id).await?,
            None => None,
        };
        Ok((track, asset))
    }

    /// Writes one track of a library by the rules of an import; what it doesn't say stays as it was.
    pub async fn save_track(&self, library: Option<&str>, mut track: NewTrack) -> Result<Written<Saved>, Error> {
        track.library_id = self.library(library).await?;
        let mut transaction = self.begin().await?;
        let saved = tracks::save(&mut transaction, &track).await?;
        commit(transaction, saved.track.id, saved).await
    }

    /// Writes those of the tracks that are valid, by the same rules, all in one transaction.
    pub async fn save_tracks(
        &self,
        library: Option<&str>,
        tracks: &mut [NewTrack],
    ) -> Result<Written<Imported>, Error> {
        let library = self.library(library).await?;
        tracks.iter_mut().for_each(|track| track.library_id = library);
        let mut transaction = self.begin().await?;
        let imported = tracks::save_all(&mut transaction, tracks).await?;
        match imported.first {
            Some(first) => commit(transaction, first, imported).await,
            None => Err(Error::AllRejected(imported.rejected)),
        }
    }

    /// Gives the fields of `reset` back to the tags of a library's track, and changes others; what comes of it must be
    /// as valid as a new track.
    pub async fn patch_track(
        &self,
        library: Option<&str>,
        id: TrackId,
        reset: &[Field],
        patch: impl FnOnce(&mut NewTrack),
    ) -> Result<Written<Track>, Error> {
        let library = self.library(library).await?;
        let mut transaction = self.begin().await?;
        let track = tracks::patch(&mut transaction, library, id, reset, patch).await?;
        commit(transaction, id, track).await
    }

    /// Deletes a track of a library. The file it was made from stays catalogued.
    pub async fn delete_track(&self, library: Option<&str>, id: TrackId) -> Result<Written<()>, Error> {
        let library = self.library(library).await?;
        let mut transaction = self.begin().await?;
        tracks::delete(&mut transaction, library, id).await?;
        commit(transaction, id, ()).await
    }

    pub(super) async fn begin(&self) -> Result<Transaction, catalog::Error> {
        self.catalog.begin_within(PATIENCE).await
    }
}

/// Commits what was done about a track, which its number is looked up by.
async fn commit<T>(mut transaction: Transaction, about: TrackId, done: T) -> Result<Written<T>, Error> {
    let seq = feed::note(&mut transaction, about).await?;
    transaction.commit().await?;
    Ok(Written { seq, done })
}
