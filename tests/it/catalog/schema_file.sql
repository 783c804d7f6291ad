-- What docs/schema.sql says: all that the migrations have made, as statements, in the order it was made.
with tables as (
    select oid, relname, reloptions
    from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'needledrop_migrations'
),
constraints as (
    -- PostgreSQL 18 lists `not null` here, too.
    select conrelid, conkey, conname, pg_get_constraintdef(oid, true) as definition
    from pg_constraint
    where contype <> 'n'
),
lines as (
    select a.attrelid as oid, 1 as part, a.attnum::int as place, concat_ws(
        ' ',
        quote_ident(a.attname),
        format_type(a.atttypid, a.atttypmod),
        case when a.attcollation <> t.typcollation then 'collate ' || quote_ident(c.collname) end,
        case when a.attgenerated = 's' then format('generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid, true)) end,
        case when a.attidentity = 'a' then 'generated always as identity' end,
        case when a.attgenerated = '' and d.oid is not null then 'default ' || pg_get_expr(d.adbin, d.adrelid, true) end,
        case when a.attnotnull then 'not null' end,
        (
            select string_agg(regexp_replace(definition, '^(?:FOREIGN KEY|(PRIMARY KEY|UNIQUE)) \(\w+\) ?', '\1'), ' ' order by conname)
            from constraints
            where conrelid = a.attrelid and conkey = array[a.attnum]
        )
    ) as line
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    left join pg_collation c on c.oid = a.attcollation
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped
    union all
    select conrelid, 2, row_number() over (order by conname), definition
    from constraints
    where cardinality(conkey) > 1
),
statements as (
    select 0 as table_oid, 0 as part, oid as place, E'\n' || rtrim(pg_get_functiondef(oid), E'\n') || ';' as statement
    from pg_proc
    where pronamespace = 'public'::regnamespace and proname like 'needledrop\_%'
    union all
    select t.oid, 1, 0, format(
        E'\ncreate table %I (\n%s\n)%s;\n',
        relname,
        string_agg('    ' || line, E',\n' order by part, place),
        ' with (' || array_to_string(reloptions, ', ') || ')'
    )
    from tables t
    join lines using (oid)
    group by t.oid, relname, reloptions
    union all
    select indrelid, 2, indexrelid, pg_get_indexdef(indexrelid, 0, true) || ';'
    from pg_index
    where indrelid in (select oid from tables)
        and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
    union all
    select tgrelid, 3, oid, concat(
        pg_get_triggerdef(oid, true) || ';',
        case tgenabled
            when 'A' then format(E'\nalter table %s enable always trigger %I;', tgrelid::regclass, tgname)
            when 'R' then format(E'\nalter table %s enable replica trigger %I;', tgrelid::regclass, tgname)
        end
    )
    from pg_trigger
    where tgrelid in (select oid from tables) and not tgisinternal
)
select statement from statements order by table_oid, part, place
