-- Rows whose artist and title, or whose album, share trigrams with $1, as many as pg_trgm.word_similarity_threshold
-- says. The best $2 are answered.
select t.id, t.artist_folded, t.title_folded, t.album_folded, t.popularity, t.year, count(*) over () as matches
from audio_tracks t
where (t.name_folded %> $1 or t.album_folded %> $1)
    and {filters}
order by greatest(
        word_similarity($1, t.name_folded) + similarity($1, t.name_folded),
        word_similarity($1, t.album_folded) + similarity($1, t.album_folded)
    ) desc, t.popularity desc nulls last, t.id
limit $2
