-- Rows whose artist and title, or whose album, share trigrams with $1, as many as pg_trgm.word_similarity_threshold says. At
-- most $3 are ranked, the best $4 answered.
with matching as materialized (
    select t.id, t.artist_folded, t.title_folded, t.album_folded, t.name_folded, t.popularity
    from audio_tracks t
    where (t.name_folded %> $1 or t.album_folded %> $1)
        and {filters}
        -- Both statements are given the same arguments.
        and $2 = ''
    limit $3
)
select id, artist_folded, title_folded, album_folded, popularity, (select count(*) from matching) as matches
from matching
order by greatest(
        word_similarity($1, name_folded) + similarity($1, name_folded),
        word_similarity($1, album_folded) + similarity($1, album_folded)
    ) desc, popularity desc nulls last, id
limit $4
