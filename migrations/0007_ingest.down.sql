-- Addresses that are too long for the checks of before make this fail; delete what has them first.
drop index assets_finding_idx;
alter table assets
    drop constraint assets_uri_check,
    add constraint assets_uri_check check (uri ~ '^(file|s3|gs)://.' and octet_length(uri) <= 4096),
    drop column changed_at,
    drop column error_cause,
    drop column failures,
    drop column retry_at,
    drop column prober_version,
    drop column finding;
alter table audio_tracks
    drop constraint audio_tracks_audio_uri_check,
    add constraint audio_tracks_audio_uri_check
        check (audio_uri ~ '^(file|s3|gs|https?)://.' and octet_length(audio_uri) <= 4096),
    drop constraint audio_tracks_thumbnail_uri_check,
    add constraint audio_tracks_thumbnail_uri_check
        check (thumbnail_uri ~ '^(file|s3|gs|https?)://.' and octet_length(thumbnail_uri) <= 4096);
