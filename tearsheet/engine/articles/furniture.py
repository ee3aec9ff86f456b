"""The lines that stand around articles on any page, known by their words."""

import functools
import re
from collections.abc import Set as AbstractSet
from importlib import resources

from tearsheet.engine.articles.pieces import fold

_SENTENCE_END = frozenset(".!?…:;।。！？؟”\"'’»)）」』")
#: Lines of names and of dates are shorter than that, in code points.
_LONGEST_BYLINE, _LONGEST_DATE = 120, 60
#: What may stand beside the authors' names in a line of theirs: so many words of so many letters.
_MORE_WORDS, _MORE_LETTERS = 3, 24
#: What a byline begins with.
BY = re.compile(
    r"^(?:by|von|par|por|door|av|af|di|de|przez|autor(?:en|ka)?|author|text|words|written by|reported by|fra)\b\s*:?\s*",
    re.IGNORECASE,
)
_DATE_TAIL = re.compile(r"\W*\d{1,2}[./]\d{1,2}[./]\d{2,4}.{0,20}$")
_DIGITS = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
#: Words that stand in lines of nothing but a date or time.
_DATE_WORD = re.compile(
    r"(?:published|updated|posted|last|first|stand|aktualisiert|veröffentlicht|geändert|am|on|at|um|le|el|à|den|der|vom|de|del|mis|mise|jour|publié"
    r"|modifica|il|alle|ore|uhr|gmt|bst|est|edt|pst|pdt|et|pt|cet|cest|utc|ist|am|pm|a|p|m|h|st|nd|rd|th"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|jan\w{0,5}|feb\w{0,6}|m[aä]r\w{0,4}|apr\w{0,3}|ma[iy]o?|maggio|jun[ei]?o?|giugno|jul[iy]?o?|luglio|aug\w{0,3}|agosto|sept?\w{0,7}|o[ck]t\w{0,5}"
    r"|nov\w{0,6}|de[czs]\w{0,6}|gennaio|genn?|ott\w{0,4}|dic\w{0,6}|ene\w{0,3}|janv\w{0,4}|févr?\w{0,4}|ao[uû]t|déc\w{0,6}"
    r"|年|月|日|時|分|公開|更新|年月日)",
    re.IGNORECASE,
)


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, in any script."""
    return text.rstrip()[-1:] in _SENTENCE_END


def begins_like_furniture(text: str) -> bool:
    """Whether a text (a short one, or it may be a sentence) begins with words of `data/furniture.txt`."""
    return bool(text) and bool(_furniture().match(text.lower()))


def is_byline(text: str, names: AbstractSet[str]) -> bool:
    """Whether a line only names the authors, or only a date.

    Args:
        text: the line.
        names: the authors' names, folded.
    """
    if not text or len(text) > _LONGEST_BYLINE:
        return False
    if len(text) < _LONGEST_DATE and _DIGITS.search(text) and all(map(_DATE_WORD.fullmatch, _LETTERS.findall(text))):
        return True
    folded = fold(BY.sub("", _DATE_TAIL.sub("", text)))
    rest = folded
    for name in names:
        rest = rest.replace(name, " ")
    rest = rest.strip()
    return rest != folded and len(rest) < _MORE_LETTERS and len(rest.split()) <= _MORE_WORDS


@functools.cache
def _furniture() -> re.Pattern[str]:
    """A pattern of how such lines begin, in lower case."""
    lines = resources.files("tearsheet.engine.data").joinpath("furniture.txt").read_text("utf-8").splitlines()
    phrases = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    whole = "|".join(phrase[:-1] for phrase in phrases if phrase.endswith("$"))
    start = "|".join(phrase for phrase in phrases if not phrase.endswith("$"))
    # A pattern that leaves case aside takes several times as long as one that reads text in lower case.
    return re.compile(rf"\W*(?:(?:{start})|(?:{whole})\W*$)")
