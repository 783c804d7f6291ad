-- Assets: stored objects, and what was found in them.
-- Locks: a new table; its foreign key holds SHARE ROW EXCLUSIVE on libraries, for a moment, and whoever writes there
-- waits.

create table assets (
    id uuid primary key default gen_random_uuid(),
    library_id uuid not null default '00000000-0000-0000-0000-000000000001' references libraries,
    -- Collation "C" lets an index answer prefixes, and is right for addresses.
    uri text collate "C" not null
        check (uri ~ '^(file|s3|gs)://.' and octet_length(uri) <= 4096),
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
    -- Of the audio alone, without tags: what stays when they change, or the file moves.
    audio_size_bytes bigint check (audio_size_bytes >= 0),
    audio_sha256 bytea check (octet_length(audio_sha256) = 32),
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

create unique index assets_uri_key_idx on assets (library_id, needledrop_uri_key(uri));
-- What is at or below a place, by as much of an address as an index row holds.
create index assets_uri_beginning_idx on assets (library_id, left(uri, 256));
-- The same of what is to be probed, so that a worker's claim costs as much as it takes, however many there are.
create index assets_unfinished_idx on assets (library_id, left(uri, 256)) where status in ('PENDING', 'PROCESSING');
create index assets_sha256_idx on assets (sha256) where sha256 is not null;
create index assets_audio_sha256_idx on assets (audio_sha256) where audio_sha256 is not null;
create index assets_created_at_idx on assets (created_at);

create function needledrop_touch() returns trigger
language plpgsql as $$
begin
    new.updated_at := now();
    return new;
end
$$;

create trigger touch before update on assets for each row execute function needledrop_touch();
