-- What this user may do, of what is needed to follow the tables ($1) and to write them ($2).
select
    current_user::text as user,
    current_database()::text as database,
    (select schema from home) as schema,
    pg_is_in_recovery() as is_standby,
    current_setting('default_transaction_read_only')::boolean as is_read_only,
    (select source from pg_settings where name = 'default_transaction_read_only') as read_only_by,
    array(
        select format('%s on %s', string_agg(privilege, ', '), relation)
        from (
            values
                ('needledrop_migrations', array['select'], true),
                ('libraries', array['select'], true),
                ('assets', array['select'], true),
                ('audio_tracks', array['select'], true),
                ('companions', array['select'], true),
                ('aliases', array['select'], true),
                ('alias_versions', array['select'], true),
                ('changes', array['select', 'insert', 'delete'], $1),
                ('feed_state', array['select', 'update'], $1),
                ('index_nodes', array['select', 'insert', 'update', 'delete'], $1),
                ('libraries', array['insert'], $2),
                ('assets', array['insert', 'update', 'delete'], $2),
                ('audio_tracks', array['insert', 'update', 'delete'], $2),
                ('companions', array['insert', 'update', 'delete'], $2),
                ('aliases', array['insert', 'update', 'delete'], $2)
        ) needed (relation, privileges, is_needed),
            unnest(privileges) privilege
        -- What isn't there is for migrations to make.
        where is_needed
            and not coalesce(has_table_privilege(to_regclass(quote_ident((select schema from home)) || '.' || relation), privilege), true)
        group by relation
        order by relation
    ) as missing,
    case
        when to_regclass(quote_ident((select schema from home)) || '.needledrop_migrations') is not null then true
        else has_schema_privilege((select schema from home), 'create')
    end as may_create
