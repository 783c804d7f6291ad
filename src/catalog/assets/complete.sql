-- Writes what became of claimed assets, and their tracks. $2 is when the run began, $3 whether it is decided which file
-- is whose. Answers how many were completed, how many failed by themselves and by a cause outside, and how many are
-- open. What stands in {tagged …} are the fields that tags have (catalog/tracks/columns.rs fills it in).
with outcome as materialized (
    select *
    from json_to_recordset($1::json) as row (
        asset_id uuid, claimed_until timestamptz, new_id uuid, error_code text, error_message text, error_cause text,
        prober_version integer, mime_type text, format text, codec text, duration_seconds numeric, duration_method text,
        channels integer, sample_rate integer, bits_per_sample integer, bitrate bigint, audio_size_bytes bigint,
        audio_sha256 text, audio_begin bigint, tags jsonb, artwork jsonb, chapters jsonb,
        warnings text[], probe_bytes_read bigint, guessed text[], {tagged record}
    )
),
-- In one order, here and in register.sql: otherwise two statements that meet could wait for one another.
claimed as materialized (
    select a.id, a.audio_sha256 as was, decode(o.audio_sha256, 'hex') as now,
        case
            when o.error_cause = 'OUTSIDE' then 'DEFERRED'
            -- Not the audio that was here: where that has gone, and whence this comes, is known when all was seen.
            when not $3 and a.audio_sha256 <> coalesce(decode(o.audio_sha256, 'hex'), '') then 'OPEN'
            when o.error_code is not null then 'FAILED'
            when not $3 and a.audio_sha256 is null
                and not exists (select from audio_tracks t where t.asset_id = a.id)
                and exists (
                    select
                    from assets g
                    where g.library_id = a.library_id and g.audio_sha256 = decode(o.audio_sha256, 'hex') and g.id <> a.id
                        and (g.status <> 'COMPLETED' or g.last_seen_at < $2)
                )
                then 'OPEN'
            -- One of the two may be the other, cut off.
            when not $3 and a.audio_sha256 is null
                and not exists (select from audio_tracks t where t.asset_id = a.id)
                and exists (
                    select
                    from assets g
                    where g.library_id = a.library_id and g.audio_begin = o.audio_begin and g.id <> a.id
                        and ('TRUNCATED' = any(g.warnings) or 'TRUNCATED' = any(o.warnings))
                        and (g.status <> 'COMPLETED' or g.last_seen_at < $2)
                )
                then 'OPEN'
            -- Other tags at the address: the same audio with these may have come there.
            when not $3 and a.tags <> o.tags
                and exists (
                    select
                    from assets g
                    where g.library_id = a.library_id and g.audio_sha256 = a.audio_sha256 and g.id <> a.id
                )
                then 'OPEN'
            else 'COMPLETED'
        end as becomes
    from outcome o
    join assets a on a.id = o.asset_id
    where a.status = 'PROCESSING' and a.claimed_until = o.claimed_until
    order by a.id
    for no key update of a
),
opened as (
    update assets a
    set status = 'PENDING', claimed_by = null, claimed_until = null, attempts = 0, finding = to_jsonb(o)
    from outcome o
    join claimed c on c.id = o.asset_id
    where a.id = o.asset_id and c.becomes = 'OPEN'
    returning 1
),
-- What is known of the file stays; it is tried again, after a while if that has failed before.
deferred as (
    update assets a
    set status = 'FAILED', error_code = o.error_code, error_message = o.error_message, error_cause = o.error_cause,
        claimed_by = null, claimed_until = null, attempts = 0, last_probed_at = clock_timestamp(),
        failures = a.failures + 1, prober_version = o.prober_version, finding = null,
        retry_at = clock_timestamp()
            + make_interval(secs => case when a.failures < 2 then 0 else least(3600, 60 * 2 ^ least(a.failures - 2, 9)) end)
    from outcome o
    join claimed c on c.id = o.asset_id
    where a.id = o.asset_id and c.becomes = 'DEFERRED'
    returning 1
),
-- What a damaged file held stays known: by that its audio is known again, here or elsewhere.
written as (
    update assets a
    set status = c.becomes, error_code = o.error_code, error_message = o.error_message, error_cause = o.error_cause,
        claimed_by = null, claimed_until = null, attempts = 0, failures = 0, retry_at = null, finding = null,
        last_probed_at = clock_timestamp(), prober_version = o.prober_version, mime_type = o.mime_type, format = o.format,
        codec = o.codec, duration_seconds = o.duration_seconds, duration_method = o.duration_method,
        channels = o.channels, sample_rate = o.sample_rate, bits_per_sample = o.bits_per_sample, bitrate = o.bitrate,
        audio_size_bytes = o.audio_size_bytes,
        audio_sha256 = case when c.becomes = 'FAILED' then a.audio_sha256 else c.now end,
        audio_begin = case when c.becomes = 'FAILED' then a.audio_begin else o.audio_begin end,
        tags = case when c.becomes = 'FAILED' then a.tags else o.tags end,
        artwork = coalesce(o.artwork, '[]'), chapters = coalesce(o.chapters, '[]'),
        warnings = coalesce(o.warnings, '{}'), probe_bytes_read = o.probe_bytes_read
    from outcome o
    join claimed c on c.id = o.asset_id
    where a.id = o.asset_id and c.becomes in ('COMPLETED', 'FAILED')
    returning a.library_id, a.uri, a.status, coalesce(c.was <> c.now, true) as is_other_audio, o.*
),
-- The asset's track as a whole; or one that was imported and names this URI, and now gets its file; or the only one
-- without any file of the same artist, title and album, as an import would find it.
matched as materialized (
    select w.*, coalesce(
        (select t.id from audio_tracks t where t.asset_id = w.asset_id and t.start_ms is null),
        (
            select t.id
            from audio_tracks t
            -- Addresses of assets are in another collation, which the index doesn't know.
            where t.library_id = w.library_id and t.audio_uri = w.uri collate "default" and t.asset_id is null
            order by t.id
            limit 1
        )
    ) as matched_id,
    (
        select (array_agg(t.id))[1]
        from audio_tracks t
        where w.is_other_audio and w.status = 'COMPLETED' and w.artist is not null
            and t.asset_id is null and t.audio_uri is null
            and needledrop_name_key(t.library_id, t.artist, t.title, t.album)
                = needledrop_name_key(w.library_id, w.artist, w.title, w.album)
        having count(*) = 1
    ) as namesake_id,
    jsonb_strip_nulls(jsonb_build_object({tagged pairs})) as tagged
    from written w
),
-- Of several files of one name the first gets the track.
known as materialized (
    select m.*, coalesce(
        matched_id,
        case when row_number() over (partition by namesake_id, matched_id is null order by uri) = 1 then namesake_id end
    ) as track_id
    from matched m
),
followed as (
    update audio_tracks t
    set status = k.status
    from known k
    where t.id = k.track_id and k.status = 'FAILED'
),
-- Parts of a file can be had when it can.
parts as (
    update audio_tracks t
    set status = w.status
    from written w
    where t.asset_id = w.asset_id and t.start_ms is not null and t.status <> w.status
),
-- A field that isn't as tags gave it at last was edited, and tags leave it alone.
updated as (
    update audio_tracks t
    set status = k.status, asset_id = k.asset_id, audio_uri = k.uri, tagged = k.tagged,
        guessed = coalesce(k.guessed, '{}'),
        {tagged completed}
    from known k
    -- Another worker may have given it another file a moment ago.
    where t.id = k.track_id and k.status = 'COMPLETED' and (t.asset_id is null or t.asset_id = k.asset_id)
    returning k.asset_id
),
-- A track that somebody deleted stays so while its audio is the same.
inserted as (
    insert into audio_tracks (id, library_id, asset_id, audio_uri, tagged, guessed, {tagged columns})
    select new_id, library_id, asset_id, uri, tagged, coalesce(guessed, '{}'), {tagged columns}
    from known
    where status = 'COMPLETED' and is_other_audio and asset_id not in (select asset_id from updated)
)
select
    (select count(*) from written where status = 'COMPLETED'),
    (select count(*) from written where status = 'FAILED'),
    (select count(*) from deferred),
    (select count(*) from opened)
