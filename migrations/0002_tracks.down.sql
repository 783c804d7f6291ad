-- The catalog is gone after this.
-- Locks: exclusive on both tables, for a moment.

drop table audio_tracks;
drop table assets;
drop function needledrop_touch();
