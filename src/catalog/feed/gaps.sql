-- What would change tracks without the feed recording it. What fires in ordinary sessions is enabled for these or
-- always (O, A), what fires in replication for that or always (R, A).
with expected (relation, name, function, enabled) as (
    values
        ('audio_tracks', 'record_inserts', 'needledrop_record_inserts()', 'OA'),
        ('audio_tracks', 'record_updates', 'needledrop_record_updates()', 'OA'),
        ('audio_tracks', 'record_deletes', 'needledrop_record_deletes()', 'OA'),
        ('audio_tracks', 'record_truncate', 'needledrop_record_truncate()', 'A'),
        ('audio_tracks', 'record_rows', 'needledrop_record_row()', 'RA'),
        ('assets', 'record_updates', 'needledrop_record_asset_updates()', 'OA'),
        ('assets', 'record_rows', 'needledrop_record_asset_row()', 'RA')
)
select format(
    case
        when t.oid is null then 'trigger %s of table %s is missing'
        when t.tgenabled = 'D' then 'trigger %s of table %s is disabled'
        when t.tgenabled = 'R' then 'trigger %s of table %s fires in replication only'
        else 'trigger %s of table %s does not fire in replication'
    end,
    expected.name, expected.relation
)
from expected
left join pg_trigger t on t.tgrelid = to_regclass(expected.relation) and t.tgname = expected.name
    and t.tgfoid = to_regprocedure(expected.function)
where t.oid is null or strpos(expected.enabled, t.tgenabled::text) = 0
union all
-- Another server's transactions mean nothing here.
select format('table %s is written by subscription %s', srrelid::regclass, subname)
from pg_subscription_rel
join pg_subscription s on s.oid = srsubid
where srrelid in (to_regclass('changes'), to_regclass('feed_state'), to_regclass('index_nodes'))
