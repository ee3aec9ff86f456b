"""Which lines of a text may hold mojibake: a scan that costs little where there is none, as nearly everywhere.

The runs of characters beyond ASCII are taken out of the text's UTF-8 bytes at the speed of copying; a page has few
different ones. Only a run that looks suspicious has its lines read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tearsheet.engine.text.repair_costs import measure_oddness
from tearsheet.engine.text.repair_legacy import find_strangers, is_row
from tearsheet.engine.text.repair_utf8 import may_hold_runs

#: ASCII becomes spaces, everything else stays.
_BLANK_ASCII = bytes(0x20 if byte < 0x80 else byte for byte in range(256))  # noqa: PLR2004  (ASCII)
_EDGES = re.compile(r"[\n\r<>]")
_THAI = re.compile(r"[\u0e01-\u0e5b]{1,4}")
_CONTROL = re.compile("[\x80-\x9f\ufffd]")
_LETTER = re.compile(r"[A-Za-z]")
#: More suspicious runs than this, and every line with one is read without looking for them one by one.
_MANY = 100
#: So many characters of a run are enough to find its lines.
_TELLING = 20
_LOOKS = 3


@dataclass(frozen=True, slots=True)
class Suspect:
    """A line that may hold mojibake.

    Attributes:
        start, end: where it stands between two line ends or tags: code points, half-open.
        is_alphabet_only: whether only its letters are strange, and not how they stand together.
    """

    start: int
    end: int
    is_alphabet_only: bool


def find_suspects(text: str) -> Iterator[Suspect]:
    """The lines that may hold mojibake, in order."""
    runs = {*text.encode("utf-8", "surrogatepass").translate(_BLANK_ASCII).split()}
    words = [run.decode("utf-8", "surrogatepass") for run in runs]
    odd = _find_odd(words, text)
    strangers = find_strangers(words, text)
    if not odd and not strangers:
        return
    odd_lines = dict(_find_lines(text, odd))
    for start, end in _find_lines(text, odd | {*strangers}) if strangers else odd_lines.items():
        yield Suspect(start, end, start not in odd_lines)


def _find_odd(words: Iterable[str], text: str) -> set[str]:
    """Enough of each suspicious run to find its lines; of more than `_MANY` some, since then every line is read anyway."""
    odd = {"Ã "} if "Ã " in text else set()
    for word in words:
        if _is_suspect(word) or _is_thai_in_latin(word, text):
            odd.add(word[:_TELLING])
            if len(odd) > _MANY:
                break
    return odd


def _is_suspect(run: str) -> bool:
    return (
        bool(_CONTROL.search(run)) or may_hold_runs(run) or (len(run) > 1 and (is_row(run) or measure_oddness(run) > 1))
    )


def _is_thai_in_latin(run: str, text: str) -> bool:
    """Whether a few Thai signs touch Latin letters, or begin a word as no Thai word does."""
    if not _THAI.fullmatch(run):
        return False
    if measure_oddness(run):
        return True
    at = -1
    for _ in range(_LOOKS):
        at = text.find(run, at + 1)
        if at < 0:
            return False
        if _LETTER.match(text[at - 1 : at]) or _LETTER.match(text, at + len(run)):
            return True
    return False


def _find_lines(text: str, suspects: set[str]) -> Iterator[tuple[int, int]]:
    """The lines that hold any of these."""
    if not suspects:
        return
    wanted = sorted(suspects, key=lambda run: (-len(run), run))
    pattern = re.compile("|".join(map(re.escape, wanted)) if len(wanted) <= _MANY else r"[^\x00-\x7f]")
    end = 0
    while match := pattern.search(text, end):
        start = max(text.rfind(mark, end, match.start()) for mark in "\n\r<>") + 1
        start = max(start, end)
        edge = _EDGES.search(text, match.end())
        end = edge.start() if edge else len(text)
        yield start, end
