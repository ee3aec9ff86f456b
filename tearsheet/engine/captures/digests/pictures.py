"""A picture's lines: its short description, its credit, its caption."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tearsheet.engine.captures.digests.credits import is_credit, read_credit
from tearsheet.engine.captures.digests.labels import Labels
from tearsheet.engine.captures.digests.lines import (
    Line,
    ends_sentence,
    is_alt,
    is_sentence,
    opens_quotation,
    starts_group,
)
from tearsheet.engine.captures.digests.values import DigestPicture
from tearsheet.engine.captures.digests.words import alternatives

#: The longest caption, in code points.
_MAX_CAPTION = 400


@cache
def _field_patterns() -> dict[str, re.Pattern[str]]:
    """Fields that say their names: "Alt: ...", "[Image: ...]", "Caption: ..."."""
    return {
        "alt": re.compile(
            rf"^(?:{alternatives('alt')}\s*:\s*(.+)|[\[(]{alternatives('shown', 'alt')}\s*:\s*([^\])]+)[\])])$",
            re.IGNORECASE,
        ),
        "caption": re.compile(rf"^{alternatives('caption')}\s*:\s*(.+)()$", re.IGNORECASE),
    }


def read_field(text: str) -> tuple[str, str] | None:
    """The name and value of a picture's field that says its name; None if it does not."""
    for name, pattern in _field_patterns().items():
        if match := pattern.match(text):
            return name, (match[1] or match[2]).strip()
    return None


def read_picture(lines: Sequence[Line], at: int, labels: Labels) -> tuple[DigestPicture | None, int]:
    """The picture whose lines begin at an index, and the index after them; None and the same index without one."""
    picture, end = _read_fields(lines, at, labels)
    if picture is None and at < len(lines):
        picture, end = _read_unmarked(lines, at, labels)
    return picture, end


def _read_fields(lines: Sequence[Line], at: int, labels: Labels) -> tuple[DigestPicture | None, int]:
    """A picture that begins with a field or a credit."""
    picture: DigestPicture | None = None
    while at < len(lines):
        if field := read_field(lines[at].text):
            picture = replace(picture or DigestPicture(), **{field[0]: field[1]})
        elif (
            is_credit(lines[at].text) and (not picture or not picture.credit) and (found := read_credit(lines[at].text))
        ):
            known = picture or DigestPicture()
            picture = replace(
                known, alt=known.alt or found.alt, credit=found.credit, caption=known.caption or found.caption
            )
            if picture.caption is None and _is_caption_between(lines, at + 1, labels):
                at += 1
                picture = replace(picture, caption=lines[at].text)
        else:
            break
        at += 1
    return picture, at


def _read_unmarked(lines: Sequence[Line], at: int, labels: Labels) -> tuple[DigestPicture | None, int]:
    """A picture that begins with its short description."""
    first = lines[at].text
    if at + 1 >= len(lines) or labels.read(first) or lines[at].is_quoted or lines[at].is_bullet:
        return None, at
    second = lines[at + 1]
    if not is_alt(first):
        found = None if starts_group(second) else _read_inner_credit(lines, at)
        return found, at + (found is not None)
    rest, end = _read_fields(lines, at + 1, labels)
    if rest is not None and second.blanks <= 1:
        return replace(rest, alt=first), end
    if starts_group(second) or labels.read(second.text) or second.is_gap:
        return None, at
    found = _read_inner_credit(lines, at + 1)
    if found is None and _is_caption_between(lines, at + 1, labels):
        found = DigestPicture(caption=second.text)
    return replace(found or DigestPicture(), alt=first), at + 1 + (found is not None)


def _read_inner_credit(lines: Sequence[Line], at: int) -> DigestPicture | None:
    """A caption with its credit behind it, on one line that is not the last of its group."""
    text = lines[at].text
    if len(text) > _MAX_CAPTION or at + 1 >= len(lines):
        return None
    found = read_credit(text)
    return found if found and found.caption and found.credit else None


def _is_caption_between(lines: Sequence[Line], at: int, labels: Labels) -> bool:
    """Whether a line within a group is a caption: another line follows that reads on as the text does.

    What ends with a colon, or stands before quoted words, is the text itself; so is a full sentence, unless it is much
    shorter than the paragraph that ends the group.
    """
    if at + 1 >= len(lines) or starts_group(lines[at]) or starts_group(lines[at + 1]):
        return False
    text, after = lines[at].text, lines[at + 1].text
    if text.endswith(":") or len(text) > _MAX_CAPTION or opens_quotation(after) or opens_quotation(text):
        return False
    if labels.read(text) or labels.read(after) or not is_sentence(after):
        return False
    is_last = at + 2 >= len(lines) or starts_group(lines[at + 2])
    return not ends_sentence(text.replace("?", ".").replace("!", ".")) or (is_last and len(text) * 1.5 < len(after))
