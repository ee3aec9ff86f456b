"""Find a selection however it was rendered, and say whether it may be printed: the selector and the verdict together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from tearsheet.engine.errors import PassageAbsent
from tearsheet.engine.model import Span

from .differences import nearest_passage, word_differences
from .rendering import plain
from .select import Selector, anchor_excerpt, select_span
from .verify import Piece, Verification, describe_differences, verify_excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of a selection.

    Attributes:
        excerpt: the words that the verdict is about: the selection, or the selection without its markup.
        selector: where it stands in the text, from its first to its last word; of a changed one the place it comes
            from; None if it is nowhere.
        verification: whether it may be printed as an excerpt, piece by piece.
    """

    excerpt: str
    selector: Selector | None
    verification: Verification

    @property
    def gaps(self) -> tuple[Piece, ...]:
        """The marked omissions, each with the words it leaves out."""
        return tuple(piece for piece in self.verification.pieces if piece.kind == "gap")

    @property
    def insertions(self) -> tuple[tuple[Piece, int | None], ...]:
        """The bracketed insertions, each with its place in the text (code points); None where the words are refused."""
        return tuple(_place_insertions(self.verification.pieces))


def find_excerpt(text: str, selection: str, *, near: int | None = None, prefix: str = "", suffix: str = "") -> Finding:
    """Find a selection in a text, and judge it: finding is fuzzy, the verdict is exact.

    The verdict is about the words as they were selected. Only if these are refused, it is about them without markup
    (tags, character references, Markdown, soft hyphens), and `excerpt` says so.

    Args:
        text: the revision's text.
        selection: what was selected, with gaps and insertions or without.
        near, prefix, suffix: as in `anchor_excerpt`.
    """
    given = verify_excerpt(text, selection)
    if given.state != "verbatim" and (bare := plain(selection)) != selection.strip():
        stripped = verify_excerpt(text, bare)
        if stripped.state == "verbatim" or given.state == "absent":
            selection, given = bare, stripped
    selector = _locate(text, selection, given, near=near, prefix=prefix, suffix=suffix)
    if selector is not None and given.state == "absent":
        given = _refuse_found(selector, selection, given)
    return Finding(excerpt=selection.strip(), selector=selector, verification=given)


def _refuse_found(selector: Selector, excerpt: str, verdict: Verification) -> Verification:
    """What was found by its letters alone is in the text, but not as it is written there."""
    shift = selector.start
    differences = tuple(
        replace(one, span=Span(start=one.span.start + shift, end=one.span.end + shift))
        for one in word_differences(selector.exact, excerpt)
    )
    message = describe_differences(differences)
    return Verification(state="changed", pieces=verdict.pieces, difference=differences, message=message)


def _locate(
    text: str, excerpt: str, verdict: Verification, *, near: int | None, prefix: str, suffix: str
) -> Selector | None:
    spans = [piece.span for piece in verdict.pieces if piece.kind == "verbatim" and piece.span]
    if spans and len(verdict.pieces) > 1:
        return select_span(text, Span(start=spans[0].start, end=spans[-1].end))
    try:
        return anchor_excerpt(text, excerpt, near=near, prefix=prefix, suffix=suffix)
    except PassageAbsent:
        nearest = nearest_passage(text, excerpt) if verdict.state == "changed" else None
        return select_span(text, nearest[0]) if nearest else None


def _place_insertions(pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, int | None]]:
    first = next((piece.span.start for piece in pieces if piece.span), None)
    at: int | None = None
    for before, piece in pairwise((None, *pieces)):
        if before is not None and before.span is not None:
            at = before.span.end
        if piece is not None and piece.kind == "insertion":
            yield piece, first if at is None else at
