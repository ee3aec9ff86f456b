"""A text as tokens, in which a quotation is one token, cut into sentences."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from tearsheet.engine.model import Span

from .lexicon import Lexicon
from .marks import MARK_CHARACTERS

_TOKEN = re.compile(r"\w+(?:[’'\-.&@/]\w+)*|\n|[^\w\s]")
_INITIALS = re.compile(r"[^\W\d_a-z](?:\.[^\W\d_a-z])*")
_ENDS = frozenset(".!?…؟")
_TERMINAL = re.compile(r"[.!?…؟]['’)\]]*$")
#: How far behind "“Is it so?”" its attribution may begin.
_LOOK = 8
#: No sentence is read as longer, in tokens: what has no stops costs no more than what has.
_LONGEST = 200
#: "3. Mai": the longest ordinal.
_ORDINAL = 2


@dataclass(slots=True)
class Tokens:
    """The tokens of a text, as parallel lists.

    Attributes:
        text: what they are of.
        starts, ends: where each stands: code points, half-open.
        words: as written; "" for a quotation.
        lows: in lower case; "" for a quotation.
        quoted: the tokens that are quotations, in order.
        sentences: (first token, end), without the stop that ends it.
    """

    text: str
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


def read_tokens(text: str, marked: Sequence[Span], lexicon: Lexicon) -> Tokens:
    """Tokens and sentences of a text whose marked words are known; linear in its length."""
    tokens = Tokens(text)
    at = 0
    for span in marked:
        start, end = span.start, span.end
        while start > at and (text[start - 1].isspace() or text[start - 1] in MARK_CHARACTERS):
            start -= 1
        _add_words(tokens, at, start)
        tokens.quoted.append(len(tokens.starts))
        tokens.starts.append(span.start)
        tokens.ends.append(span.end)
        tokens.words.append("")
        tokens.lows.append("")
        while end < len(text) and text[end] in MARK_CHARACTERS:
            end += 1
        at = end
    _add_words(tokens, at, len(text))
    tokens.sentences = _cut_sentences(tokens, lexicon)
    return tokens


def _add_words(tokens: Tokens, start: int, end: int) -> None:
    for match in _TOKEN.finditer(tokens.text, start, end):
        word = match[0]
        tokens.starts.append(match.start())
        tokens.ends.append(match.end())
        tokens.words.append(word)
        tokens.lows.append(word.lower())


def _cut_sentences(tokens: Tokens, lexicon: Lexicon) -> list[tuple[int, int]]:
    sentences: list[tuple[int, int]] = []
    first, words, count = 0, tokens.words, len(tokens)
    for at, word in enumerate(words):
        if at - first >= _LONGEST:
            sentences.append((first, at))
            first = at
        if word == "\n":
            if at > first and words[at - 1] == ":" and _next_is_quoted(words, at):
                continue
        elif word == "":
            if not _ends_with(tokens, at, lexicon):
                continue
            if at + 1 > first:
                sentences.append((first, at + 1))
            first = at + 1
            continue
        elif word not in _ENDS or not _is_stop(tokens, at, first, count, lexicon):
            continue
        if at > first:
            sentences.append((first, at))
        first = at + 1
    if first < count:
        sentences.append((first, count))
    return sentences


def _next_is_quoted(words: Sequence[str], at: int) -> bool:
    while at < len(words) and words[at] == "\n":
        at += 1
    return at < len(words) and words[at] == ""


def _ends_with(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether a sentence ends with this quotation: it ends with a stop, and no attribution follows."""
    if not _TERMINAL.search(tokens.text, max(tokens.starts[at], tokens.ends[at] - 4), tokens.ends[at]):
        return False
    following = tokens.words[at + 1 : at + 1 + _LOOK]
    if not following or following[0] in ("", "\n"):
        return True
    if not following[0][:1].isupper():
        return False
    if tokens.text[tokens.ends[at] - 1] == ".":
        return True
    for low in tokens.lows[at + 1 : at + 1 + _LOOK]:
        if low in lexicon.cues:
            return False
        if low in ("", "\n", ",") or low in _ENDS:
            return True
    return True


def _is_stop(tokens: Tokens, at: int, first: int, count: int, lexicon: Lexicon) -> bool:
    """Whether a stop ends its sentence: not after an abbreviation or an initial, nor before a small letter."""
    if at + 1 < count and tokens.words[at + 1][:1].islower():
        return False
    if tokens.words[at] != "." or at == first:
        return True
    before = tokens.words[at - 1]
    glued = tokens.ends[at - 1] == tokens.starts[at]
    is_initial = bool(_INITIALS.fullmatch(before))
    is_ordinal = lexicon.is_verb_second and before.isdigit() and len(before) <= _ORDINAL
    return not (glued and (is_ordinal or is_initial or tokens.lows[at - 1] in lexicon.abbreviations))
