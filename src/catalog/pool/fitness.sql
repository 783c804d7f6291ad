-- What a server and its database are like. $1 the extensions that are needed.
select
    current_setting('server_version_num')::int as version_number,
    current_setting('server_version') as version,
    pg_encoding_to_char(d.encoding)::text as encoding,
    d.datctype::text as ctype,
    d.datname::text as database,
    current_user::text as user,
    current_setting('search_path') as search_path,
    (select schema from home) as schema,
    array(select name::text from pg_available_extensions where name = any($1)) as available,
    array(select schema from extensions where not has_schema_privilege(schema, 'usage')) as closed,
    array(select schema from extensions) as extension_schemas
from pg_database d
where d.datname = current_database()
