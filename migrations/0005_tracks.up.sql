-- Audio tracks: what is searched.
-- Locks: a new table; its foreign keys hold SHARE ROW EXCLUSIVE on the tables they name, for a moment, and writers
-- wait.

-- Lengths are in bytes: an index row holds 2,704 of them, and artist and album share one.
create table audio_tracks (
    id uuid primary key default gen_random_uuid(),
    library_id uuid not null default '00000000-0000-0000-0000-000000000001' references libraries,
    external_id text check (octet_length(external_id) between 1 and 500),
    -- A track made from a file goes with it. It is the whole file, or the part of it from here on, for as long or to
    -- the end.
    asset_id uuid references assets on delete cascade,
    start_ms bigint check (start_ms is null or start_ms >= 0 and asset_id is not null),
    length_ms bigint check (length_ms is null or length_ms > 0 and start_ms is not null),
    status text not null default 'COMPLETED'
        check (status in ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'MISSING')),
    artist text check (octet_length(artist) <= 1200),
    title text not null check (btrim(title) <> '' and octet_length(title) <= 2000),
    title_from_filename boolean not null default false,
    album text check (octet_length(album) <= 1200),
    album_artist text check (octet_length(album_artist) <= 1200),
    genre text check (octet_length(genre) <= 1200),
    year integer check (year between 1000 and 2100),
    track_number integer check (track_number between 0 and 99999),
    disc_number integer check (disc_number between 0 and 99999),
    bpm double precision check (bpm between 1 and 999),
    isrc text check (isrc ~ '^[A-Z]{2}[A-Z0-9]{3}[0-9]{7}$'),
    musicbrainz_recording_id uuid,
    musicbrainz_release_id uuid,
    musicbrainz_artist_id uuid,
    popularity double precision check (popularity between 0 and 100),
    labels text[] not null default '{}'
        check (array_position(labels, null) is null and octet_length(array_to_string(labels, '')) <= 10000),
    attributes jsonb not null default '{}'
        check (jsonb_typeof(attributes) = 'object' and octet_length(attributes::text) <= 100000),
    -- What the file's tags gave each field at last, by the columns' names: a field that is different now was edited.
    tagged jsonb not null default '{}' check (jsonb_typeof(tagged) = 'object'),
    audio_uri text check (audio_uri ~ '^(file|s3|gs|https?)://.' and octet_length(audio_uri) <= 4096),
    thumbnail_uri text check (thumbnail_uri ~ '^(file|s3|gs|https?)://.' and octet_length(thumbnail_uri) <= 4096),
    duration_seconds numeric(10, 3) check (duration_seconds >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),

    artist_folded text generated always as (needledrop_fold(artist)) stored,
    title_folded text generated always as (needledrop_fold(title)) stored,
    album_folded text generated always as (needledrop_fold(album)) stored,
    name_folded text generated always as (needledrop_fold(coalesce(artist || ' ', '') || title)) stored,
    genres_folded text[] generated always as (needledrop_genres(genre)) stored,
    search_vector tsvector generated always as (needledrop_search_vector(artist, title, album, genre, labels)) stored
);

create unique index audio_tracks_external_id_idx on audio_tracks (library_id, external_id) where external_id is not null;
create unique index audio_tracks_asset_idx on audio_tracks (asset_id, start_ms) nulls not distinct where asset_id is not null;
-- New GIN entries wait in a list until they are merged, many at a time. With PostgreSQL's own limit whoever writes one
-- track just then merges what an import has left there, for a second or two. The server merges them in the background
-- instead, every few seconds; a writer does so only where no server runs.
create index audio_tracks_search_vector_idx on audio_tracks using gin (search_vector) with (gin_pending_list_limit = 65536);
-- Trigrams of what is searched by likeness: artist and title as written, for plain SQL (artist % 'beatles'), album and
-- the whole name folded, for search. One index over all four serves each of them alone just as well, is a quarter of
-- the size, and bulk loading is twice as fast.
create index audio_tracks_names_trgm_idx on audio_tracks using gin (
    artist gin_trgm_ops,
    title gin_trgm_ops,
    album_folded gin_trgm_ops,
    name_folded gin_trgm_ops
) with (gin_pending_list_limit = 65536);
create index audio_tracks_genres_folded_idx on audio_tracks using gin (genres_folded) with (gin_pending_list_limit = 65536);
create index audio_tracks_labels_idx on audio_tracks using gin (labels) with (gin_pending_list_limit = 65536);
create index audio_tracks_attributes_idx on audio_tracks using gin (attributes jsonb_path_ops)
with (gin_pending_list_limit = 65536);
-- Names and addresses that are equal as a whole; a B-tree couldn't hold the longest.
create index audio_tracks_title_folded_idx on audio_tracks using hash (title_folded);
create index audio_tracks_name_folded_idx on audio_tracks using hash (name_folded);
create index audio_tracks_audio_uri_idx on audio_tracks using hash (audio_uri) where audio_uri is not null;
create index audio_tracks_unfinished_idx on audio_tracks (status) where status <> 'COMPLETED';
create index audio_tracks_artist_album_idx on audio_tracks (artist, album);
create index audio_tracks_created_at_idx on audio_tracks (created_at);
create index audio_tracks_name_key_idx on audio_tracks (needledrop_name_key(library_id, artist, title, album));

create trigger touch before update on audio_tracks for each row execute function needledrop_touch();
