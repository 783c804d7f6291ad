-- Functions in SQL again, inlined into each statement.

create or replace function needledrop_name_key(artist text, title text, album text) returns uuid
language sql immutable parallel safe as $$
    select md5(coalesce(artist, '') || chr(31) || coalesce(title, '') || chr(31) || coalesce(album, ''))::uuid
$$;

create or replace function needledrop_search_vector(artist text, title text, album text, genre text, labels text[]) returns tsvector
language sql immutable parallel safe as $$
    select setweight(
            to_tsvector(
                'pg_catalog.simple',
                coalesce(public.needledrop_fold(coalesce(title || ' ', '') || coalesce(artist, '')), '')
            ),
            'A'
        )
        || setweight(to_tsvector('pg_catalog.simple', coalesce(public.needledrop_fold(album), '')), 'B')
        || setweight(
            to_tsvector(
                'pg_catalog.simple',
                coalesce(public.needledrop_fold(genre) || ' ', '')
                    || case when labels = '{}' then '' else coalesce(public.needledrop_fold_labels(labels), '') end
            ),
            'C'
        )
$$;

create or replace function needledrop_genres(genre text) returns text[]
language sql immutable parallel safe as $$
    select case
        when genre ~ '^[A-Za-z0-9]+(( |[,;] ?)[A-Za-z0-9]+)*$'
            then string_to_array(replace(translate(lower(genre collate "C"), ';', ','), ', ', ','), ',')
        else public.needledrop_genres_any(genre)
    end
$$;

create or replace function needledrop_fold(value text) returns text
language sql immutable parallel safe as $$
    select case
        when value ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' then lower(value collate "C")
        when value !~ '[^ -~]|[!$&''`]' then btrim(regexp_replace(lower(value collate "C"), '[^a-z0-9]+', ' ', 'g'))
        else public.needledrop_fold_any(value)
    end
$$;

drop function needledrop_fold_inline(text);
