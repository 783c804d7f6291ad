-- Marks some assets that weren't seen. $1 their ids, $2 since when. What was registered and never read is forgotten.
with forgotten as (
    delete from assets a
    where id = any($1) and last_seen_at < $2 and status <> 'MISSING'
        and last_probed_at is null and audio_sha256 is null and tags = '{}'
        and not exists (select from audio_tracks t where t.asset_id = a.id)
),
missing as (
    update assets a
    set status = 'MISSING', claimed_by = null, claimed_until = null, finding = null
    where id = any($1) and last_seen_at < $2 and status <> 'MISSING'
        and not (
            last_probed_at is null and audio_sha256 is null and tags = '{}'
            and not exists (select from audio_tracks t where t.asset_id = a.id)
        )
    returning id
),
tracks as (
    update audio_tracks
    set status = 'MISSING'
    where asset_id in (select id from missing)
)
select count(*) from missing
