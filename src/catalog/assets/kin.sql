-- What audio was found at new addresses of library $1 that may be what another asset has had, cut off or whole: it
-- begins alike, and one of them is cut. $2 and $3 as in open.sql. Those that begin alike stand together.
with destinations as materialized (
    select id, uri, finding -> 'tags' as tags, last_seen_at, created_at >= $3 as is_new,
        (finding ->> 'audio_begin')::bigint as begin, finding -> 'warnings' ? 'TRUNCATED' as is_cut
    from assets
    where library_id = $1 and finding is not null and not finding ? 'is_settled'
        and audio_sha256 is null and finding ->> 'audio_begin' is not null
        and not (uri ^@ any($2) and last_seen_at < $3)
),
sources as (
    select g.*
    from assets g
    where g.library_id = $1
        and exists (
            select
            from destinations d
            where d.begin = g.audio_begin and (d.is_cut or 'TRUNCATED' = any(g.warnings))
        )
        -- Mended or cut off where it is.
        and (g.finding ->> 'audio_begin')::bigint is distinct from g.audio_begin
)
select int8send(begin), id, uri, md5(tags::text), true as is_destination, false, is_new, 'HERE', last_seen_at
from destinations
where begin in (select audio_begin from sources)
union all
select int8send(audio_begin), id, uri, md5(tags::text), false, false, false,
    case
        when status = 'MISSING' then 'LOST'
        when uri ^@ any($2) and last_seen_at < $3 then 'UNSEEN'
        when finding is not null then 'LEFT'
        when last_seen_at >= $3 and status in ('COMPLETED', 'FAILED') then 'HERE'
        when last_seen_at >= $3 then 'UNREAD'
        else 'UNKNOWN'
    end,
    last_seen_at
from sources
order by 1, 3
