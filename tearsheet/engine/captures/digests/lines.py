"""The lines of a flattened page, and what each looks like."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tearsheet.engine.captures.digests.words import read_words

_RULE = re.compile(r"^(?:[-–—_=*~#•·+─━═─\s]{3,}|\*|⁂|§)$")
_GAP = re.compile(r"^[\[(]?\s*(?:\.\s?\.\s?\.+|…+)\s*[\])]?$")
_HEADING_MARK = re.compile(r"^(?:#{1,6}|={2,})\s+|\s+(?:#{1,6}|={2,})$")
_BULLET = re.compile(r"^(?:[-–—*•‣▪►»→>]|\d{1,2}[.)])\s+(?=\S)")
_QUOTED = re.compile(r"^(?:>|\|)\s*")
_OPENING, _CLOSING = "\"“„«‘‚'‹", "\"”“»’'›"
_WHOLLY_QUOTED = re.compile(r"^(?:\"[^\"]+\"|“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|»[^«»]+«)[.,]?$")
_STOPS = (".", ":", ";", ",", "。", "؟")
_INNER_STOP = re.compile(r"[.!?…][\"”’»)]*\s+[\"“„«(]?[^\W\d_a-z]")
_SPACE = re.compile(r"[^\S\n]+")
_WRAP = re.compile(r"^[\"“”„«»‘’'‹›()\[\]\s]+|[\"“”„«»‘’'‹›()\[\]\s]+$")
#: Longer than any headline, in code points; and icons' and pictures' names, in words and code points.
_MAX_TITLE, _MAX_ICON, _MAX_ICON_WORDS, _MAX_ALT_WORDS = 180, 36, 4, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that holds words.

    Attributes:
        text: without marks of headings and quotation, white space collapsed.
        blanks: how many empty lines stand before it.
        after_rule: whether a line of dashes or the like does.
        is_gap: whether it only marks an omission.
        is_quoted: whether a mark before it says that it is quoted.
        is_bullet: whether a mark before it says that it is an entry of a list.
    """

    text: str
    blanks: int
    after_rule: bool = False
    is_gap: bool = False
    is_quoted: bool = False
    is_bullet: bool = False


def split_lines(text: str) -> list[Line]:
    """The lines with words in them; empty lines and rules are told by the line after."""
    lines: list[Line] = []
    blanks, after_rule = 0, False
    for raw in text.splitlines():
        words = _SPACE.sub(" ", raw.replace("\ufeff", "")).strip()
        if not words:
            blanks += 1
            continue
        is_gap = bool(_GAP.match(words))
        if not is_gap and _RULE.match(words):
            after_rule = True
            continue
        is_quoted = bool(_QUOTED.match(words))
        plain = _HEADING_MARK.sub("", _QUOTED.sub("", words)).strip() or words
        lines.append(
            Line(
                text=plain,
                blanks=blanks,
                after_rule=after_rule,
                is_gap=is_gap,
                is_quoted=is_quoted,
                is_bullet=bool(_BULLET.match(plain)),
            )
        )
        blanks, after_rule = 0, False
    return lines


def strip_bullet(text: str) -> str:
    """A list entry without its mark."""
    return _BULLET.sub("", text)


def starts_group(line: Line) -> bool:
    """Whether something parts it from the line before."""
    return line.blanks > 0 or line.after_rule


def split_groups(lines: Sequence[Line]) -> list[range]:
    """The runs of lines with nothing between them, as ranges of indexes."""
    starts = [index for index, line in enumerate(lines) if index == 0 or starts_group(line)]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


@cache
def _abbreviations() -> tuple[str, ...]:
    return tuple(read_words()["abbreviations"])


def ends_sentence(text: str) -> bool:
    """Whether it ends as running text does; question and exclamation marks may end headlines too, dots may not."""
    bare = text.rstrip("\"”“»’')]› ")
    if bare.endswith(("...", "…", *_abbreviations())):
        return False
    return bare.endswith(_STOPS) or text.endswith(_STOPS)


@lru_cache(maxsize=16384)
def is_sentence(text: str) -> bool:
    """Whether it is running text: it ends so, is too long for a headline, or holds several sentences."""
    return ends_sentence(text) or len(text) > _MAX_TITLE or bool(_INNER_STOP.search(_without_abbreviations(text)))


def _without_abbreviations(text: str) -> str:
    for abbreviation in _abbreviations():
        text = text.replace(abbreviation, abbreviation.replace(".", ""))
    return text


def is_title(text: str) -> bool:
    """Whether it may be a headline or the name of something."""
    return (
        not is_sentence(text) and any(map(str.isalpha, text)) and not text.startswith(("http://", "https://", "www."))
    )


def is_icon(text: str) -> bool:
    """Whether it may be the name of an icon."""
    return (
        is_title(text)
        and len(text) <= _MAX_ICON
        and len(text.split()) <= _MAX_ICON_WORDS
        and not text.endswith(("?", "!", "…", "..."))
        and text[0] not in _OPENING
    )


def is_alt(text: str) -> bool:
    """Whether it may be the short description of a picture."""
    return is_title(text) and len(text.split()) <= _MAX_ALT_WORDS and not opens_quotation(text)


def opens_quotation(text: str) -> bool:
    """Whether it begins with a quotation mark."""
    return text[:1] in _OPENING


def is_wholly_quoted(text: str) -> bool:
    """Whether one pair of quotation marks holds all of it."""
    return bool(_WHOLLY_QUOTED.match(text))


def unwrap(text: str) -> str:
    """A text without quotation marks and brackets around it."""
    return _WRAP.sub("", text)
