-- Names fold to the same as before, only slower.
-- Locks: exclusive on audio_tracks while the trigram index is built anew, about a minute a million rows.

drop index audio_tracks_pairs_idx;
drop function needledrop_pairs(text);
drop index audio_tracks_names_trgm_idx;
create index audio_tracks_names_trgm_idx on audio_tracks using gin (
    artist gin_trgm_ops,
    title gin_trgm_ops,
    artist_folded gin_trgm_ops,
    title_folded gin_trgm_ops,
    album_folded gin_trgm_ops,
    name_folded gin_trgm_ops
);
drop index audio_tracks_name_folded_idx;
drop index audio_tracks_title_folded_idx;

create or replace function needledrop_search_vector(artist text, title text, album text, genre text, labels text[]) returns tsvector
language plpgsql immutable parallel safe as $$
begin
    return setweight(to_tsvector('pg_catalog.simple', public.needledrop_fold(concat_ws(' ', title, artist))), 'A')
        || setweight(to_tsvector('pg_catalog.simple', coalesce(public.needledrop_fold(album), '')), 'B')
        || setweight(to_tsvector('pg_catalog.simple', public.needledrop_fold(concat_ws(' ', genre, array_to_string(labels, ' ')))), 'C');
end
$$;

create or replace function needledrop_genres(genre text) returns text[]
language sql immutable strict parallel safe as $$
    select coalesce(array_agg(folded), '{}')
    from regexp_split_to_table(genre, '[,;]') as part, public.needledrop_fold(part) as folded
    where folded <> ''
$$;

create or replace function needledrop_fold(value text) returns text
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

drop function needledrop_fold_labels(text[]);
drop function needledrop_genres_any(text);
drop function needledrop_fold_any(text);
