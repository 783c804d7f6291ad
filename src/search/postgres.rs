//! The same search answered by PostgreSQL, for as long as the index can't serve, or when asked for.

use super::{Answered, Error, FoundTrack, Hit, Request, Response, Total};
use crate::catalog::{Catalog, Track, TrackQuery};

/// Answers a request from the catalog.
pub async fn search(catalog: &Catalog, request: Request) -> Result<Response, Error> {
    let Request { q, limit, offset, filters, engine: _, explain: _ } = request;
    let query = TrackQuery {
        q,
        limit,
        offset,
        artist: filters.artist,
        title: filters.title,
        album: filters.album,
        genre: filters.genre,
        label: filters.label,
        format: filters.format,
        year: filters.year,
        duration_ms: filters.duration_ms,
    };
    let answer = catalog.search(&query).await?;
    let total = Total { value: usize::try_from(answer.total).unwrap_or(0), exact: answer.exact };
    let hits =
        answer.rows.into_iter().map(|(track, score)| Hit { score, track: found(track), explanation: None }).collect();
    Ok(Response { hits, total, dropped_words: answer.dropped_words, ..Response::nothing(Answered::Postgres) })
}

/// A hit shows a part of what a track has; the rest is named here so that a new field has to be decided on.
fn found(track: Track) -> FoundTrack {
    let Track {
        id,
        title,
        artist,
        album,
        album_artist,
        genre,
        year,
        labels,
        popularity,
        isrc,
        audio_uri,
        thumbnail_uri,
        duration_seconds,
        format,
        external_id: _,
        asset_id: _,
        status: _,
        title_from_filename: _,
        track_number: _,
        disc_number: _,
        musicbrainz_recording_id: _,
        musicbrainz_release_id: _,
        musicbrainz_artist_id: _,
        attributes: _,
        codec: _,
        channels: _,
        sample_rate: _,
        bits_per_sample: _,
        bitrate: _,
        created_at: _,
        updated_at: _,
    } = track;
    FoundTrack {
        id,
        title,
        artist: artist.unwrap_or_default(),
        album: album.unwrap_or_default(),
        album_artist: album_artist.unwrap_or_default(),
        genre: genre.unwrap_or_default(),
        year,
        duration_ms: duration_seconds.map(|seconds| (seconds * 1000.0).round() as u64),
        format: format.unwrap_or_default(),
        labels,
        popularity,
        isrc: isrc.unwrap_or_default(),
        audio_uri: audio_uri.unwrap_or_default(),
        thumbnail_uri: thumbnail_uri.unwrap_or_default(),
    }
}
