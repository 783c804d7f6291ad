-- What audio was found at addresses of library $1 where other audio was, or none, and where it may have come from: the
-- assets that have had the same. Those of one identity stand together. $2 is what begins the URIs that a listing was
-- complete of which began at $3 (null if none was).
with destinations as materialized (
    select id, uri, audio_sha256 as was, decode(finding ->> 'audio_sha256', 'hex') as now
    from assets
    where library_id = $1 and finding is not null
)
select now as identity, id, uri, true as is_destination, 'HERE' as whereabouts
from destinations
where was is distinct from now and now is not null
union all
select g.audio_sha256, g.id, g.uri, false,
    case
        when g.status = 'MISSING' then 'LOST'
        -- Other audio is at its address now.
        when g.finding is not null then 'LEFT'
        when g.last_seen_at >= $3 and g.status in ('COMPLETED', 'FAILED') then 'HERE'
        when g.last_seen_at >= $3 then 'UNREAD'
        when g.uri ^@ $2 then 'LEFT'
        else 'UNKNOWN'
    end
from assets g
where g.library_id = $1
    and g.audio_sha256 in (select now from destinations where was is distinct from now)
    and (g.finding is null or g.audio_sha256 is distinct from decode(g.finding ->> 'audio_sha256', 'hex'))
order by 1, 3
