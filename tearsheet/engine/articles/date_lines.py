"""Days that are written for readers: beside the headline, and in lines that are called dates."""

from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from tearsheet.engine.articles.beside import SHORT_LINE, Beside
from tearsheet.engine.articles.written_dates import find_day, locate_days, says_published

_CALLED_DATES = ", ".join(
    ("time", *(f'[class*="{name}" i]' for name in ("date", "time", "publish", "posted", "fecha", "data", "datum")))
)
#: So many elements that are called dates are read, so many lines that say so, and so much of each, in code points.
_MOST_ELEMENTS, _MOST_LINES, _LONGEST_LINE = 6, 20, 120


def find_written_days(beside: Beside, language: str) -> Iterator[tuple[str, str]]:
    """Days that readers see, the likeliest first, each with where it stands.

    Args:
        beside: the page's lines.
        language: the tag the page gives, or "".
    """
    for at in islice(_published_lines(beside.lines), _MOST_LINES):
        if day := find_day(" ".join(beside.lines[at : at + 2])[:_LONGEST_LINE], language):
            yield day, "line that says so"
    below = (next(locate_days("\n".join(lines), language), None) for lines in beside.below)
    # Lists of headlines may name this one as well; its own place is where the day is next to it.
    if nearest := min(filter(None, below), default=None):
        yield nearest[1], "line below the headline"
    for lines in beside.above:
        if day := find_day("\n".join(lines), language):
            yield day, "line above the headline"
    nodes = beside.tree.css(_CALLED_DATES)[:_MOST_ELEMENTS]
    called = {day for node in nodes if (day := _day_of(node, language))}
    if len(called) == 1:
        yield called.pop(), "date line"


def _published_lines(lines: Sequence[str]) -> Iterator[int]:
    return (at for at, line in enumerate(lines) if len(line) <= SHORT_LINE and says_published(line))


def _day_of(node: LexborNode, language: str) -> str | None:
    """The day that an element names, unless the line around it says that something was changed then."""
    day = find_day(node.text(separator=" ")[:_LONGEST_LINE], language)
    line = node.parent.text(separator=" ").strip() if day and node.parent is not None else ""
    if 0 < len(line) <= _LONGEST_LINE and day not in {other for _, other in locate_days(line, language)}:
        return None
    return day
