-- Writes a track's values, given as JSON, over those that are there.
update audio_tracks t
set external_id = n.external_id, {given set from n}
from json_to_record($1::json) as n (id uuid, external_id text, {given record})
where t.id = n.id
