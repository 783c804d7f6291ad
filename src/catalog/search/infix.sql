-- Rows with every letter and every pair of neighbours of $1 that is Han, Kana or Hangul, and all words of $2, if any. At most $14
-- are ranked, the best $13 answered.
with matching as materialized (
    select t.id, t.artist_folded, t.title_folded, t.album_folded, t.name_folded, t.popularity
    from audio_tracks t
    where needledrop_pairs(t.name_folded || coalesce(' ' || t.album_folded, '')) @> needledrop_pairs($1)
        and needledrop_pairs($1) <> '{}'
        -- What the index is over.
        and t.name_folded || coalesce(' ' || t.album_folded, '') ~ '[\u3005-\u31FF\u3400-\u9FFF\uAC00-\uD7A3\U00020000-\U0003FFFF]'
        and ($2 = '' or t.search_vector @@ to_tsquery('pg_catalog.simple', $2))
        and {filters}
    {order}
    limit $14
)
select id, artist_folded, title_folded, album_folded, popularity, (select count(*) from matching) as matches
from matching
order by similarity($1, name_folded) desc, length(name_folded), popularity desc nulls last, id
limit $13
