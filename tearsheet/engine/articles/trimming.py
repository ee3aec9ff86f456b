"""What is dropped from the pieces after the walk, and why."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import resources

from tearsheet.engine.articles.pieces import Piece, fold
from tearsheet.engine.model import Block, BlockKind

_SENTENCE_END = re.compile(r"[.!?…:;।。！？؟”\"'’»)」』]\s*$")
_BY = re.compile(r"^(?:by|von|par|por|door|av|af|di|de|przez|text|autor(?:en)?|author)\b\s*:?\s*", re.IGNORECASE)
#: A line of nothing but a date or time, with the words that stand around them.
_DATE_LINE = re.compile(
    r"\W*(?:(?:published|updated|posted|last|first|stand|aktualisiert|veröffentlicht|am|on|at|um|le|el|à|den|vom|mise? à jour|publié"
    r"|mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)?(?:day|tag|woch)?\W*|[a-zäéûçñ]{3,10}\.?\W+)"
    r"{0,6}(?:\d{1,4}(?:st|nd|rd|th)?[\s./:,|年月日時分-]*(?:[a-zäéûçñ]{2,10}\.?)?[\s./:,|–-]*){2,8}(?:uhr|gmt|bst|est|edt|pst|pdt|et|pt|cet|cest|utc|am|pm|a\.m|p\.m|h)?\W*",
    re.IGNORECASE,
)
#: A paragraph of running text has at least that many code points.
_RUNNING = 80
#: A line that stands that often is a button.
_OFTEN = 3


def trim_pieces(pieces: Sequence[Piece], headline: str, authors: Sequence[str]) -> tuple[Block, ...]:
    """The blocks of the article, after every step below in turn."""
    steps: tuple[Callable[[list[Piece]], list[Piece]], ...] = (
        functools.partial(_start_at_headline, title=fold(headline)),
        _drop_link_lines,
        _drop_phrases,
        functools.partial(_drop_bylines, names=frozenset(map(fold, authors))),
        _drop_repetitions,
        _drop_furniture_before,
        _drop_furniture_after,
        _drop_bare_headings,
    )
    kept = list(pieces)
    for step in steps:
        kept = step(kept)
    return tuple(piece.block for piece in kept)


def _start_at_headline(pieces: list[Piece], *, title: str) -> list[Piece]:
    """Without the headline, and without the words before it; pictures there stay."""
    start = 0
    for index, piece in enumerate(pieces):
        if piece.block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH} and title and _is_title(piece, title):
            start = index
            break
    before = pieces[:start]
    if sum(len(piece.block.text) for piece in before) > sum(len(piece.block.text) for piece in pieces[start:]):
        before, start = [], 0
    kept = [piece for piece in before if piece.block.kind is BlockKind.PICTURE]
    return kept + [piece for piece in pieces[start:] if not _is_title(piece, title)]


def _is_title(piece: Piece, title: str) -> bool:
    if piece.block.kind not in {BlockKind.HEADING, BlockKind.PARAGRAPH}:
        return False
    folded = fold(piece.block.text)
    if not folded or folded == title or piece.is_title:
        return True
    return bool(title) and piece.block.kind is BlockKind.HEADING and folded.endswith(title) and len(folded) < 2 * len(title)


def _drop_link_lines(pieces: list[Piece]) -> list[Piece]:
    """Without lines that are (nearly) all link: they lead elsewhere."""
    return [
        piece
        for piece in pieces
        if not (
            (piece.block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST} and piece.link_share > 0.75 and len(piece.block.text) < 300)
            or (piece.block.kind is BlockKind.HEADING and piece.link_share > 0.8)
        )
    ]


def _drop_phrases(pieces: list[Piece]) -> list[Piece]:
    """Without lines that begin as no article's sentence does (`data/furniture.txt`)."""
    furniture = _furniture()
    return [
        piece
        for piece in pieces
        if not (
            piece.block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST}
            and len(piece.block.text) < 400
            and furniture.match(piece.block.text)
        )
    ]


def _drop_repetitions(pieces: list[Piece]) -> list[Piece]:
    """Without text that stood before: the lead again, a pulled quotation."""
    seen: set[str] = set()
    kept = []
    often = {text for text, count in Counter(piece.block.text for piece in pieces).items() if text and count >= _OFTEN}
    for piece in pieces:
        text = piece.block.text
        if text in often:
            continue
        if len(text) > 40:
            folded = fold(text)
            if folded in seen:
                continue
            seen.add(folded)
        kept.append(piece)
    return kept


def _drop_bylines(pieces: list[Piece], *, names: frozenset[str]) -> list[Piece]:
    """Without lines that only name the authors, or only a date."""
    return [piece for piece in pieces if piece.block.kind is not BlockKind.PARAGRAPH or not _is_byline(piece.block.text, names)]


def _is_byline(text: str, names: frozenset[str]) -> bool:
    if len(text) > 120:  # noqa: PLR2004  (four long names)
        return False
    folded = fold(_BY.sub("", text))
    rest = folded
    for name in names:
        rest = rest.replace(name, " ")
    if rest != folded and len(rest.split()) <= 3 and len(rest.strip()) < 16:
        return True
    return len(text) < 60 and bool(_DATE_LINE.fullmatch(text))


def _drop_furniture_before(pieces: list[Piece]) -> list[Piece]:
    """Without bylines, dates and buttons: short lines, no sentences, before the first running text."""
    for index, piece in enumerate(pieces):
        if piece.block.kind is not BlockKind.PICTURE and _is_running(piece):
            head = [item for item in pieces[:index] if item.block.kind is not BlockKind.PARAGRAPH or _is_sentence(item)]
            return head + pieces[index:]
    return pieces


def _drop_furniture_after(pieces: list[Piece]) -> list[Piece]:
    """Without short lines, no sentences, after the last running text."""
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        if piece.block.kind is not BlockKind.PICTURE and _is_running(piece):
            tail = [item for item in pieces[index + 1 :] if item.block.kind is not BlockKind.PARAGRAPH or _is_sentence(item)]
            return pieces[: index + 1] + tail
    return pieces


def _is_running(piece: Piece) -> bool:
    text = piece.block.text
    return len(text) >= _RUNNING or (not text.isascii() and len(text) >= _RUNNING // 3 and _is_sentence(piece))


def _is_sentence(piece: Piece) -> bool:
    return bool(_SENTENCE_END.search(piece.block.text))


def _drop_bare_headings(pieces: list[Piece]) -> list[Piece]:
    """Without headings and links at the very end, that no text follows."""
    end = len(pieces)
    while end and pieces[end - 1].block.kind in {BlockKind.HEADING, BlockKind.RELATED}:
        end -= 1
    return pieces[:end]


@functools.cache
def _furniture() -> re.Pattern[str]:
    """A pattern of how the lines around articles begin."""
    lines = resources.files("tearsheet.engine.data").joinpath("furniture.txt").read_text("utf-8").splitlines()
    phrases = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    whole = "|".join(phrase[:-1] for phrase in phrases if phrase.endswith("$"))
    start = "|".join(phrase for phrase in phrases if not phrase.endswith("$"))
    return re.compile(rf"\W*(?:(?:{start})|(?:{whole})\W*$)", re.IGNORECASE)
