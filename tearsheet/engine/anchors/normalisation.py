"""The named normalisation: the only differences between a source and an excerpt that do not count.

`NORMALISATION` is "nfc+space+quotes":

- Unicode form: NFC, so that a letter and its accent may come as one code point or two;
- white space: any run of it (line breaks, no-break and thin spaces, tabs) is one space;
- quotation marks: the double ones ("“”„‟«») are one mark, the single ones ('‘’‚‛‹›) another. They are never dropped
  and never stand for each other: a word newly put in quotation marks is a changed word.

Four characters that print nothing (soft hyphen, zero width space, word joiner, byte order mark) may be left out of an
excerpt where the source has them, since copying loses them; one that the source does not have at that very place is
an alteration. All other invisible characters (joiners, direction marks) carry meaning in some script and must be equal.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tearsheet.engine.model import Span

NORMALISATION = "nfc+space+quotes"

DROPPABLE = "\u00ad\u200b\u2060\ufeff"
DOUBLE_MARKS = '"“”„‟«»'
SINGLE_MARKS = "'‘’‚‛‹›"
MARKS = str.maketrans(dict.fromkeys(DOUBLE_MARKS, '"') | dict.fromkeys(SINGLE_MARKS, "'"))

_VISIBLE = rf"[^\s{DROPPABLE}]+"
#: The third kind is a stretch of words with single spaces: most of any text, and nothing to do in it.
_TOKEN = re.compile(
    rf"(?P<space>(?! [^\s{DROPPABLE}])[\s{DROPPABLE}]*\s[\s{DROPPABLE}]*)|(?P<hidden>[{DROPPABLE}]+)| ?{_VISIBLE}(?: {_VISIBLE})*",
)
_HANGUL_VOWELS_AND_TAILS = ("\u1160", "\u11ff")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text after the named normalisation, with the way back.

    Attributes:
        chars: the normalised text.
        starts, ends: for each of its characters the code points of the original that it stands for.
        hidden: for a position in `chars`, the droppable characters that stood just before it.
    """

    chars: str
    starts: list[int]
    ends: list[int]
    hidden: dict[int, str]

    def span(self, start: int, end: int) -> Span:
        """The range of the original behind `chars[start:end]` (not empty)."""
        return Span(start=self.starts[start], end=self.ends[end - 1])

    def index_of(self, offset: int) -> int:
        """The first position in `chars` that stands for the original at or after `offset`."""
        return bisect_left(self.starts, offset)


def normalise(text: str) -> str:
    """The text after the named normalisation, trimmed: what two equal passages have in common."""
    return map_text(text).chars.strip(" ")


def map_text(text: str) -> Normalised:
    """Normalise a text and keep the way back to its code points; linear in its length."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    hidden: dict[int, str] = {}
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if token["space"]:
            parts.append(" ")
            starts.append(start)
            ends.append(end)
            dropped = "".join(character for character in token["space"] if character in DROPPABLE)
            if dropped:
                hidden[len(starts) - 1] = dropped
        elif token["hidden"]:
            hidden[len(starts)] = token["hidden"]
        elif unicodedata.is_normalized("NFC", token[0]):
            parts.append(token[0].translate(MARKS))
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            for at, cluster in _clusters(token[0], start):
                composed = unicodedata.normalize("NFC", cluster).translate(MARKS)
                parts.append(composed)
                starts.extend([at] * len(composed))
                ends.extend([at + len(cluster)] * len(composed))
    return Normalised("".join(parts), starts, ends, hidden)


def _clusters(word: str, offset: int) -> Iterator[tuple[int, str]]:
    """The pieces of a word that compose independently: a character and all that may combine with it."""
    begin = 0
    low, high = _HANGUL_VOWELS_AND_TAILS
    for at in range(1, len(word) + 1):
        if at == len(word) or not (unicodedata.category(word[at])[0] == "M" or low <= word[at] <= high):
            yield offset + begin, word[begin:at]
            begin = at


def map_loosely(text: str, keep: Callable[[str], str]) -> Normalised:
    """Map each character through `keep` ("" drops it); for finding, never for accepting."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    strict = map_text(text)
    for character, start, end in zip(strict.chars, strict.starts, strict.ends, strict=True):
        kept = keep(character)
        parts.append(kept)
        starts.extend([start] * len(kept))
        ends.extend([end] * len(kept))
    return Normalised("".join(parts), starts, ends, {})
