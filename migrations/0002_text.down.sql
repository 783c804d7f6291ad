-- Locks: none on tables.

drop function needledrop_number(jsonb);
drop function needledrop_attribute(jsonb, text);
drop function needledrop_uri_key(text);
drop function needledrop_name_key(uuid, text, text, text);
drop function needledrop_search_vector(text, text, text, text, text[]);
drop function needledrop_fold_labels(text[]);
drop function needledrop_genres(text);
drop function needledrop_genres_any(text);
drop function needledrop_fold(text);
drop function needledrop_fold_inline(text);
drop function needledrop_fold_any(text);
