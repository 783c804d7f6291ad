-- What audio was found at addresses of library $1 where other audio was, or other tags, or nothing, and where it may
-- have come from: the assets that have had the same. Those of one identity stand together. $2 is what begins the URIs
-- at which there is nothing unless it was seen since $3.
with destinations as materialized (
    select id, uri, audio_sha256 as was, decode(finding ->> 'audio_sha256', 'hex') as now, finding -> 'tags' as tags,
        created_at >= $3 as is_new, last_seen_at,
        exists (select from audio_tracks t where t.asset_id = a.id) as has_track
    from assets a
    where library_id = $1 and finding is not null and not finding ? 'is_settled'
        and (audio_sha256 is distinct from decode(finding ->> 'audio_sha256', 'hex') or tags <> finding -> 'tags')
        and finding ->> 'audio_sha256' is not null
        -- What a killed run has found may be gone since.
        and not (uri ^@ any($2) and last_seen_at < $3)
)
select now as identity, id, uri, md5(tags::text), true as is_destination,
    was <> now is true and has_track as is_occupied, is_new, 'HERE' as whereabouts, last_seen_at
from destinations
union all
select g.audio_sha256, g.id, g.uri, md5(g.tags::text), false, false, false,
    case
        when g.status = 'MISSING' then 'LOST'
        when g.uri ^@ any($2) and g.last_seen_at < $3 then 'UNSEEN'
        -- Other audio is at its address now.
        when g.audio_sha256 <> coalesce(decode(g.finding ->> 'audio_sha256', 'hex'), '') and g.finding is not null then 'LEFT'
        when g.tags <> g.finding -> 'tags' then 'RETAGGED'
        -- What could be read once is damaged now.
        when g.finding is null and g.last_seen_at >= $3 and g.status = 'FAILED' and g.error_cause <> 'OUTSIDE' then 'LOST'
        when g.finding is not null or g.last_seen_at >= $3 and g.status in ('COMPLETED', 'FAILED') then 'HERE'
        when g.last_seen_at >= $3 then 'UNREAD'
        else 'UNKNOWN'
    end,
    g.last_seen_at
from assets g
where g.library_id = $1 and g.audio_sha256 in (select now from destinations)
order by 1, 3
