"""Whether a rule meets an article: pure, without regular expressions, in time proportional to the text."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from tearsheet.engine.text import primary_tag, tokenize


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a rule asks for; what is empty asks for nothing.

    Attributes:
        sources: keys of sources, any of which it must be from.
        feeds: keys of feeds, any of which it must have come through.
        language: its primary language tag.
        headline_only: whether words are looked for in the headline alone.
        all_of, any_of, none_of: words and phrases as `fold_phrase` gives them.
    """

    sources: frozenset[int] = frozenset()
    feeds: frozenset[int] = frozenset()
    language: str = ""
    headline_only: bool = False
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a rule looks at: an article, or an entry before its page is read.

    Attributes:
        key: of the row.
        source: the key of its source.
        feeds: keys of the feeds it came through.
        language: its primary language tag, "" if not known.
        headline, text: as `fold_text` gives them; the text holds the headline too.
    """

    key: int
    source: int
    feeds: frozenset[int]
    language: str
    headline: str
    text: str


def fold_text(text: str) -> str:
    """The words of a text without case, accents kept, between single spaces; a space stands at both ends."""
    return f" {' '.join(tokenize(unicodedata.normalize('NFKC', text).casefold()))} "


def fold_phrase(phrase: str) -> str:
    """A word or phrase to be looked for in a folded text, or "" if it holds no word.

    Whole words are found; with `*` at its end, words that begin so.
    """
    folded = fold_text(phrase)
    if not folded.strip():
        return ""
    return folded.rstrip() if phrase.rstrip().endswith("*") else folded


def fold_language(language: str) -> str:
    """The primary tag of a language ("en" of "en-GB"); "" for none."""
    return primary_tag(language) or "" if language else ""


def read_phrases(lines: str) -> tuple[str, ...]:
    """The phrases of a text field, one a line, folded; lines without a word are left out."""
    return tuple(folded for line in lines.splitlines() if (folded := fold_phrase(line)))


def is_met(conditions: Conditions, candidate: Candidate) -> bool:
    """Whether a candidate meets all the conditions."""
    if conditions.sources and candidate.source not in conditions.sources:
        return False
    if conditions.feeds and not conditions.feeds & candidate.feeds:
        return False
    if conditions.language and conditions.language != candidate.language:
        return False
    words = candidate.headline if conditions.headline_only else candidate.text
    return (
        all(phrase in words for phrase in conditions.all_of)
        and (not conditions.any_of or any(phrase in words for phrase in conditions.any_of))
        and not any(phrase in words for phrase in conditions.none_of)
    )


def find_contradiction(conditions: Conditions) -> str:
    """Why no text at all can have the words that are asked for, as a sentence; "" if one can.

    A text with a phrase has every part of it as well, so asking for "port strike" and for no "strike" is a contradiction.
    """
    for phrase in conditions.all_of:
        for refused in conditions.none_of:
            if refused in phrase:
                return f"It asks for “{phrase.strip()}” and refuses “{refused.strip()}”, which is part of it."
    if conditions.any_of and all(_holds_any(phrase, conditions.none_of) for phrase in conditions.any_of):
        return "It asks for any of some words and refuses every one of them."
    return ""


def _holds_any(phrase: str, refused: Iterable[str]) -> bool:
    return any(other in phrase for other in refused)
