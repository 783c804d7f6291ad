"""The engines that are compared, one a file. Each module has a class `Engine`:

start(place)   makes ready what isn't counted; `place` says where things are
build()        from the rows to the first search that can find the last of them; timed
doors()        {name in the table: a callable that opens a connection}, see measure.py; it must survive pickling
memory_mb()    megabytes of each server, by turns; none for a library, which lives in whoever asks
stop()
"""

import socket


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
