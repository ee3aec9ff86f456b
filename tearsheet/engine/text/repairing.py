"""Mojibake: text whose bytes were once read in a wrong charset, put right."""

import re
from collections import Counter
from dataclasses import dataclass

from tearsheet.engine.text.charsets import single_byte_table
from tearsheet.engine.text.repair_costs import measure_oddness, measure_reading
from tearsheet.engine.text.repair_legacy import pair_words, repair_alphabet, repair_line
from tearsheet.engine.text.repair_scan import find_suspects
from tearsheet.engine.text.repair_utf8 import repair_runs

#: How often a text is gone over at most.
_MOST_READINGS = 5
#: How much of it is read closely, in code points: no page has more that is wrong, and hostile ones cost time.
_MAX_READ = 250_000
#: From which share of oddness on a line counts as not put right, and how many times over it then counts as read.
_ODD_SHARE, _IN_VAIN = 0.125, 25
#: How many code points prove a code page for the rest of a text.
_ENOUGH = 100
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
    itself, and then by the code page that most lines were in; clean text comes back as it was. Idempotent, in texts of
    which at most 250,000 code points are suspicious, or 10,000 that nothing puts right: what is beyond stays. What bytes
    were lost (U+FFFD) stays lost.
    """
    reader = _Reader()
    # What one reading puts right may show another wrong: gone over until nothing changes, which is once nearly always.
    for _ in range(_MOST_READINGS):
        before, text = text, reader.read(text)
        if text == before:
            break
    return Repair(text=text, repairs=tuple(reader.repairs.items()))


class _Reader:
    """Goes over a text, as often as it is asked to, and remembers what it found.

    Attributes:
        repairs: each wrong run and what it became.
        left: how many code points of suspicious lines may still be read closely; below 0 when the last took more.
        codecs: by code page, the code points of the lines that turned out to be written in it.
        wrong: the code points of all lines that were put right, or could not be.
    """

    def __init__(self) -> None:
        self.repairs: dict[str, str] = {}
        self.left = _MAX_READ
        self.codecs: Counter[str] = Counter()
        self.wrong = 0

    def read(self, text: str) -> str:
        """The text with its suspicious lines put right, as far as the limits allow."""
        if text.isascii():
            return text
        parts: list[str] = []
        at = 0
        for suspect in find_suspects(text):
            if self.left <= 0:
                break
            if suspect.end - suspect.start > self.left:
                continue  # data in one long line must not keep what follows from being read
            line = text[suspect.start : suspect.end]
            right = self._repair_letters(line) if suspect.is_alphabet_only else self._repair_line(line)
            is_odd = _is_odd(right)
            self.left -= len(line) * (_IN_VAIN if is_odd else 1)
            self.wrong += len(line) * (is_odd or right != line)
            parts += [text[at : suspect.start], right]
            at = suspect.end
        return "".join([*parts, text[at:]]) if parts else text

    def _find_proven(self) -> str:
        """The code page that most wrong lines were in, if there were enough of them."""
        codec, count = next(iter(self.codecs.most_common(1)), ("", 0))
        return codec if count >= max(_ENOUGH, self.wrong / 2) else ""

    def _repair_letters(self, line: str) -> str:
        reading = repair_alphabet(line, self._find_proven())
        if reading.text != line:
            self.codecs[reading.codec] += len(line)
            for wrong, word in pair_words(line, reading.text):
                self.repairs.setdefault(wrong, word)
        return reading.text

    def _repair_line(self, line: str) -> str:
        """The line read anew until nothing more is wrong: what one reading mends may show another to be right."""
        for _ in range(_ROUNDS):
            right = self._read_better(line)
            if right == line:
                break
            line = right
        return line

    def _read_better(self, line: str) -> str:
        """The better of two readings: UTF-8 in runs, or another code page throughout."""
        if line.isascii():
            return line
        proven = self._find_proven()
        whole = repair_line(line, proven)
        runs: dict[str, str] = {}
        right = line if whole.codec and whole.codec == proven else repair_runs(line, runs)
        if whole.text != line and (right == line or measure_reading(whole.text) < measure_reading(right)):
            right, runs = whole.text, dict(pair_words(line, whole.text))
            self.codecs[whole.codec] += len(line)
        for wrong, word in runs.items():
            self.repairs.setdefault(wrong, word)
        return _C1.sub(lambda match: _name_control(match[0], self.repairs), right)


def _is_odd(line: str) -> bool:
    """Whether a line still looks wrong; not for what it lost, which nothing brings back."""
    line = line.replace("\ufffd", "")
    return measure_oddness(line) > _ODD_SHARE * len(line)


def _name_control(control: str, repairs: dict[str, str]) -> str:
    """What windows-1252 has in place of a control character, which no text of the web means."""
    right = single_byte_table("cp1252")[ord(control)]
    if right != control:
        repairs.setdefault(control, right)
    return right
