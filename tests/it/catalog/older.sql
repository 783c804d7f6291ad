-- What matters of a catalog by needledrop 0.1: where it noted its migrations, its tables, and some of its functions.
create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;
create table _sqlx_migrations (
    version bigint primary key,
    description text not null,
    installed_on timestamptz not null default now(),
    success boolean not null,
    checksum bytea not null,
    execution_time bigint not null
);
insert into _sqlx_migrations (version, description, success, checksum, execution_time)
select place, name, true, sha256(name::bytea), 1
from unnest('{text,tracks,feed,bulk,seen,quiet,pending,cached}'::text[]) with ordinality as migrations (name, place);

create function needledrop_fold(value text) returns text language sql immutable as $$ select lower(value) $$;
create function needledrop_record_inserts() returns trigger language plpgsql as $$ begin return null; end $$;
create table assets (id uuid primary key default gen_random_uuid(), uri text);
create table audio_tracks (
    id uuid primary key default gen_random_uuid(),
    asset_id uuid references assets on delete cascade,
    title text not null,
    title_folded text generated always as (needledrop_fold(title)) stored
);
create table changes (seq bigint generated always as identity primary key, track_id uuid not null);
create table feed_state (id uuid not null default gen_random_uuid());
create table index_nodes (node text primary key);
create trigger record_inserts after insert on audio_tracks for each statement execute function needledrop_record_inserts();
insert into audio_tracks (title) values ('Old');
