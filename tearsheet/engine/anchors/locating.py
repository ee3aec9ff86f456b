"""Find words that somebody else copied in the text that they were copied from."""

from collections.abc import Sequence
from dataclasses import dataclass

from tearsheet.engine.model import Span

from .verify import Piece, verify_excerpt

_GAP = "[...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Copied words, found.

    Attributes:
        span: from the first of them to the last, in code points of the text, half-open.
        printed: the words with a gap wherever they leave something out; "" if they are the whole span.
    """

    span: Span
    printed: str


def locate_excerpt(text: str, paragraphs: Sequence[str]) -> Located | None:
    """Find copied paragraphs in a text, word for word and in order; None if they are not there.

    Where words are left out between two paragraphs, a gap is put there: who copied them may not have marked it. Within a
    paragraph nothing may be left out but at a gap of its own, written `[...]`.

    Args:
        text: the text that they may have been copied from.
        paragraphs: what was copied; an omission that the copy marks is a paragraph `[...]`.
    """
    said = [paragraph for paragraph in paragraphs if paragraph.strip()]
    verdict = verify_excerpt(text, f"\n\n{_GAP}\n\n".join(said))
    spans = [piece.span for piece in verdict.pieces if piece.kind == "verbatim" and piece.span]
    if verdict.state != "verbatim" or not spans:
        return None
    span = Span(start=spans[0].start, end=spans[-1].end)
    printed = _print(text, verdict.pieces)
    return Located(span=span, printed="" if printed == span.of(text) else printed)


def _print(text: str, pieces: Sequence[Piece]) -> str:
    """The text's own words for the pieces. A gap at an end, where nobody asks what stood there, is left away."""
    printed, at = "", 0
    for piece in pieces:
        if piece.kind == "insertion":
            printed += f" {piece.text} " if printed else f"{piece.text} "
        elif piece.kind == "verbatim" and piece.span:
            if printed and not printed.endswith("] "):
                printed += _between(text[at : piece.span.start])
            printed, at = printed + piece.span.of(text), piece.span.end
    return printed.strip()


def _between(left_out: str) -> str:
    """What is printed for words between two passages: white space stands as it is, anything else is a gap."""
    if not left_out.strip():
        return left_out
    return f"\n\n{_GAP}\n\n" if "\n\n" in left_out else f" {_GAP} "
