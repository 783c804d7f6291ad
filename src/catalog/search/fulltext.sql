-- Rows that hold all words of $2, and those called exactly $1. At most $4 are ranked, the best $3 answered.
with matching as materialized (
    select t.id, t.artist_folded, t.title_folded, t.album_folded, t.name_folded, t.popularity, t.year, t.search_vector
    from audio_tracks t
    where t.search_vector @@ to_tsquery('pg_catalog.simple', $2)
        and {filters}
    {order}
    limit $4
),
called as materialized (
    select t.id, t.artist_folded, t.title_folded, t.album_folded, t.name_folded, t.popularity, t.year, t.search_vector
    from audio_tracks t
    where (t.title_folded = $1 or t.name_folded = $1)
        and {filters}
        -- Only where the matching rows may have left some out, or there are none: nothing but symbols are no words.
        and (select count(*) in (0, $4) from matching)
    order by t.popularity desc nulls last, t.id
    limit 200
),
both_ways as (
    select * from matching
    union
    select * from called
)
select id, artist_folded, title_folded, album_folded, popularity, year, (select count(*) from matching) as matches
from both_ways
order by title_folded = $1 or name_folded = $1 desc, ts_rank(search_vector, to_tsquery('pg_catalog.simple', $2), 1) desc,
    popularity desc nulls last, id
limit $3
