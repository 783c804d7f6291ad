-- The catalog is gone after this.
-- Locks: exclusive on audio_tracks, and on the tables that its foreign keys name, for a moment.

drop table audio_tracks;
