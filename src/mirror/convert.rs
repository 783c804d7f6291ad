//! From a row of the catalog to a document of the index: every field is named, so that a new one must be decided on.

use crate::catalog::Searchable;
use crate::index::Document;

/// What the index holds of a track.
pub fn document(track: Searchable) -> Document {
    let Searchable {
        id,
        artist,
        title,
        album,
        album_artist,
        genre,
        year,
        duration_ms,
        format,
        labels,
        popularity,
        isrc,
        audio_uri,
        thumbnail_uri,
    } = track;
    Document {
        id,
        title,
        artist: artist.unwrap_or_default(),
        album: album.unwrap_or_default(),
        album_artist: album_artist.unwrap_or_default(),
        genre: genre.unwrap_or_default(),
        year,
        // The catalog keeps nothing below zero.
        duration_ms: duration_ms.map(i64::unsigned_abs),
        format: format.unwrap_or_default(),
        labels,
        popularity,
        isrc: isrc.unwrap_or_default(),
        audio_uri: audio_uri.unwrap_or_default(),
        thumbnail_uri: thumbnail_uri.unwrap_or_default(),
    }
}
