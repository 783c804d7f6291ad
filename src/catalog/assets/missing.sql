-- Marks the assets of a library that weren't seen. $1 what their URIs begin with, $2 since when, $3 library.
with missing as (
    update assets
    set status = 'MISSING', claimed_by = null, claimed_until = null
    where library_id = $3
        -- What the index holds of an address, then all of it.
        and left(uri, 256) ^@ left($1, 256)
        and uri ^@ $1
        and last_seen_at < $2
        and status <> 'MISSING'
    returning id
),
tracks as (
    update audio_tracks
    set status = 'MISSING'
    where asset_id in (select id from missing)
)
select count(*) from missing
