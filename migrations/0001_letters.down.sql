-- The extension stays: others may use it.
-- Locks: none on tables.

drop function needledrop_letters(text, boolean);
