-- Rows whose artist and title, or whose album, share trigrams with $1, as many as pg_trgm.word_similarity_threshold says. At
-- most $13 are ranked, the best $14 answered.
with matching as materialized (
    select t.id, t.artist_folded, t.title_folded, t.album_folded, t.name_folded, t.popularity
    from audio_tracks t
    left join assets a on a.id = t.asset_id
    where (t.name_folded %> $1 or t.album_folded %> $1)
        and t.status = 'COMPLETED'
        and ($3::text is null or string_to_array(t.artist_folded, ' ') @> string_to_array(needledrop_fold($3), ' '))
        and ($4::text is null or string_to_array(t.title_folded, ' ') @> string_to_array(needledrop_fold($4), ' '))
        and ($5::text is null or string_to_array(t.album_folded, ' ') @> string_to_array(needledrop_fold($5), ' '))
        and ($6::text is null or t.genres_folded @> array[needledrop_fold($6)])
        and ($7::text is null or needledrop_fold($7) in (select needledrop_fold(label) from unnest(t.labels) as label))
        and ($8::text is null or a.format = lower($8))
        and ($9::integer is null or t.year between $9 and $10)
        and ($11::float8 is null or coalesce(a.duration_seconds, t.duration_seconds)::float8 between $11 and $12)
        -- Both statements are given the same arguments.
        and $2 = ''
    limit $13
)
select id, artist_folded, title_folded, album_folded, popularity, (select count(*) from matching) as matches
from matching
order by greatest(
        word_similarity($1, name_folded) + similarity($1, name_folded),
        word_similarity($1, album_folded) + similarity($1, album_folded)
    ) desc, popularity desc nulls last, id
limit $14
