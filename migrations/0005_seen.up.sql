-- How far a node has come is a transaction: every one below it was taken over. Numbers within it say nothing more.
-- Locks: ACCESS EXCLUSIVE on two tables of a few rows, for a moment.

alter table index_nodes rename column xid to seen_before;
alter table index_nodes drop column seq;

alter table feed_state rename column pruned_before_xid to pruned_before;
alter table feed_state drop column pruned_before_seq;

-- Rows come at one end and go at the other, so that most of this table is always dead; left alone until a fifth of it is,
-- it would only grow.
alter table changes set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000);
-- Written at every commit of an index.
alter table index_nodes set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
