"""How needledrop alone grows: invented catalogues of several sizes, one after the other, as a Markdown table and a plot."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
import types

import plot
from engines.needledrop import Engine

# What each column is called, how it is printed, and in which plot its line goes.
COLUMNS = {
    "tracks": ("tracks", ",d", None),
    "p50_ms": ("p50 ms", ".2f", "one client, ms"),
    "p99_ms": ("p99 ms", ".2f", "one client, ms"),
    "queries_per_second": ("q/s", ",.0f", "queries a second"),
    "p99_together_ms": ("p99 ms, all clients", ".2f", None),
    "mrr": ("MRR@10", ".3f", None),
    "recall": ("recall@10", ".3f", None),
    "memory_mb": ("memory MB", ",.0f", "resident memory, MB"),
    "reindex_seconds": ("reindex s", ",.1f", "reindex, s"),
    "import_seconds": ("import s", ",.1f", None),
}


def main():
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("sizes", nargs="+", type=int)
    ask.add_argument("--needledrop", required=True, help="the program")
    ask.add_argument("--lab", required=True, help="needledrop-lab, which makes the catalogues")
    ask.add_argument("--folder", required=True, help="where everything may be written")
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("--queries", type=int, default=3600)
    ask.add_argument("--clients", type=int, default=4)
    ask.add_argument("--svg", help="a file for the plot")
    args = ask.parse_args()

    rows = [measured(size, args) for size in sorted(args.sizes)]
    heads = [head for head, _, _ in COLUMNS.values()]
    lines = [heads, ["---"] * len(heads), *([format(row[name], form) for name, (_, form, _) in COLUMNS.items()] for row in rows)]
    print("\n".join("| " + " | ".join(line) + " |" for line in lines))
    if args.svg:
        charts = {}
        for name, (head, _, chart) in COLUMNS.items():
            if chart:
                charts.setdefault(chart, {})[head] = [(row["tracks"], row[name]) for row in rows]
        with open(args.svg, "w", encoding="utf-8") as file:
            file.write(plot.svg(charts))


def measured(size, args):
    folder = os.path.join(args.folder, str(size))
    os.mkdir(folder)
    table, queries = f"{folder}/tracks.tsv", f"{folder}/queries.jsonl"
    say(f"{size} tracks: making them")
    with open(table, "wb") as file:
        counts = ["--tracks", str(size), "--seed", str(args.seed), "--queries", str(args.queries)]
        subprocess.run([args.lab, "generate", *counts, "--queries-file", queries], stdout=file, check=True)

    engine = Engine()
    engine.start(types.SimpleNamespace(needledrop=args.needledrop, table=table, folder=folder))
    try:
        say(f"{size} tracks: importing")
        import_seconds = seconds(engine.build)
        say(f"{size} tracks: building the index anew")
        reindex_seconds = seconds(lambda: engine.run("reindex"))
        rest()
        say(f"{size} tracks: searching")
        report = json.loads(engine.run("eval", queries, "--clients", str(args.clients)))
        memory_mb = engine.memory_mb()[0]
    finally:
        engine.stop()
    shutil.rmtree(folder)
    alone, together, every = report["one_client"], report["all_clients"], report["all"]
    return {
        "tracks": size,
        "p50_ms": alone["p50_ms"],
        "p99_ms": alone["p99_ms"],
        "queries_per_second": together["queries_per_second"],
        "p99_together_ms": together["p99_ms"],
        "mrr": every["mrr_at_10"],
        "recall": every["recall_at_10"],
        "memory_mb": memory_mb,
        "reindex_seconds": reindex_seconds,
        "import_seconds": import_seconds,
    }


def rest(patience_seconds=120):
    """Waits until the machine is at rest: the index merges its parts, and PostgreSQL cleans up, for a while after much has changed."""
    until = time.monotonic() + patience_seconds
    while time.monotonic() < until:
        before = cpu_times()
        time.sleep(1)
        user, nice, system, idle = (after - begin for begin, after in zip(before, cpu_times()))
        if idle > 0.95 * (user + nice + system + idle):
            return


def cpu_times():
    with open("/proc/stat") as file:
        return [int(ticks) for ticks in file.readline().split()[1:5]]


def seconds(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def say(text):
    print(f"    {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
