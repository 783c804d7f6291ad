-- How attributes are filtered by, in PostgreSQL itself.
-- Locks: none on tables.

-- The single values of an attribute, named by its path: of a list each, of an object those behind a dot. As deep as the index looks.
create function needledrop_attribute(attributes jsonb, path text) returns setof jsonb
language sql immutable strict parallel safe as $$
    with recursive walk (path, value, depth) as (
        select e.key, e.value, 1
        from jsonb_each(attributes) e
        where $2 = e.key or starts_with($2, e.key || '.')
        union all
        select e.path, e.value, w.depth + 1
        from walk w
        cross join lateral (
            select w.path || '.' || key, value
            from jsonb_each(case jsonb_typeof(w.value) when 'object' then w.value else '{}' end)
            union all
            select w.path, value
            from jsonb_array_elements(case jsonb_typeof(w.value) when 'array' then w.value else '[]' end)
        ) e (path, value)
        where w.depth < 20 and ($2 = e.path or starts_with($2, e.path || '.'))
    )
    select value
    from walk
    where walk.path = $2
        and (jsonb_typeof(value) in ('number', 'boolean') or (jsonb_typeof(value) = 'string' and octet_length(value #>> '{}') <= 256))
$$;

-- A number as the index has it: what a double can't hold is infinite, or zero.
create function needledrop_number(value jsonb) returns double precision
language sql immutable strict parallel safe as $$
    select case
        when abs(number) > 1.7e308 then sign(number)::double precision * 'Infinity'::double precision
        when abs(number) < 1e-307 then 0
        else number::double precision
    end
    from (select (value #>> '{}')::numeric) as n (number)
$$;
