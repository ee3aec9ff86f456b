"""Names as readers see them: behind "By", beside the headline."""

import re
from collections.abc import Iterator, Sequence

from tearsheet.engine.articles.beside import Beside
from tearsheet.engine.articles.written_dates import find_day

_BY = (
    r"(?:(?:erstellt|ein artikel|un article|written|words|text|texte|reported|story|interview|photos? and text) (?:by|von|de|par)"
    r"|by|von|por|par|door|av|af|di|przez|fra|autor(?:en|ka|in|a|es)?|auteure?s?|autore|author|text|texte|interview|автор|från)"
)
_LEADS = re.compile(rf"^{_BY}(?:\s*:\s*|\s+|$)", re.IGNORECASE)
#: What ends the names in a line: a mark with space around it, or a day.
_END = re.compile(r"\s+[|•·–—/]|\s*\||,?\s+(?:on|am|le|el|il)?\s*\d")
_MARK = re.compile(r"\s+[|•·–—/-]\s+|\s*\|\s*")
_AND = re.compile(r"\s*,\s*|\s+(?:and|und|et|e|y|og|och|en|i|&)\s+")
_JOINS = re.compile(r"(?:,|&|and|und|et|e|y|og|och|en|i)+", re.IGNORECASE)
#: So many words are a name, and so many lines a byline.
_LEAST_WORDS, _MOST_WORDS, _MOST_LINES = 2, 6, 8
#: Words that stand in offices and titles, and in no name.
_NO_NAME = frozenset(["of", "or", "at", "for", "to", "the", "in", "and", "&", "für", "bei", "der", "des", "beim"])
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-]+[^\W\d_]+)*['’.-]*")


def find_written_names(beside: Beside) -> list[str]:
    """The names of the first byline beside the headline; none where no line begins, or is parted, as bylines are."""
    around = (*beside.below, *beside.above)
    for lines in around:
        for at, line in enumerate(lines):
            if lead := _LEADS.match(line):
                names = list(_read_names([line[lead.end() :], *lines[at + 1 : at + _MOST_LINES]]))
                if names:
                    return names
    return next(filter(None, (_beside_day(line) for lines in around for line in lines)), [])


def _beside_day(line: str) -> list[str]:
    """The names in a line that marks part into names, days and more: "Ada Rowe | Lindal | 23 November 2026"."""
    parts = [part.strip() for part in _MARK.split(line)]
    if len(parts) > 1 and any(map(find_day, parts)):
        return [part for part in parts if is_whole_name(part)][:1]
    return []


def _read_names(lines: Sequence[str]) -> Iterator[str]:
    """The names that a byline's lines begin with: as long as one follows the other, or a comma or an "and" joins them."""
    is_joined = True
    for line in filter(None, lines):
        if _JOINS.fullmatch(line):
            is_joined = True
            continue
        if not is_joined:
            return
        words, is_joined = line.strip(), False
        joined = words.endswith((",", "&", " and", " und", " et"))
        parts = [part for part in _AND.split(_END.split(words)[0].strip(" ,&")) if part]
        if not parts or not is_whole_name(parts[0]):
            return
        yield from (part for part in parts if is_whole_name(part))
        is_joined = joined


def is_whole_name(text: str) -> bool:
    """Whether a text is a few words, the first and the last with a capital letter, of letters alone."""
    words = text.split()
    return (
        _LEAST_WORDS <= len(words) <= _MOST_WORDS
        and all(map(_WORD.fullmatch, words))
        and _NO_NAME.isdisjoint(words)
        and not (words[0][0].islower() or words[-1][0].islower())
    )
