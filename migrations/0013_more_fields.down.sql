-- Locks: ACCESS EXCLUSIVE on audio_tracks, for a moment.

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
            o.duration_seconds, o.external_id, o.library_id, o.start_ms, o.length_ms)
        is distinct from
           (n.status, n.asset_id, n.artist, n.title, n.guessed, n.album, n.album_artist, n.genre, n.year,
            n.track_number, n.disc_number, n.bpm, n.isrc, n.musicbrainz_recording_id, n.musicbrainz_release_id,
            n.musicbrainz_artist_id, n.popularity, n.labels, n.attributes, n.audio_uri, n.thumbnail_uri,
            n.duration_seconds, n.external_id, n.library_id, n.start_ms, n.length_ms);
    return null;
end
$$;

alter table audio_tracks
    drop column composer,
    drop column conductor,
    drop column performers,
    drop column lyricist,
    drop column artist_sort,
    drop column title_sort,
    drop column album_sort,
    drop column album_artist_sort,
    drop column composer_sort,
    drop column date,
    drop column original_date,
    drop column track_total,
    drop column disc_total,
    drop column compilation,
    drop column musical_key,
    drop column record_label,
    drop column catalog_number,
    drop column barcode,
    drop column comment,
    drop column lyrics,
    drop column musicbrainz_album_artist_id,
    drop column musicbrainz_release_group_id,
    drop column musicbrainz_release_track_id,
    drop column musicbrainz_work_id;
