-- The change feed: which tracks changed, in the transaction that changed them, whoever made it.
-- Locks: creating the triggers holds SHARE ROW EXCLUSIVE on both tables for a moment; writers wait.

-- A position is (transaction, number): numbers alone commit out of order.
create table changes (
    xid xid8 not null default pg_current_xact_id(),
    seq bigint generated always as identity,
    track_id uuid not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (xid, seq)
);

-- What was pruned, and which feed this is: readers of another one must begin anew.
create table feed_state (
    singleton boolean primary key default true check (singleton),
    id uuid not null default gen_random_uuid(),
    pruned_before_xid xid8 not null default '0',
    pruned_before_seq bigint not null default 0
);
insert into feed_state default values;

-- Who follows the feed, and how far each has come for good.
create table index_nodes (
    node text primary key,
    xid xid8 not null,
    seq bigint not null,
    seen_at timestamptz not null default clock_timestamp()
);

-- The trigger functions run as their owner, so that whoever may write tracks need no rights on the feed.

create function needledrop_record_inserts() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    insert into changes (track_id) select id from new_rows;
    if found then
        perform pg_notify('needledrop_changes', '');
    end if;
    return null;
end
$$;

create function needledrop_record_deletes() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    insert into changes (track_id) select id from old_rows;
    if found then
        perform pg_notify('needledrop_changes', '');
    end if;
    return null;
end
$$;

-- Rows that look the same to the index are not recorded. A changed id is the end of one track and the beginning of another.
create function needledrop_record_updates() returns trigger
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

-- TRUNCATE has no transition tables; before it, the rows are still there.
create function needledrop_record_truncate() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    insert into changes (track_id) select id from audio_tracks;
    if found then
        perform pg_notify('needledrop_changes', '');
    end if;
    return null;
end
$$;

-- An asset's facts show in its track. Deleted assets take their tracks along, which records itself.
create function needledrop_record_asset_updates() returns trigger
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
