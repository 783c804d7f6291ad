-- Notes which objects of library $6 are there, seen by a run that began at $10. $7 reads all of them again, $8 those
-- that failed; $9 is the prober that is there to read them; $11 is the first name of files that have several: those
-- that are known count, and where none is, the first. Answers how many are new, changed, tried again, as they were but
-- not read yet, as they were, and further names that aren't known.
with seen as materialized (
    select distinct on (uri) *
    from unnest($1::text[], $2::bigint[], $3::text[], $4::timestamptz[], $5::timestamptz[], $11::text[])
        as s (uri, size_bytes, etag, last_modified, changed_at, one_of)
    order by uri
),
-- Never before the run began, wherever the server's clock is set meanwhile.
moment as materialized (
    select greatest(clock_timestamp(), $10) as at
),
known as materialized (
    select a.id, s.*, c.is_changed,
        not c.is_changed
            and (
                $7 and a.status in ('COMPLETED', 'FAILED', 'MISSING')
                or a.error_code is not null and a.status in ('FAILED', 'MISSING') and (
                    $8
                    or case a.error_cause
                        when 'OUTSIDE' then coalesce(a.retry_at <= clock_timestamp(), true)
                        else coalesce(a.prober_version, 0) < $9
                    end
                )
            ) as is_due
    from seen s
    join assets a on a.library_id = $6 and needledrop_uri_key(a.uri) = needledrop_uri_key(s.uri)
    cross join lateral (
        select (a.size_bytes, a.etag, a.last_modified) is distinct from (s.size_bytes, s.etag, s.last_modified)
            or coalesce(a.changed_at <> s.changed_at, false)
    ) as c (is_changed)
    -- In one order, here and in complete.sql: otherwise two statements that meet could wait for one another.
    order by a.id
    for no key update of a
),
unknown as materialized (
    select s.*,
        one_of is not null
            and (one_of <> uri or one_of in (select one_of from known where one_of is not null)) as is_further_name
    from seen s
    where uri not in (select uri from known)
),
new as (
    insert into assets (library_id, uri, size_bytes, etag, last_modified, changed_at, last_seen_at)
    select $6, uri, size_bytes, etag, last_modified, changed_at, at
    from unknown, moment
    where not is_further_name
    -- Another worker has registered the same a moment ago: to this one it is there as well.
    on conflict (library_id, needledrop_uri_key(uri)) do update set last_seen_at = excluded.last_seen_at
    returning 1
),
-- What was known of the file holds for what it was: if it vanishes before it is read, it is read when it is back.
due as (
    update assets a
    set status = 'PENDING', size_bytes = k.size_bytes, etag = k.etag, last_modified = k.last_modified,
        changed_at = k.changed_at, last_seen_at = at, attempts = 0, claimed_by = null,
        claimed_until = null, error_code = null, error_message = null, error_cause = null, retry_at = null,
        failures = case when k.is_changed then 0 else a.failures end, last_probed_at = null, finding = null
    from known k, moment
    where a.id = k.id and (k.is_changed or k.is_due)
    returning k.is_changed
),
unchanged as (
    update assets a
    set last_seen_at = at,
        changed_at = k.changed_at,
        -- Back again: what was known of it still holds.
        status = case
            when a.status <> 'MISSING' then a.status
            when a.last_probed_at is null then 'PENDING'
            when a.error_code is not null then 'FAILED'
            else 'COMPLETED'
        end
    from known k, moment
    where a.id = k.id and not k.is_changed and not k.is_due
    returning a.id, a.uri, a.status
),
-- Back with their file; and where somebody has written another address than the file's, it is mended.
tracks as (
    update audio_tracks t
    set status = case when t.status = 'MISSING' and u.status in ('COMPLETED', 'FAILED') then u.status else t.status end,
        audio_uri = case when t.start_ms is null then u.uri else t.audio_uri end
    from unchanged u
    where t.asset_id = u.id and (
        t.status = 'MISSING' and u.status in ('COMPLETED', 'FAILED')
        or t.start_ms is null and t.audio_uri is distinct from u.uri collate "default"
    )
)
select
    (select count(*) from new),
    (select count(*) from due where is_changed),
    (select count(*) from due where not is_changed),
    (select count(*) from unchanged where status in ('PENDING', 'PROCESSING')),
    (select count(*) from unchanged where status not in ('PENDING', 'PROCESSING')),
    (select coalesce(array_agg(uri order by uri), '{}') from unknown where is_further_name)
