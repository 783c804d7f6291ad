-- How names are compared inside PostgreSQL, so that rows written by any client are searchable.
-- Locks: none on tables; creating an extension or a function waits for nobody.

create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;

-- One spelling for all: no marks, no case, no punctuation; "&" is "and", "P!nk" is "pink", "Ke$ha" is "kesha".
-- Cyrillic, Greek and the like are kept. The same must be done to what is asked.
--
-- Immutable by promise: the dictionary is named, so no setting changes the answer. PL/pgSQL, because an SQL function that
-- calls a stable one is not inlined, and then costs several times as much. Everything is qualified with its schema, since
-- pg_restore fills tables with an empty search path.
create function needledrop_fold(value text) returns text
language plpgsql immutable strict parallel safe as $$
begin
    if octet_length(value) > char_length(value) then
        value := public.unaccent('public.unaccent'::regdictionary, normalize(value, nfkc));
        value := regexp_replace(normalize(value, nfkd), '[\u0300-\u036f]', '', 'g');
        value := normalize(value, nfc);
    end if;
    value := lower(value);
    if value ~ '[!$&''`´‘’ʼ]' then
        value := translate(value, '''`´‘’ʼ', '');
        value := replace(value, '&', ' and ');
        value := regexp_replace(value, '(?<=[a-z])!(?=[a-z])', 'i', 'g');
        value := regexp_replace(value, '(?<=[a-z])\$', 's', 'g');
    end if;
    return btrim(regexp_replace(value, '[^[:alnum:]]+', ' ', 'g'));
end
$$;

-- "Pop; R&B" is the genres "pop" and "r and b".
create function needledrop_genres(genre text) returns text[]
language sql immutable strict parallel safe as $$
    select coalesce(array_agg(folded), '{}')
    from regexp_split_to_table(genre, '[,;]') as part, public.needledrop_fold(part) as folded
    where folded <> ''
$$;

-- No stop words and no stemming: "The The", "It" and "Who" are names.
create function needledrop_search_vector(artist text, title text, album text, genre text, labels text[]) returns tsvector
language plpgsql immutable parallel safe as $$
begin
    return setweight(to_tsvector('pg_catalog.simple', public.needledrop_fold(concat_ws(' ', title, artist))), 'A')
        || setweight(to_tsvector('pg_catalog.simple', coalesce(public.needledrop_fold(album), '')), 'B')
        || setweight(to_tsvector('pg_catalog.simple', public.needledrop_fold(concat_ws(' ', genre, array_to_string(labels, ' ')))), 'C');
end
$$;

-- What a track without id or URI is known again by.
create function needledrop_name_key(artist text, title text, album text) returns uuid
language sql immutable parallel safe as $$
    select md5(coalesce(artist, '') || chr(31) || coalesce(title, '') || chr(31) || coalesce(album, ''))::uuid
$$;
