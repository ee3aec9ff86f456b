"""Where one item ends and the next begins.

A page shows it in one of five ways, and the page as a whole tells in which: numbers before every headline; rules between
items; the name of an icon above every headline; two empty lines or more before every headline; or nothing but lone lines
that read as headlines.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from tearsheet.engine.captures.digests.credits import is_credit
from tearsheet.engine.captures.digests.labels import Labels
from tearsheet.engine.captures.digests.lines import (
    Line,
    is_icon,
    is_sentence,
    is_title,
    split_groups,
    starts_group,
)
from tearsheet.engine.captures.digests.pictures import read_field

#: Two empty lines set an item off where one parts paragraphs.
_WIDE = 2
#: A headline with its number, and how many lines a page has at most before its first.
_NUMBERED = re.compile(r"^[#(\[]?(\d{1,2})[.)\]:]\s+(\S.*)$")
_HEAD_LINES = 6


class Segmenter:
    """Finds where items start."""

    def __init__(self, lines: Sequence[Line], labels: Labels) -> None:
        """Look at these lines; `labels` tells what is no headline."""
        self._lines = lines
        self._labels = labels
        self._groups = split_groups(lines)
        self._numbers = {group.start: number for number, group in enumerate(self._groups)}

    def find_starts(self) -> list[int]:
        """The index of each item's first line, in order; what stands before the first is the section's head."""
        if not self._groups:
            return []
        shown = self._by_rules() or self._by_icons() or self._by_gaps()
        numbered = self._by_numbers()
        # Numbers within one item of a page that shows its items otherwise are those of a list.
        if numbered and all(start < numbered[0] or start in numbered for start in shown):
            return numbered
        return shown or self._by_headlines() or [0]

    def _by_numbers(self) -> list[int]:
        """Headlines that are numbered from one on, each with running text below it."""
        starts: list[int] = []
        for index, line in enumerate(self._lines):
            match = _NUMBERED.match(line.text)
            if match and int(match[1]) == len(starts) + 1 and is_title(match[2]) and (starts_group(line) or not index):
                starts.append(index)
        is_each_read = all(
            any(is_sentence(line.text) for line in self._lines[start + 1 : end])
            for start, end in pairwise([*starts, len(self._lines)])
        )
        return starts if len(starts) > 1 and starts[0] < _HEAD_LINES and is_each_read else []

    def _by_rules(self) -> list[int]:
        """Rules stand between items if what follows most of them begins as an item does."""
        ruled = [group.start for group in self._groups if self._lines[group.start].after_rule and group.start]
        fit = [start for start in ruled if self._may_start(start)]
        if not fit or len(fit) * 2 <= len(ruled):
            return []
        first = self._first_before(fit[0])
        return [first, *fit] if first is not None else fit

    def _by_icons(self) -> list[int]:
        starts = self._each(self._is_icon_start)
        inner = [start for start in starts if start > self._groups[0].start]
        wide = self._each(lambda number: number > 0 and self._is_wide(number) and self._is_headline_start(number))
        # One pair at the top of the page is the section's name and a headline.
        if not inner or len(inner) * 2 < len(wide):
            return []
        # What belongs to the head of an item that is known starts none.
        heads = {self._numbers[start] + offset for start in starts for offset in (0, 1)}
        return sorted(
            {*starts, *(start for start in wide if self._numbers[start] not in heads)} - self._sections(starts)
        )

    def _by_gaps(self) -> list[int]:
        """Wide gaps before headlines, or a headline over a credited picture."""
        starts = self._each(
            lambda number: (
                number > 0
                and self._is_headline_start(number)
                and (self._is_wide(number) or (self._ends_text(number) and self._has_credit_after(number)))
            )
        )
        wide = [start for start in starts if self._lines[start].blanks >= _WIDE]
        if not wide:
            return []
        first = self._first_before(starts[0])
        return [first, *starts] if first is not None else starts

    def _by_headlines(self) -> list[int]:
        starts = self._each(lambda number: number > 0 and self._is_headline_start(number) and self._ends_text(number))
        first = self._first_before(starts[0] if starts else len(self._lines))
        return [first, *starts] if first is not None else starts

    def _each(self, test: Callable[[int], bool]) -> list[int]:
        return [group.start for number, group in enumerate(self._groups) if test(number)]

    def _sections(self, starts: Sequence[int]) -> set[int]:
        """The page's first line, if it only looks like an icon because the section's name stands above the first item."""
        return {0} if len(starts) > 1 and 0 in starts and self._numbers[starts[1]] == 1 else set()

    def _first_before(self, end: int) -> int | None:
        """Where the first item starts before an index: after the section's name, if it has one; None without an item."""
        numbers = [number for number, group in enumerate(self._groups) if group.start < end]
        titles = 0
        for number in numbers:
            group = self._groups[number]
            if len(group) > 1 or not self._is_title_line(group.start):
                break
            titles += 1
        if not any(self._is_content(number) for number in numbers[1:]) and not any(
            len(self._groups[n]) > 1 for n in numbers
        ):
            return None
        if titles >= 2 and len(numbers) > titles:  # noqa: PLR2004  (the section's name and a headline)
            return self._groups[1].start
        if titles == 1 and len(numbers) > 1 and self._head_length(1) > 1:
            return self._groups[1].start
        return self._groups[0].start

    def _head_length(self, number: int) -> int:
        """How many lines of a group read as titles before its first running text; 0 if it has no such text."""
        group = self._groups[number]
        for count, index in enumerate(group):
            if not self._is_title_line(index) and not is_credit(self._lines[index].text):
                return count
        return 0

    def _is_icon_start(self, number: int) -> bool:
        """An icon's name, a headline, and something to read; the first two on lines of their own or together."""
        group = self._groups[number]
        if not self._is_icon_line(group.start):
            return False
        if len(group) == 1:
            return (
                number + 2 < len(self._groups)
                and len(self._groups[number + 1]) == 1
                and self._is_title_line(self._groups[number + 1].start)
                and self._is_content(number + 2)
                and (self._ends_text(number) or self._is_wide(number) or number <= 1)
            )
        return (
            len(group) == 2  # noqa: PLR2004  (the icon and the headline)
            and self._is_title_line(group.start + 1)
            and number + 1 < len(self._groups)
            and self._is_content(number + 1)
            and (self._is_wide(number) or (number > 0 and self._ends_text(number)))
        )

    def _is_headline_start(self, number: int) -> bool:
        group = self._groups[number]
        if not self._is_title_line(group.start):
            return False
        if len(group) > 1:
            return self._head_length(number) > 0
        return number + 1 < len(self._groups) and (self._is_content(number + 1) or self._leads_to_credit(number + 1))

    def _may_start(self, start: int) -> bool:
        """Whether an item may begin after a rule: with a title, and with more below it than related titles."""
        number = self._numbers[start]
        return self._is_title_line(start) and (len(self._groups[number]) > 1 or number + 1 < len(self._groups))

    def _is_content(self, number: int) -> bool:
        """Whether a group holds running text, a picture's credit, or several lines."""
        group = self._groups[number]
        return len(group) > 1 or not self._is_title_line(group.start) or is_credit(self._lines[group.start].text)

    def _leads_to_credit(self, number: int) -> bool:
        return number + 1 < len(self._groups) and is_credit(self._lines[self._groups[number + 1].start].text)

    def _has_credit_after(self, number: int) -> bool:
        following = self._groups[number + 1 : number + 3]
        return any(is_credit(self._lines[index].text) for group in following for index in list(group)[:2])

    def _is_wide(self, number: int) -> bool:
        line = self._lines[self._groups[number].start]
        return line.blanks >= _WIDE or line.after_rule

    def _ends_text(self, number: int) -> bool:
        """Whether the line before a group ends running text or is a label, so that something new may begin."""
        if number == 0:
            return True
        before = self._lines[self._groups[number].start - 1]
        return is_sentence(before.text) or before.is_gap or self._labels.read(before.text) is not None

    def _is_title_line(self, index: int) -> bool:
        line = self._lines[index]
        return (
            is_title(line.text)
            and not line.is_gap
            and not line.is_quoted
            and not is_credit(line.text)
            and read_field(line.text) is None
            and self._labels.read(line.text) is None
        )

    def _is_icon_line(self, index: int) -> bool:
        return self._is_title_line(index) and is_icon(self._lines[index].text)
