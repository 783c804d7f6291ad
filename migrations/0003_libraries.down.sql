-- Locks: exclusive on libraries, for a moment.

drop table libraries;
