"""The words digests label their parts with, read once from `data/digest_words.json`."""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_words() -> dict[str, Any]:
    """The word lists by name."""
    path = resources.files("tearsheet.engine.captures").joinpath("data", "digest_words.json")
    words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return words


@cache
def word_set(name: str) -> frozenset[str]:
    """A word list for looking up, in lower case."""
    return frozenset(word.lower() for word in read_words()[name])


@cache
def alternatives(*names: str) -> str:
    """A regular expression for any word of these lists, the longest first; an apostrophe stands for any."""
    return any_of(word for name in names for word in read_words()[name])


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace("'", "['’]").replace(r"\ ", r"\s+") for word in longest_first) + ")"


@cache
def month_numbers() -> dict[str, int]:
    """The number of each month's name and abbreviation, in lower case."""
    return {name: int(number) for number, names in read_words()["months"].items() for name in names}
