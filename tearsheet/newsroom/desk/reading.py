"""A kept text as it is read: blocks, each piece of text with its place, and what was clipped from it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tearsheet.engine.anchors import Change, Difference, compare_revisions, word_differences
from tearsheet.engine.model import Block, BlockKind, Span, locate_blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Words that belong to the same clips.

    Attributes:
        text: the words.
        clips: keys of the clips that hold them, in order of cutting; empty for most.
    """

    text: str
    clips: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text in one element of the page.

    Attributes:
        start: where it stands in the revision's text, in code points.
        segments: its words, cut where a clip begins or ends.
    """

    start: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidBlock:
    """A block as the page shows it.

    Attributes:
        block: what it is made from.
        rows: its pieces: one row of one piece for prose, a row an entry for a list, a row of cells for a table.
        clip_count: how many clips touch it.
    """

    block: Block
    rows: tuple[tuple[Piece, ...], ...] = ()
    clip_count: int = 0


def lay_blocks(blocks: Sequence[Block], clips: Iterable[tuple[int, Span]] = ()) -> list[LaidBlock]:
    """Lay a revision's blocks out for reading.

    Args:
        blocks: the revision's.
        clips: key and place of each passage clipped from this revision; places are code points in its text.
    """
    marks = list(clips)
    return [_lay(block, span, marks) for block, span in zip(blocks, locate_blocks(blocks), strict=True)]


def _lay(block: Block, span: Span | None, clips: Sequence[tuple[int, Span]]) -> LaidBlock:
    if span is None:
        return LaidBlock(block=block)
    near = [(key, clip) for key, clip in clips if clip.start < span.end and span.start < clip.end]
    return LaidBlock(
        block=block,
        rows=tuple(
            tuple(Piece(start=start, segments=tuple(_cut(text, start, near))) for start, text in row)
            for row in _rows(block, span.start)
        ),
        clip_count=len(near),
    )


def _rows(block: Block, start: int) -> Iterator[list[tuple[int, str]]]:
    """(place, words) of each piece, row by row."""
    if block.kind not in {BlockKind.LIST, BlockKind.TABLE}:
        yield [(start, block.text)]
        return
    for line in block.text.split("\n"):
        cells, at = [], start
        for cell in line.split("\t"):
            cells.append((at, cell))
            at += len(cell) + 1
        yield cells
        start += len(line) + 1


def _cut(text: str, start: int, clips: Sequence[tuple[int, Span]]) -> Iterator[Segment]:
    """The words of a piece, cut at the ends of clips."""
    edges = {edge - start for _, clip in clips for edge in (clip.start, clip.end) if 0 < edge - start < len(text)}
    places = [0, *sorted(edges), len(text)]
    for low, high in pairwise(places):
        holders = [key for key, clip in clips if clip.start < start + high and start + low < clip.end]
        yield Segment(text=text[low:high], clips=tuple(holders))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of a changed paragraph.

    Attributes:
        kind: whether they stand in both revisions, only in the older, or only in the newer.
        text: the words.
    """

    kind: Literal["same", "removed", "added"]
    text: str


def lay_changes(old: str, new: str) -> list[list[Run]]:
    """What changed between two revisions: each changed paragraph as runs of words, in reading order."""
    return [list(_runs(change)) for change in compare_revisions(old, new)]


def lay_passage(old: str, new: str) -> list[Run]:
    """A passage and what stands in its place now, as runs of words; a blank line stays where a paragraph ends."""
    change = Change(kind="changed", before=old, after=new, differences=word_differences(old, new))
    return list(_runs(change))


def _runs(change: Change) -> Iterator[Run]:
    if change.kind == "added":
        yield Run(kind="added", text=change.after)
        return
    if change.kind == "removed":
        yield Run(kind="removed", text=change.before)
        return
    at = at_new = 0
    for difference in change.differences:
        place = change.after.find(difference.after, at_new)
        start = _start_of(difference, change, place)
        if at < start:
            yield Run(kind="same", text=change.before[at:start])
        if difference.before:
            yield Run(kind="removed", text=difference.span.of(change.before))
        if difference.after:
            yield Run(kind="added", text=_spaced(difference, change, start, place))
            at_new = place + len(difference.after)
        at = max(start, difference.span.end) if difference.before else start
    if at < len(change.before):
        yield Run(kind="same", text=change.before[at:])


def _start_of(difference: Difference, change: Change, place: int) -> int:
    """Where the difference begins in the older text: what was added without a space (a comma) stands before its space."""
    start = difference.span.start
    if difference.before or change.after[:place][-1:].isspace():
        return start
    return len(change.before[:start].rstrip())


def _spaced(difference: Difference, change: Change, start: int, place: int) -> str:
    """Added words with the white space around them in the newer text, where the older text has none there.

    Args:
        difference: what was added, perhaps for something else.
        change: the paragraph.
        start: where it stands in the older text, in code points.
        place: where the added words stand in the newer text.
    """
    old, new, end = change.before, change.after, place + len(difference.after)
    rest = old[difference.span.end if difference.before else start :]
    opens = new[:place][-1:].isspace() and not old[:start][-1:].isspace()
    closes = new[end : end + 1].isspace() and not rest[:1].isspace()
    return f"{' ' if opens else ''}{difference.after}{' ' if closes else ''}"
