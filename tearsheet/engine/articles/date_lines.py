"""Days that are written for readers: beside the headline, and in lines that are called dates."""

from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tearsheet.engine.articles.pieces import fold
from tearsheet.engine.articles.written_dates import find_day, locate_days, says_published

_CALLED_DATES = ", ".join(
    ("time", *(f'[class*="{name}" i]' for name in ("date", "time", "publish", "posted", "fecha", "data", "datum")))
)
#: A date stands that near below the headline: in one of so many short lines, after so many code points.
_LINES_BELOW, _BELOW = 10, 600
#: ... or in one of so many lines right above it.
_LINES_ABOVE = 4
#: A line with a date has at most so many code points.
_DATE_LINE = 100
#: A headline is looked for in so many places, and may stand in so many lines.
_MOST_PLACES, _HEADLINE_LINES = 3, 6
#: So many elements that are called dates are read, and so much of each, in code points.
_MOST_ELEMENTS, _LONGEST_LINE = 6, 120


def find_written_days(tree: LexborHTMLParser, headlines: Sequence[str], language: str) -> Iterator[tuple[str, str]]:
    """Days that readers see, the likeliest first, each with where it stands.

    Args:
        tree: the page.
        headlines: its headline, folded, and other forms of it that it may show, the likeliest first.
        language: the tag the page gives, or "".
    """
    lines = [line for line in map(str.strip, tree.body.text(separator="\n").splitlines()) if line] if tree.body else []
    for at, line in enumerate(lines):
        if len(line) <= _DATE_LINE and says_published(line) and (day := find_day(" ".join(lines[at : at + 2])[:_LONGEST_LINE], language)):
            yield day, "line that says so"
    places = list(_find_headlines(lines, headlines))
    below = (next(locate_days("\n".join(_lines_below(lines[end:])), language), None) for _, end in places)
    # Lists of headlines may name this one as well; its own place is where the day is next to it.
    if nearest := min(filter(None, below), default=None):
        yield nearest[1], "line below the headline"
    for start, _ in places:
        above = lines[max(0, start - _LINES_ABOVE) : start]
        if day := find_day("\n".join(line for line in above if len(line) <= _DATE_LINE), language):
            yield day, "line above the headline"
    days = {day for node in tree.css(_CALLED_DATES)[:_MOST_ELEMENTS] if (day := _day_of(node, language))}
    if len(days) == 1:
        yield days.pop(), "date line"


def _day_of(node: LexborNode, language: str) -> str | None:
    """The day that an element names, unless the line around it says that something was changed then."""
    day = find_day(node.text(separator=" ")[:_LONGEST_LINE], language)
    line = node.parent.text(separator=" ").strip() if day and node.parent is not None else ""
    if 0 < len(line) <= _LONGEST_LINE and day not in {other for _, other in locate_days(line, language)}:
        return None
    return day


def _find_headlines(lines: Sequence[str], headlines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The lines in which the headline stands, as numbers, half-open; where it stands nowhere, those of its next form."""
    longest = 2 * max(map(len, headlines), default=0)
    folded = [fold(line) if len(line) <= longest else "" for line in lines]
    for headline in filter(None, headlines):
        places = 0
        for start, line in enumerate(folded):
            if line and headline.startswith(line) and (end := _end_of(headline, folded, start)):
                yield start, end
                places += 1
                if places == _MOST_PLACES:
                    break
        if places:
            return


def _end_of(headline: str, folded: Sequence[str], start: int) -> int:
    """Where the lines end that together say the headline; 0 if they don't."""
    said = ""
    for end in range(start, min(start + _HEADLINE_LINES, len(folded))):
        said = f"{said} {folded[end]}".strip()
        if said == headline:
            return end + 1
        if not headline.startswith(said):
            break
    return 0


def _lines_below(lines: Sequence[str]) -> Iterator[str]:
    """The short lines that come first."""
    room, count = _BELOW, 0
    for line in lines:
        if len(line) <= _DATE_LINE:
            yield line
            count += 1
        room -= len(line)
        if room < 0 or count == _LINES_BELOW:
            return
