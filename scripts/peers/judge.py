"""What answers are worth: the rule of `needledrop-lab eval`, for every engine alike."""

from collections import defaultdict

from text import fold

DEPTH = 10
# The classes of query in which something is misspelt.
MISSPELT = {"typo1", "typo2", "phonetic", "first_letter", "split_join"}


def rank(case, hits):
    """Where the first hit stands that is what the case is after, from 1; 0 if it isn't among the first ten."""
    artist, title = fold(case["artist"]), fold(case["title"])
    for place, (its_artist, its_title) in enumerate(hits[:DEPTH], 1):
        if (case["match"] == "title" or fold(its_artist) == artist) and (case["match"] == "artist" or fold(its_title) == title):
            return place
    return 0


def worth(cases, ranks):
    """MRR@10 over all cases, over the misspelt and by class, and recall@10 over all; None where there is no such case."""
    reciprocal = defaultdict(list)
    for case, place in zip(cases, ranks):
        value = 1 / place if place else 0.0
        reciprocal[case["class"]].append(value)
        reciprocal["all"].append(value)
        if case["class"] in MISSPELT:
            reciprocal["misspelt"].append(value)
    means = {name: sum(values) / len(values) for name, values in reciprocal.items()}
    every = reciprocal["all"]
    return {
        "all": means.pop("all"),
        "misspelt": means.pop("misspelt", None),
        "recall": sum(value > 0 for value in every) / len(every),
        "classes": means,
    }
