-- The change feed: which tracks changed, in the transaction that changed them, whoever made it.
-- Locks: creating the triggers holds SHARE ROW EXCLUSIVE on audio_tracks and assets, for a moment; writers wait.

-- The place of a change is (transaction, number): numbers alone commit out of order. Rows come at one end and go at the
-- other, so that most of this table is always dead; left alone until a fifth of it is, it would only grow.
create table changes (
    xid xid8 not null default pg_current_xact_id(),
    seq bigint generated always as identity,
    track_id uuid not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (xid, seq)
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 100000
);

-- What was pruned, and which feed this is: readers of another one must begin anew.
create table feed_state (
    singleton boolean primary key default true check (singleton),
    id uuid not null default gen_random_uuid(),
    pruned_before xid8 not null default '0'
);
insert into feed_state default values;

-- Who follows the feed, and how far each has come for good: every transaction below this one was taken over. Written at
-- every commit of an index.
create table index_nodes (
    node text primary key,
    seen_before xid8 not null,
    seen_at timestamptz not null default clock_timestamp()
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The trigger functions run as their owner, so that whoever may write tracks need no rights on the feed; {schema}
-- becomes the schema of these tables when this is applied. Those that name nothing but tables go without a search_path
-- of their own, which would cost each statement. They notify nobody: a transaction that notifies holds a lock of the
-- whole server from just before its commit until that is on disk, so that all who write tracks would wait for one
-- another. Whoever follows the feed looks for himself instead.

create function needledrop_record_inserts() returns trigger
language plpgsql security definer as $$
begin
    insert into {schema}.changes (track_id) select id from new_rows;
    return null;
end
$$;

create function needledrop_record_deletes() returns trigger
language plpgsql security definer as $$
begin
    insert into {schema}.changes (track_id) select id from old_rows;
    return null;
end
$$;

create function needledrop_record_updates() returns trigger
language plpgsql security definer set search_path = {schema}, pg_temp as $$
begin
    insert into changes (track_id)
    select coalesce(n.id, o.id)
    from old_rows o
    full join new_rows n on n.id = o.id
    where n.id is null or o.id is null
        or (o.status, o.asset_id, o.artist, o.title, o.title_from_filename, o.album, o.album_artist, o.genre, o.year,
            o.track_number, o.disc_number, o.bpm, o.isrc, o.musicbrainz_recording_id, o.musicbrainz_release_id,
            o.musicbrainz_artist_id, o.popularity, o.labels, o.attributes, o.audio_uri, o.thumbnail_uri,
            o.duration_seconds, o.external_id, o.library_id, o.start_ms, o.length_ms)
        is distinct from
           (n.status, n.asset_id, n.artist, n.title, n.title_from_filename, n.album, n.album_artist, n.genre, n.year,
            n.track_number, n.disc_number, n.bpm, n.isrc, n.musicbrainz_recording_id, n.musicbrainz_release_id,
            n.musicbrainz_artist_id, n.popularity, n.labels, n.attributes, n.audio_uri, n.thumbnail_uri,
            n.duration_seconds, n.external_id, n.library_id, n.start_ms, n.length_ms);
    return null;
end
$$;

create function needledrop_record_truncate() returns trigger
language plpgsql security definer as $$
begin
    insert into {schema}.changes (track_id) select id from {schema}.audio_tracks;
    return null;
end
$$;

create function needledrop_record_asset_updates() returns trigger
language plpgsql security definer set search_path = {schema}, pg_temp as $$
begin
    insert into changes (track_id)
    select t.id
    from old_rows o
    join new_rows n on n.id = o.id
    join audio_tracks t on t.asset_id = n.id
    where (o.uri, o.format, o.codec, o.duration_seconds, o.channels, o.sample_rate, o.bits_per_sample, o.bitrate)
        is distinct from
          (n.uri, n.format, n.codec, n.duration_seconds, n.channels, n.sample_rate, n.bits_per_sample, n.bitrate);
    return null;
end
$$;

create trigger record_inserts after insert on audio_tracks
    referencing new table as new_rows
    for each statement execute function needledrop_record_inserts();
create trigger record_updates after update on audio_tracks
    referencing old table as old_rows new table as new_rows
    for each statement execute function needledrop_record_updates();
create trigger record_deletes after delete on audio_tracks
    referencing old table as old_rows
    for each statement execute function needledrop_record_deletes();
create trigger record_truncate before truncate on audio_tracks
    for each statement execute function needledrop_record_truncate();
create trigger record_updates after update on assets
    referencing old table as old_rows new table as new_rows
    for each statement execute function needledrop_record_asset_updates();
