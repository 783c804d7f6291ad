alter index audio_tracks_search_vector_idx reset (gin_pending_list_limit);
alter index audio_tracks_names_trgm_idx reset (gin_pending_list_limit);
alter index audio_tracks_genres_folded_idx reset (gin_pending_list_limit);
alter index audio_tracks_labels_idx reset (gin_pending_list_limit);
alter index audio_tracks_attributes_idx reset (gin_pending_list_limit);
