"""The head of an item: icon, headline, mark of updates, picture."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tearsheet.engine.captures.digests.credits import is_credit
from tearsheet.engine.captures.digests.labels import Labels
from tearsheet.engine.captures.digests.lines import Line, is_icon, is_title, starts_group, strip_bullet
from tearsheet.engine.captures.digests.pictures import read_field, read_picture
from tearsheet.engine.captures.digests.values import DigestPicture
from tearsheet.engine.captures.digests.words import alternatives

#: What is longer is running text, in code points.
_MAX_HEADLINE = 400
_BRACKETED_ICON = re.compile(r"^\[(?P<icon>[^\[\]]{2,36})\]\s*(?P<headline>.*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An item's head.

    Attributes:
        icon, headline, has_updates_mark, picture: as in `DigestItem`.
        end: the index of the first line after it.
    """

    icon: str | None
    headline: str
    has_updates_mark: bool
    picture: DigestPicture | None
    end: int


def read_head(lines: Sequence[Line], labels: Labels) -> Head:
    """The head of an item's lines.

    The lines before the running text are, in this order, an icon's name, the headline and the picture's; which of
    them are there is told by their number, their length, and what stands on lines of its own.
    """
    icon, at = _read_icon_field(lines[0].text)
    titles = _count_titles(lines, at, labels)
    picture_at = _find_picture(lines, at, titles)
    names = [line.text for line in lines[at:picture_at]]
    if len(names) > 1 and icon is None and _is_icon_over(names[0], names[1]):
        icon, names = names[0], names[1:]
    headline = names[0] if names else lines[at].text
    at = picture_at - max(len(names) - 1, 0) if names else at + 1
    if icon is None and (match := _BRACKETED_ICON.match(headline)) and match["headline"]:
        icon, headline = match["icon"], match["headline"]
    picture, end = read_picture(lines, at, labels)
    headline, has_mark = split_updates_mark(strip_bullet(headline))
    return Head(icon=icon, headline=headline, has_updates_mark=has_mark, picture=picture, end=end)


def _read_icon_field(text: str) -> tuple[str | None, int]:
    """An icon on a line that says it is one, and the index of the line after."""
    match = _icon_pattern().match(text)
    if match:
        return match[1].strip(), 1
    bracketed = _BRACKETED_ICON.match(text)
    if bracketed and not bracketed["headline"] and read_field(text) is None:
        return bracketed["icon"].strip(), 1
    return None, 0


@cache
def _icon_pattern() -> re.Pattern[str]:
    return re.compile(rf"^[\[(]?{alternatives('icon')}\s*:\s*([^\])]+?)[\])]?$", re.IGNORECASE)


def _count_titles(lines: Sequence[Line], at: int, labels: Labels) -> int:
    """How many lines read as titles before anything else; the first always counts, it is the headline."""
    end = at + 1
    while (
        end < len(lines)
        and is_title(lines[end].text)
        and not (
            lines[end].is_gap
            or lines[end].is_quoted
            or is_credit(lines[end].text)
            or read_field(lines[end].text)
            or labels.read(lines[end].text)
        )
    ):
        end += 1
    return end


def _find_picture(lines: Sequence[Line], at: int, end: int) -> int:
    """Where the names end and the picture's lines begin, if it has any: its description is the last of the titles."""
    count = end - at
    if count == 1 or end >= len(lines):
        return end
    last = end - 1
    if is_credit(lines[end].text) or read_field(lines[end].text):
        return last
    if starts_group(lines[end]):
        return end
    if starts_group(lines[last]):
        return last
    # Several titles stand right above the text: those set off together are the picture's; without empty lines at all,
    # it is the line below the headline.
    first = max((index for index in range(at + 1, end) if starts_group(lines[index])), default=None)
    if first is not None:
        return first
    has_icon = _is_icon_over(lines[at].text, lines[at + 1].text)
    return min(at + 1 + has_icon, end)


def _is_icon_over(first: str, second: str) -> bool:
    """Whether of two titles the first names an icon: it is short, and shorter than what it stands over."""
    return is_icon(first) and len(first) < len(second) and len(second.split()) > 2  # noqa: PLR2004  (no headline is shorter)


def split_updates_mark(headline: str) -> tuple[str, bool]:
    """A headline without the mark that it has updates, and whether it had one."""
    match = _flag_pattern().match(headline) if len(headline) <= _MAX_HEADLINE else None
    return (match[1].rstrip(), True) if match else (headline, False)


@cache
def _flag_pattern() -> re.Pattern[str]:
    flags = alternatives("updates_flag")
    return re.compile(rf"^(.+?)(?:\s+[-–—|+•:/]+\s*|\s*[(\[*]+\s*|:\s+)(?:{flags})\s*[\])*!]*$", re.IGNORECASE)
