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
#: No headline has more code points.
_LONGEST_HEADLINE = 500
#: A headline is looked for in so many places, and may stand in so many lines.
_MOST_PLACES, _HEADLINE_LINES = 3, 6
#: ... around so many mentions of its longest word.
_MOST_MENTIONS = 30


class Beside:
    """The lines of a page as readers see them; nothing is looked for before it is asked for.

    Args:
        tree: the page.
        headline: its headline, in all its forms.
    """

    def __init__(self, tree: LexborHTMLParser, headline: Headline) -> None:
        self.tree, self.headline = tree, headline.text
        forms = (fold(headline.text), *sorted(headline.forms, key=len, reverse=True))
        self._headlines = [form for form in forms if 0 < len(form) <= _LONGEST_HEADLINE]

    @cached_property
    def lines(self) -> Sequence[str]:
        """Every line of the page, none of them blank."""
        body = self.tree.body
        return list(filter(None, map(str.strip, body.text(separator="\n", strip=True).splitlines()))) if body else []

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
        text = "\n".join(self.lines).lower().replace("\u00ad", "")
        found = (_find_places(headline, text, self.lines) for headline in self._headlines)
        return next(filter(None, found), [])


def _find_places(headline: str, text: str, lines: Sequence[str]) -> list[tuple[int, int]]:
    """Where a headline stands: around its longest word, since folding every line of a page takes as long as parsing it.

    Args:
        headline: it, folded.
        text: the lines in lower case, joined by line breaks.
        lines: the lines.
    """
    places: dict[int, int] = {}
    word = max(headline.split(), key=len)
    at, before, number = text.find(word), 0, 0
    for _ in range(_MOST_MENTIONS):
        if at < 0 or len(places) == _MOST_PLACES:
            break
        number += text.count("\n", before, at)
        for start in range(max(0, number - _HEADLINE_LINES + 1), number + 1):
            line = lines[start]
            may_begin = line[0].lower() == headline[0] or not line[0].isalnum()
            if may_begin and start not in places and (end := _end_of(headline, lines, start)):
                places[start] = end
        before, at = at, text.find(word, at + 1)
    return sorted(places.items())


def _end_of(headline: str, lines: Sequence[str], start: int) -> int:
    """Where the lines end that together say the headline; 0 if they don't."""
    said = ""
    for end in range(start, min(start + _HEADLINE_LINES, len(lines))):
        line = lines[end]
        said = f"{said} {fold(line)}".strip() if len(line) <= 2 * len(headline) else ""
        if said == headline:
            return end + 1
        if not said or not headline.startswith(said):
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
