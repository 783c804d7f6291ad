-- Assets (stored objects) and audio tracks (what is searched).
-- Locks: new tables only; nothing waits.

create table assets (
    id uuid primary key default gen_random_uuid(),
    -- Collation "C" lets the unique index answer prefixes, and is right for keys.
    uri text collate "C" not null unique
        check (uri ~ '^(file|s3|gs)://.' and octet_length(uri) <= 2600),
    status text not null default 'PENDING'
        check (status in ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'MISSING')),
    error_code text,
    error_message text,
    attempts integer not null default 0 check (attempts >= 0),
    claimed_by text,
    claimed_until timestamptz,
    last_seen_at timestamptz not null default clock_timestamp(),
    size_bytes bigint not null check (size_bytes >= 0),
    etag text,
    last_modified timestamptz,
    sha256 bytea check (octet_length(sha256) = 32),
    mime_type text,
    format text,
    codec text,
    duration_seconds numeric(10, 3) check (duration_seconds >= 0),
    duration_method text check (duration_method in ('HEADER', 'COUNTED', 'ESTIMATED')),
    channels integer check (channels between 1 and 64),
    sample_rate integer check (sample_rate between 1 and 100000000),
    bits_per_sample integer check (bits_per_sample between 1 and 64),
    bitrate bigint check (bitrate > 0),
    tags jsonb not null default '{}' check (jsonb_typeof(tags) = 'object'),
    probe_bytes_read bigint check (probe_bytes_read >= 0),
    last_probed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (status <> 'FAILED' or error_code is not null)
);

create index assets_unfinished_idx on assets (status, claimed_until) where status <> 'COMPLETED';
create index assets_sha256_idx on assets (sha256) where sha256 is not null;
create index assets_created_at_idx on assets (created_at);

-- Lengths are in bytes: an index row holds 2,704 of them, and artist and album share one.
create table audio_tracks (
    id uuid primary key default gen_random_uuid(),
    external_id text unique check (octet_length(external_id) between 1 and 500),
    -- A track made from a file goes with it.
    asset_id uuid unique references assets on delete cascade,
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
    isrc text check (isrc ~ '^[A-Z]{2}[A-Z0-9]{3}[0-9]{7}$'),
    musicbrainz_recording_id uuid,
    musicbrainz_release_id uuid,
    musicbrainz_artist_id uuid,
    popularity double precision check (popularity between 0 and 100),
    labels text[] not null default '{}'
        check (array_position(labels, null) is null and octet_length(array_to_string(labels, '')) <= 10000),
    attributes jsonb not null default '{}'
        check (jsonb_typeof(attributes) = 'object' and octet_length(attributes::text) <= 100000),
    audio_uri text check (audio_uri ~ '^(file|s3|gs|https?)://.' and octet_length(audio_uri) <= 2600),
    thumbnail_uri text check (thumbnail_uri ~ '^(file|s3|gs|https?)://.' and octet_length(thumbnail_uri) <= 2600),
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

create index audio_tracks_search_vector_idx on audio_tracks using gin (search_vector);
-- Trigrams of the names as written, for plain SQL (artist % 'beatles'), and folded, for search. One index over all six serves
-- each of them alone just as well, is a sixth of the size, and bulk loading is twice as fast.
create index audio_tracks_names_trgm_idx on audio_tracks using gin (
    artist gin_trgm_ops,
    title gin_trgm_ops,
    artist_folded gin_trgm_ops,
    title_folded gin_trgm_ops,
    album_folded gin_trgm_ops,
    name_folded gin_trgm_ops
);
create index audio_tracks_genres_folded_idx on audio_tracks using gin (genres_folded);
create index audio_tracks_labels_idx on audio_tracks using gin (labels);
create index audio_tracks_attributes_idx on audio_tracks using gin (attributes jsonb_path_ops);
create index audio_tracks_unfinished_idx on audio_tracks (status) where status <> 'COMPLETED';
create index audio_tracks_artist_album_idx on audio_tracks (artist, album);
create index audio_tracks_created_at_idx on audio_tracks (created_at);
create index audio_tracks_audio_uri_idx on audio_tracks (audio_uri) where audio_uri is not null;
create index audio_tracks_name_key_idx on audio_tracks (needledrop_name_key(artist, title, album));

create function needledrop_touch() returns trigger
language plpgsql as $$
begin
    new.updated_at := now();
    return new;
end
$$;

create trigger touch before update on assets for each row execute function needledrop_touch();
create trigger touch before update on audio_tracks for each row execute function needledrop_touch();
