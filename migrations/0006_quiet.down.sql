create or replace function needledrop_record_inserts() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    insert into changes (track_id) select id from new_rows;
    if found then
        perform pg_notify('needledrop_changes', '');
    end if;
    return null;
end
$$;

create or replace function needledrop_record_deletes() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    insert into changes (track_id) select id from old_rows;
    if found then
        perform pg_notify('needledrop_changes', '');
    end if;
    return null;
end
$$;

create or replace function needledrop_record_updates() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    insert into changes (track_id)
    select coalesce(n.id, o.id)
    from old_rows o
    full join new_rows n on n.id = o.id
    where n.id is null or o.id is null
        or (o.status, o.asset_id, o.artist, o.title, o.title_from_filename, o.album, o.album_artist, o.genre, o.year,
            o.track_number, o.disc_number, o.isrc, o.musicbrainz_recording_id, o.musicbrainz_release_id,
            o.musicbrainz_artist_id, o.popularity, o.labels, o.attributes, o.audio_uri, o.thumbnail_uri,
            o.duration_seconds, o.external_id)
        is distinct from
           (n.status, n.asset_id, n.artist, n.title, n.title_from_filename, n.album, n.album_artist, n.genre, n.year,
            n.track_number, n.disc_number, n.isrc, n.musicbrainz_recording_id, n.musicbrainz_release_id,
            n.musicbrainz_artist_id, n.popularity, n.labels, n.attributes, n.audio_uri, n.thumbnail_uri,
            n.duration_seconds, n.external_id);
    if found then
        perform pg_notify('needledrop_changes', '');
    end if;
    return null;
end
$$;

create or replace function needledrop_record_truncate() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    insert into changes (track_id) select id from audio_tracks;
    if found then
        perform pg_notify('needledrop_changes', '');
    end if;
    return null;
end
$$;

create or replace function needledrop_record_asset_updates() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    insert into changes (track_id)
    select t.id
    from old_rows o
    join new_rows n on n.id = o.id
    join audio_tracks t on t.asset_id = n.id
    where (o.uri, o.format, o.codec, o.duration_seconds, o.channels, o.sample_rate, o.bits_per_sample, o.bitrate)
        is distinct from
          (n.uri, n.format, n.codec, n.duration_seconds, n.channels, n.sample_rate, n.bits_per_sample, n.bitrate);
    if found then
        perform pg_notify('needledrop_changes', '');
    end if;
    return null;
end
$$;
