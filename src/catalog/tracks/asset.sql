-- What is known of the file $1, and of what lies beside it: pictures in its folder, those of the artist also in the one
-- above, and so the cover of an album whose discs have folders of their own; lyrics that are called as it is.
with asset as materialized (
    select *, regexp_replace(uri, '[^/]*$', '') as folder, regexp_replace(uri, '[^/]*/[^/]*$', '') as above
    from assets
    where id = $1
),
companion as materialized (
    select c.*
    from asset a
    join companions c on c.library_id = a.library_id
        and needledrop_uri_key(c.folder) in (needledrop_uri_key(a.folder), needledrop_uri_key(a.above))
    where case c.kind
        when 'lyrics' then regexp_replace(c.uri, '\.[^./]*$', '') = regexp_replace(a.uri, '\.[^./]*$', '')
        when 'artist' then true
        else c.folder = a.folder or a.folder ~* '/(cd|dis[ck])([ ._-]|%20)*[0-9]{1,2}/$'
    end
)
select uri, status, size_bytes, last_modified, mime_type, duration_method, tags,
    -- Those in the file come first.
    artwork || (
        select coalesce(
            jsonb_agg(
                jsonb_build_object(
                    'kind', kind, 'mime_type', mime_type, 'size_bytes', size_bytes, 'width', null, 'height', null,
                    'uri', uri
                )
                order by kind = 'artist', folder desc, uri
            ),
            '[]'
        )
        from companion
        where kind <> 'lyrics'
    ) as artwork,
    (select uri from companion where kind = 'lyrics' order by uri limit 1) as lyrics_uri,
    chapters, warnings, error_code, error_message
from asset
