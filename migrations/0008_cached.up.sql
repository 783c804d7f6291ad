-- What writing a single row costs: PL/pgSQL keeps its expressions ready for a whole session, while a function in SQL that is inlined
-- is parsed anew by each statement, once for each place it is inlined at. A quarter of the cost of such a write; rows in bulk cost
-- what they did. The answers are the same, so no row is rewritten.

-- What is inlined, once a session, by the others.
create function needledrop_fold_inline(value text) returns text
language sql immutable parallel safe as $$
    select case
        when value ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' then lower(value collate "C")
        when value !~ '[^ -~]|[!$&''`]' then btrim(regexp_replace(lower(value collate "C"), '[^a-z0-9]+', ' ', 'g'))
        else public.needledrop_fold_any(value)
    end
$$;

create or replace function needledrop_fold(value text) returns text
language plpgsql immutable strict parallel safe as $$
begin
    return public.needledrop_fold_inline(value);
end
$$;

create or replace function needledrop_genres(genre text) returns text[]
language plpgsql immutable strict parallel safe as $$
begin
    return case
        when genre ~ '^[A-Za-z0-9]+(( |[,;] ?)[A-Za-z0-9]+)*$'
            then string_to_array(replace(translate(lower(genre collate "C"), ';', ','), ', ', ','), ',')
        else public.needledrop_genres_any(genre)
    end;
end
$$;

create or replace function needledrop_search_vector(artist text, title text, album text, genre text, labels text[]) returns tsvector
language plpgsql immutable parallel safe as $$
begin
    return setweight(
            to_tsvector(
                'pg_catalog.simple',
                coalesce(public.needledrop_fold_inline(coalesce(title || ' ', '') || coalesce(artist, '')), '')
            ),
            'A'
        )
        || setweight(to_tsvector('pg_catalog.simple', coalesce(public.needledrop_fold_inline(album), '')), 'B')
        || setweight(
            to_tsvector(
                'pg_catalog.simple',
                coalesce(public.needledrop_fold_inline(genre) || ' ', '')
                    || case when labels = '{}' then '' else coalesce(public.needledrop_fold_labels(labels), '') end
            ),
            'C'
        );
end
$$;

create or replace function needledrop_name_key(artist text, title text, album text) returns uuid
language plpgsql immutable parallel safe as $$
begin
    return md5(coalesce(artist, '') || chr(31) || coalesce(title, '') || chr(31) || coalesce(album, ''))::uuid;
end
$$;
