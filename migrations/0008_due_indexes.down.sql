-- Builds what is due: the version before wouldn't know of it.
-- Locks: where an index is due, exclusive on audio_tracks for a moment and SHARE until it is built; writers wait.

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
