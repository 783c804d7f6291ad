-- Locks: exclusive on both tables, for a moment.

drop table aliases;
drop table alias_versions;
drop function needledrop_note_alias();
drop function needledrop_note_all_aliases();
