-- Locks: exclusive on audio_tracks and assets for a moment.

alter table audio_tracks enable trigger record_truncate;
drop trigger record_rows on assets;
drop trigger record_rows on audio_tracks;
drop function needledrop_attach_feed();
drop function needledrop_record_asset_row();
drop function needledrop_record_row();
