//! Reading whole tracks, one or several.

use sqlx::PgExecutor;
use uuid::Uuid;

use super::track::Track;
use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;

/// A select of every column of [`Track`] from `audio_tracks t` and its asset `a`, with what follows.
macro_rules! select_tracks {
    ($($rest:literal),+) => {
        concat!(
            "select t.id, t.external_id, t.asset_id, t.status, t.artist, t.title, t.title_from_filename, t.album,
                t.album_artist, t.genre, t.year, t.track_number, t.disc_number, t.isrc, t.musicbrainz_recording_id,
                t.musicbrainz_release_id, t.musicbrainz_artist_id, t.popularity, t.labels, t.attributes,
                coalesce(t.audio_uri, a.uri) as audio_uri, t.thumbnail_uri,
                coalesce(a.duration_seconds, t.duration_seconds)::float8 as duration_seconds, a.format, a.codec,
                a.channels, a.sample_rate, a.bits_per_sample, a.bitrate, t.created_at, t.updated_at
            from audio_tracks t
            left join assets a on a.id = t.asset_id ",
            $($rest),+
        )
    };
}

/// The track of any status, if there is one.
pub(super) async fn read(from: impl PgExecutor<'_>, id: Uuid) -> Result<Option<Track>, Error> {
    sqlx::query_as(select_tracks!("where t.id = $1"))
        .bind(id)
        .fetch_optional(from)
        .await
        .map_err(Error::doing("reading a track"))
}

impl Catalog {
    /// The track of any status, if there is one.
    pub async fn track(&self, id: Uuid) -> Result<Option<Track>, Error> {
        read(&self.pool, id).await
    }

    /// Those of the tracks that exist, of any status, in no order.
    pub async fn tracks_by_id(&self, ids: &[Uuid]) -> Result<Vec<Track>, Error> {
        sqlx::query_as(select_tracks!("where t.id = any($1)"))
            .bind(ids)
            .fetch_all(self.reads())
            .await
            .map_err(Error::doing("reading tracks"))
    }

    /// Some completed track, if there is one.
    pub async fn any_track(&self) -> Result<Option<Track>, Error> {
        sqlx::query_as(select_tracks!("where t.status = 'COMPLETED' order by t.id limit 1"))
            .fetch_optional(self.reads())
            .await
            .map_err(Error::doing("reading a track"))
    }

    /// How many tracks are completed.
    pub async fn count_tracks(&self) -> Result<i64, Error> {
        sqlx::query_scalar("select count(*) from audio_tracks where status = 'COMPLETED'")
            .fetch_one(self.reads())
            .await
            .map_err(Error::doing("counting tracks"))
    }
}
