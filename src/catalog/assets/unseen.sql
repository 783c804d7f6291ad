-- Assets of library $1 at the URI $6 and below it, where URIs begin with $2, that weren't seen since $3: the next $5
-- behind the URI $4.
select id, uri
from assets
where library_id = $1
    -- What the index holds of an address, then all of it.
    and left(uri, 256) ^@ left($6, 256)
    and (uri = $6 or uri ^@ $2)
    and last_seen_at < $3
    and status <> 'MISSING'
    and uri > $4
order by uri
limit $5
