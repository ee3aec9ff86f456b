"""What is dropped from the pieces after the walk, and why."""

import re
from collections.abc import Iterable

from tearsheet.engine.articles.pieces import Piece
from tearsheet.engine.model import Block, BlockKind

_WORD = re.compile(r"\w+")


def trim_pieces(pieces: Iterable[Piece], headline: str) -> tuple[Block, ...]:
    """The blocks of the article: without its headline, link lines, repetitions and headings of nothing."""
    kept: list[Piece] = []
    seen: set[str] = set()
    title = fold(headline)
    for piece in pieces:
        block = piece.block
        if block.text:
            folded = fold(block.text)
            if folded == title or not folded or (folded in seen and len(folded) > 40):
                continue
            seen.add(folded)
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST} and _is_link_line(piece):
            continue
        if block.kind is BlockKind.HEADING and piece.link_share > 0.8:
            continue
        kept.append(piece)
    return tuple(piece.block for piece in _drop_bare_headings(kept))


def fold(text: str) -> str:
    """A text for comparison: its words in lower case."""
    return " ".join(_WORD.findall(text.lower()))


def _is_link_line(piece: Piece) -> bool:
    return piece.link_share > 0.75 and len(piece.block.text) < 300


def _drop_bare_headings(pieces: list[Piece]) -> list[Piece]:
    """Without headings that no text follows."""
    end = len(pieces)
    while end and pieces[end - 1].block.kind in {BlockKind.HEADING, BlockKind.RELATED}:
        end -= 1
    return pieces[:end]
