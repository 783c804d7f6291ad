-- Writes a track's values, given as JSON, over those that are there.
update audio_tracks t
set external_id = n.external_id, {given set from n},
    -- A file that is catalogued there, and has no track.
    asset_id = coalesce(t.asset_id, (
        select a.id
        from assets a
        where a.library_id = t.library_id and needledrop_uri_key(a.uri) = needledrop_uri_key(n.audio_uri)
            and a.status = 'COMPLETED'
            and not exists (select from audio_tracks o where o.asset_id = a.id and o.start_ms is null)
    ))
from json_to_record($1::json) as n (id uuid, external_id text, {given record})
where t.id = n.id
