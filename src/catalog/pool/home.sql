-- The schema of the tables. They are looked for by the search_path that the connection came with; where there are none
-- yet, they will be made in its first schema. Null if that names no schema there is.
with home as (
    select nspname::text as schema
    from pg_namespace
    where oid = coalesce(
        (select relnamespace from pg_class where oid = to_regclass('needledrop_migrations')),
        -- Older versions noted their migrations elsewhere.
        (select pronamespace from pg_proc where oid = to_regprocedure('needledrop_fold(text)')),
        (select oid from pg_namespace where nspname = current_schema())
    )
),
extensions as (
    select e.extname::text as name, n.nspname::text as schema
    from pg_extension e
    join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_trgm'
)
