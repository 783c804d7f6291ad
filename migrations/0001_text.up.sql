-- How names are compared inside PostgreSQL, so that rows written by any client are searchable.
-- Locks: none on tables; creating an extension or a function waits for nobody.
--
-- These functions run for whoever writes a row, under any search_path (pg_restore's is empty) and any
-- standard_conforming_strings. So they name what they call by its schema: when this is applied, {schema} becomes the
-- one of these functions and {unaccent} the one of that extension. Strings with a backslash are E'…', which is always
-- read alike.
--
-- What a generated column calls is PL/pgSQL, which keeps its expressions ready for a whole session. A function in SQL
-- is parsed anew by each statement, once for each place it is inlined at: a quarter of the cost of writing a single
-- row.

create extension if not exists pg_trgm with schema {schema};
create extension if not exists unaccent with schema {schema};

-- One spelling for all: no marks, no case, no punctuation; "&" is "and", "P!nk" is "pink", "Ke$ha" is "kesha".
-- Cyrillic, Greek and the like are kept. The same must be done to what is asked.
--
-- Immutable by promise: the dictionary is named, so no setting changes the answer.
create function needledrop_fold_any(value text) returns text
language plpgsql immutable strict parallel safe as $$
begin
    if octet_length(value) > char_length(value) then
        value := {unaccent}.unaccent('{unaccent}.unaccent'::regdictionary, normalize(value, nfkc));
        value := regexp_replace(normalize(value, nfkd), E'[\\u0300-\\u036f]', '', 'g');
        value := normalize(value, nfc);
    end if;
    value := lower(value);
    if value ~ '[!$&''`´‘’ʼ]' then
        value := translate(value, '''`´‘’ʼ', '');
        value := replace(value, '&', ' and ');
        value := regexp_replace(value, '(?<=[a-z])!(?=[a-z])', 'i', 'g');
        value := regexp_replace(value, '(?<=[a-z])[$]', 's', 'g');
    end if;
    return btrim(regexp_replace(value, '[^[:alnum:]]+', ' ', 'g'));
end
$$;

-- The same, with a short way for what is plain ASCII, as most names are. It is inlined, once a session, by the
-- functions below: only because it isn't strict, and calls nothing but immutable functions.
create function needledrop_fold_inline(value text) returns text
language sql immutable parallel safe as $$
    select case
        when value ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' then lower(value collate "C")
        when value !~ '[^ -~]|[!$&''`]' then btrim(regexp_replace(lower(value collate "C"), '[^a-z0-9]+', ' ', 'g'))
        else {schema}.needledrop_fold_any(value)
    end
$$;

create function needledrop_fold(value text) returns text
language plpgsql immutable strict parallel safe as $$
begin
    return {schema}.needledrop_fold_inline(value);
end
$$;

create function needledrop_fold_labels(labels text[]) returns text
language plpgsql immutable strict parallel safe as $$
begin
    return {schema}.needledrop_fold(array_to_string(labels, ' '));
end
$$;

create function needledrop_genres_any(genre text) returns text[]
language sql immutable strict parallel safe as $$
    select coalesce(array_agg(folded), '{}')
    from regexp_split_to_table(genre, '[,;]') as part, {schema}.needledrop_fold_any(part) as folded
    where folded <> ''
$$;

-- "Pop; R&B" is the genres "pop" and "r and b".
create function needledrop_genres(genre text) returns text[]
language plpgsql immutable strict parallel safe as $$
begin
    return case
        when genre ~ '^[A-Za-z0-9]+(( |[,;] ?)[A-Za-z0-9]+)*$'
            then string_to_array(replace(translate(lower(genre collate "C"), ';', ','), ', ', ','), ',')
        else {schema}.needledrop_genres_any(genre)
    end;
end
$$;

-- No stop words and no stemming: "The The", "It" and "Who" are names.
create function needledrop_search_vector(artist text, title text, album text, genre text, labels text[]) returns tsvector
language plpgsql immutable parallel safe as $$
begin
    return setweight(
            to_tsvector(
                'pg_catalog.simple',
                coalesce({schema}.needledrop_fold_inline(coalesce(title || ' ', '') || coalesce(artist, '')), '')
            ),
            'A'
        )
        || setweight(to_tsvector('pg_catalog.simple', coalesce({schema}.needledrop_fold_inline(album), '')), 'B')
        || setweight(
            to_tsvector(
                'pg_catalog.simple',
                coalesce({schema}.needledrop_fold_inline(genre) || ' ', '')
                    || case when labels = '{}' then '' else coalesce({schema}.needledrop_fold_labels(labels), '') end
            ),
            'C'
        );
end
$$;

-- Han, Kana and Hangul are written without spaces: a name is found by any part of it, through its letters and pairs of
-- letters.
create function needledrop_pairs(value text) returns text[]
language sql immutable strict parallel safe as $$
    select coalesce(array_agg(distinct part), '{}')
    from generate_series(1, length(value)) as place, generate_series(1, 2) as letters, substr(value, place, letters) as part
    where part ~ E'^[\\u3005-\\u3007\\u3041-\\u309F\\u30A1-\\u30FA\\u30FC-\\u30FF\\u31F0-\\u31FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uAC00-\\uD7A3\\U00020000-\\U0003FFFF]+$'
$$;

-- What a track without id or URI is known again by, within its library.
create function needledrop_name_key(library_id uuid, artist text, title text, album text) returns uuid
language plpgsql immutable parallel safe as $$
begin
    return md5(
        library_id || chr(31) || coalesce(artist, '') || chr(31) || coalesce(title, '') || chr(31) || coalesce(album, '')
    )::uuid;
end
$$;

-- What an address is known again by: as long as ours may be, they don't fit into a B-tree.
create function needledrop_uri_key(uri text) returns bytea
language plpgsql immutable strict parallel safe as $$
begin
    return sha256(convert_to(uri, 'UTF8'));
end
$$;
