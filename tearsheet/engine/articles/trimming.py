"""What is dropped from the pieces after the walk, and why."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Sequence, Set
from importlib import resources

from tearsheet.engine.articles.pieces import Piece, fold
from tearsheet.engine.model import Block, BlockKind

_SENTENCE_END = re.compile(r"[.!?…:;।。！？؟”\"'’»)」』]\s*$")
_BY = re.compile(r"^(?:by|von|par|por|door|av|af|di|de|przez|text|autor(?:en)?|author)\b\s*:?\s*", re.IGNORECASE)
_DATE_TAIL = re.compile(r"\W*\d{1,2}[./]\d{1,2}[./]\d{2,4}.{0,20}$")
#: A line of nothing but a date or time, with the words that stand around them.
_DATE_LINE = re.compile(
    r"\W*(?:(?:published|updated|posted|last|first|stand|aktualisiert|veröffentlicht|am|on|at|um|le|el|à|den|vom|mise? à jour|publié"
    r"|mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)?(?:day|tag|woch)?\W*|[a-zäéûçñ]{3,10}\.?\W+)"
    r"{0,6}(?:\d{1,4}(?:st|nd|rd|th)?[\s./:,|年月日時分-]*(?:[a-zäéûçñ]{2,10}\.?)?[\s./:,|–-]*){2,8}(?:uhr|gmt|bst|est|edt|pst|pdt|et|pt|cet|cest|utc|am|pm|a\.m|p\.m|h)?\W*",
    re.IGNORECASE,
)
#: A paragraph of running text has at least that many code points.
_RUNNING = 80
#: A title is longer than that, or it may be any words.
_SHORT_TITLE, _LONG_TITLE = 15, 300
#: A line that stands that often is a button.
_OFTEN = 3
#: Lines around articles are shorter than that.
_FURNITURE = 240


def trim_pieces(pieces: Sequence[Piece], titles: Set[str], authors: Sequence[str]) -> tuple[Block, ...]:
    """The blocks of the article, after every step below in turn.

    Args:
        pieces: what the walk found, in reading order.
        titles: every form of the headline, folded.
        authors: names that stand in lines of their own.
    """
    steps: tuple[Callable[[list[Piece]], list[Piece]], ...] = (
        functools.partial(_start_at_headline, titles=titles),
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


def _start_at_headline(pieces: list[Piece], *, titles: Set[str]) -> list[Piece]:
    """Without the headline, and without the words before it; pictures there stay."""
    at = [index for index, piece in enumerate(pieces) if _is_title(piece, titles)]
    start = at[0] if at else 0
    before, after = pieces[:start], [piece for index, piece in enumerate(pieces[start:], start) if index not in at]
    if sum(len(piece.block.text) for piece in before) > sum(len(piece.block.text) for piece in after):
        return before + after
    return [piece for piece in before if piece.block.kind is BlockKind.PICTURE] + after


def _is_title(piece: Piece, titles: Set[str]) -> bool:
    if piece.block.kind not in {BlockKind.HEADING, BlockKind.PARAGRAPH} or len(piece.block.text) > _LONG_TITLE:
        return False
    folded = fold(piece.block.text)
    if not folded or folded in titles or piece.is_title:
        return True
    # A heading may hold the kicker, too.
    return piece.block.kind is BlockKind.HEADING and any(
        len(title) > _SHORT_TITLE and folded.endswith(title) and len(folded) < 2 * len(title) for title in titles
    )


def _drop_link_lines(pieces: list[Piece]) -> list[Piece]:
    """Without lines that are (nearly) all link: they lead elsewhere."""
    return [
        piece
        for piece in pieces
        if not (
            (
                piece.block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST}
                and piece.link_share > 0.75
                and len(piece.block.text) < 300
            )
            or (piece.block.kind is BlockKind.PARAGRAPH and piece.link_share > 0.5 and not _is_sentence(piece))
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
            piece.block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST, BlockKind.PICTURE}
            and len(piece.block.text) < _FURNITURE
            and furniture.match(piece.block.text or piece.block.caption or "")
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
            if text in seen:
                continue
            seen.add(text)
        kept.append(piece)
    return kept


def _drop_bylines(pieces: list[Piece], *, names: frozenset[str]) -> list[Piece]:
    """Without lines that only name the authors, or only a date."""
    kinds = {BlockKind.PARAGRAPH, BlockKind.PICTURE}
    return [
        piece
        for piece in pieces
        if piece.block.kind not in kinds or not _is_byline(piece.block.text or piece.block.caption or "", names)
    ]


def _is_byline(text: str, names: frozenset[str]) -> bool:
    if len(text) > 120:  # noqa: PLR2004  (four long names)
        return False
    if not text:
        return False
    folded = fold(_BY.sub("", _DATE_TAIL.sub("", text)))
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
            head = [item for item in pieces[:index] if not _is_furniture(item)]
            return head + pieces[index:]
    return pieces


def _drop_furniture_after(pieces: list[Piece]) -> list[Piece]:
    """Without short lines, no sentences, after the last running text."""
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        if piece.block.kind is not BlockKind.PICTURE and _is_running(piece):
            tail = [item for item in pieces[index + 1 :] if not _is_furniture(item)]
            return pieces[: index + 1] + tail
    return pieces


def _is_furniture(piece: Piece) -> bool:
    if piece.block.kind is BlockKind.LIST:
        return piece.link_share > 0.2
    return piece.block.kind is BlockKind.PARAGRAPH and not _is_sentence(piece)


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
