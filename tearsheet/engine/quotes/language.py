"""The word lists of a language, read once from this part's data."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "de", "fr", "es", "ru", "ar")
_PATTERNS = ("cues", "tell", "report", "citing", "according", "seen", "that", "pronouns", "medium", "cut", "anonymous")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What reading quotations needs to know of a language; each pattern matches whole words.

    Attributes:
        cues: words of saying; `tell` those whose object is who was told.
        report, citing, according, seen: what outlets do, and what stands before a name.
        that: opens an indirect quotation.
        pronouns: stand for a speaker.
        medium: "in a statement", "on …": group `kind` if it is a thing rather than a name.
        cut: words that end a name's phrase.
        anonymous: words for people without a name.
        not_names: capitalised words that are no names.
    """

    cues: re.Pattern[str]
    tell: re.Pattern[str]
    report: re.Pattern[str]
    citing: re.Pattern[str]
    according: re.Pattern[str]
    seen: re.Pattern[str]
    that: re.Pattern[str]
    pronouns: re.Pattern[str]
    medium: re.Pattern[str]
    inside: re.Pattern[str]
    cut: re.Pattern[str]
    anonymous: re.Pattern[str]
    not_names: frozenset[str]


def read_data(name: str) -> Any:
    """A JSON file of this part's data."""
    return json.loads(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))


def choose_language(tag: str | None) -> str:
    """The language whose word lists fit a tag: its primary one if we have it, else English."""
    primary = (tag or "en").lower().split("-")[0]
    return primary if primary in LANGUAGES else "en"


@cache
def get_language(tag: str | None) -> Language:
    """The word lists of a language by its primary tag; English where it is unknown or not among them."""
    data = read_data(f"{choose_language(tag)}.json")
    words = {name: _any_of(data[name]) for name in _PATTERNS}
    return Language(**words, inside=_any_of(data["in"]), not_names=frozenset(data["not_names"]))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    if not longest_first:
        return _NOTHING
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
