"""Accept an excerpt only if every word outside its brackets is the source's, in the source's order.

What will be printed is made of three kinds of pieces:

- verbatim words, equal to the source after the named normalisation, beginning and ending at whole words;
- gaps, written `[...]` or `[…]`: the only way to leave words out;
- insertions, any other words in square brackets: they are added between words that follow each other in the source.
  An insertion never stands for words left out: to replace "he", write `[...] [the president]`.

Brackets of the source's own ("[sic]") are verbatim. Every reading of a bracket that is both in the source and possibly
the editor's is tried, the source's own first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from tearsheet.engine.model import Span

from .boundaries import is_boundary
from .differences import Difference, nearest_passage, word_differences
from .normalisation import Normalised, map_text, normalise

_BRACKET = re.compile(r"\[[^\[\]]*\]")
_GAP = re.compile(r"\[\s*(?:\.\s*\.\s*\.|…)\s*\]")
_WORDY = re.compile(r"[\w!?]")
_DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MOST_AMBIGUOUS = 6
_ENOUGH_ALIKE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of an excerpt.

    Attributes:
        kind: whose words these are: the source's, nobody's (words left out), or the editor's.
        text: as printed, brackets included.
        span: of verbatim words and of the words a gap leaves out, where they stand in the source; else None.
    """

    kind: Literal["verbatim", "gap", "insertion"]
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The verdict on an excerpt.

    Attributes:
        state: "verbatim" may be published; "changed" is like a passage of the source but is not it; "absent" is not
            like anything in the source.
        pieces: the excerpt taken apart, in order; where it is refused, without spans.
        difference: of a changed excerpt, where it differs from the source's nearest passage.
        message: the verdict in a sentence an editor can act on; "" for "verbatim".
    """

    state: Literal["verbatim", "changed", "absent"]
    pieces: tuple[Piece, ...] = ()
    difference: tuple[Difference, ...] = ()
    message: str = ""


def verify_excerpt(text: str, excerpt: str, *, within: Span | None = None) -> Verification:
    """Check what will be printed against the source's text.

    Args:
        text: the revision's text.
        excerpt: what will be printed, with its gaps and insertions.
        within: where in `text` the excerpt must lie (code points); None for anywhere.
    """
    source = map_text(text)
    low = 0 if within is None else source.index_of(within.start)
    high = len(source.chars) if within is None else source.index_of(within.end)
    readings = list(_readings(excerpt, source.chars[low:high]))
    for pieces in readings:
        placed = _place(source, pieces, low, high)
        if placed is not None:
            return Verification(state="verbatim", pieces=placed)
    if within is None:
        return _refuse(text, source, 0, readings[-1])
    return _refuse(within.of(text), map_text(within.of(text)), within.start, readings[-1])


def _readings(excerpt: str, source_chars: str) -> Iterator[tuple[Piece, ...]]:
    """Take the excerpt apart, once for each way to read brackets that the source has too."""
    brackets = list(_BRACKET.finditer(excerpt))
    own = [at for at, bracket in enumerate(brackets) if normalise(bracket[0]) in source_chars][:_MOST_AMBIGUOUS]
    for choice in product((True, False), repeat=len(own)):
        verbatim = {at for at, is_own in zip(own, choice, strict=True) if is_own}
        yield _take_apart(excerpt, [bracket for at, bracket in enumerate(brackets) if at not in verbatim])


def _take_apart(excerpt: str, marks: Sequence[re.Match[str]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = 0
    for mark in marks:
        pieces.append(Piece(kind="verbatim", text=excerpt[at : mark.start()]))
        pieces.append(Piece(kind="gap" if _GAP.fullmatch(mark[0]) else "insertion", text=mark[0]))
        at = mark.end()
    pieces.append(Piece(kind="verbatim", text=excerpt[at:]))
    return tuple(piece for piece in pieces if piece.kind != "verbatim" or piece.text.strip())


def _place(source: Normalised, pieces: Sequence[Piece], low: int, high: int) -> tuple[Piece, ...] | None:
    """Find the pieces in the source; None unless all are there as printed."""
    if not any(piece.kind == "verbatim" for piece in pieces) or not all(map(_is_honest, pieces)):
        return None
    placed: list[Piece] = []
    at = low
    for run in _runs(pieces):
        found = next(_run_places(source, [piece for piece in run if piece.kind == "verbatim"], at, high), None)
        if found is None:
            return None
        spans = iter(found)
        for piece in run:
            if piece.kind == "verbatim":
                start, at = next(spans)
                placed.append(Piece(kind="verbatim", text=piece.text, span=source.span(start, at)))
            else:
                placed.append(piece)
    return tuple(_measure_gaps(placed))


def _is_honest(piece: Piece) -> bool:
    """An insertion must show something, and must not turn the direction of the words around it."""
    inside = piece.text[1:-1]
    return piece.kind != "insertion" or (bool(_WORDY.search(inside)) and not _DIRECTION_CONTROLS.search(inside))


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Stretches between gaps: their verbatim pieces must follow each other in the source without a word between."""
    run: list[Piece] = []
    for piece in pieces:
        if piece.kind == "gap":
            yield run
            run = [piece]
        else:
            run.append(piece)
    yield run


def _run_places(source: Normalised, run: Sequence[Piece], low: int, high: int) -> Iterator[list[tuple[int, int]]]:
    """The places of a run's verbatim pieces at or after `low`, first to last."""
    wanted = [map_text(piece.text.strip()) for piece in run]
    if not wanted:
        yield []
        return
    at = low - 1
    while (at := source.chars.find(wanted[0].chars, at + 1, high)) >= 0:
        places: list[tuple[int, int]] = []
        next_at = at
        for piece in wanted:
            # Around an insertion the source may have a space or none, as before a comma.
            if places and source.chars[next_at : next_at + 1] == " " and not piece.chars.startswith(" "):
                next_at += 1
            if not _stands_at(source, piece, next_at, high):
                break
            places.append((next_at, next_at + len(piece.chars)))
            next_at += len(piece.chars)
        else:
            yield places


def _stands_at(source: Normalised, piece: Normalised, at: int, high: int) -> bool:
    """Whether a piece stands in the source at `at`, cut at whole words, with no invisible character of its own."""
    end = at + len(piece.chars)
    return (
        at < end <= high
        and source.chars.startswith(piece.chars, at)
        and is_boundary(source.chars, at)
        and is_boundary(source.chars, end)
        and all(source.hidden.get(at + place) == characters for place, characters in piece.hidden.items())
    )


def _measure_gaps(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Give each gap between two verbatim pieces the span of the words it leaves out."""
    for at, piece in enumerate(pieces):
        before = next((other.span for other in reversed(pieces[:at]) if other.span), None)
        after = next((other.span for other in pieces[at:] if other.span), None)
        if piece.kind == "gap" and before and after:
            yield Piece(kind="gap", text=piece.text, span=Span(start=before.end, end=after.start))
        else:
            yield piece


def _refuse(source: str, mapped: Normalised, offset: int, pieces: tuple[Piece, ...]) -> Verification:
    """Say what is wrong: of the stretches between gaps, the first that is not in the source, or the one out of order."""
    if any(not _is_honest(piece) for piece in pieces):
        return Verification(state="changed", pieces=pieces, message="An insertion in brackets must show words.")
    if not any(piece.kind == "verbatim" for piece in pieces):
        return Verification(state="absent", pieces=pieces, message="The excerpt has no words of the source.")
    for run in _runs(pieces):
        verbatim = [piece for piece in run if piece.kind == "verbatim"]
        if next(_run_places(mapped, verbatim, 0, len(mapped.chars)), None) is None:
            return _explain(source, offset, pieces, " ".join(piece.text.strip() for piece in verbatim))
    message = "Every passage is in the source, but not in this order, or they overlap."
    return Verification(state="changed", pieces=pieces, message=message)


def _explain(source: str, offset: int, pieces: tuple[Piece, ...], words: str) -> Verification:
    nearest = nearest_passage(source, words)
    if nearest is None or nearest[1] < _ENOUGH_ALIKE:
        return Verification(state="absent", pieces=pieces, message="These words are not in the source.")
    passage = nearest[0]
    differences = tuple(
        Difference(
            before=difference.before,
            after=difference.after,
            span=Span(
                start=difference.span.start + passage.start + offset,
                end=difference.span.end + passage.start + offset,
            ),
        )
        for difference in word_differences(passage.of(source), words)
    )
    return Verification(
        state="changed", pieces=pieces, difference=differences, message=describe_differences(differences)
    )


def describe_differences(differences: Sequence[Difference]) -> str:
    """What is wrong with a changed excerpt, in a sentence an editor can act on."""
    if not differences:
        return (
            "The excerpt cuts a word, a number or a sign in two, joins what a space parts, or has an invisible "
            "character of its own."
        )
    first = differences[0]
    rest = f" ({len(differences) - 1} more)" if len(differences) > 1 else ""
    if not first.after:
        return f"The source also says “{first.before}” here: mark what is left out with [...].{rest}"
    if not first.before:
        return f"The source does not say “{first.after}” here: an insertion stands in brackets.{rest}"
    return f"The source says “{first.before}”, the excerpt “{first.after}”.{rest}"
