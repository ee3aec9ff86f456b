"""The whole way from a flattened page to its items."""

import re
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

from tearsheet.engine.captures.digests.blocks import BlockReader, Manner
from tearsheet.engine.captures.digests.dates import find_dates, is_date, is_month_first
from tearsheet.engine.captures.digests.heads import read_head
from tearsheet.engine.captures.digests.labels import LabelKind, Labels, find_labels
from tearsheet.engine.captures.digests.lines import Line, is_sentence, is_title, split_lines
from tearsheet.engine.captures.digests.segments import Segmenter
from tearsheet.engine.captures.digests.values import DigestItem, DigestSection
from tearsheet.engine.captures.digests.words import alternatives
from tearsheet.engine.captures.streams import unpack_whole
from tearsheet.engine.errors import NotReadable
from tearsheet.engine.text import decode_page, detect_language, repair_text

#: The longest text that is read and the longest line of it, in code points; and the longest section's name.
_MAX_TEXT, _MAX_LINE, _MAX_NAME = 1_000_000, 20_000, 80
#: No digest has more lines.
_MAX_LINES = 10_000
#: An icon beside the section's name leaves a capital behind, glued to it.
_STRAY_CAPITAL = re.compile(r"(?<=[^\W\d_A-Z]{3})[A-Z]$")
_WIDE = 2
#: How many lines a page has at most above its first item.
_HEAD_LINES = 6
#: What stands around words, all of it ASCII: other marks may be part of a wrong run.
_PUNCTUATION = '.,:;!?()[]"'
#: A no-break space may be part of one too.
_WORD = re.compile(r"[^ \t\r\n]+")


def read_digest(text: str) -> DigestSection:
    """A section page of a curated digest that was flattened to plain text, as items with their voices told apart.

    Mojibake is repaired first and listed. What the text does not say stays None. Labels, months and marks in a dozen
    languages are data; how items are set off, and labels no list knows, are learnt from the page itself.

    Args:
        text: the page; lines are as they were, empty lines kept.

    Raises:
        NotReadable: the text has no item, is markup, or is longer than a million code points.
    """
    if len(text) > _MAX_TEXT:
        raise NotReadable(f"a digest has at most {_MAX_TEXT:,} characters, this text {len(text):,}")
    if "\0" in text or text.lstrip()[:1] in {"<", "{"}:
        raise NotReadable("this is no plain text")
    if max(map(len, text.splitlines()), default=0) > _MAX_LINE or text.count("\n") > 4 * _MAX_LINES:
        raise NotReadable(f"a digest has lines of at most {_MAX_LINE:,} characters, and {4 * _MAX_LINES:,} of them")
    repair = repair_text(text)
    lines = _drop_datelines(split_lines(repair.text))
    if not lines or len(lines) > _MAX_LINES:
        raise NotReadable(f"a digest has up to {_MAX_LINES:,} lines of words, this text {len(lines):,}")
    labels = Labels()
    starts = Segmenter(lines, labels).find_starts()
    labels = find_labels(lines, starts)
    starts = Segmenter(lines, labels).find_starts()
    if not starts or len(lines) < 2:  # noqa: PLR2004  (a headline and something below it)
        raise NotReadable("this text has no items")
    manner = Manner(
        labels=labels,
        comments_run_on=_do_comments_run_on(lines, starts, labels),
        is_line_by_line=_is_line_by_line(lines),
        month_first=is_month_first(find_dates(repair.text), detect_language(repair.text)),
    )
    ends = [*starts[1:], len(lines)]
    items = tuple(_read_item(lines[start:end], manner) for start, end in zip(starts, ends, strict=True))
    if not any(item.blocks or item.updates or item.picture for item in items):
        raise NotReadable("this text has no items")
    return DigestSection(name=_read_name(lines[: starts[0]]), items=items, repairs=list_repairs(text, repair.repairs))


def read_digest_file(body: bytes, *, name: str) -> DigestSection:
    """The same from a file's bytes, in whatever charset.

    Args:
        body: the file's bytes, perhaps compressed with gzip.
        name: the file's name, for messages only.

    Raises:
        NotReadable: as `read_digest`, naming the file.
    """
    if body.startswith(b"\x1f\x8b"):
        body = unpack_whole(body, BytesIO(body), name)
    try:
        return read_digest(decode_page(body[: 4 * _MAX_TEXT + 1], "text/plain").text)
    except NotReadable as error:
        raise NotReadable(f"{name}: {error.detail}") from error


def list_repairs(text: str, repairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The words that repairs of single runs put right, in the order of the text, without repetition.

    Args:
        text: before the repair.
        repairs: wrong runs and what they became.
    """
    if not repairs:
        return ()
    right = dict(repairs)
    runs = re.compile("|".join(re.escape(run) for run in sorted(right, key=len, reverse=True)))
    words: dict[str, str] = {}
    for word in _WORD.findall(text):
        bare = word.strip(_PUNCTUATION)
        if runs.search(bare):
            words.setdefault(bare, runs.sub(lambda match: right[match[0]], bare))
    return tuple(words.items())


def _read_item(lines: Sequence[Line], manner: Manner) -> DigestItem:
    head = read_head(lines, manner.labels)
    blocks, updates = BlockReader(lines[head.end :], manner).read()
    return DigestItem(
        icon=head.icon,
        headline=head.headline,
        has_updates_mark=head.has_updates_mark,
        picture=head.picture,
        blocks=blocks,
        updates=updates,
    )


def _drop_datelines(lines: list[Line]) -> list[Line]:
    """The lines without those above the items that only say the day."""
    return [line for index, line in enumerate(lines) if index >= _HEAD_LINES or not is_date(line.text)]


def _read_name(lines: Sequence[Line]) -> str | None:
    """The section's name: the first line above the items that may be one."""
    for line in lines:
        if is_title(line.text) and len(line.text) <= _MAX_NAME:
            name = re.sub(rf"^{alternatives('section')}\s*[:|]\s*", "", line.text, flags=re.IGNORECASE)
            return _STRAY_CAPITAL.sub("", name)
    return None


def _is_line_by_line(lines: Sequence[Line]) -> bool:
    """Whether most paragraphs follow the one before without an empty line."""
    texts = [after for line, after in pairwise(lines) if is_sentence(line.text) and is_sentence(after.text)]
    return sum(after.blanks == 0 for after in texts) * 2 > len(texts)


def _do_comments_run_on(lines: Sequence[Line], starts: Sequence[int], labels: Labels) -> bool:
    """Whether some comment is ended by two empty lines within its item: then one alone does not end it."""
    known_starts = frozenset(starts)
    for index, line in enumerate(lines[:-1]):
        label = labels.read(line.text)
        after = lines[index + 1]
        if label and label.kind is LabelKind.COMMENT and after.blanks >= _WIDE and index + 1 not in known_starts:
            return True
    return False
