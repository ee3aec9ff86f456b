"""A text as tokens, in which a quotation is one token, cut into sentences."""

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from tearsheet.engine.model import Span

from .lexicon import Lexicon, get_lexicon
from .marks import MARK_CHARACTERS, find_marked, unify_marks

#: A stop joins "a.m" and "U.S", not "sank.Brenn".
_TOKEN = re.compile(r"\w+(?:(?:[’'\-&@/]|\.(?![^\W\d_a-zß-ÿа-я][a-zß-ÿа-я]))\w+)*|\n|[^\w\s]")
_INITIALS = re.compile(r"[^\W\d_a-z](?:\.[^\W\d_a-z])*")
_ENDS = frozenset(".!?…؟")
#: What may end a sentence: a quotation, a line, a stop.
_MAY_END = _ENDS | {"", "\n"}
_TERMINAL = re.compile(r"[.!?…؟]['’)\]]*$")
#: How far behind "“Is it so?”" its attribution may begin.
_LOOK = 8
#: No sentence is read as longer, in tokens: what has no stops costs no more than what has.
_LONGEST = 200
#: So many line ends may stand between a colon and the quotation that it announces.
_EMPTY = 4
#: "Benedikt XVI. „sei bereit“": no end before a quotation.
_ROMAN = re.compile(r"[IVX]+")
#: "3. Mai": the longest ordinal.
_ORDINAL = 2


@dataclass(slots=True)
class Tokens:
    """The tokens of a text, as parallel lists.

    Attributes:
        text: what they are of, with marks of two characters as one.
        lexicon: the word lists of its language.
        marked: what stands between its quotation marks.
        starts, ends: where each stands: code points, half-open.
        words: as written; "" for a quotation.
        lows: in lower case; "" for a quotation.
        quoted: the tokens that are quotations, in order.
        sentences: (first token, end), without the stop that ends it.
    """

    text: str
    lexicon: Lexicon
    marked: list[Span]
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lows: list[str] = field(default_factory=list)
    quoted: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, end: int) -> Span:
        """The range of the text that the tokens `first` to `end` (exclusive) take."""
        return Span(start=self.starts[first], end=self.ends[end - 1])

    def is_capital(self, at: int) -> bool:
        """Whether the token is a capitalised word."""
        return self.words[at][:1].isupper()

    def has_quoted(self, first: int, end: int) -> bool:
        """Whether a quotation stands among these tokens."""
        at = bisect_left(self.quoted, first)
        return at < len(self.quoted) and self.quoted[at] < end

    def find_quoted(self, first: int, end: int) -> list[int]:
        """The quotations among these tokens."""
        return self.quoted[bisect_left(self.quoted, first) : bisect_left(self.quoted, end)]


@functools.lru_cache(maxsize=1)
def read_tokens(text: str, language: str | None) -> Tokens:
    """Tokens and sentences of a text; linear in its length.

    Those of the last text are kept, since its quotations and its sourcings are looked for one after the other.
    """
    plain = unify_marks(text)
    tokens = Tokens(plain, get_lexicon(language), find_marked(plain))
    _add_tokens(tokens)
    tokens.sentences = _cut_sentences(tokens)
    return tokens


def _add_tokens(tokens: Tokens) -> None:
    text, marked = tokens.text, tokens.marked
    at = 0
    nexts = [span.start for span in marked[1:]] + [len(text) + 1]
    for span, following in zip(marked, nexts, strict=False):
        start, end = span.start, span.end
        while (
            start > at and text[start - 1] != "\n" and (text[start - 1].isspace() or text[start - 1] in MARK_CHARACTERS)
        ):
            start -= 1
        _add_words(tokens, at, start)
        tokens.quoted.append(len(tokens.starts))
        tokens.starts.append(span.start)
        tokens.ends.append(span.end)
        tokens.words.append("")
        tokens.lows.append("")
        at = _skip_marks(text, end, following)
    _add_words(tokens, at, len(text))


def _skip_marks(text: str, at: int, following: int) -> int:
    """Past the marks that close a quotation, also where a space stands before one (“... 'so,' ”); not the next that opens."""
    while at < len(text) and text[at] in MARK_CHARACTERS:
        at += 1
    spot = at
    while spot < len(text) and text[spot] in " \u00a0":
        spot += 1
    end = spot
    while end < min(len(text), following - 1) and text[end] in MARK_CHARACTERS:
        end += 1
    is_closing = at < spot < end
    return end if is_closing and not text[end : end + 1].isalnum() else at


def _add_words(tokens: Tokens, start: int, end: int) -> None:
    matches = list(_TOKEN.finditer(tokens.text, start, end))
    words = [match[0] for match in matches]
    tokens.starts.extend([match.start() for match in matches])
    tokens.ends.extend([match.end() for match in matches])
    tokens.words.extend(words)
    tokens.lows.extend([word.lower() for word in words])


def _cut_sentences(tokens: Tokens) -> list[tuple[int, int]]:
    sentences: list[tuple[int, int]] = []
    first = 0
    for at, word in enumerate(tokens.words):
        if at - first >= _LONGEST:
            sentences.append((first, at))
            first = at
        if word not in _MAY_END:
            continue
        is_end = _is_end(tokens, first, at) if word else _ends_with(tokens, at)
        if is_end:
            end = at if word else at + 1
            if end > first:
                sentences.append((first, end))
            first = at + 1
    if first < len(tokens):
        sentences.append((first, len(tokens)))
    return sentences


def _is_end(tokens: Tokens, first: int, at: int) -> bool:
    """Whether a line or a stop ends its sentence; a line does not between a colon and a quotation."""
    word = tokens.words[at]
    if word == "\n":
        return not _announces(tokens.words, first, at)
    return _is_stop(tokens, at, first)


def _announces(words: Sequence[str], first: int, at: int) -> bool:
    """Whether a line ends with a colon or comma and a quotation begins the next that is not empty."""
    before = next((word for word in reversed(words[max(first, at - _EMPTY) : at]) if word != "\n"), "")
    return before in (":", ",") and next((word for word in words[at : at + _EMPTY] if word != "\n"), "\n") == ""


def _ends_with(tokens: Tokens, at: int) -> bool:
    """Whether a sentence ends with this quotation: it ends with a stop, and no attribution follows."""
    if not _TERMINAL.search(tokens.text, max(tokens.starts[at], tokens.ends[at] - 4), tokens.ends[at]):
        return False
    following = tokens.words[at + 1 : at + 1 + _LOOK]
    if not following or following[0] in ("", "\n"):
        return True
    if not following[0][:1].isupper() or tokens.text[tokens.ends[at] - 1] == ".":
        return following[0][:1].isupper()
    for spot in range(at + 1, min(len(tokens), at + 1 + _LOOK)):
        low = tokens.lows[spot]
        if low in tokens.lexicon.cues:
            return False
        if low in ("", "\n", ",") or (low in _ENDS and _is_stop(tokens, spot, at + 1)):
            return True
    return True


def _is_stop(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a stop ends its sentence: not after an abbreviation or an initial, nor before a small letter."""
    lexicon = tokens.lexicon
    following = tokens.words[at + 1] if at + 1 < len(tokens) else ""
    if following[:1].islower() or following in (")", ",", ";"):
        return False
    if tokens.words[at] != "." or at == first or tokens.ends[at - 1] != tokens.starts[at]:
        return True
    before = tokens.words[at - 1]
    if lexicon.is_verb_second and before.isdigit() and len(before) <= _ORDINAL:
        return False
    if lexicon.is_verb_second and following == "" and _ROMAN.fullmatch(before):
        return False
    return not (_INITIALS.fullmatch(before) or tokens.lows[at - 1] in lexicon.abbreviations)
