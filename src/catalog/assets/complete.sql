-- Writes what became of claimed assets, and their tracks. Answers how many were written.
-- What stands in {tagged …} are the fields that tags have (catalog/tracks/columns.rs fills it in).
with outcome as materialized (
    select *
    from json_to_recordset($1::json) as row (
        asset_id uuid, claimed_until timestamptz, new_id uuid, error_code text, error_message text, mime_type text, format text, codec text,
        duration_seconds numeric, duration_method text, channels integer, sample_rate integer, bits_per_sample integer,
        bitrate bigint, tags jsonb, probe_bytes_read bigint, title_from_filename boolean, {tagged record}
    )
),
-- In one order, here and in register.sql: otherwise two statements that meet could wait for one another.
claimed as materialized (
    select a.id
    from outcome o
    join assets a on a.id = o.asset_id
    where a.status = 'PROCESSING' and a.claimed_until = o.claimed_until
    order by a.id
    for no key update of a
),
written as (
    update assets a
    set status = case when o.error_code is null then 'COMPLETED' else 'FAILED' end,
        error_code = o.error_code, error_message = o.error_message, claimed_by = null, claimed_until = null,
        attempts = 0, last_probed_at = clock_timestamp(), mime_type = o.mime_type, format = o.format, codec = o.codec,
        duration_seconds = o.duration_seconds, duration_method = o.duration_method, channels = o.channels,
        sample_rate = o.sample_rate, bits_per_sample = o.bits_per_sample, bitrate = o.bitrate, tags = o.tags,
        probe_bytes_read = o.probe_bytes_read
    from outcome o
    join claimed c on c.id = o.asset_id
    where a.id = o.asset_id and a.status = 'PROCESSING' and a.claimed_until = o.claimed_until
    returning a.library_id, a.uri, a.status, o.*
),
-- The asset's track as a whole; or one that was imported and names this URI, and now gets its file.
known as materialized (
    select w.*, coalesce(
        (select t.id from audio_tracks t where t.asset_id = w.asset_id and t.start_ms is null),
        (
            select t.id
            from audio_tracks t
            where t.library_id = w.library_id and t.audio_uri = w.uri and t.asset_id is null
            order by t.id
            limit 1
        )
    ) as track_id,
    jsonb_strip_nulls(jsonb_build_object({tagged pairs})) as tagged
    from written w
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
-- Where somebody imported metadata, tags only fill its gaps.
updated as (
    update audio_tracks t
    set status = k.status, asset_id = k.asset_id, audio_uri = k.uri, tagged = k.tagged,
        title_from_filename = case when k.is_curated then t.title_from_filename else k.title_from_filename end,
        {tagged completed}
    from (
        select known.*, c.external_id is not null or c.asset_id is null as is_curated
        from known
        join audio_tracks c on c.id = known.track_id
    ) k
    where t.id = k.track_id and k.status = 'COMPLETED'
),
inserted as (
    insert into audio_tracks (id, library_id, asset_id, audio_uri, tagged, title_from_filename, {tagged columns})
    select new_id, library_id, asset_id, uri, tagged, title_from_filename, {tagged columns}
    from known
    where track_id is null and status = 'COMPLETED'
)
select count(*) from written
