-- Writes a track's values, given as JSON, over those that are there.
update audio_tracks t
set external_id = n.external_id, artist = n.artist, title = n.title,
    title_from_filename = t.title_from_filename and t.title = n.title, album = n.album, album_artist = n.album_artist,
    genre = n.genre, year = n.year, track_number = n.track_number, disc_number = n.disc_number,
    duration_seconds = n.duration_ms / 1000.0, popularity = n.popularity, isrc = n.isrc,
    musicbrainz_recording_id = n.musicbrainz_recording_id, musicbrainz_release_id = n.musicbrainz_release_id,
    musicbrainz_artist_id = n.musicbrainz_artist_id, labels = n.labels, attributes = n.attributes,
    audio_uri = n.audio_uri, thumbnail_uri = n.thumbnail_uri
from json_to_record($1::json) as n (
    id uuid, external_id text, artist text, title text, album text, album_artist text, genre text, year integer,
    track_number integer, disc_number integer, duration_ms bigint, popularity real, isrc text,
    musicbrainz_recording_id uuid, musicbrainz_release_id uuid, musicbrainz_artist_id uuid, labels text[],
    attributes jsonb, audio_uri text, thumbnail_uri text
)
where t.id = n.id
