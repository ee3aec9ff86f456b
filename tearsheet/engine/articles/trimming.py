"""What is dropped from the pieces after the walk, and why: the steps and their order."""

import dataclasses
import functools
from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from tearsheet.engine.articles.captions import echoes, part_credit
from tearsheet.engine.articles.furniture import begins_like_furniture, ends_sentence, is_byline
from tearsheet.engine.articles.pieces import Piece, fold
from tearsheet.engine.model import Block, BlockKind

#: A paragraph of running text has at least that many code points; in other scripts than ASCII a third of them.
_RUNNING = 80
#: A line that stands that often is a button.
_OFTEN = 3
#: A text that long does not stand twice in an article, unless it is its lead or a pulled quotation.
_TOO_LONG_TO_REPEAT = 40
#: A title is longer than that, or it may be any words.
_SHORT_TITLE = 15
#: With more of its words in links than that, a line leads elsewhere: a short one; one that is no sentence; a heading; a list.
_LINK_LINE, _LINK_FRAGMENT, _LINK_HEADING, _LINK_LIST = 0.75, 0.5, 0.8, 0.2
_SHORT_LINK_LINE = 300
#: ... but a list whose entries have that many code points beside their links, in the mean, is the article's.
_OWN_ENTRY = 30
#: Lines around articles are shorter than that.
_SHORT_LINE = 240

_TITLE_KINDS = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH})
_FURNITURE_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST, BlockKind.PICTURE})
_RUNNING_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTATION})
_BYLINE_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.PICTURE})

_Step = Callable[[list[Piece]], list[Piece]]


def trim_pieces(pieces: Sequence[Piece], titles: AbstractSet[str], authors: Sequence[str]) -> tuple[Block, ...]:
    """The blocks of the article, after every step below in turn.

    Args:
        pieces: what the walk found, in reading order.
        titles: every form of the headline, folded.
        authors: names that stand in lines of their own.
    """
    steps: tuple[_Step, ...] = (
        _join_captions,
        functools.partial(_start_at_headline, titles=titles),
        _drop_link_lines,
        _drop_furniture,
        functools.partial(_drop_bylines, names=frozenset(map(fold, authors))),
        _drop_repetitions,
        _drop_fragments_around,
        _drop_bare_headings,
    )
    kept = list(pieces)
    for step in steps:
        kept = step(kept)
    return tuple(piece.block for piece in kept)


def _join_captions(pieces: list[Piece]) -> list[Piece]:
    """With a paragraph that says again what a picture's alternative text says as the caption of that picture before it."""
    kept: list[Piece] = []
    for piece in pieces:
        last = kept[-1].block if kept else None
        if (
            last
            and last.kind is BlockKind.PICTURE
            and last.alt
            and not last.caption
            and piece.block.kind is BlockKind.PARAGRAPH
            and echoes(piece.block.text, fold(last.alt))
        ):
            caption, credit = part_credit(piece.block.text)
            block = dataclasses.replace(last, caption=caption, credit=credit or last.credit)
            kept[-1] = dataclasses.replace(kept[-1], block=block)
        else:
            kept.append(piece)
    return kept


def _start_at_headline(pieces: list[Piece], *, titles: AbstractSet[str]) -> list[Piece]:
    """Without the headline, and without the words before it; pictures there stay.

    A line that says the headline again after the text has begun is a heading in it: then the text before it stays.
    """
    longest = 2 * max(map(len, titles), default=0) + _SHORT_TITLE
    at = {index for index, piece in enumerate(pieces) if len(piece.block.text) <= longest and _is_title(piece, titles)}
    start = min(at, default=0)
    before = pieces[:start]
    after = [piece for index, piece in enumerate(pieces[start:], start) if index not in at]
    running = sum(len(piece.block.text) for piece in before if _is_running(piece))
    is_again = running and not pieces[start].is_title
    if is_again or running > sum(len(piece.block.text) for piece in after):
        return before + after
    return [piece for piece in before if piece.block.kind is BlockKind.PICTURE] + after


def _is_title(piece: Piece, titles: AbstractSet[str]) -> bool:
    if piece.block.kind not in _TITLE_KINDS:
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
    return [piece for piece in pieces if not _leads_elsewhere(piece)]


def _leads_elsewhere(piece: Piece) -> bool:
    share, text = piece.link_share, piece.block.text
    match piece.block.kind:
        case BlockKind.PARAGRAPH:
            return (share > _LINK_LINE and len(text) < _SHORT_LINK_LINE) or (
                share > _LINK_FRAGMENT and not ends_sentence(text)
            )
        case BlockKind.LIST:
            return share > _LINK_LINE and len(text) < _SHORT_LINK_LINE
        case BlockKind.HEADING:
            return share > _LINK_HEADING
        case _:
            return False


def _drop_furniture(pieces: list[Piece]) -> list[Piece]:
    """Without lines that begin as no article's sentence does, the links such a line announces, and pictures whose captions do."""
    kept: list[Piece] = []
    is_announced = False
    for piece in pieces:
        kind = piece.block.kind
        if kind in _FURNITURE_KINDS and _is_furniture(piece.block):
            is_announced = kind in _TITLE_KINDS
            continue
        is_announced = is_announced and kind is BlockKind.LIST and piece.link_share > _LINK_LIST
        if not is_announced:
            kept.append(piece)
    return kept


def _is_furniture(block: Block) -> bool:
    if block.kind is BlockKind.PICTURE:
        return begins_like_furniture((block.caption or "")[:_SHORT_LINE])
    return len(block.text) < _SHORT_LINE and begins_like_furniture(block.text)


def _drop_bylines(pieces: list[Piece], *, names: AbstractSet[str]) -> list[Piece]:
    """Without lines that only name the authors, or only a date; with them go the authors' own pictures."""
    return [
        piece
        for piece in pieces
        if piece.block.kind not in _BYLINE_KINDS or not is_byline(piece.block.text or piece.block.caption or "", names)
    ]


def _drop_repetitions(pieces: list[Piece]) -> list[Piece]:
    """Without text that stood before: the lead again, a pulled quotation, a button."""
    counts = Counter(piece.block.text for piece in pieces if piece.block.text)
    seen: set[str] = set()
    kept = []
    for piece in pieces:
        text = piece.block.text
        if text in seen or (counts[text] >= _OFTEN and len(text) < _RUNNING):
            continue
        if len(text) > _TOO_LONG_TO_REPEAT:
            seen.add(text)
        kept.append(piece)
    return kept


def _drop_fragments_around(pieces: list[Piece]) -> list[Piece]:
    """Without what is no sentence before the first running text and after the last: buttons, places, names.

    Where the lines among that are longer than all else, they are the article: a poem, jokes, a table of words.
    """
    running = [index for index, piece in enumerate(pieces) if _is_running(piece)]
    if not running:
        return pieces
    first, last = running[0], running[-1]
    kept = [piece for index, piece in enumerate(pieces) if first <= index <= last or not _is_fragment(piece)]
    dropped = [piece for index, piece in enumerate(pieces) if not first <= index <= last and _is_fragment(piece)]
    lines = sum(len(piece.block.text) for piece in dropped if piece.block.kind is BlockKind.PARAGRAPH)
    return kept if lines <= sum(len(piece.block.text) for piece in kept) else pieces


def _is_running(piece: Piece) -> bool:
    text = piece.block.text
    if piece.block.kind not in _RUNNING_KINDS:
        return False
    return len(text) >= _RUNNING or (not text.isascii() and len(text) >= _RUNNING // 3 and ends_sentence(text))


def _own_length(piece: Piece) -> float:
    """The mean length of a list's entries without their links, in code points."""
    text = piece.block.text
    return (1 - piece.link_share) * len(text) / (text.count("\n") + 1)


def _is_fragment(piece: Piece) -> bool:
    if piece.block.kind is BlockKind.LIST:
        return piece.link_share > _LINK_LIST and _own_length(piece) < _OWN_ENTRY
    return piece.block.kind is BlockKind.PARAGRAPH and not piece.is_set and not ends_sentence(piece.block.text)


def _drop_bare_headings(pieces: list[Piece]) -> list[Piece]:
    """Without headings and links at the very end, that no text follows."""
    end = len(pieces)
    while end and pieces[end - 1].block.kind in {BlockKind.HEADING, BlockKind.RELATED}:
        end -= 1
    return pieces[:end]
