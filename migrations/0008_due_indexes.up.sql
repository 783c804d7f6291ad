-- Indexes that a large import leaves out while it writes, until they are built again.
-- Locks: a new table only; nothing waits.

-- A row comes with the transaction that drops its index, and goes with or after the one that has built it, so that no
-- crash leaves an index missing without a word.
create table due_indexes (
    name text primary key,
    -- The statement that makes it, as PostgreSQL wrote it before it was dropped.
    definition text not null,
    due_since timestamptz not null default now()
);
