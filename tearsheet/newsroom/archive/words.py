"""What editors type, and how words are compared: one way for every index, so that all of them find the same."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tearsheet.engine.text import list_common_words, tokenize

#: More than this nobody types; the rest is left out.
MOST_TERMS = 40
#: Of an article; nothing longer is worth finding by its end. And letters of a word: longer ones are addresses or noise.
MOST_WORDS, MOST_LETTERS = 100_000, 100
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
#: Letters with a stroke or joined, which are letters of their own to Unicode and none on many keyboards.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
_PIECES = re.compile(r'(?P<not>-(?=[^\s()]))?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<paren>[()])|(?P<word>[^\s()"]+))')


def fold_words(text: str) -> list[str]:
    """The words of a text in order, without case and without accents; where scripts have no spaces, the characters."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_PLAIN)
    words = tokenize(unicodedata.normalize("NFC", plain))
    return [word for word in words[:MOST_WORDS] if len(word) <= MOST_LETTERS]


def pair_common(words: Sequence[str]) -> Iterator[str]:
    """Each two words that follow each other and of which one is common, as a word of their own.

    An index that knows these need not look up where all the words "of" and "the" stand to find "of the". Characters of
    scripts without spaces are common too: two of them make a word.
    """
    common = _common()
    for first, second in pairwise(words):
        if first in common or second in common or len(first) == 1 or len(second) == 1:
            yield f"{first}\u241f{second}"


@cache
def _common() -> frozenset[str]:
    return frozenset(folded for word in list_common_words() for folded in fold_words(word))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other; one word is the shortest phrase.

    Attributes:
        words: folded, at least one.
        is_open: whether the last of them may go on ("elect*").
    """

    words: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All of these."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not this."""

    part: "Term"


Term = Phrase | Every | Either | Without


def parse_words(typed: str) -> Term | None:
    """Read a query: words (all must be there), "phrases", beginnings* , OR, NOT or -, and parentheses.

    OR binds weaker than what stands side by side: `storm bay OR ferry` is `(storm bay) OR ferry`. Nothing typed is an
    error: a quotation mark or parenthesis left open ends with the query, an OR or NOT with nothing to bind is left out.

    Returns:
        None where no word is left.
    """
    pieces = list(_PIECES.finditer(typed))[:MOST_TERMS]
    pieces.reverse()  # so that the next one is popped
    parts: list[Term] = []
    while pieces:  # an unopened parenthesis ends a group early: go on behind it
        if term := _read_either(pieces):
            parts.append(term)
        if pieces:
            pieces.pop()
    return _join(Every, parts)


def _read_either(pieces: list[re.Match[str]]) -> Term | None:
    choices: list[Term] = []
    while True:
        if term := _read_every(pieces):
            choices.append(term)
        if not pieces or pieces[-1]["word"] != "OR":
            return _join(Either, choices)
        pieces.pop()


def _read_every(pieces: list[re.Match[str]]) -> Term | None:
    parts: list[Term] = []
    is_negated = False
    while pieces and pieces[-1]["word"] != "OR" and pieces[-1]["paren"] != ")":
        piece = pieces.pop()
        if piece["word"] in {"NOT", "AND"}:
            is_negated ^= piece["word"] == "NOT"
            continue
        if term := _read_group(pieces) if piece["paren"] else _read_phrase(piece):
            parts.append(Without(term) if is_negated or piece["not"] else term)
        is_negated = False
    return _join(Every, parts)


def _read_group(pieces: list[re.Match[str]]) -> Term | None:
    term = _read_either(pieces)
    if pieces:
        pieces.pop()
    return term


def _read_phrase(piece: re.Match[str]) -> Phrase | None:
    typed = piece["word"] or piece["phrase"] or ""
    words = fold_words(typed)
    return Phrase(tuple(words), is_open=typed.endswith("*")) if words else None


def _join(kind: type[Every] | type[Either], parts: list[Term]) -> Term | None:
    return kind(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None
