"""Find a selection in a text and hold on to it: the W3C Web Annotation text quote and text position selectors."""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from tearsheet.engine.errors import PassageAbsent
from tearsheet.engine.model import Span

from .boundaries import is_boundary
from .normalisation import DROPPABLE, Normalised, map_loosely, map_text
from .rendering import plain

CONTEXT_LENGTH = 32
_QUOTED_IN_ERROR = 80
_INVISIBLE = frozenset(
    DROPPABLE + "\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A passage of a text, held three ways.

    Attributes:
        exact: the text's own words, `text[start:end]`.
        prefix, suffix: up to 32 code points before and after, as they stand in the text.
        start, end: code points, half-open.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def anchor_excerpt(
    text: str,
    selection: str,
    *,
    near: int | None = None,
    prefix: str = "",
    suffix: str = "",
) -> Selector:
    """Find a selection as a browser sends it, and return the text's own words for it.

    White space, quotation marks, Unicode form, invisible characters, dashes, ellipses and letter case may differ;
    blocks may have run together; what is nowhere as it stands is looked for without its markup. A selection that cuts
    a word is widened to the whole word, since half a word can never be verified. Of several places the one with the
    most of `prefix` and `suffix` around it wins, then the one nearest to `near`, then one that cuts no word, then the
    first.

    Args:
        text: the revision's text.
        selection: what was selected.
        near: where the selection probably starts, in code points of `text`.
        prefix: words just before the selection, as the browser shows them.
        suffix: words just after it.

    Raises:
        PassageAbsent: the words are not in the text, or the selection is empty.
    """
    bare = plain(selection)
    for words in (selection, bare) if bare != selection.strip() else (selection,):
        for keep in (_keep_visible, _keep_letters):
            source = map_loosely(text, keep)
            wanted = map_loosely(words, keep).chars.strip(" ")
            places = list(_occurrences(source.chars, wanted)) if wanted else []
            if places:
                before, after = (map_loosely(context, keep).chars for context in (prefix, suffix))
                best = min(
                    places, key=partial(_rank, source, length=len(wanted), before=before, after=after, near=near)
                )
                found = source.span(best, best + len(wanted))
                return select_span(text, found if keep is _keep_visible else _grow(text, found, words))
    shown = selection.strip()
    shown = shown if len(shown) <= _QUOTED_IN_ERROR else shown[:_QUOTED_IN_ERROR] + "…"
    raise PassageAbsent(f"“{shown}”" if shown else "Nothing was selected.")


def passage_digest(exact: str) -> str:
    """SHA-256 of a passage's words in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(exact.encode("utf-8", "surrogatepass")).hexdigest()


def code_point_offset(text: str, utf16_offset: int) -> int:
    """Translate an offset counted by a browser (UTF-16 units) into code points; beyond the end gives the length."""
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * max(0, utf16_offset)]
    return len(units.decode("utf-16-le", "ignore"))


def _rank(
    source: Normalised, at: int, *, length: int, before: str, after: str, near: int | None
) -> tuple[int, int, bool]:
    """How well a place fits, best first: words around it, distance from the hint, whether it cuts a word."""
    end = at + length
    context = _common_length(reversed(source.chars[max(0, at - len(before)) : at]), reversed(before))
    context += _common_length(iter(source.chars[end : end + len(after)]), iter(after))
    cuts = not (is_boundary(source.chars, at) and is_boundary(source.chars, end))
    return -context, 0 if near is None else abs(source.starts[at] - near), cuts


def select_span(text: str, found: Span) -> Selector:
    """The selector of a place in a text, widened until it cuts no word."""
    span = _widen(map_text(text), found)
    return Selector(
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT_LENGTH) : span.start],
        suffix=text[span.end : span.end + CONTEXT_LENGTH],
        start=span.start,
        end=span.end,
    )


def _grow(text: str, found: Span, selection: str) -> Span:
    """Take in the marks and dashes that a selection begins or ends with: letters alone do not find them."""
    source, marks = map_text(text), map_text(selection).chars.strip(" ")
    low, high = source.index_of(found.start), source.index_of(found.end)
    before = takewhile(_is_edge_mark, marks)
    after = takewhile(_is_edge_mark, reversed(marks))
    start = low - _count_alike(reversed(source.chars[:low]), reversed(list(before)))
    end = high + _count_alike(iter(source.chars[high:]), reversed(list(after)))
    return source.span(start, end)


def _is_edge_mark(character: str) -> bool:
    return character == " " or not _keep_letters(character)


def _count_alike(around: Iterator[str], wanted: Iterator[str]) -> int:
    """How many characters around a passage are the wanted marks, in order; spaces between them come along."""
    count = seen = 0
    for mark in (character for character in wanted if character != " "):
        for character in around:
            seen += 1
            if character != " ":
                break
        else:
            return count
        if _mark_kind(character) != _mark_kind(mark):
            return count
        count = seen
    return count


def _mark_kind(character: str) -> str:
    return "-" if unicodedata.category(character) == "Pd" else character


def _widen(source: Normalised, span: Span) -> Span:
    """Grow a span until it cuts no word."""
    start = source.index_of(span.start)
    end = source.index_of(span.end)
    while not is_boundary(source.chars, start):
        start -= 1
    while not is_boundary(source.chars, end):
        end += 1
    return source.span(start, end)


def _occurrences(chars: str, wanted: str) -> Iterator[int]:
    at = chars.find(wanted)
    while at >= 0:
        yield at
        at = chars.find(wanted, at + 1)


def _common_length(one: Iterator[str], other: Iterator[str]) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _keep_visible(character: str) -> str:
    return "" if character in _INVISIBLE else character


def _keep_letters(character: str) -> str:
    """Letters, digits and what belongs to them, in one case and their compatibility form; no marks, no spaces."""
    if character in "\"' " or character in _INVISIBLE or unicodedata.category(character) == "Pd":
        return ""
    return unicodedata.normalize("NFKC", character).casefold()
