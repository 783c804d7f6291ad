-- How names are compared inside PostgreSQL, so that rows written by any client are searchable.
-- Locks: none on tables; creating a function waits for nobody.
--
-- Generated columns call these functions, so they must answer the same for ever: they read no table, and depend on no
-- setting, locale or version of Unicode. What they call is qualified with its schema, since pg_restore fills tables
-- with an empty search path: when this is applied, {schema} becomes that of these functions. Patterns stand in dollar
-- quotes, which no setting reads otherwise. PL/pgSQL, because it keeps its expressions ready for a whole session: a
-- function in SQL is inlined, and parsed anew by each statement, once for each place it is inlined at.

-- The words of a name, with one space between, by the rules of text::fold: apostrophes are dropped, "&" and "+" are the
-- word "and", "P!nk" is "pink", "Ke$ha" "kesha", "T.N.T." "tnt"; Han, Kana and Hangul are one word a character; "!!!"
-- is itself.
--
-- In the patterns a letter is [^\u0001-@[-`{-\u007f], a letter or digit [^\u0001-/:-@[-`{-\u007f], and the first of the
-- letters that one is written with [^\u0001-`{-\u007f].
create function needledrop_fold_any(value text) returns text
language plpgsql immutable strict parallel safe as $$
declare
    folded text := lower(value collate "C");
begin
    if octet_length(value) > char_length(value) then
        folded := regexp_replace(
            {schema}.needledrop_letters(folded, false),
            $pattern$([\u1100-\u11ff\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3130-\u318f\u31f0-\u31ff]|$pattern$
                || $pattern$[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff])$pattern$,
            $pattern$ \1 $pattern$,
            'g'
        );
    end if;
    if folded like '%.%' then
        folded := regexp_replace(
            folded,
            $pattern$(?<![^\u0001- "#%-/:-?[-`{-\u007f])([^\u0001-`{-\u007f][A-Z]*)[.]$pattern$
                || $pattern$(?=[^\u0001-`{-\u007f][A-Z]*(?![^\u0001-/:-@[-`{-\u007f]))$pattern$,
            $pattern$\1$pattern$,
            'g'
        );
    end if;
    if folded ~ '[&+]' then
        -- Not before the first word, nor before punctuation and digits.
        folded := regexp_replace(
            folded,
            $pattern$^[\u0001-/:-@[-`{-\u007f]*[&+]|[&+](?=[!-@[-`{-\u007f])$pattern$,
            ' ',
            'g'
        );
        folded := replace(replace(folded, '&', ' and '), '+', ' and ');
    end if;
    if folded ~ '[!$@]' then
        folded := regexp_replace(folded, $pattern$(?<=[^\u0001-@[-`{-\u007f])!(?=[^\u0001-@[-`{-\u007f])$pattern$, 'i', 'g');
        folded := regexp_replace(folded, $pattern$(?<=[^\u0001-@[-`{-\u007f])@(?=[^\u0001-@[-`{-\u007f])$pattern$, 'a', 'g');
        folded := regexp_replace(
            folded,
            $pattern$[$](?=[^\u0001-@[-`{-\u007f])|(?<=[^\u0001-@[-`{-\u007f])[$](?![^\u0001-/:-@[-`{-\u007f])$pattern$,
            's',
            'g'
        );
    end if;
    folded := translate(lower(folded collate "C"), '''`', '');
    folded := btrim(regexp_replace(folded, $pattern$[\u0001-/:-`{-\u007f]+$pattern$, ' ', 'g'));
    if folded = '' then
        folded := regexp_replace({schema}.needledrop_letters(value, true), $pattern$[\u0001-\u0020\u007f]+$pattern$, '', 'g');
    end if;
    -- No word is longer than 64 bytes.
    if octet_length(folded) > 64 and folded ~ '[^ ]{17}' then
        folded := (
            select string_agg(
                case
                    when octet_length(word) <= 64 then word
                    else (
                        select left(word, max(letters))
                        from generate_series(16, 64) as letters
                        where octet_length(left(word, letters)) <= 64
                    )
                end,
                ' ' order by place
            )
            from unnest(string_to_array(folded, ' ')) with ordinality as words (word, place)
        );
    end if;
    return folded;
end
$$;

-- Plain names by the shortest way. What is inlined, once a session, by the others: not strict, and of immutable
-- functions only.
create function needledrop_fold_inline(value text) returns text
language sql immutable parallel safe as $$
    select case
        when octet_length(value) > 64 and value ~ '[^ ]{65}' then {schema}.needledrop_fold_any(value)
        when value ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' then lower(value collate "C")
        when value !~ '[^ -~]|[!$&''`+@]|[A-Za-z][.][A-Za-z]|^[^A-Za-z0-9]*$'
            then btrim(regexp_replace(lower(value collate "C"), '[^a-z0-9]+', ' ', 'g'))
        else {schema}.needledrop_fold_any(value)
    end
$$;

create function needledrop_fold(value text) returns text
language plpgsql immutable strict parallel safe as $$
begin
    return {schema}.needledrop_fold_inline(value);
end
$$;

create function needledrop_genres_any(genre text) returns text[]
language sql immutable strict parallel safe as $$
    select coalesce(array_agg(folded), '{}')
    from regexp_split_to_table(genre, '[,;]') as part, {schema}.needledrop_fold_inline(part) as folded
    where folded <> ''
$$;

-- "Pop; R&B" is the genres "pop" and "r and b".
create function needledrop_genres(genre text) returns text[]
language plpgsql immutable strict parallel safe as $$
begin
    return case
        when genre ~ '^[A-Za-z0-9]+(( |[,;] ?)[A-Za-z0-9]+)*$' and octet_length(genre) <= 64
            then string_to_array(replace(translate(lower(genre collate "C"), ';', ','), ', ', ','), ',')
        else {schema}.needledrop_genres_any(genre)
    end;
end
$$;

create function needledrop_fold_labels(labels text[]) returns text
language plpgsql immutable strict parallel safe as $$
begin
    return {schema}.needledrop_fold(array_to_string(labels, ' '));
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

-- What a track without id or URI is matched on, within its library.
create function needledrop_name_key(library_id uuid, artist text, title text, album text) returns uuid
language plpgsql immutable parallel safe as $$
begin
    return md5(
        library_id || chr(31) || coalesce(artist, '') || chr(31) || coalesce(title, '') || chr(31) || coalesce(album, '')
    )::uuid;
end
$$;

-- What an address is matched on: as long as ours may be, they don't fit into a B-tree.
create function needledrop_uri_key(uri text) returns bytea
language plpgsql immutable strict parallel safe as $$
begin
    return sha256(convert_to(uri, 'UTF8'));
end
$$;

-- The single values of an attribute, named by its path: of a list each, of an object those behind a dot. As deep as the
-- index looks.
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
        when abs(number) < 2.4703282292062329e-324 then 0
        else number::double precision
    end
    from (select (value #>> '{}')::numeric) as n (number)
$$;
