//! From a row of the catalog to a document of the index: every field is named, so that a new one must be decided on.

use crate::catalog::{Status, Track};
use crate::index::Document;

/// What the index holds of a track; nothing while it isn't completed.
pub fn document(track: Track) -> Option<Document> {
    let Track {
        id,
        external_id: _,
        asset_id: _,
        status,
        artist,
        title,
        title_from_filename: _,
        album,
        album_artist,
        genre,
        year,
        track_number: _,
        disc_number: _,
        isrc,
        musicbrainz_recording_id: _,
        musicbrainz_release_id: _,
        musicbrainz_artist_id: _,
        popularity,
        labels,
        attributes: _,
        audio_uri,
        thumbnail_uri,
        duration_seconds,
        format,
        codec: _,
        channels: _,
        sample_rate: _,
        bits_per_sample: _,
        bitrate: _,
        created_at: _,
        updated_at: _,
    } = track;
    (status == Status::Completed).then(|| Document {
        id,
        title,
        artist: artist.unwrap_or_default(),
        album: album.unwrap_or_default(),
        album_artist: album_artist.unwrap_or_default(),
        genre: genre.unwrap_or_default(),
        year,
        duration_ms: duration_seconds.map(milliseconds),
        format: format.unwrap_or_default(),
        labels,
        popularity,
        isrc: isrc.unwrap_or_default(),
        audio_uri: audio_uri.unwrap_or_default(),
        thumbnail_uri: thumbnail_uri.unwrap_or_default(),
    })
}

/// The catalog keeps thousandths of a second and nothing below zero; `as` saturates what isn't so.
fn milliseconds(seconds: f64) -> u64 {
    (seconds * 1_000.0).round() as u64
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn every_thousandth_of_a_second_is_kept() {
        for ms in (0..20_000_000).step_by(997) {
            assert_eq!(milliseconds(ms as f64 / 1_000.0), ms);
        }
    }
}
