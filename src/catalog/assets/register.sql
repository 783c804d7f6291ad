-- Notes which objects of library $5 are there. Answers how many are new, changed, and as they were.
with seen as materialized (
    select distinct on (uri) *
    from unnest($1::text[], $2::bigint[], $3::text[], $4::timestamptz[]) as s (uri, size_bytes, etag, last_modified)
    order by uri
),
known as materialized (
    select a.id, s.*,
        (a.size_bytes, a.etag, a.last_modified) is distinct from (s.size_bytes, s.etag, s.last_modified) as is_changed
    from seen s
    join assets a on a.library_id = $5 and needledrop_uri_key(a.uri) = needledrop_uri_key(s.uri)
    -- In one order, here and in complete.sql: otherwise two statements that meet could wait for one another.
    order by a.id
    for no key update of a
),
new as (
    insert into assets (library_id, uri, size_bytes, etag, last_modified)
    select $5, uri, size_bytes, etag, last_modified
    from seen
    where uri not in (select uri from known)
    -- Another worker has registered the same a moment ago: to this one it is there as well.
    on conflict (library_id, needledrop_uri_key(uri)) do update set last_seen_at = excluded.last_seen_at
    returning 1
),
changed as (
    update assets a
    set status = 'PENDING', size_bytes = k.size_bytes, etag = k.etag, last_modified = k.last_modified,
        last_seen_at = clock_timestamp(), attempts = 0, claimed_by = null, claimed_until = null,
        error_code = null, error_message = null
    from known k
    where a.id = k.id and k.is_changed
    returning 1
),
unchanged as (
    update assets a
    set last_seen_at = clock_timestamp(),
        -- Back again: what was known of it still holds.
        status = case
            when a.status <> 'MISSING' then a.status
            when a.last_probed_at is null then 'PENDING'
            when a.error_code is not null then 'FAILED'
            else 'COMPLETED'
        end
    from known k
    where a.id = k.id and not k.is_changed
    returning a.id, a.status
),
tracks as (
    update audio_tracks t
    set status = u.status
    from unchanged u
    where t.asset_id = u.id and t.status = 'MISSING' and u.status in ('COMPLETED', 'FAILED')
)
select (select count(*) from new), (select count(*) from changed), (select count(*) from unchanged)
