"""From the lines below an item's head to its blocks and updates, each in its voice.

Flattening leaves three traces of the page's boxes. A new line without an empty one is the edge of a box: a quotation
begins after a colon, and ends, so. One empty line parts paragraphs of the same box. Two or more end a comment's box.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tearsheet.engine.captures.digests.dates import DateMention, find_date, settle_date
from tearsheet.engine.captures.digests.labels import Label, LabelKind, Labels, split_related
from tearsheet.engine.captures.digests.lines import Line, is_sentence, is_wholly_quoted, opens_quotation, strip_bullet
from tearsheet.engine.captures.digests.pictures import read_picture
from tearsheet.engine.captures.digests.speakers import read_attribution, read_lead
from tearsheet.engine.captures.digests.updates import UpdateHead, nearest_dates, read_head
from tearsheet.engine.captures.digests.values import DigestBlock, DigestBlockKind, DigestPicture, DigestUpdate

_WIDE = 2
_EDGES = " \t,;:.()[]–—-|"
#: What parts related titles on one line.
_BETWEEN_ENTRIES = re.compile(r"\s+[|•·]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How one page is written.

    Attributes:
        labels: its labels.
        comments_run_on: whether a comment goes on after one empty line, because two end it.
        is_line_by_line: whether paragraphs stand on lines of their own without empty ones between them.
        month_first: whether dates with slashes begin with the month; None if unknown.
    """

    labels: Labels
    comments_run_on: bool = False
    is_line_by_line: bool = False
    month_first: bool | None = None


@dataclass(slots=True)
class _Update:
    head: UpdateHead
    picture: DigestPicture | None = None
    paragraphs: list[str] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)


class BlockReader:
    """Reads the lines of one item, one after the other."""

    def __init__(self, lines: Sequence[Line], manner: Manner) -> None:
        """Read these lines, which follow the item's head."""
        self._lines = lines
        self._manner = manner
        self._blocks: list[DigestBlock] = []
        self._updates: list[_Update] = []
        self._base = DigestBlockKind.EXCERPT
        self._in_update = False
        self._in_bracket = False
        self._is_open = False
        self._is_boxed = False
        self._source: tuple[Label, Line] | None = None

    def read(self) -> tuple[tuple[DigestBlock, ...], tuple[DigestUpdate, ...]]:
        """The blocks and the updates."""
        at = 0
        while at < len(self._lines):
            at = self._take(at)
        if self._source:
            self._add_words(self._source[1])
        return tuple(self._blocks), self._settle_updates()

    def _take(self, at: int) -> int:
        line = self._lines[at]
        label = None if line.is_quoted else self._manner.labels.read(line.text)
        if line.is_gap:
            self._mark_gap()
        elif label is None:
            self._add_words(line)
        else:
            match label.kind:
                case LabelKind.UPDATE:
                    return self._start_update(label, at)
                case LabelKind.COMMENT:
                    self._start_comment(label)
                case LabelKind.RELATED:
                    self._add_related(line.text, is_editors=self._is_in_comment(line))
                case LabelKind.SOURCE:
                    self._add_source(label, line)
        return at + 1

    def _start_update(self, label: Label, at: int) -> int:
        head = read_head(label.rest)
        update = _Update(head=head, paragraphs=[head.opening] if head.opening else [])
        self._updates.append(update)
        self._in_update, self._in_bracket, self._base, self._is_open = True, False, DigestBlockKind.EXCERPT, False
        picture, end = read_picture(self._lines, at + 1, self._manner.labels)
        update.picture = picture
        return end

    def _start_comment(self, label: Label) -> None:
        self._in_update, self._base, self._is_open = False, DigestBlockKind.COMMENT, False
        rest = label.rest
        self._in_bracket = label.is_bracketed
        if label.is_bracketed and rest.endswith(("]", ")")):
            rest, self._in_bracket = rest[:-1].rstrip(), False
        inner = self._manner.labels.read(rest)
        if inner is not None and inner.kind is LabelKind.RELATED:
            self._add_related(rest, is_editors=True)
        elif rest:
            self._append(DigestBlockKind.COMMENT, rest)
        if label.is_bracketed and not self._in_bracket:
            self._base, self._is_open = DigestBlockKind.EXCERPT, False

    def _add_related(self, text: str, *, is_editors: bool) -> None:
        self._in_update = False
        for words, entry in split_related(text) or [(text.rstrip(" :："), "")]:
            entries = tuple(strip_bullet(part) for part in _BETWEEN_ENTRIES.split(entry)) if entry else ()
            self._blocks.append(
                DigestBlock(kind=DigestBlockKind.RELATED, label=words, paragraphs=entries, is_editors=is_editors)
            )
        self._is_open = False

    def _add_source(self, label: Label, line: Line) -> None:
        """A line that names the publisher of the excerpt above it, or else of the first below; of an address the rest is unknown."""
        place = next(
            (i for i in reversed(range(len(self._blocks))) if self._blocks[i].kind is DigestBlockKind.EXCERPT), None
        )
        if place is None and not self._blocks and not self._updates and self._source is None:
            self._source = label, line
            return
        if place is None or self._in_update:
            self._add_words(line)
            return
        words, address = label.rest, None
        for part in words.split():
            if part.startswith(("http://", "https://")):
                address = part.strip("()<>,;")
                words = words.replace(part, " ")
        mention = find_date(words)
        name = (words[: mention.start] + words[mention.end :] if mention else words).strip(_EDGES)
        self._blocks[place] = replace(
            self._blocks[place],
            publisher=name or None,
            address=address,
            published_on=self._settle(mention, None) if mention else None,
        )

    def _add_words(self, line: Line) -> None:
        if self._in_update:
            self._updates[-1].paragraphs.append(line.text)
            return
        if self._blocks and self._blocks[-1].kind is DigestBlockKind.RELATED and self._is_entry(line):
            last = self._blocks[-1]
            self._blocks[-1] = replace(last, paragraphs=(*last.paragraphs, strip_bullet(line.text)))
            return
        if self._close_quotation(line):
            return
        self._leave_comment(line)
        text = line.text
        if self._in_bracket and text.endswith(("]", ")")):
            text, self._in_bracket = text[:-1].rstrip(), False
            self._append(DigestBlockKind.COMMENT, text)
            self._base, self._is_open = DigestBlockKind.EXCERPT, False
            return
        if self._opens_quotation(line):
            self._append(DigestBlockKind.QUOTATION, text)
            self._is_boxed = line.blanks == 0
        elif self._continues_quotation(line):
            self._append(DigestBlockKind.QUOTATION, text)
        else:
            if self._last_kind() is DigestBlockKind.QUOTATION:
                self._is_open = False
            self._append(self._base, text)

    def _is_entry(self, line: Line) -> bool:
        """Whether a line under "See also" is one of the titles it announces."""
        return line.is_bullet or (not is_sentence(line.text) and line.blanks < _WIDE) or line.text.startswith("http")

    def _is_in_comment(self, line: Line) -> bool:
        return self._base is DigestBlockKind.COMMENT and self._manner.comments_run_on and line.blanks == 0

    def _leave_comment(self, line: Line) -> None:
        """Back to the excerpt, where the comment's box ends."""
        if self._base is not DigestBlockKind.COMMENT or self._in_bracket:
            return
        in_quotation = self._last_kind() is DigestBlockKind.QUOTATION and self._is_open
        limit = 0 if self._manner.is_line_by_line else 1
        if self._manner.comments_run_on or in_quotation or self._leads_on():
            limit = _WIDE
        if line.blanks >= limit and not self._opens_quotation(line):
            self._base, self._is_open = DigestBlockKind.EXCERPT, False

    def _leads_on(self) -> bool:
        """Whether the last words end with a colon, so that what follows belongs to them."""
        return bool(self._blocks and self._blocks[-1].paragraphs and self._blocks[-1].paragraphs[-1].endswith(":"))

    def _opens_quotation(self, line: Line) -> bool:
        if self._last_kind() is DigestBlockKind.QUOTATION and self._is_open:
            return False
        if line.is_quoted or is_wholly_quoted(line.text):
            return True
        if not self._is_open or not self._leads_on():
            return False
        # A new line without an empty one, right after a colon, is the edge of a box.
        return line.blanks == 0 or (opens_quotation(line.text) and line.text.rstrip(".,")[-1:] in '"”“»’«')

    def _continues_quotation(self, line: Line) -> bool:
        if self._last_kind() is not DigestBlockKind.QUOTATION or not self._is_open:
            return False
        if line.is_quoted or is_wholly_quoted(line.text):
            return True
        return self._is_boxed and line.blanks == 1

    def _close_quotation(self, line: Line) -> bool:
        """Whether a line names the speaker of the quotation above it."""
        if self._last_kind() is not DigestBlockKind.QUOTATION or not (found := read_attribution(line.text)):
            return False
        self._blocks[-1] = replace(self._blocks[-1], speaker=found.speaker)
        self._is_open = False
        return True

    def _last_kind(self) -> DigestBlockKind | None:
        return self._blocks[-1].kind if self._blocks else None

    def _append(self, kind: DigestBlockKind, text: str) -> None:
        """Add a paragraph to the block that is open, or begin a block of that kind."""
        if self._is_open and self._last_kind() is kind:
            last = self._blocks[-1]
            self._blocks[-1] = replace(last, paragraphs=(*last.paragraphs, text))
            return
        block = DigestBlock(kind=kind, paragraphs=(text,), is_editors=self._base is DigestBlockKind.COMMENT)
        if kind is DigestBlockKind.QUOTATION and self._leads_on():
            lead = read_lead(self._blocks[-1].paragraphs[-1])
            block = replace(block, speaker=lead.speaker, cue=lead.cue, medium=lead.medium)
        self._blocks.append(block)
        self._is_open = True
        if self._source and kind is DigestBlockKind.EXCERPT:
            (label, line), self._source = self._source, None
            self._add_source(label, line)

    def _mark_gap(self) -> None:
        if self._in_update:
            self._updates[-1].gaps.append(len(self._updates[-1].paragraphs))
        elif self._blocks and self._blocks[-1].kind is not DigestBlockKind.RELATED:
            last = self._blocks[-1]
            self._blocks[-1] = replace(last, gaps=(*last.gaps, len(last.paragraphs)))

    def _settle_updates(self) -> tuple[DigestUpdate, ...]:
        """The updates, each date that leaves its year unsaid put into that of the update nearest to it."""
        mentions = [update.head.mention for update in self._updates]
        dated = [self._settle(mention, None) for mention in mentions]
        nearest = nearest_dates(dated)
        days = [self._settle(mention, near) for mention, near in zip(mentions, nearest, strict=True)]
        return tuple(
            DigestUpdate(
                source=update.head.source,
                updated_on=day,
                at=update.head.at,
                headline=update.head.headline,
                picture=update.picture,
                paragraphs=tuple(update.paragraphs),
                gaps=tuple(update.gaps),
            )
            for update, day in zip(self._updates, days, strict=True)
        )

    def _settle(self, mention: DateMention | None, near: date | None) -> date | None:
        return None if mention is None else settle_date(mention, month_first=self._manner.month_first, near=near)
