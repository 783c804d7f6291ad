-- What a library calls things otherwise: names that stand for one another in its searches.
-- Locks: new tables; their foreign keys hold SHARE ROW EXCLUSIVE on libraries, for a moment, and whoever writes there
-- waits.

create table aliases (
    id uuid primary key default gen_random_uuid(),
    library_id uuid not null default '00000000-0000-0000-0000-000000000001' references libraries,
    -- What the names are of; where it is `word`, they may stand anywhere.
    kind text not null default 'word' check (kind in ('artist', 'title', 'word')),
    name text not null check (octet_length(name) <= 1200),
    other_names text[] not null check (
        cardinality(other_names) between 1 and 50
        and array_position(other_names, null) is null
        and octet_length(array_to_string(other_names, '')) <= 60000
    ),
    -- Two dozen words, which is as many as a query has.
    name_folded text not null generated always as (needledrop_fold(name)) stored
        check (name_folded <> '' and octet_length(name_folded) <= 1600)
);

create unique index aliases_name_idx on aliases (library_id, name_folded, kind);

-- The last transaction that changed a library's aliases. Servers look here for what is new; of two transactions that
-- write a library's aliases the second waits for the first.
create table alias_versions (
    library_id uuid primary key references libraries,
    xid xid8 not null
);

create function needledrop_note_alias() returns trigger
language plpgsql security definer as $$
begin
    insert into {schema}.alias_versions as v (library_id, xid)
    select distinct library_id, pg_current_xact_id()
    from unnest(array[old.library_id, new.library_id]) as changed (library_id)
    where library_id is not null
    on conflict (library_id) do update set xid = excluded.xid where v.xid <> excluded.xid;
    return null;
end
$$;

create function needledrop_note_all_aliases() returns trigger
language plpgsql security definer as $$
begin
    update {schema}.alias_versions set xid = pg_current_xact_id();
    return null;
end
$$;

-- By row, and always: in replication, too. All rows of a transaction but the first change nothing there.
create trigger note_rows after insert or update or delete on aliases
    for each row execute function needledrop_note_alias();
create trigger note_truncate after truncate on aliases
    for each statement execute function needledrop_note_all_aliases();
alter table aliases enable always trigger note_rows;
alter table aliases enable always trigger note_truncate;
