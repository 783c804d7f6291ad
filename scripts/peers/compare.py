"""Measures engines one after the other on the same table and the same queries, and prints one Markdown table of them all."""

import argparse
import importlib
import json
import os
import shutil
import sys
import time
import types

import catalogue
import measure

# Most interesting first, as the table's columns; classes that aren't listed come behind by name.
CLASSES = ["exact_pair", "exact_title", "artist", "swapped", "diacritics", "prefix", "version"]
CLASSES += ["split_join", "typo1", "typo2", "phonetic", "first_letter"]


def main():
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("table")
    ask.add_argument("queries")
    ask.add_argument("--engines", required=True, help="names of files in engines/, between commas")
    ask.add_argument("--needledrop", required=True, help="the program")
    ask.add_argument("--postgres", required=True, help="how to connect to a PostgreSQL that is ours, as a superuser")
    ask.add_argument("--folder", required=True, help="where everything may be written")
    ask.add_argument("--clients", type=int, default=4)
    ask.add_argument("--seconds", type=float, default=10, help="how long all clients ask")
    ask.add_argument("--json", help="a file for all numbers")
    args = ask.parse_args()

    cases = catalogue.read_cases(args.queries)
    rows = catalogue.read_tracks(args.table)
    place = types.SimpleNamespace(needledrop=args.needledrop, postgres=args.postgres, table=args.table, rows=rows)
    say(f"{len(rows)} tracks, {len(cases)} queries")
    results = []
    for name in args.engines.split(","):
        # Open to others: as root, needledrop's PostgreSQL runs as somebody else.
        place.folder = os.path.join(args.folder, name)
        os.mkdir(place.folder)
        results += run(name, place, cases, args.clients, args.seconds)
        shutil.rmtree(place.folder)
    if args.json:
        with open(args.json, "w", encoding="utf-8") as file:
            json.dump(results, file, indent=1)
    print(table(results, args.clients))


def run(name, place, cases, clients, seconds):
    """One result for each door of an engine, which is stopped whatever happens."""
    engine = importlib.import_module(f"engines.{name}").Engine()
    try:
        engine.start(place)
        began = time.perf_counter()
        engine.build()
        build_seconds = time.perf_counter() - began
        say(f"{name}: built in {build_seconds:.1f} s")
        results = []
        for title, door in engine.doors().items():
            result = {"engine": title, "build_seconds": build_seconds, **measure.quality(door, cases)}
            result["queries_per_second"] = measure.throughput(door, cases, clients, seconds)
            result["memory_mb"] = engine.memory_mb() or [result["client_mb"]]
            say(f"{title}: MRR {result['all']:.3f}, p50 {result['p50_ms']:.2f} ms, {result['queries_per_second']:.0f} queries/s")
            results.append(result)
        return results
    finally:
        engine.stop()


def table(results, clients):
    present = {name for result in results for name in result["classes"]}
    classes = [name for name in CLASSES if name in present] + sorted(present - set(CLASSES))
    heads = ["engine", "all", "misspelt", *(name.replace("_", " ") for name in classes), "recall@10"]
    heads += ["p50 ms", "p99 ms", f"q/s, {clients} clients", "build s", "memory MB"]
    lines = [heads, ["---"] * len(heads)]
    for result in sorted(results, key=lambda result: -result["all"]):
        shares = [result["all"], result["misspelt"], *(result["classes"].get(name) for name in classes), result["recall"]]
        lines.append([
            result["engine"],
            *("" if share is None else f"{share:.3f}" for share in shares),
            f"{result['p50_ms']:.2f}",
            f"{result['p99_ms']:.1f}",
            f"{result['queries_per_second']:,.0f}",
            f"{result['build_seconds']:.1f}",
            " + ".join(f"{mb:.0f}" for mb in result["memory_mb"]),
        ])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def say(text):
    print(f"    {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
