"""Groonga over its own HTTP server: each word with edits by fuzzy_search, the last one as a prefix too, joined by OR.

One edit from 4 letters, two from 6, also in the first letter; a word that is exact counts once more, and the shorter of two
equally good names comes first. Requiring all words, edits by other lengths, other weights and trigrams joined by OR were
worse on a real catalogue. Names go in without marks, which the normalizer of Debian's version keeps. The cache of whole answers is off.
"""

import http.client
import json
import subprocess
import time
import urllib.parse
from functools import partial

import memory
from engines import free_port
from text import fold

BATCH = 10_000
WORDS = {"flags": "TABLE_PAT_KEY", "key_type": "ShortText", "default_tokenizer": "TokenDelimit", "normalizer": "NormalizerNFKC130"}
INDEX = {"flags": "COLUMN_INDEX|WITH_POSITION", "type": "Tracks", "source": "name"}


class Engine:
    def start(self, place):
        self.rows, self.folder, port = place.rows, place.folder, free_port()
        command = ["groonga", "--protocol", "http", "--bind-address", "127.0.0.1", "--port", str(port)]
        command += ["--log-path", f"{self.folder}/log", "-s", "-n", f"{self.folder}/db"]
        self.server = subprocess.Popen(command)
        self.address = ("127.0.0.1", port)
        while not self.answers():
            if self.server.poll() is not None:
                raise RuntimeError("groonga didn't start")
            time.sleep(0.05)
        self.command("cache_limit", {"max": 0})

    def build(self):
        self.command("table_create", {"name": "Tracks", "flags": "TABLE_NO_KEY"})
        for name, kind in {"artist": "ShortText", "title": "ShortText", "name": "ShortText", "letters": "UInt16"}.items():
            self.command("column_create", {"table": "Tracks", "name": name, "flags": "COLUMN_SCALAR", "type": kind})
        self.command("table_create", {"name": "Words", **WORDS})
        names = [(artist, title, fold(f"{artist} {title}")) for artist, title in self.rows]
        tracks = [{"artist": artist, "title": title, "name": name, "letters": len(name)} for artist, title, name in names]
        for first in range(0, len(tracks), BATCH):
            self.command("load", {"table": "Tracks"}, json.dumps(tracks[first : first + BATCH]).encode())
        # After the rows: an index is made at once several times as fast as row by row.
        self.command("column_create", {"table": "Words", "name": "tracks", **INDEX})

    def doors(self):
        return {"Groonga, fuzzy_search": partial(Door, self.address)}

    def memory_mb(self):
        return [memory.proportional_mb([self.server.pid])]

    def stop(self):
        self.server.terminate()
        self.server.wait()

    def answers(self):
        try:
            return self.command("status", {})
        except OSError:
            return None

    def command(self, name, arguments, body=None):
        connection = http.client.HTTPConnection(*self.address)
        path, headers = f"/d/{name}?{urllib.parse.urlencode(arguments)}", {"Content-Type": "application/json"}
        connection.request("POST" if body else "GET", path, body, headers)
        return checked(json.load(connection.getresponse()))


def checked(answer):
    (code, *why), *result = answer
    if code != 0:
        raise RuntimeError(f"groonga: {why}")
    return result[0]


class Door:
    SHARED = {"table": "Tracks", "output_columns": "artist,title", "sort_keys": "-_score,letters", "limit": 10}

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(*address)

    def ask(self, text):
        *words, last = fold(text).split() or [""]
        each = [reading for word in words for reading in readings(word)] + readings(last, prefix=True)
        request = urllib.parse.urlencode({**self.SHARED, "filter": " || ".join(each)})
        self.connection.request("GET", "/d/select?" + request)
        return self.connection.getresponse().read()

    def hits(self, answer):
        return [tuple(hit) for hit in checked(json.loads(answer))[0][2:]]


def readings(word, prefix=False):
    quoted, edits = json.dumps(word), (len(word) >= 4) + (len(word) >= 6)
    options = json.dumps({"max_distance": edits, "with_transposition": True})
    fuzzy = [f"fuzzy_search(name, {quoted}, {options})"] if edits else []
    return [f"name @ {quoted}", *fuzzy, *([f"name @^ {quoted}"] if prefix else [])]
