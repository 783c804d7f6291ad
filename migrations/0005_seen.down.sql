alter table index_nodes reset (fillfactor, autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
alter table changes reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold,
    autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold);

alter table feed_state add column pruned_before_seq bigint not null default 0;
alter table feed_state rename column pruned_before to pruned_before_xid;

alter table index_nodes add column seq bigint not null default 0;
alter table index_nodes rename column seen_before to xid;
