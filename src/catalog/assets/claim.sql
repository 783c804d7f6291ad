-- Takes assets for a worker. $1 worker, $2 place, $3 limit, $4 lease in seconds, $5 and $6 how often they have been
-- claimed at least and at most, $7 how often makes one be given up, $8 what begins the URIs below the place, $9
-- library.
with free as materialized (
    select id, attempts
    from assets
    where status in ('PENDING', 'PROCESSING')
        and (status = 'PENDING' or claimed_until < clock_timestamp())
        -- What was found is only to be decided.
        and finding is null
        and attempts between $5 and $6
        -- What is there, as this run has seen.
        and last_seen_at >= $10
        and library_id = $9
        -- What the index holds of an address, then all of it.
        and left(uri, 256) ^@ left($2, 256)
        and (uri = $2 or uri ^@ $8)
    order by left(uri, 256)
    limit $3
    for update skip locked
),
given_up as (
    update assets a
    set status = 'FAILED', claimed_by = null, claimed_until = null, last_probed_at = clock_timestamp(),
        error_code = 'ABANDONED', error_cause = 'FILE', prober_version = null,
        error_message = format('%s workers ended while they probed it', a.attempts)
    from free
    where a.id = free.id and free.attempts >= $7
),
claimed as (
    update assets a
    set status = 'PROCESSING', attempts = a.attempts + 1, claimed_by = $1,
        claimed_until = clock_timestamp() + make_interval(secs => $4)
    from free
    where a.id = free.id and free.attempts < $7
    returning a.id, a.uri, a.size_bytes, a.etag, a.last_modified, a.attempts, a.claimed_until
)
select * from claimed order by uri
