-- What writing a row costs: most names are plain ASCII, and are folded without PL/pgSQL; the trigram index leaves out what
-- nobody asks it for. The answers are the same, so no row is rewritten.
-- Locks: exclusive on audio_tracks while the trigram index is built anew, about half a minute a million rows.

-- What the fold was so far, for whatever isn't plain.
create function needledrop_fold_any(value text) returns text
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

-- Not strict, and of immutable functions only: otherwise it isn't inlined, and costs more than it saves.
create or replace function needledrop_fold(value text) returns text
language sql immutable parallel safe as $$
    select case
        when value ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' then lower(value collate "C")
        when value !~ '[^ -~]|[!$&''`]' then btrim(regexp_replace(lower(value collate "C"), '[^a-z0-9]+', ' ', 'g'))
        else public.needledrop_fold_any(value)
    end
$$;

create function needledrop_genres_any(genre text) returns text[]
language sql immutable strict parallel safe as $$
    select coalesce(array_agg(folded), '{}')
    from regexp_split_to_table(genre, '[,;]') as part, public.needledrop_fold_any(part) as folded
    where folded <> ''
$$;

create or replace function needledrop_genres(genre text) returns text[]
language sql immutable parallel safe as $$
    select case
        when genre ~ '^[A-Za-z0-9]+(( |[,;] ?)[A-Za-z0-9]+)*$'
            then string_to_array(replace(translate(lower(genre collate "C"), ';', ','), ', ', ','), ',')
        else public.needledrop_genres_any(genre)
    end
$$;

create function needledrop_fold_labels(labels text[]) returns text
language plpgsql immutable strict parallel safe as $$
begin
    return public.needledrop_fold(array_to_string(labels, ' '));
end
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

-- Names that are equal as a whole go by these, trigrams of the parts that are searched by likeness by that one: artist and title
-- as written for plain SQL, album and the whole name folded.
create index audio_tracks_title_folded_idx on audio_tracks using hash (title_folded);
create index audio_tracks_name_folded_idx on audio_tracks using hash (name_folded);
drop index audio_tracks_names_trgm_idx;
create index audio_tracks_names_trgm_idx on audio_tracks using gin (
    artist gin_trgm_ops,
    title gin_trgm_ops,
    album_folded gin_trgm_ops,
    name_folded gin_trgm_ops
);

-- Han, Kana and Hangul are written without spaces: a name is found by any part of it, through its letters and pairs of letters.
create function needledrop_pairs(value text) returns text[]
language sql immutable strict parallel safe as $$
    select coalesce(array_agg(distinct part), '{}')
    from generate_series(1, length(value)) as place, generate_series(1, 2) as letters, substr(value, place, letters) as part
    where part ~ '^[\u3005-\u3007\u3041-\u309F\u30A1-\u30FA\u30FC-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\U00020000-\U0003FFFF]+$'
$$;

create index audio_tracks_pairs_idx on audio_tracks using gin (
    needledrop_pairs(name_folded || coalesce(' ' || album_folded, ''))
) where name_folded || coalesce(' ' || album_folded, '') ~ '[\u3005-\u31FF\u3400-\u9FFF\uAC00-\uD7A3\U00020000-\U0003FFFF]';
