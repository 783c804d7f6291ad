-- What was known of the files is gone after this.
-- Locks: exclusive on assets, for a moment.

drop table assets;
drop function needledrop_touch();
