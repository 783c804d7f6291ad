-- Writes a batch of tracks, given as JSON, and answers what became of each row.
with incoming as materialized (
    select *
    from json_to_recordset($1::json) as row (
        index integer, new_id uuid, library_id uuid, id uuid, external_id text, status text, {given record}
    )
),
-- Known again by id, else external id, else URI, else artist, title and album. The first of several is aggregated: for
-- an order with a limit the planner may walk the whole primary key, once for each row.
known as materialized (
    select i.*, coalesce(
        (select t.id from audio_tracks t where t.id = i.id and t.library_id = i.library_id),
        (
            select t.id
            from audio_tracks t
            where t.library_id = i.library_id and t.external_id = i.external_id and i.id is null
        ),
        case when i.id is null and i.audio_uri is not null then (
            select (array_agg(t.id order by t.id))[1]
            from audio_tracks t
            where t.library_id = i.library_id and t.audio_uri = i.audio_uri and (i.external_id is null or t.external_id is null)
        ) end,
        case when i.id is null and i.external_id is null and i.audio_uri is null then (
            select (array_agg(t.id order by t.external_id is not null, t.id))[1]
            from audio_tracks t
            where needledrop_name_key(t.library_id, t.artist, t.title, t.album)
                = needledrop_name_key(i.library_id, i.artist, i.title, i.album)
        ) end
    ) as track_id
    from incoming i
),
checked as materialized (
    select k.*,
        exists (
            select
            from audio_tracks t
            where t.id = k.id and t.library_id <> k.library_id
        ) as is_foreign,
        exists (
            select
            from audio_tracks t
            where t.library_id = k.library_id and t.external_id = k.external_id and t.id is distinct from k.track_id
        ) as is_taken
    from known k
),
-- Of several rows for one track the first that can be taken counts.
judged as materialized (
    select c.*, track_id is not null and row_number() over (
        partition by track_id, is_foreign or is_taken
        order by index
    ) > 1 as is_repeated
    from checked c
),
-- A file that is catalogued at the URI of a row, and has no track, as somebody has deleted it. Of several rows for it
-- the first gets it.
free as materialized (
    select distinct on (asset_id) index, asset_id
    from judged j
    cross join lateral (
        select (
            select a.id
            from assets a
            where a.library_id = j.library_id and needledrop_uri_key(a.uri) = needledrop_uri_key(j.audio_uri)
                and a.status = 'COMPLETED'
                and not exists (select from audio_tracks t where t.asset_id = a.id and t.start_ms is null)
        ) as asset_id
    ) a
    where j.audio_uri is not null and asset_id is not null and not is_repeated and not is_taken and not is_foreign
    order by asset_id, index
),
-- What the rows say over what is there, where that makes a difference. The tracks are locked, as they are by now and in
-- one order: what others commit meanwhile is not undone, and two batches that meet don't wait for one another.
merged as materialized (
    select j.index, t.id, coalesce(t.asset_id, f.asset_id) as asset_id, m.*
    from judged j
    join audio_tracks t on t.id = j.track_id
    left join free f on f.index = j.index
    cross join lateral (
        select
            coalesce(j.external_id, t.external_id) as external_id,
            case when t.asset_id is null then coalesce(j.status, t.status) else t.status end as status,
            {given merged}
    ) m
    where not j.is_repeated and not j.is_taken
        and (
            (t.external_id, t.status, {given of t}) is distinct from (m.external_id, m.status, {given of m})
            or t.asset_id is null and f.asset_id is not null
        )
    order by t.id
    for no key update of t
),
updated as (
    update audio_tracks t
    set external_id = m.external_id, status = m.status, asset_id = m.asset_id, {given set from m}
    from merged m
    where t.id = m.id
    returning 1
),
inserted as (
    insert into audio_tracks (id, library_id, external_id, status, asset_id, {given columns})
    select coalesce(id, new_id), library_id, external_id, coalesce(status, 'COMPLETED'), asset_id, {given columns}
    from judged
    left join free using (index)
    where track_id is null and not is_taken and not is_foreign
    returning 1
),
written as (
    select (select count(*) from inserted) as inserted, (select count(*) from updated) as updated
)
select
    inserted,
    updated,
    (select count(*) from judged where not is_repeated and not is_taken and not is_foreign) - inserted - updated as unchanged,
    (select coalesce(array_agg(index), '{}') from judged where is_foreign) as foreign_ids,
    (select coalesce(array_agg(index), '{}') from judged where is_taken and not is_foreign) as taken,
    (select coalesce(array_agg(index), '{}') from judged where is_repeated and not is_taken) as repeated,
    (
        select coalesce(track_id, id, new_id)
        from judged
        where not is_repeated and not is_taken and not is_foreign
        order by index
        limit 1
    ) as first
from written
