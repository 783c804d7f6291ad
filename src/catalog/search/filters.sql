-- What a track t must be to be found: stands for {filters} in the other statements. Its asset is looked up row by row, so that the
-- planner can't take a common format for the way in, and read half the table. Nor can it take a name's pattern for one.
(t.status = 'COMPLETED'
    and ($3::text is null or regexp_like(t.artist_folded, $3))
    and ($4::text is null or regexp_like(t.title_folded, $4))
    and ($5::text is null or regexp_like(t.album_folded, $5))
    and ($6::text is null or t.genres_folded @> array[needledrop_fold($6)])
    and ($7::text is null or needledrop_fold($7) in (select needledrop_fold(label) from unnest(t.labels) as label))
    and ($8::text is null or (select needledrop_fold(a.format) from assets a where a.id = t.asset_id) = needledrop_fold($8))
    and ($9::integer is null or t.year between $9 and $10)
    and (
        $11::float8 is null
        or coalesce((select a.duration_seconds from assets a where a.id = t.asset_id), t.duration_seconds)::float8 between $11 and $12
    ))
