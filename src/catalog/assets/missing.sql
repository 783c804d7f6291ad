-- Marks some assets that weren't seen. $1 their ids, $2 since when.
with missing as (
    update assets
    set status = 'MISSING', claimed_by = null, claimed_until = null, finding = null
    where id = any($1) and last_seen_at < $2 and status <> 'MISSING'
    returning id
),
tracks as (
    update audio_tracks
    set status = 'MISSING'
    where asset_id in (select id from missing)
)
select count(*) from missing
