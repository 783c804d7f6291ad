"""What the two engines inside PostgreSQL share: loading a table, and a connection with one prepared statement."""

import io

import memory
import psycopg2


def load(connection, rows, before, after):
    """Runs statements, fills `tracks` (artist, title) by COPY, runs statements, and leaves the table as autovacuum would."""
    cursor = connection.cursor()
    cursor.execute(before)
    escaped = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
    lines = "".join(f"{artist.translate(escaped)}\t{title.translate(escaped)}\n" for artist, title in rows)
    cursor.copy_expert("copy tracks (artist, title) from stdin", io.StringIO(lines))
    cursor.execute(after)
    cursor.execute("vacuum analyze tracks")


def connect(address):
    connection = psycopg2.connect(address)
    connection.autocommit = True
    return connection


def memory_mb(connection):
    """Of the whole server: the parent of our own process there, and all its children."""
    with open(f"/proc/{connection.get_backend_pid()}/stat") as file:
        postmaster = int(file.read().rsplit(")", 1)[1].split()[1])
    return [memory.proportional_mb(memory.family(postmaster))]


class Engine:
    """An engine that is a table; those derived from it say `LOAD` and `INDEX`, the statements before and after it is filled."""

    def start(self, place):
        self.place, self.connection = place, connect(place.postgres)

    def build(self):
        load(self.connection, self.place.rows, self.LOAD, self.INDEX)

    def memory_mb(self):
        return memory_mb(self.connection)

    def stop(self):
        self.connection.close()


class Door:
    """One connection; `settings` are statements to run at its start, `search` the one of a parameter that is prepared."""

    def __init__(self, address, settings, search):
        self.cursor = connect(address).cursor()
        for setting in settings:
            self.cursor.execute(setting)
        self.cursor.execute("prepare search(text) as " + search)

    def ask(self, text):
        self.cursor.execute("execute search(%s)", (text,))
        return self.cursor.fetchall()

    def hits(self, answer):
        return [(row[0], row[1]) for row in answer]
