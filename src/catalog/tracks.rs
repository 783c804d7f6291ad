//! Reading tracks: one, several, or all of them page by page.

use uuid::Uuid;

use super::{Catalog, Error, Track};

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

impl Catalog {
    /// The track of any status, if there is one.
    pub async fn track(&self, id: Uuid) -> Result<Option<Track>, Error> {
        sqlx::query_as(select_tracks!("where t.id = $1"))
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(Error::doing("reading a track"))
    }

    /// Those of the tracks that exist, of any status, in no order.
    pub async fn tracks_by_id(&self, ids: &[Uuid]) -> Result<Vec<Track>, Error> {
        sqlx::query_as(select_tracks!("where t.id = any($1)"))
            .bind(ids)
            .fetch_all(&self.pool)
            .await
            .map_err(Error::doing("reading tracks"))
    }

    /// The next `limit` completed tracks with `after < id <= until`, by id. Ranges may be read side by side.
    pub async fn track_page(&self, after: Option<Uuid>, until: Option<Uuid>, limit: i64) -> Result<Vec<Track>, Error> {
        // The nil id is nobody's, and the largest one nobody's that is above.
        sqlx::query_as(select_tracks!(
            "where t.id > $1 and t.id <= $2 and t.status = 'COMPLETED'
            order by t.id
            limit $3"
        ))
        .bind(after.unwrap_or(Uuid::nil()))
        .bind(until.unwrap_or(Uuid::max()))
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .map_err(Error::doing("reading tracks"))
    }

    /// The ids that cut all tracks into `parts` of about the same size: for reading them side by side with `track_page`.
    /// Fewer than `parts - 1` if there are few tracks.
    pub async fn split_tracks(&self, parts: usize) -> Result<Vec<Uuid>, Error> {
        sqlx::query_scalar(
            "select id
            from (select id, row_number() over (order by id) as place, count(*) over () as number from audio_tracks) t
            where place in (select number * part / $1 from generate_series(1, $1 - 1) as part) and place > 0
            order by id",
        )
        .bind(parts.max(1) as i64)
        .fetch_all(&self.pool)
        .await
        .map_err(Error::doing("dividing the tracks"))
    }

    /// How many tracks are completed.
    pub async fn count_tracks(&self) -> Result<i64, Error> {
        sqlx::query_scalar("select count(*) from audio_tracks where status = 'COMPLETED'")
            .fetch_one(&self.pool)
            .await
            .map_err(Error::doing("counting tracks"))
    }
}
