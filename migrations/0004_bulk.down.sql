-- Locks: exclusive on audio_tracks while the trigram index is built anew, about a minute a million rows.

drop index audio_tracks_names_trgm_idx;
create index audio_tracks_names_trgm_idx on audio_tracks using gin (
    artist gin_trgm_ops,
    title gin_trgm_ops,
    artist_folded gin_trgm_ops,
    title_folded gin_trgm_ops,
    album_folded gin_trgm_ops,
    name_folded gin_trgm_ops
);
drop index audio_tracks_name_folded_idx;
drop index audio_tracks_title_folded_idx;
