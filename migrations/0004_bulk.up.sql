-- What writing a row costs: the trigram index leaves out what nobody asks it for.
-- Locks: exclusive on audio_tracks while the trigram index is built anew, about half a minute a million rows.

-- Names that are equal as a whole go by these, trigrams of the parts that are searched by likeness by that one: artist and title
-- as written for plain SQL, album and the whole name folded.
create index audio_tracks_title_folded_idx on audio_tracks using hash (title_folded);
create index audio_tracks_name_folded_idx on audio_tracks using hash (name_folded);
drop index audio_tracks_names_trgm_idx;
create index audio_tracks_names_trgm_idx on audio_tracks using gin (
    artist gin_trgm_ops,
    title gin_trgm_ops,
    album_folded gin_trgm_ops,
    name_folded gin_trgm_ops
);
