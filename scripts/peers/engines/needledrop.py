"""needledrop itself: the real server over HTTP, answering from its index, and from its private PostgreSQL."""

import json
import os
import re
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from functools import partial

import memory
from engines import free_port

PATIENCE_SECONDS = 600


class Engine:
    """`place` has needledrop (the program), table (what it imports) and folder."""

    def start(self, place):
        self.program, self.table, self.folder, self.port = place.needledrop, place.table, place.folder, free_port()
        ours = {"NEEDLEDROP_DATA_DIR": f"{self.folder}/data", "NEEDLEDROP_LISTEN": f"127.0.0.1:{self.port}"}
        self.settings = {**os.environ, **ours}
        self.settings.pop("DATABASE_URL", None)
        with open(f"{self.folder}/log", "w") as log:
            self.server = subprocess.Popen([self.program, "serve"], env=self.settings, stderr=log)
        self.wait("the server doesn't answer", lambda: self.get("/healthz") is not None)

    def build(self):
        """Until the last row can be found."""
        done = json.loads(self.run("import", self.table))
        docs = re.compile(rf"^needledrop_index_docs {done['inserted']}$", re.M)
        self.wait("the index doesn't hold what was imported", lambda: docs.search(self.get("/metrics") or ""))

    def doors(self):
        address = ("127.0.0.1", self.port)
        return {f"needledrop, {engine}": partial(Door, address, engine) for engine in ("index", "postgres")}

    def memory_mb(self):
        """The server's, and that of the PostgreSQL behind it."""
        with open(f"{self.folder}/data/postgres/data/postmaster.pid") as file:
            postgres = memory.family(int(file.readline()))
        return [memory.proportional_mb([self.server.pid]), memory.proportional_mb(postgres)]

    def run(self, *command):
        """What a command of the program prints as JSON."""
        command = [self.program, "--quiet", "--format", "json", *command]
        return subprocess.run(command, env=self.settings, check=True, stdout=subprocess.PIPE).stdout

    def stop(self):
        self.server.terminate()
        self.server.wait()

    def wait(self, complaint, done):
        began = time.monotonic()
        while not done():
            if self.server.poll() is not None or time.monotonic() - began > PATIENCE_SECONDS:
                raise RuntimeError(f"{complaint}; see {self.folder}/log")
            time.sleep(0.05)

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            return None


class Door:
    """One keep-alive connection, as thin as Python allows: what it costs would be counted as the engine's."""

    def __init__(self, address, engine):
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.path = f"/v1/search?limit=10&engine={engine}&q="

    def ask(self, text):
        request = f"GET {self.path}{urllib.parse.quote(text, safe='')} HTTP/1.1\r\nHost: x\r\n\r\n"
        self.socket.sendall(request.encode())
        answer = self.socket.recv(65536)
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self.more()
        body = end + 4 + int(re.search(rb"(?i)\r\ncontent-length: *(\d+)", answer).group(1))
        while len(answer) < body:
            answer += self.more()
        return answer

    def more(self):
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the connection was closed within an answer")
        return part

    def hits(self, answer):
        head, body = answer.split(b"\r\n\r\n", 1)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(answer.decode())
        return [(hit["artist"] or "", hit["title"]) for hit in json.loads(body)["hits"]]
