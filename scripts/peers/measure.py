"""Asks an engine, through a door of its own, and says how well and how fast it answers.

Whoever asks is a fresh process that does nothing else, with Python's collector off. A door has two methods: `ask(text)` returns
when the whole answer is in our hands, and is what is timed; `hits(answer)` makes (artist, title) pairs of it, and is not.
"""

import gc
import multiprocessing
import random
import time

import judge
import memory

# Asked first and not counted.
WARM_UP = 50

fresh = multiprocessing.get_context("spawn")


def quality(door, cases):
    """Every case once, by one client."""
    with fresh.Pool(1) as pool:
        ranks, times, grown_mb = pool.apply(ask_each, (door, cases))
    times.sort()
    at = lambda share: times[min(len(times) - 1, int(len(times) * share))] * 1e3
    return {**judge.worth(cases, ranks), "p50_ms": at(0.5), "p99_ms": at(0.99), "client_mb": grown_mb}


def ask_each(open_door, cases):
    gc.disable()
    before = memory.resident_mb()
    door = open_door()
    for case in cases[:WARM_UP]:
        door.ask(case["q"])
    times, answers = [], []
    for case in cases:
        began = time.perf_counter()
        answer = door.ask(case["q"])
        times.append(time.perf_counter() - began)
        answers.append(door.hits(answer))
    grown = memory.resident_mb() - before
    return [judge.rank(case, hits) for case, hits in zip(cases, answers)], times, grown


def throughput(door, cases, clients, seconds):
    """Queries answered in a second to so many clients, who ask for so long: each all the cases, in an order of its own."""
    with fresh.Manager() as manager:
        start = manager.Barrier(clients)
        with fresh.Pool(clients) as pool:
            return sum(pool.starmap(ask_for, [(door, cases, seed, seconds, start) for seed in range(clients)], chunksize=1))


def ask_for(open_door, cases, seed, seconds, start):
    gc.disable()
    door = open_door()
    texts = [case["q"] for case in cases]
    random.Random(seed).shuffle(texts)
    for text in texts[:5]:
        door.ask(text)
    start.wait()
    began, asked = time.perf_counter(), 0
    while (took := time.perf_counter() - began) < seconds:
        door.ask(texts[asked % len(texts)])
        asked += 1
    return asked / took
