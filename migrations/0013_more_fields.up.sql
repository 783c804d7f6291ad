-- More of what tags say, each a field of a track.
-- Locks: ACCESS EXCLUSIVE on audio_tracks, while its rows are read once to check them; none is rewritten.

alter table audio_tracks
    add column composer text check (octet_length(composer) <= 1200),
    add column conductor text check (octet_length(conductor) <= 1200),
    add column performers text check (octet_length(performers) <= 4000),
    add column lyricist text check (octet_length(lyricist) <= 1200),
    add column artist_sort text check (octet_length(artist_sort) <= 1200),
    add column title_sort text check (octet_length(title_sort) <= 2000),
    add column album_sort text check (octet_length(album_sort) <= 1200),
    add column album_artist_sort text check (octet_length(album_artist_sort) <= 1200),
    add column composer_sort text check (octet_length(composer_sort) <= 1200),
    add column date text check (date ~ '^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$'),
    add column original_date text check (original_date ~ '^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$'),
    add column track_total integer check (track_total between 1 and 99999),
    add column disc_total integer check (disc_total between 1 and 99999),
    add column compilation boolean,
    add column musical_key text check (octet_length(musical_key) <= 200),
    add column record_label text check (octet_length(record_label) <= 1200),
    add column catalog_number text check (octet_length(catalog_number) <= 200),
    add column barcode text check (octet_length(barcode) <= 200),
    add column comment text check (octet_length(comment) <= 16000),
    add column lyrics text check (octet_length(lyrics) <= 64000),
    add column musicbrainz_album_artist_id uuid,
    add column musicbrainz_release_group_id uuid,
    add column musicbrainz_release_track_id uuid,
    add column musicbrainz_work_id uuid;

create or replace function needledrop_record_updates() returns trigger
language plpgsql security definer set search_path = {schema}, pg_temp as $$
begin
    insert into changes (track_id)
    select coalesce(n.id, o.id)
    from old_rows o
    full join new_rows n on n.id = o.id
    where n.id is null or o.id is null
        or (o.status, o.asset_id, o.artist, o.title, o.guessed, o.album, o.album_artist, o.genre, o.year,
            o.track_number, o.disc_number, o.bpm, o.isrc, o.musicbrainz_recording_id, o.musicbrainz_release_id,
            o.musicbrainz_artist_id, o.popularity, o.labels, o.attributes, o.audio_uri, o.thumbnail_uri,
            o.duration_seconds, o.external_id, o.library_id, o.start_ms, o.length_ms, o.composer,
            o.conductor, o.performers, o.lyricist, o.artist_sort, o.title_sort, o.album_sort,
            o.album_artist_sort, o.composer_sort, o.date, o.original_date, o.track_total, o.disc_total,
            o.compilation, o.musical_key, o.record_label, o.catalog_number, o.barcode, o.comment, o.lyrics,
            o.musicbrainz_album_artist_id, o.musicbrainz_release_group_id, o.musicbrainz_release_track_id,
            o.musicbrainz_work_id)
        is distinct from
           (n.status, n.asset_id, n.artist, n.title, n.guessed, n.album, n.album_artist, n.genre, n.year,
            n.track_number, n.disc_number, n.bpm, n.isrc, n.musicbrainz_recording_id, n.musicbrainz_release_id,
            n.musicbrainz_artist_id, n.popularity, n.labels, n.attributes, n.audio_uri, n.thumbnail_uri,
            n.duration_seconds, n.external_id, n.library_id, n.start_ms, n.length_ms, n.composer,
            n.conductor, n.performers, n.lyricist, n.artist_sort, n.title_sort, n.album_sort,
            n.album_artist_sort, n.composer_sort, n.date, n.original_date, n.track_total, n.disc_total,
            n.compilation, n.musical_key, n.record_label, n.catalog_number, n.barcode, n.comment, n.lyrics,
            n.musicbrainz_album_artist_id, n.musicbrainz_release_group_id, n.musicbrainz_release_track_id,
            n.musicbrainz_work_id);
    return null;
end
$$;
