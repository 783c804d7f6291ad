-- Writes a track's values, given as JSON, over those that are there.
update audio_tracks t
set external_id = n.external_id,
    title_from_filename = t.title_from_filename and t.title = n.title
        -- Given back to a file whose tags have none: its name stood in at last.
        or to_jsonb(n.title) is not distinct from t.tagged -> 'title' and exists (
            select
            from assets a
            where a.id = t.asset_id and coalesce(btrim(a.tags #>> '{title,0}'), '') = ''
        ),
    {given set from n}
from json_to_record($1::json) as n (id uuid, external_id text, {given record})
where t.id = n.id
