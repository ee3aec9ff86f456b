"""Mojibake: text whose bytes were once read in a wrong charset, put right."""

import re
from dataclasses import dataclass

from tearsheet.engine.text.repair_utf8 import repair_runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A text after repair.

    Attributes:
        text: the text, put right where it could be.
        repairs: each wrong run and what it became, in the order of the text, without repetition.
    """

    text: str
    repairs: tuple[tuple[str, str], ...] = ()


_C1 = re.compile("[\x80-\x9f]")


def repair_text(text: str) -> Repair:
    repairs = {}
    if text.isascii():
        return Repair(text=text)
    text = "\n".join(repair_runs(line, repairs) for line in text.split("\n"))
    text = _C1.sub(lambda m: _note(m[0], repairs), text)
    return Repair(text=text, repairs=tuple(repairs.items()))


def _note(c: str, repairs: dict[str, str]) -> str:
    right = bytes([ord(c)]).decode("cp1252", "ignore") or c
    if right != c:
        repairs[c] = right
    return right
