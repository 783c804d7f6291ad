-- Indexes must be rebuilt after going forward again: changes made meanwhile are not recorded.
-- Locks: exclusive on audio_tracks and assets for a moment.

drop trigger record_updates on assets;
drop trigger record_truncate on audio_tracks;
drop trigger record_deletes on audio_tracks;
drop trigger record_updates on audio_tracks;
drop trigger record_inserts on audio_tracks;
drop function needledrop_record_asset_updates();
drop function needledrop_record_truncate();
drop function needledrop_record_updates();
drop function needledrop_record_deletes();
drop function needledrop_record_inserts();
drop table index_nodes;
drop table feed_state;
drop table changes;
