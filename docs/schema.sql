-- What the migrations lead to, in a database whose tables live in the schema public. Written by scripts/schema.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

CREATE OR REPLACE FUNCTION public.needledrop_fold_any(value text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
begin
    if octet_length(value) > char_length(value) then
        value := public.unaccent('public.unaccent'::regdictionary, normalize(value, nfkc));
        value := regexp_replace(normalize(value, nfkd), E'[\\u0300-\\u036f]', '', 'g');
        value := normalize(value, nfc);
    end if;
    value := lower(value);
    if value ~ '[!$&''`´‘’ʼ]' then
        value := translate(value, '''`´‘’ʼ', '');
        value := replace(value, '&', ' and ');
        value := regexp_replace(value, '(?<=[a-z])!(?=[a-z])', 'i', 'g');
        value := regexp_replace(value, '(?<=[a-z])[$]', 's', 'g');
    end if;
    return btrim(regexp_replace(value, '[^[:alnum:]]+', ' ', 'g'));
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_fold_inline(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select case
        when value ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' then lower(value collate "C")
        when value !~ '[^ -~]|[!$&''`]' then btrim(regexp_replace(lower(value collate "C"), '[^a-z0-9]+', ' ', 'g'))
        else public.needledrop_fold_any(value)
    end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_fold(value text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
begin
    return public.needledrop_fold_inline(value);
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_fold_labels(labels text[])
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
begin
    return public.needledrop_fold(array_to_string(labels, ' '));
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_genres_any(genre text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
    select coalesce(array_agg(folded), '{}')
    from regexp_split_to_table(genre, '[,;]') as part, public.needledrop_fold_any(part) as folded
    where folded <> ''
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_genres(genre text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
begin
    return case
        when genre ~ '^[A-Za-z0-9]+(( |[,;] ?)[A-Za-z0-9]+)*$'
            then string_to_array(replace(translate(lower(genre collate "C"), ';', ','), ', ', ','), ',')
        else public.needledrop_genres_any(genre)
    end;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_search_vector(artist text, title text, album text, genre text, labels text[])
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
begin
    return setweight(
            to_tsvector(
                'pg_catalog.simple',
                coalesce(public.needledrop_fold_inline(coalesce(title || ' ', '') || coalesce(artist, '')), '')
            ),
            'A'
        )
        || setweight(to_tsvector('pg_catalog.simple', coalesce(public.needledrop_fold_inline(album), '')), 'B')
        || setweight(
            to_tsvector(
                'pg_catalog.simple',
                coalesce(public.needledrop_fold_inline(genre) || ' ', '')
                    || case when labels = '{}' then '' else coalesce(public.needledrop_fold_labels(labels), '') end
            ),
            'C'
        );
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_pairs(value text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
    select coalesce(array_agg(distinct part), '{}')
    from generate_series(1, length(value)) as place, generate_series(1, 2) as letters, substr(value, place, letters) as part
    where part ~ E'^[\\u3005-\\u3007\\u3041-\\u309F\\u30A1-\\u30FA\\u30FC-\\u30FF\\u31F0-\\u31FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uAC00-\\uD7A3\\U00020000-\\U0003FFFF]+$'
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_name_key(library_id uuid, artist text, title text, album text)
 RETURNS uuid
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
begin
    return md5(
        library_id || chr(31) || coalesce(artist, '') || chr(31) || coalesce(title, '') || chr(31) || coalesce(album, '')
    )::uuid;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_uri_key(uri text)
 RETURNS bytea
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
begin
    return sha256(convert_to(uri, 'UTF8'));
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_touch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    new.updated_at := now();
    return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_record_inserts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
    insert into public.changes (track_id) select id from new_rows;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_record_deletes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
    insert into public.changes (track_id) select id from old_rows;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_record_updates()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
    insert into changes (track_id)
    select coalesce(n.id, o.id)
    from old_rows o
    full join new_rows n on n.id = o.id
    where n.id is null or o.id is null
        or (o.status, o.asset_id, o.artist, o.title, o.title_from_filename, o.album, o.album_artist, o.genre, o.year,
            o.track_number, o.disc_number, o.isrc, o.musicbrainz_recording_id, o.musicbrainz_release_id,
            o.musicbrainz_artist_id, o.popularity, o.labels, o.attributes, o.audio_uri, o.thumbnail_uri,
            o.duration_seconds, o.external_id, o.library_id, o.start_ms, o.length_ms)
        is distinct from
           (n.status, n.asset_id, n.artist, n.title, n.title_from_filename, n.album, n.album_artist, n.genre, n.year,
            n.track_number, n.disc_number, n.isrc, n.musicbrainz_recording_id, n.musicbrainz_release_id,
            n.musicbrainz_artist_id, n.popularity, n.labels, n.attributes, n.audio_uri, n.thumbnail_uri,
            n.duration_seconds, n.external_id, n.library_id, n.start_ms, n.length_ms);
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_record_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
    insert into public.changes (track_id) select id from public.audio_tracks;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.needledrop_record_asset_updates()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;

create table libraries (
    id uuid default gen_random_uuid() not null PRIMARY KEY,
    name text not null CHECK (btrim(name) <> ''::text AND octet_length(name) <= 200) UNIQUE,
    created_at timestamp with time zone default now() not null
);


create table assets (
    id uuid default gen_random_uuid() not null PRIMARY KEY,
    library_id uuid default '00000000-0000-0000-0000-000000000001'::uuid not null REFERENCES libraries(id),
    uri text collate "C" not null CHECK (uri ~ '^(file|s3|gs)://.'::text AND octet_length(uri) <= 4096),
    status text default 'PENDING'::text not null CHECK (status = ANY (ARRAY['PENDING'::text, 'PROCESSING'::text, 'COMPLETED'::text, 'FAILED'::text, 'MISSING'::text])),
    error_code text,
    error_message text,
    attempts integer default 0 not null CHECK (attempts >= 0),
    claimed_by text,
    claimed_until timestamp with time zone,
    last_seen_at timestamp with time zone default clock_timestamp() not null,
    size_bytes bigint not null CHECK (size_bytes >= 0),
    etag text,
    last_modified timestamp with time zone,
    sha256 bytea CHECK (octet_length(sha256) = 32),
    audio_size_bytes bigint CHECK (audio_size_bytes >= 0),
    audio_sha256 bytea CHECK (octet_length(audio_sha256) = 32),
    mime_type text,
    format text,
    codec text,
    duration_seconds numeric(10,3) CHECK (duration_seconds >= 0::numeric),
    duration_method text CHECK (duration_method = ANY (ARRAY['HEADER'::text, 'COUNTED'::text, 'ESTIMATED'::text])),
    channels integer CHECK (channels >= 1 AND channels <= 64),
    sample_rate integer CHECK (sample_rate >= 1 AND sample_rate <= 100000000),
    bits_per_sample integer CHECK (bits_per_sample >= 1 AND bits_per_sample <= 64),
    bitrate bigint CHECK (bitrate > 0),
    tags jsonb default '{}'::jsonb not null CHECK (jsonb_typeof(tags) = 'object'::text),
    probe_bytes_read bigint CHECK (probe_bytes_read >= 0),
    last_probed_at timestamp with time zone,
    created_at timestamp with time zone default now() not null,
    updated_at timestamp with time zone default now() not null,
    CHECK (status <> 'FAILED'::text OR error_code IS NOT NULL)
);

CREATE UNIQUE INDEX assets_uri_key_idx ON assets USING btree (library_id, needledrop_uri_key(uri));
CREATE INDEX assets_uri_beginning_idx ON assets USING btree (library_id, "left"(uri, 256));
CREATE INDEX assets_unfinished_idx ON assets USING btree (library_id, "left"(uri, 256)) WHERE status = ANY (ARRAY['PENDING'::text, 'PROCESSING'::text]);
CREATE INDEX assets_sha256_idx ON assets USING btree (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX assets_audio_sha256_idx ON assets USING btree (audio_sha256) WHERE audio_sha256 IS NOT NULL;
CREATE INDEX assets_created_at_idx ON assets USING btree (created_at);
CREATE TRIGGER touch BEFORE UPDATE ON assets FOR EACH ROW EXECUTE FUNCTION needledrop_touch();
CREATE TRIGGER record_updates AFTER UPDATE ON assets REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION needledrop_record_asset_updates();

create table audio_tracks (
    id uuid default gen_random_uuid() not null PRIMARY KEY,
    library_id uuid default '00000000-0000-0000-0000-000000000001'::uuid not null REFERENCES libraries(id),
    external_id text CHECK (octet_length(external_id) >= 1 AND octet_length(external_id) <= 500),
    asset_id uuid REFERENCES assets(id) ON DELETE CASCADE,
    start_ms bigint,
    length_ms bigint,
    status text default 'COMPLETED'::text not null CHECK (status = ANY (ARRAY['PENDING'::text, 'PROCESSING'::text, 'COMPLETED'::text, 'FAILED'::text, 'MISSING'::text])),
    artist text CHECK (octet_length(artist) <= 1200),
    title text not null CHECK (btrim(title) <> ''::text AND octet_length(title) <= 2000),
    title_from_filename boolean default false not null,
    album text CHECK (octet_length(album) <= 1200),
    album_artist text CHECK (octet_length(album_artist) <= 1200),
    genre text CHECK (octet_length(genre) <= 1200),
    year integer CHECK (year >= 1000 AND year <= 2100),
    track_number integer CHECK (track_number >= 0 AND track_number <= 99999),
    disc_number integer CHECK (disc_number >= 0 AND disc_number <= 99999),
    isrc text CHECK (isrc ~ '^[A-Z]{2}[A-Z0-9]{3}[0-9]{7}$'::text),
    musicbrainz_recording_id uuid,
    musicbrainz_release_id uuid,
    musicbrainz_artist_id uuid,
    popularity real CHECK (popularity >= 0::double precision AND popularity <= 100::double precision),
    labels text[] default '{}'::text[] not null CHECK (array_position(labels, NULL::text) IS NULL AND octet_length(array_to_string(labels, ''::text)) <= 10000),
    attributes jsonb default '{}'::jsonb not null CHECK (jsonb_typeof(attributes) = 'object'::text AND octet_length(attributes::text) <= 100000),
    tagged jsonb default '{}'::jsonb not null CHECK (jsonb_typeof(tagged) = 'object'::text),
    audio_uri text CHECK (audio_uri ~ '^(file|s3|gs|https?)://.'::text AND octet_length(audio_uri) <= 4096),
    thumbnail_uri text CHECK (thumbnail_uri ~ '^(file|s3|gs|https?)://.'::text AND octet_length(thumbnail_uri) <= 4096),
    duration_seconds numeric(10,3) CHECK (duration_seconds >= 0::numeric),
    created_at timestamp with time zone default now() not null,
    updated_at timestamp with time zone default now() not null,
    artist_folded text generated always as (needledrop_fold(artist)) stored,
    title_folded text generated always as (needledrop_fold(title)) stored,
    album_folded text generated always as (needledrop_fold(album)) stored,
    name_folded text generated always as (needledrop_fold(COALESCE(artist || ' '::text, ''::text) || title)) stored,
    genres_folded text[] generated always as (needledrop_genres(genre)) stored,
    search_vector tsvector generated always as (needledrop_search_vector(artist, title, album, genre, labels)) stored,
    CHECK (start_ms IS NULL OR start_ms >= 0 AND asset_id IS NOT NULL),
    CHECK (length_ms IS NULL OR length_ms > 0 AND start_ms IS NOT NULL)
);

CREATE UNIQUE INDEX audio_tracks_external_id_idx ON audio_tracks USING btree (library_id, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX audio_tracks_asset_idx ON audio_tracks USING btree (asset_id, start_ms) NULLS NOT DISTINCT WHERE asset_id IS NOT NULL;
CREATE INDEX audio_tracks_search_vector_idx ON audio_tracks USING gin (search_vector) WITH (gin_pending_list_limit='65536');
CREATE INDEX audio_tracks_names_trgm_idx ON audio_tracks USING gin (artist gin_trgm_ops, title gin_trgm_ops, album_folded gin_trgm_ops, name_folded gin_trgm_ops) WITH (gin_pending_list_limit='65536');
CREATE INDEX audio_tracks_pairs_idx ON audio_tracks USING gin (needledrop_pairs(name_folded || COALESCE(' '::text || album_folded, ''::text))) WITH (gin_pending_list_limit='65536') WHERE (name_folded || COALESCE(' '::text || album_folded, ''::text)) ~ '[\u3005-\u31FF\u3400-\u9FFF\uAC00-\uD7A3\U00020000-\U0003FFFF]'::text;
CREATE INDEX audio_tracks_genres_folded_idx ON audio_tracks USING gin (genres_folded) WITH (gin_pending_list_limit='65536');
CREATE INDEX audio_tracks_labels_idx ON audio_tracks USING gin (labels) WITH (gin_pending_list_limit='65536');
CREATE INDEX audio_tracks_attributes_idx ON audio_tracks USING gin (attributes jsonb_path_ops) WITH (gin_pending_list_limit='65536');
CREATE INDEX audio_tracks_title_folded_idx ON audio_tracks USING hash (title_folded);
CREATE INDEX audio_tracks_name_folded_idx ON audio_tracks USING hash (name_folded);
CREATE INDEX audio_tracks_audio_uri_idx ON audio_tracks USING hash (audio_uri) WHERE audio_uri IS NOT NULL;
CREATE INDEX audio_tracks_unfinished_idx ON audio_tracks USING btree (status) WHERE status <> 'COMPLETED'::text;
CREATE INDEX audio_tracks_artist_album_idx ON audio_tracks USING btree (artist, album);
CREATE INDEX audio_tracks_created_at_idx ON audio_tracks USING btree (created_at);
CREATE INDEX audio_tracks_name_key_idx ON audio_tracks USING btree (needledrop_name_key(library_id, artist, title, album));
CREATE TRIGGER touch BEFORE UPDATE ON audio_tracks FOR EACH ROW EXECUTE FUNCTION needledrop_touch();
CREATE TRIGGER record_inserts AFTER INSERT ON audio_tracks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION needledrop_record_inserts();
CREATE TRIGGER record_updates AFTER UPDATE ON audio_tracks REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION needledrop_record_updates();
CREATE TRIGGER record_deletes AFTER DELETE ON audio_tracks REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION needledrop_record_deletes();
CREATE TRIGGER record_truncate BEFORE TRUNCATE ON audio_tracks FOR EACH STATEMENT EXECUTE FUNCTION needledrop_record_truncate();

create table changes (
    xid xid8 default pg_current_xact_id() not null,
    seq bigint generated always as identity not null,
    track_id uuid not null,
    recorded_at timestamp with time zone default clock_timestamp() not null,
    PRIMARY KEY (xid, seq)
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=20000, autovacuum_vacuum_insert_scale_factor=0, autovacuum_vacuum_insert_threshold=100000);


create table feed_state (
    singleton boolean default true not null PRIMARY KEY CHECK (singleton),
    id uuid default gen_random_uuid() not null,
    pruned_before xid8 default '0'::xid8 not null
);


create table index_nodes (
    node text not null PRIMARY KEY,
    seen_before xid8 not null,
    seen_at timestamp with time zone default clock_timestamp() not null
) with (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000);

