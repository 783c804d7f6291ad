-- Libraries: whatever there is belongs to one, and is told apart from its like within it only.
-- Locks: a new table only; nothing waits.

create table libraries (
    id uuid primary key default gen_random_uuid(),
    name text not null unique check (btrim(name) <> '' and octet_length(name) <= 200),
    created_at timestamptz not null default now()
);

-- The one of all who don't say which. Its id is the same everywhere, so that it can be a column's default.
insert into libraries (id, name) values ('00000000-0000-0000-0000-000000000001', 'default');
