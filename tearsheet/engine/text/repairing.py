"""Mojibake: UTF-8 that was once read in another charset, put right."""

import functools
import re
from dataclasses import dataclass

from tearsheet.engine.text.charsets import single_byte_table

#: The charsets UTF-8 is mistaken for, the likeliest first; all have ASCII in common.
_WRONG = ("cp1252", "cp874", "cp1251", "mac-roman", "iso8859-2", "cp1250")
_ASCII = range(0x80)
#: How often a text is gone over: what was wrongly read twice needs two rounds.
_ROUNDS = 3


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
    """Put right what was UTF-8 and was read as windows-1252 (with C1), windows-874, windows-1251 or Mac Roman.

    Only a run of characters that re-encodes to *valid* UTF-8, of two bytes or more, is touched; clean text comes back
    as it was. Idempotent. What bytes were lost (U+FFFD) stays lost.
    """
    repairs: dict[str, str] = {}
    for _ in range(_ROUNDS):
        if text.isascii():
            break
        before = text
        for codec in _WRONG:
            text = _mojibake(codec).sub(functools.partial(_put_right, codec=codec, repairs=repairs), text)
        if text == before:
            break
    return Repair(text=text, repairs=tuple(repairs.items()))


def _put_right(match: re.Match[str], *, codec: str, repairs: dict[str, str]) -> str:
    wrong = match[0]
    try:
        right = wrong.translate(_bytes_of(codec)).encode("latin-1").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return wrong
    if not _is_plausible(wrong, right):
        return wrong
    repairs.setdefault(wrong, right)
    return right


def _is_plausible(wrong: str, right: str) -> bool:
    """Whether what came out is something a text may hold: no control character, no unassigned one."""
    return len(right) < len(wrong) and right.isprintable()


@functools.cache
def _bytes_of(codec: str) -> dict[int, int]:
    """From a character as read in `codec` to the byte it was, as a translation to Latin-1."""
    return {ord(char): byte for byte, char in enumerate(single_byte_table(codec)) if byte not in _ASCII}


@functools.cache
def _mojibake(codec: str) -> re.Pattern[str]:
    """Runs of what the bytes of well-formed UTF-8 sequences look like when read in `codec`."""
    table = single_byte_table(codec)

    def class_of(first: int, last: int) -> str:
        return "[" + "".join(re.escape(char) for char in table[first : last + 1]) + "]"

    tail = class_of(0x80, 0xBF)
    two = class_of(0xC2, 0xDF) + tail
    three = class_of(0xE0, 0xEF) + tail + "{2}"
    four = class_of(0xF0, 0xF4) + tail + "{3}"
    return re.compile(f"(?:{two}|{three}|{four})+")
