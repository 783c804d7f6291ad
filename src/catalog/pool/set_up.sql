-- What each connection is told. $1 to $3 limits in milliseconds: of a statement, of waiting for a lock, of idling in a
-- transaction.
select
    set_config('statement_timeout', $1, false),
    set_config('lock_timeout', $2, false),
    set_config('idle_in_transaction_session_timeout', $3, false),
    set_config('jit', 'off', false),
    -- What is answered as written must be on disk, also where the server's default is to answer before that.
    set_config('synchronous_commit', coalesce(nullif(current_setting('synchronous_commit'), 'off'), 'on'), false),
    set_config('standard_conforming_strings', 'on', false),
    -- Our own schema first, so that nobody else's tables are taken for ours, then those of the extensions.
    set_config(
        'search_path',
        (
            select string_agg(quote_ident(schema), ', ' order by place)
            from (
                select schema, 1 as place from home
                union
                select schema, 2 from extensions where schema not in (select schema from home)
            ) path
        ),
        false
    )
