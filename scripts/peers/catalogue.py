"""Reads the table of tracks and the labelled queries, in the forms that `needledrop import` and `needledrop-lab eval` read."""

import csv
import gzip
import json


def read_tracks(path):
    """(artist, title) of every row that has a title."""
    with gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8") as file:
        return [(row.get("artist") or "", row["title"]) for row in rows(path.removesuffix(".gz"), file) if row.get("title")]


def rows(name, file):
    if name.endswith(".tsv"):
        # Quotes are ordinary text between tabs.
        header = next(file).rstrip("\r\n").split("\t")
        return (dict(zip(header, line.rstrip("\r\n").split("\t"))) for line in file)
    if name.endswith(".csv"):
        return csv.DictReader(file)
    if name.endswith(".jsonl"):
        return (json.loads(line) for line in file if line.strip())
    raise SystemExit(f"error: {name} ends in none of .tsv, .csv and .jsonl, each also with .gz")


def read_cases(path):
    """Labelled queries; those with filters are left out, which not every engine has."""
    with open(path, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file if line.strip()]
    return [{"artist": "", "title": "", **case} for case in cases if not case.get("filters")]
