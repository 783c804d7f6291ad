"""How names are compared: without case, marks and punctuation. Every engine's hits are judged by it, and the engines that
can't drop marks by themselves are given names and queries that went through it."""

import re
import unicodedata

# Letters that Unicode doesn't take apart.
LETTERS = str.maketrans(
    {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe",
     "Œ": "oe", "þ": "th", "Þ": "th", "ı": "i", "&": " and ", "+": " and "}
)
APOSTROPHES = re.compile("['’‘ʼ`´′]")
GAPS = re.compile(r"[\W_]+")


def fold(text):
    """Words in small plain letters with one space between; a text of nothing but symbols stays what it looks like."""
    plain = unicodedata.normalize("NFKD", text.translate(LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    words = GAPS.sub(" ", APOSTROPHES.sub("", plain)).strip()
    return words or "".join(text.split())
