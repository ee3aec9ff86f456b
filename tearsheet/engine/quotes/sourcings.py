"""Who reports citing whom."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from tearsheet.engine.model import Span

from .language import Language, get_language
from .names import find_names, match_name
from .subjects import read_subject

_REACH = 260
_CLAUSE_END = re.compile(r"[.;!?…](?:['\"”»’)]|\s|$)|[,:](?=\s)|\n")
_SENTENCE_END = re.compile(r"[.!?…]['\"”»’)]*(?=\s|$)|\n")
_LEAD = re.compile(r"[\s,“\"(]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """An outlet citing another or a person.

    Attributes:
        outlet: who reports; None if it is the article's own outlet.
        cites: whom it cites, in the words on the page; None if it does not say.
        cue: the words that tell it: "told", "according to", "reported, citing".
        span: from the first to the last of these words.
        anonymous: whether the cited have no name.
    """

    outlet: str | None
    cites: str | None
    cue: str
    span: Span
    anonymous: bool


def find_sourcings(
    text: str,
    *,
    language: str | None = None,
    outlets: Collection[str] = (),
) -> tuple[Sourcing, ...]:
    """The sourcings of an article, in order; linear in the length of the text.

    Args:
        text: the running text.
        language: primary tag; English word lists where it is unknown or we have none.
        outlets: names known to be outlets. "According to <name>" is read as an outlet if the name is one of these,
            is one word, or reports or is told something elsewhere in the article; else as a person.
    """
    words = get_language(language)
    found = [*_find_reports(text, words), *_find_told(text, words)]
    known = {name.casefold() for name in outlets} | {one.outlet.casefold() for one in found if one.outlet}
    surnames = {
        name.of(text).split()[-1]
        for name in find_names(text, words)
        if " " in name.of(text) and name.of(text).casefold() not in known
    }
    for match in words.according.finditer(text):
        sourcing = _read_according(text, match, words, known, surnames)
        if sourcing:
            found.append(sourcing)
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end)))


def _find_reports(text: str, words: Language) -> list[Sourcing]:
    """`The Courier reported on Saturday, citing harbour sources`."""
    found: list[Sourcing] = []
    for cue in words.report.finditer(text):
        names = find_names(text, words, max(0, cue.start() - 60), cue.start())
        if not names or text[names[-1].end : cue.start()].strip(" \u00a0") not in (
            "",
            "has",
            "also",
            "had",
            "hat",
            "a",
            "ha",
        ):
            continue
        sentence = _SENTENCE_END.search(text, cue.end(), cue.end() + _REACH)
        stop = sentence.start() if sentence else min(len(text), cue.end() + _REACH)
        citing = words.citing.search(text, cue.end(), stop)
        cites = _read_phrase(text, citing.end(), stop) if citing else None
        found.append(
            Sourcing(
                outlet=names[-1].of(text),
                cites=cites.of(text) if cites else None,
                cue=f"{cue[0]}, {citing[0]}" if citing else cue[0],
                span=Span(start=names[-1].start, end=cites.end if cites else cue.end()),
                anonymous=_is_anonymous(cites.of(text) if cites else "", words),
            ),
        )
    return found


def _find_told(text: str, words: Language) -> list[Sourcing]:
    """`a harbour official told the Courier`."""
    found: list[Sourcing] = []
    for cue in words.tell.finditer(text):
        outlet = match_name(text, words, cue.end() + 1)
        if outlet is None:
            continue
        low = max(0, cue.start() - _REACH)
        for sentence in _SENTENCE_END.finditer(text, low, cue.start()):
            low = sentence.end()
        subject = text[low : cue.start()]
        # After a quotation, the subject is what follows it.
        low += max((subject.rfind(mark) for mark in '"”»'), default=-1) + 1
        low = _LEAD.match(text, low).end()  # type: ignore[union-attr]  # it matches the empty string
        cites = text[low : cue.start()].strip(" ,")
        if cites.endswith(" also"):
            cites = cites.removesuffix(" also")
        is_anonymous = _is_anonymous(cites, words)
        name, _ = read_subject(text, low, cue.start(), words)
        if name and not is_anonymous:
            cites = name.of(text)
        found.append(
            Sourcing(
                outlet=outlet.of(text),
                cites=cites or None,
                cue=cue[0],
                span=Span(start=min(low, cue.start()), end=outlet.end),
                anonymous=is_anonymous,
            ),
        )
    return found


def _read_according(
    text: str, cue: re.Match[str], words: Language, known: Collection[str], surnames: Collection[str]
) -> Sourcing | None:
    sentence = _SENTENCE_END.search(text, cue.end(), cue.end() + _REACH)
    stop = sentence.start() if sentence else min(len(text), cue.end() + _REACH)
    phrase = _read_phrase(text, cue.end(), stop)
    if phrase is None:
        return None
    seen = words.seen.search(text, phrase.start, phrase.end)
    outlet = match_name(text, words, seen.end() + 1) if seen else None
    cites = (
        Span(start=phrase.start, end=phrase.start + len(text[phrase.start : seen.start()].rstrip())) if seen else phrase
    )
    name = match_name(text, words, phrase.start)
    if seen is None and name and name.end == phrase.end and _is_outlet(name.of(text), known, surnames):
        return Sourcing(
            outlet=name.of(text), cites=None, cue=cue[0], span=Span(start=cue.start(), end=name.end), anonymous=False
        )
    return Sourcing(
        outlet=outlet.of(text) if outlet else None,
        cites=cites.of(text),
        cue=cue[0],
        span=Span(start=cue.start(), end=outlet.end if outlet else phrase.end),
        anonymous=_is_anonymous(text[phrase.start : stop], words),
    )


def _is_outlet(name: str, known: Collection[str], surnames: Collection[str]) -> bool:
    return name.casefold() in known or (" " not in name and name not in surnames)


def _read_phrase(text: str, start: int, stop: int) -> Span | None:
    """The words from `start` to the end of their clause."""
    start = _LEAD.match(text, start, stop).end()  # type: ignore[union-attr]  # it matches the empty string
    finish = _CLAUSE_END.search(text, start, stop)
    end = finish.start() if finish else stop
    return Span(start=start, end=end) if end > start else None


def _is_anonymous(cites: str, words: Language) -> bool:
    return bool(words.anonymous.search(cites))
