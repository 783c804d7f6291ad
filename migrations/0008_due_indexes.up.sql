-- Indexes that a large import leaves out while it writes, until they are built again.
-- Locks: exclusive on audio_tracks until the trigrams are indexed anew, about 45 seconds for a million tracks.

-- A row comes with the transaction that drops its index, and goes with or after the one that has built it, so that no
-- crash leaves an index missing without a word.
create table due_indexes (
    name text primary key,
    -- The statement that makes it, as PostgreSQL wrote it before it was dropped.
    definition text not null,
    due_since timestamptz not null default now()
);

-- Trigrams in two indexes, which two sessions build side by side: of names as they are written, for plain SQL
-- (artist % 'beatles'), and of what search reads, which is faster in an index of its own. Together they are no larger
-- than the one was.
drop index audio_tracks_names_trgm_idx;
create index audio_tracks_written_names_trgm_idx on audio_tracks using gin (artist gin_trgm_ops, title gin_trgm_ops)
with (gin_pending_list_limit = 65536);
create index audio_tracks_folded_names_trgm_idx on audio_tracks using gin (
    album_folded gin_trgm_ops,
    name_folded gin_trgm_ops
) with (gin_pending_list_limit = 65536);
