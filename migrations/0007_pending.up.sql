-- New GIN entries wait in a list until they are merged, many at a time. With PostgreSQL's own limit whoever writes one track just
-- then merges what an import has left there, for a second or two. The server merges them in the background instead, every few
-- seconds; a writer does so only where no server runs.

alter index audio_tracks_search_vector_idx set (gin_pending_list_limit = 65536);
alter index audio_tracks_names_trgm_idx set (gin_pending_list_limit = 65536);
alter index audio_tracks_genres_folded_idx set (gin_pending_list_limit = 65536);
alter index audio_tracks_labels_idx set (gin_pending_list_limit = 65536);
alter index audio_tracks_attributes_idx set (gin_pending_list_limit = 65536);
