-- Rows that hold all words of $2, and those called exactly $1. At most $13 are ranked, the best $14 answered.
with asked as materialized (
    select to_tsquery('pg_catalog.simple', $2) as words
),
matching as materialized (
    select t.id, t.artist_folded, t.title_folded, t.album_folded, t.name_folded, t.popularity, t.search_vector
    from audio_tracks t
    left join assets a on a.id = t.asset_id
    where t.search_vector @@ to_tsquery('pg_catalog.simple', $2)
        and t.status = 'COMPLETED'
        and ($3::text is null or string_to_array(t.artist_folded, ' ') @> string_to_array(needledrop_fold($3), ' '))
        and ($4::text is null or string_to_array(t.title_folded, ' ') @> string_to_array(needledrop_fold($4), ' '))
        and ($5::text is null or string_to_array(t.album_folded, ' ') @> string_to_array(needledrop_fold($5), ' '))
        and ($6::text is null or t.genres_folded @> array[needledrop_fold($6)])
        and ($7::text is null or needledrop_fold($7) in (select needledrop_fold(label) from unnest(t.labels) as label))
        and ($8::text is null or a.format = lower($8))
        and ($9::integer is null or t.year between $9 and $10)
        and ($11::float8 is null or coalesce(a.duration_seconds, t.duration_seconds)::float8 between $11 and $12)
    limit $13
),
called as materialized (
    select t.id, t.artist_folded, t.title_folded, t.album_folded, t.name_folded, t.popularity, t.search_vector
    from audio_tracks t
    left join assets a on a.id = t.asset_id
    where (t.title_folded = $1 or t.name_folded = $1)
        and t.status = 'COMPLETED'
        and ($3::text is null or string_to_array(t.artist_folded, ' ') @> string_to_array(needledrop_fold($3), ' '))
        and ($4::text is null or string_to_array(t.title_folded, ' ') @> string_to_array(needledrop_fold($4), ' '))
        and ($5::text is null or string_to_array(t.album_folded, ' ') @> string_to_array(needledrop_fold($5), ' '))
        and ($6::text is null or t.genres_folded @> array[needledrop_fold($6)])
        and ($7::text is null or needledrop_fold($7) in (select needledrop_fold(label) from unnest(t.labels) as label))
        and ($8::text is null or a.format = lower($8))
        and ($9::integer is null or t.year between $9 and $10)
        and ($11::float8 is null or coalesce(a.duration_seconds, t.duration_seconds)::float8 between $11 and $12)
        -- Only where the matching rows may have left some out.
        and (select count(*) = $13 from matching)
    limit 200
),
both_ways as (
    select * from matching
    union
    select * from called
)
select id, artist_folded, title_folded, album_folded, popularity, (select count(*) from matching) as matches
from both_ways, asked
order by title_folded = $1 or name_folded = $1 desc, ts_rank(search_vector, words, 1) desc, popularity desc nulls last, id
limit $14
