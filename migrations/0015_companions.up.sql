-- What lies beside the audio and belongs to it: covers, pictures of artists, lyrics. Nothing ties a row to a track:
-- what is in a track's folder is its own, so that files come, go and move without another look at the audio. Locks: a
-- new table; its foreign key holds SHARE ROW EXCLUSIVE on libraries, for a moment, and whoever writes there waits.

create table companions (
    library_id uuid not null default '00000000-0000-0000-0000-000000000001' references libraries,
    uri text collate "C" not null check (uri ~ '^(file|s3|gs)://.' and octet_length(uri) <= 12500),
    -- Its address up to the last slash.
    folder text collate "C" not null generated always as (regexp_replace(uri, '[^/]*$', '')) stored,
    kind text not null check (kind in ('front_cover', 'artist', 'lyrics')),
    mime_type text not null,
    size_bytes bigint not null check (size_bytes >= 0),
    last_modified timestamptz,
    last_seen_at timestamptz not null default clock_timestamp()
);

create unique index companions_uri_key_idx on companions (library_id, needledrop_uri_key(uri));
create index companions_folder_idx on companions (library_id, needledrop_uri_key(folder));
create index companions_uri_beginning_idx on companions (library_id, left(uri, 256));
