"""tsvector alone, the classic design: every word must be there, without marks, the last one as a prefix; best ts_rank first.

`simple`, since names have neither stop words nor stems.
"""

from functools import partial

from engines import postgres

LOAD = """
create extension if not exists unaccent;
drop table if exists tracks;
create table tracks (id int generated always as identity primary key, artist text not null, title text not null, words tsvector);
"""
INDEX = """
update tracks set words = to_tsvector('simple', translate(unaccent(artist || ' ' || title), '''', ''));
create index on tracks using gin (words);
"""
# plainto_tsquery knows no prefix, so its text is given one; the second number of ts_rank divides by the length of the name: a
# title that is the query stands before one that holds it.
SEARCH = """
select artist, title
from tracks, cast(nullif(plainto_tsquery('simple', translate(unaccent($1), '''', ''))::text, '') || ':*' as tsquery) query
where words @@ query
order by ts_rank(words, query, 2) desc, id
limit 10
"""


class Engine(postgres.Engine):
    LOAD, INDEX = LOAD, INDEX

    def doors(self):
        return {"tsvector": partial(postgres.Door, self.place.postgres, [], SEARCH)}
