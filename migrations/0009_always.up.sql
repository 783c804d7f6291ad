-- The change feed also where triggers by statement don't fire: in replication. What a subscription applies is written
-- row by row, as `replica`, and so is what a session writes that calls itself that; only triggers by row that are
-- enabled for it fire then. In ordinary sessions these don't, and cost nothing.
-- Locks: SHARE ROW EXCLUSIVE on audio_tracks and assets, for a moment; writers wait.

create function needledrop_record_row() returns trigger
language plpgsql security definer as $$
begin
    insert into {schema}.changes (track_id) select distinct id from unnest(array[old.id, new.id]) ids (id) where id is not null;
    return null;
end
$$;

-- A track may come before its file: nothing checks foreign keys in replication, and tables are copied side by side.
create function needledrop_record_asset_row() returns trigger
language plpgsql security definer as $$
begin
    insert into {schema}.changes (track_id) select id from {schema}.audio_tracks where asset_id in (old.id, new.id);
    return null;
end
$$;

-- Every trigger of the feed on the tables that have these names now, whatever became of them: one may have been
-- disabled, or a table have taken the place of another.
create function needledrop_attach_feed() returns void
language plpgsql set search_path = {schema}, pg_temp as $$
begin
    create or replace trigger record_inserts after insert on audio_tracks
        referencing new table as new_rows
        for each statement execute function needledrop_record_inserts();
    create or replace trigger record_updates after update on audio_tracks
        referencing old table as old_rows new table as new_rows
        for each statement execute function needledrop_record_updates();
    create or replace trigger record_deletes after delete on audio_tracks
        referencing old table as old_rows
        for each statement execute function needledrop_record_deletes();
    create or replace trigger record_truncate before truncate on audio_tracks
        for each statement execute function needledrop_record_truncate();
    create or replace trigger record_rows after insert or update or delete on audio_tracks
        for each row execute function needledrop_record_row();
    create or replace trigger record_updates after update on assets
        referencing old table as old_rows new table as new_rows
        for each statement execute function needledrop_record_asset_updates();
    create or replace trigger record_rows after insert or update or delete on assets
        for each row execute function needledrop_record_asset_row();
    alter table audio_tracks enable replica trigger record_rows;
    alter table assets enable replica trigger record_rows;
    -- The only one by statement that fires in replication, too.
    alter table audio_tracks enable always trigger record_truncate;
end
$$;

select needledrop_attach_feed();
