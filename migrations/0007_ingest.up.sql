-- What ingest knows of a file beyond its facts: why it could not be read and when to try again, by which prober it was
-- read, and what was found that isn't decided yet.
-- Locks: ACCESS EXCLUSIVE on assets and audio_tracks, while every row's address is checked anew; everybody waits.

alter table assets
    drop constraint assets_uri_check,
    -- The longest path of Linux, with every byte encoded.
    add constraint assets_uri_check check (uri ~ '^(file|s3|gs)://.' and octet_length(uri) <= 12500),
    -- When a local file's content or attributes changed at last (ctime); stores have none.
    add column changed_at timestamptz,
    -- Whether what a FAILED row suffers from lies in the file, or in its store, the way there or the moment.
    add column error_cause text check (error_cause in ('FILE', 'OUTSIDE')),
    -- How often in a row the cause was outside, and when the file is tried again.
    add column failures integer not null default 0 check (failures >= 0),
    add column retry_at timestamptz,
    -- Which prober has read it: what one could not read the next one may.
    add column prober_version integer,
    -- What a probe has found at this address, while it isn't decided whether the audio has come from another one.
    add column finding jsonb check (jsonb_typeof(finding) = 'object');


create index assets_finding_idx on assets (library_id) where finding is not null;

alter table audio_tracks
    drop constraint audio_tracks_audio_uri_check,
    add constraint audio_tracks_audio_uri_check
        check (audio_uri ~ '^(file|s3|gs|https?)://.' and octet_length(audio_uri) <= 12500),
    drop constraint audio_tracks_thumbnail_uri_check,
    add constraint audio_tracks_thumbnail_uri_check
        check (thumbnail_uri ~ '^(file|s3|gs|https?)://.' and octet_length(thumbnail_uri) <= 12500);
