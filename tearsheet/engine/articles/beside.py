"""The lines beside the headline, where the press writes who wrote an article and when."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from tearsheet.engine.articles.headlines import Headline
from tearsheet.engine.articles.pieces import fold

#: What stands below a headline: so many short lines, before so many code points.
_LINES_BELOW, _BELOW = 10, 600
#: What stands right above it: so many lines.
_LINES_ABOVE = 8
#: A short line has at most so many code points.
SHORT_LINE = 100
#: A headline is looked for in so many places, and may stand in so many lines.
_MOST_PLACES, _HEADLINE_LINES = 3, 6


class Beside:
    """The lines of a page as readers see them; nothing is looked for before it is asked for.

    Args:
        tree: the page.
        headline: its headline, in all its forms.
    """

    def __init__(self, tree: LexborHTMLParser, headline: Headline) -> None:
        self.tree, self.headline = tree, headline.text
        self._headlines = (fold(headline.text), *sorted(headline.forms, key=len, reverse=True))

    @cached_property
    def lines(self) -> Sequence[str]:
        """Every line of the page, none of them blank."""
        body = self.tree.body
        return [line for line in map(str.strip, body.text(separator="\n").splitlines()) if line] if body else []

    @cached_property
    def below(self) -> Sequence[Sequence[str]]:
        """The short lines below the headline, for each place where it stands."""
        return [list(_first_short(self.lines[end:])) for _, end in self._places]

    @cached_property
    def above(self) -> Sequence[Sequence[str]]:
        """The short lines right above the headline, for each place where it stands."""
        above = (self.lines[max(0, start - _LINES_ABOVE) : start] for start, _ in self._places)
        return [[line for line in lines if len(line) <= SHORT_LINE] for lines in above]

    @cached_property
    def _places(self) -> Sequence[tuple[int, int]]:
        """The lines in which the headline stands, half-open; where it stands nowhere, those of its next form."""
        longest = 2 * max(map(len, self._headlines))
        folded = [fold(line) if len(line) <= longest else "" for line in self.lines]
        found = (list(_find_places(headline, folded)) for headline in self._headlines if headline)
        return next(filter(None, found), [])


def _find_places(headline: str, folded: Sequence[str]) -> Iterator[tuple[int, int]]:
    count = 0
    for start, line in enumerate(folded):
        if line and headline.startswith(line) and (end := _end_of(headline, folded, start)):
            yield start, end
            count += 1
            if count == _MOST_PLACES:
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


def _first_short(lines: Sequence[str]) -> Iterator[str]:
    """The short lines that come first."""
    room, count = _BELOW, 0
    for line in lines:
        if len(line) <= SHORT_LINE:
            yield line
            count += 1
        room -= len(line)
        if room < 0 or count == _LINES_BELOW:
            return
