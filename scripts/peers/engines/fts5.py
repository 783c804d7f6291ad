"""SQLite FTS5, in process: its trigram tokenizer, the query's trigrams joined by OR, ranked by bm25.

Of what FTS5 has, only trigrams forgive. A blank before and behind the name makes the first and last letters count as much as others.
Names are given without marks, which the tokenizer drops only from SQLite 3.45 on. `detail=none` and `column` were faster, but bm25
gave no usable order then; a larger cache changed nothing.
"""

import sqlite3
from functools import partial

from text import fold

TABLES = """
create table tracks (id integer primary key, artist text not null, title text not null);
create virtual table names using fts5(name, content='', tokenize='trigram');
"""
SEARCH = """
select artist, title
from (select rowid, rank from names where names match ? order by rank limit 10) found
join tracks on tracks.id = found.rowid
order by rank
"""


class Engine:
    def start(self, place):
        self.rows, self.file = place.rows, f"{place.folder}/fts5.db"

    def build(self):
        database = sqlite3.connect(self.file)
        database.executescript(TABLES)
        tracks = list(enumerate(self.rows))
        database.executemany("insert into tracks values (?, ?, ?)", ((number, *track) for number, track in tracks))
        names = ((number, padded(" ".join(track))) for number, track in tracks)
        database.executemany("insert into names (rowid, name) values (?, ?)", names)
        database.execute("insert into names (names) values ('optimize')")
        database.commit()
        database.close()

    def doors(self):
        return {"SQLite FTS5, trigrams": partial(Door, self.file)}

    def memory_mb(self):
        return []

    def stop(self):
        pass


def padded(text):
    return f" {fold(text)} "


class Door:
    def __init__(self, file):
        self.database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)

    def ask(self, text):
        letters = padded(text)
        trigrams = dict.fromkeys(letters[i : i + 3] for i in range(len(letters) - 2))
        query = " OR ".join('"' + trigram.replace('"', '""') + '"' for trigram in trigrams)
        return self.database.execute(SEARCH, (query,)).fetchall()

    def hits(self, answer):
        return answer
