-- By what the begin of its audio is known: a file that was cut off, and the whole one, have it in common.
-- Locks: ACCESS EXCLUSIVE on assets, for a moment; everybody waits.

alter table assets add column audio_begin bigint;

create index assets_audio_begin_idx on assets (audio_begin) where audio_begin is not null;
