"""Mojibake: text whose bytes were once read in a wrong charset, put right."""

import re
from dataclasses import dataclass

from tearsheet.engine.text.charsets import single_byte_table
from tearsheet.engine.text.repair_costs import measure_oddness
from tearsheet.engine.text.repair_legacy import pair_words, repair_alphabet, repair_line
from tearsheet.engine.text.repair_scan import find_suspects
from tearsheet.engine.text.repair_utf8 import repair_runs

#: How often a text is gone over at most.
_MOST_READINGS = 5
#: How much of it is read closely, in code points: no page has more that is wrong, and hostile ones cost time.
_MAX_READ = 250_000
#: How often a line is read anew at most.
_ROUNDS = 5
_C1 = re.compile(r"[\x80-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A text after repair.

    Attributes:
        text: the text, put right where it could be.
        repairs: each wrong run and what it became, in the order of the text, without repetition.
    """

    text: str
    repairs: tuple[tuple[str, str], ...] = ()


def repair_text(text: str) -> Repair:
    """Put right what was written in one charset and read in another.

    Read wrongly may have been UTF-8 (as windows-1252, Latin-1, Mac Roman, windows-874 and others), any common code page
    (as windows-1252 or Latin-1), and windows-1252 (as windows-874). Each line, or text between two tags, is judged by
    itself; clean text comes back as it was. Idempotent, in texts of which at most 250,000 code points are suspicious:
    what comes after stays. What bytes were lost (U+FFFD) stays lost.
    """
    repairs: dict[str, str] = {}
    # What one reading puts right may show another wrong: gone over until nothing changes, which is once nearly always.
    for _ in range(_MOST_READINGS):
        before, text = text, _read_once(text, repairs)
        if text == before:
            break
    return Repair(text=text, repairs=tuple(repairs.items()))


def _read_once(text: str, repairs: dict[str, str]) -> str:
    if text.isascii():
        return text
    parts: list[str] = []
    at = 0
    left = _MAX_READ
    for suspect in find_suspects(text):
        left -= suspect.end - suspect.start
        if left < 0:
            break
        line = text[suspect.start : suspect.end]
        right = _repair_letters(line, repairs) if suspect.is_alphabet_only else _repair_line(line, repairs)
        parts += [text[at : suspect.start], right]
        at = suspect.end
    return "".join([*parts, text[at:]]) if parts else text


def _repair_letters(line: str, repairs: dict[str, str]) -> str:
    right = repair_alphabet(line)
    if right != line:
        for wrong, word in pair_words(line, right):
            repairs.setdefault(wrong, word)
    return right


def _repair_line(line: str, repairs: dict[str, str]) -> str:
    """The line read anew until nothing more is wrong: what one reading mends may show another to be right."""
    for _ in range(_ROUNDS):
        right = _read_better(line, repairs)
        if right == line:
            break
        line = right
    return line


def _read_better(line: str, repairs: dict[str, str]) -> str:
    """The better of two readings: UTF-8 in runs, or another code page throughout."""
    if line.isascii():
        return line
    runs: dict[str, str] = {}
    by_runs = repair_runs(line, runs)
    whole = repair_line(line)
    if whole != line and (by_runs == line or measure_oddness(whole) < measure_oddness(by_runs)):
        runs = dict(pair_words(line, whole))
        by_runs = whole
    for wrong, right in runs.items():
        repairs.setdefault(wrong, right)
    return _C1.sub(lambda match: _name_control(match[0], repairs), by_runs)


def _name_control(control: str, repairs: dict[str, str]) -> str:
    """What windows-1252 has in place of a control character, which no text of the web means."""
    right = single_byte_table("cp1252")[ord(control)]
    if right != control:
        repairs.setdefault(control, right)
    return right
