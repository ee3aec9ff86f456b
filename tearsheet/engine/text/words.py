"""Words and sentences, in scripts with spaces and without."""

import functools
import re
from importlib import resources

from tearsheet.engine.model import Span

#: Scripts written without spaces between words: Han, kana, Hangul, Thai, Lao, Khmer, Burmese. As a regex class body.
UNSPACED = (
    r"\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
    r"\uac00-\ud7af\u1100-\u11ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
#: Marks that combine with the letter before them and that `\\w` leaves out; soft hyphens and joiners go along.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f"
    r"\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a51\u0abc-\u0acd\u0b3c-\u0b57\u0bbe-\u0bcd\u0c3e-\u0c56"
    r"\u0cbc-\u0cd6\u0d3e-\u0d4d\u200c\u200d\u00ad"
)
#: Plain words come first: with them apart, text in Latin letters takes half as long.
_TOKEN = re.compile(
    r"[0-9A-Za-z_]++(?![^\x00-\x7f])"
    rf"|[{UNSPACED}](?<=\w)[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*|(?:[^\W{UNSPACED}]++[{_MARKS}]*+)++",
)

_END = re.compile(
    r"""(?P<wide>[。！？｡]+[」』”’）)\]]*)            # East Asian stops need no space after them
      | (?P<stop>[.!?…‽؟۔।॥]+["'”’»›)\]]*)(?=\s|$)   # others do
      | (?P<line>\s*\n\s*)                           # a new line always ends a sentence
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"([^\W\d_][\w.]*)\.$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]", re.UNICODE)


def tokenize(text: str) -> list[str]:
    """The words of a text in order, as written (fold the case first if it should not matter).

    Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese give a token a character, since finding their words needs a
    dictionary; numbers count as words; punctuation does not.
    """
    return _TOKEN.findall(text)


def split_sentences(text: str) -> tuple[Span, ...]:
    """Where each sentence stands: code points, half-open, without the white space around it; blank text gives none.

    A stop ends a sentence unless it belongs to an abbreviation (`data/abbreviations.txt`), an initial or an ordinal
    and the next word is no new start. A new line always ends one. Terminators stay with closing quotation marks.
    """
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.lastgroup == "stop" and not _ends_here(text, start, match):
            continue
        _append(spans, text, start, match.end())
        start = match.end()
    _append(spans, text, start, len(text))
    return tuple(spans)


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start=start, end=end))


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether this stop ends the sentence that began at `start`."""
    following = text[match.end() : match.end() + 40].lstrip(" \t\u00a0\"'“‘«‹([¿¡—–-")
    if following and following[0].islower():
        return False
    if match["stop"] != ".":
        return True
    before = text[max(start, match.start() - 30) : match.end()]
    word = _LAST_WORD.search(before)
    if word is None:
        # "3. Mai": a short number before a stop counts something, in most languages that write it so.
        return (
            not re.search(r"(?:^|\s)\d{1,2}\.$", before) or not following[:1].isalpha() or not start < match.start() - 3
        )
    return not (_INITIALS.fullmatch(word[1]) or word[1].casefold() in _abbreviations())


@functools.cache
def _abbreviations() -> frozenset[str]:
    lines = resources.files("tearsheet.engine.data").joinpath("abbreviations.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.casefold().split())
