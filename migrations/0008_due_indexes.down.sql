-- Builds what is due: the version before wouldn't know of it.
-- Locks: exclusive on audio_tracks until trigrams, and what is due, are indexed anew.

do $$
declare
    due due_indexes;
begin
    for due in select * from due_indexes loop
        -- One that was begun concurrently may be half there.
        execute format('drop index if exists %I', due.name);
        execute due.definition;
    end loop;
end
$$;

drop table due_indexes;

drop index audio_tracks_written_names_trgm_idx, audio_tracks_folded_names_trgm_idx;
create index audio_tracks_names_trgm_idx on audio_tracks using gin (
    artist gin_trgm_ops,
    title gin_trgm_ops,
    album_folded gin_trgm_ops,
    name_folded gin_trgm_ops
) with (gin_pending_list_limit = 65536);
