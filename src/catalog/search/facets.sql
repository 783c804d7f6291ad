-- The values that the matching rows have in one field, and how many rows have each: those that the most have.
with matching as materialized (
    select t.id
    from audio_tracks t
    where {matched}
        and {filters}
),
one as materialized (
    select distinct t.id, v.kind, v.number, v.folded, v.written
    from matching
    join audio_tracks t using (id)
    cross join lateral ({values}) as v (kind, number, folded, written)
),
spelled as (
    select kind, number, folded, written, count(*) as rows
    from one
    group by kind, number, folded, written
),
commonest as (
    select distinct on (kind, number, folded) kind, number, folded, written
    from spelled
    order by kind, number, folded, rows desc, written collate "C"
),
counted as (
    select kind, number, folded, count(distinct id) as rows
    from one
    group by kind, number, folded
)
select kind, number, written, rows, (select min(number) from one where kind = 1) as least,
    (select max(number) from one where kind = 1) as most
from counted
join commonest using (kind, number, folded)
order by rows desc, kind, number, written collate "C"
limit $4
