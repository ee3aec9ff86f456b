"""The name in a subject, and what is said beside it."""

import re

from tearsheet.engine.model import Span

from .language import Language
from .names import find_names

_COMMA = re.compile(r"[,;:()“”„«»\"]")
_EDGES = " ,\n\"“”„«»‘’'‚‹›"
_ROLE_REACH = 60


def read_subject(text: str, start: int, end: int, words: Language) -> tuple[Span | None, str | None]:
    """The speaker's name and role in the words between a cue and the start of its clause.

    "former mayor Jim Hale" and "Hale, the former mayor," are read alike; of "Jim Hale from the Harbour Board" the name
    is what stands before "from". A pronoun gives nothing.
    """
    clauses = _cut(text, start, end, _COMMA)
    for clause in reversed(clauses):
        head = _cut(text, clause.start, clause.end, words.cut)[0]
        names = find_names(text, words, head.start, head.end)
        if names:
            return names[-1], _read_role(text, head, names[-1], end)
        if words.pronouns.search(text, head.start, head.end):
            return None, None
    for clause in reversed(clauses):
        names = find_names(text, words, clause.start, clause.end)
        if names:
            return names[0], None
    return None, None


def is_beside(text: str, name: Span, cue: tuple[int, int]) -> bool:
    """Whether a name and a cue stand together: "Hale said", "said mayor Jim Hale", "Hale, the mayor, said"."""
    start, end = cue
    if name.end <= start:
        between = text[name.end : start].strip()
        return not between or (between[0] == between[-1] == "," and len(between) <= 2 * _ROLE_REACH)
    between = text[end : name.start]
    return len(between) <= _ROLE_REACH and not _COMMA.search(between)


def _read_role(text: str, head: Span, name: Span, end: int) -> str | None:
    before = text[head.start : name.start].strip(_EDGES)
    after = text[name.end : end]
    apposition = after[1:].split(",")[0].strip() if after.startswith(",") else ""
    return before or apposition or None


def _cut(text: str, start: int, end: int, at: re.Pattern[str]) -> list[Span]:
    """The parts of a range between the matches of a pattern; the whole range if none is left."""
    parts: list[Span] = []
    begin = start
    for match in at.finditer(text, start, end):
        parts.append(Span(start=begin, end=match.start()))
        begin = match.end()
    parts.append(Span(start=begin, end=end))
    return [part for part in parts if part.of(text).strip(_EDGES)] or [Span(start=start, end=end)]
