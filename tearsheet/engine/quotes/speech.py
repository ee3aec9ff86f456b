"""Who said what, by patterns and word lists: an article in well under a millisecond a sentence."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tearsheet.engine.model import Span

from .language import Language, get_language
from .marks import find_marked
from .names import FullNames, find_names, match_name
from .subjects import is_beside, read_subject

_REACH = 220
_CERTAIN_REACH = 40
_FULL_WORDS = 4
_NEAR_PARAGRAPHS = 4
_SENTENCE_END = re.compile(r"[.!?…]['\"”“»’)]*\s|\n")
_MARKS = "\"“”„«»‘’'‚‹›「」『』"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that somebody said or wrote.

    Attributes:
        span: the words, without quotation marks.
        kind: `direct`: whole sentences between marks; `mixed`: part of a sentence between marks; `indirect`: a
            paraphrase without marks, never to be printed as a quotation.
        speaker: the name, as full as the article gives it, or the words on the page; None if unresolved.
        speaker_span: where the speaker's words stand beside the cue; None if they do not.
        role: what the article says the speaker is, or None.
        cue: the word of saying, or None.
        medium: where it was said: "Facebook", "a statement"; None if not told.
        certain: the speaker is named beside a cue in the same sentence. Otherwise ask before publishing.
    """

    span: Span
    kind: Literal["direct", "indirect", "mixed"]
    speaker: str | None = None
    speaker_span: Span | None = None
    role: str | None = None
    cue: str | None = None
    medium: str | None = None
    certain: bool = False


@dataclass(frozen=True, slots=True)
class _Attribution:
    speaker: str | None
    speaker_span: Span | None
    role: str | None
    cue: str
    medium: str | None
    is_named: bool


def find_quotes(text: str, *, language: str | None = None) -> tuple[Quote, ...]:
    """The quotations of an article, in order; linear in the length of the text.

    Words between marks count if they are a sentence or stand beside a cue; others are scare quotes or titles.

    Args:
        text: the running text.
        language: primary tag; English word lists where it is unknown or we have none.
    """
    words = get_language(language)
    marked = find_marked(text)
    full_names = FullNames()
    for span in find_names(text, words):
        full_names.learn(span.of(text))
    quotes: list[Quote] = []
    for at, span in enumerate(marked):
        before = marked[at - 1].end + 1 if at else 0
        after = marked[at + 1].start - 1 if at + 1 < len(marked) else len(text)
        quote = _read_marked(text, span, (before, after), words, quotes[-1] if quotes else None)
        if quote:
            quotes.append(quote)
    quotes.extend(_find_indirect(text, marked, words))
    quotes.sort(key=lambda quote: quote.span.start)
    return tuple(
        replace(quote, speaker=full_names.resolve(quote.speaker)) if quote.speaker else quote for quote in quotes
    )


def _read_marked(text: str, span: Span, room: tuple[int, int], words: Language, last: Quote | None) -> Quote | None:
    said = span.of(text)
    is_sentence = len(said.split()) >= _FULL_WORDS and not said[0].islower()
    kind: Literal["direct", "mixed"] = "direct" if is_sentence else "mixed"
    found = _read_after(text, span.end, room[1], words) or _read_before(text, span.start, room[0], words)
    if found is None:
        if not is_sentence:
            return None
        if last and last.speaker and _follows(text, last.span.end, span.start):
            return Quote(span=span, kind=kind, speaker=last.speaker, role=last.role, cue=last.cue, medium=last.medium)
        return Quote(span=span, kind=kind)
    speaker = found.speaker
    if not found.is_named and speaker is None and last and _is_near(text, last.span.end, span.start):
        speaker = last.speaker
    return Quote(
        span=span,
        kind=kind,
        speaker=speaker,
        speaker_span=found.speaker_span,
        role=found.role,
        cue=found.cue,
        medium=found.medium,
        certain=found.is_named,
    )


def _follows(text: str, end: int, start: int) -> bool:
    """Whether a quotation goes on after a short attribution, or opens the next paragraph of the same speech."""
    between = text[end:start]
    return start - end <= _REACH and ("\n" not in between or not between.strip(_MARKS + " \n"))


def _is_near(text: str, end: int, start: int) -> bool:
    return start - end <= 3 * _REACH and text.count("\n", end, start) <= _NEAR_PARAGRAPHS


def _read_after(text: str, end: int, limit: int, words: Language) -> _Attribution | None:
    """`“...,” Ida Brenn told the Courier` or `“...,” said Ida Brenn`."""
    start = end + 1
    while start < len(text) and text[start] in _MARKS + " ,\u00a0–—-":
        start += 1
    if text[end - 1] == "." and text[start : start + 1].isupper():
        return None  # The quotation ended its sentence; what follows is the next one.
    stop = min(limit, end + _REACH, len(text))
    finish = _SENTENCE_END.search(text, start, stop)
    stop = finish.start() if finish else stop
    cue = words.cues.search(text, start, stop)
    if cue is None:
        return None
    if not text[start : cue.start()].strip(" ,"):
        return _attribute(text, cue, (cue.end(), stop), (cue.end(), stop), words)
    return _attribute(text, cue, (start, cue.start()), (cue.end(), stop), words)


def _read_before(text: str, start: int, limit: int, words: Language) -> _Attribution | None:
    """`Ida Brenn said: “...”` or `Brenn called it “...”`; the cue nearest to the mark."""
    low = max(limit, start - _REACH)
    for sentence in _SENTENCE_END.finditer(text, low, max(low, start - 1)):
        if text[sentence.end() : start].strip(_MARKS + " \n"):
            low = sentence.end()
    cue = None
    for match in words.cues.finditer(text, low, start):
        cue = match
    if cue is None:
        return None
    subject = (low, cue.start())
    if not find_names(text, words, *subject) and not words.pronouns.search(text, *subject):
        subject = (cue.end(), start)
    found = _attribute(text, cue, subject, (cue.end(), start), words)
    return found if start - cue.end() <= _CERTAIN_REACH else replace(found, is_named=False)


def _attribute(
    text: str, cue: re.Match[str], subject: tuple[int, int], rest: tuple[int, int], words: Language
) -> _Attribution:
    span, role = read_subject(text, *subject, words)
    return _Attribution(
        speaker=span.of(text) if span else None,
        speaker_span=span,
        role=role,
        cue=cue[0],
        medium=_read_medium(text, cue, rest, words),
        is_named=span is not None and is_beside(text, span, cue.span()),
    )


def _read_medium(text: str, cue: re.Match[str], rest: tuple[int, int], words: Language) -> str | None:
    start, end = rest
    if words.tell.fullmatch(cue[0]):
        told = match_name(text, words, start + 1)
        if told and told.end <= end:
            return told.of(text)
        listener = re.compile(r"\s(\w+)").match(text, start, end)
        return listener[1] if listener and len(listener[1]) > len("them") else None
    for preposition in words.inside.finditer(text, start, end):
        name = match_name(text, words, preposition.end() + 1)
        if name and name.end <= end:
            return name.of(text)
        thing = words.medium.search(text, preposition.end(), min(end, preposition.end() + 40))
        if thing:
            return text[preposition.end() : thing.end()].strip()
    return None


def _find_indirect(text: str, marked: Sequence[Span], words: Language) -> list[Quote]:
    """`Ida Brenn said that ...`: the clause up to the end of its sentence, if no marks stand in it."""
    quotes: list[Quote] = []
    starts = [span.start for span in marked]
    for that in words.that.finditer(text):
        low = max(0, that.start() - _REACH)
        cue = next(
            (
                match
                for match in words.cues.finditer(text, max(0, that.start() - 40), that.start())
                if not text[match.end() : that.start()].strip(" ,")
            ),
            None,
        )
        if cue is None:
            continue
        for sentence in _SENTENCE_END.finditer(text, low, cue.start()):
            low = sentence.end()
        finish = _SENTENCE_END.search(text, that.end(), that.end() + 4 * _REACH)
        end = finish.start() if finish else min(len(text), that.end() + 4 * _REACH)
        start = that.end() + 1
        at = bisect_right(starts, end) - 1
        if start >= end or (at >= 0 and marked[at].end > that.start()):
            continue
        found = _attribute(text, cue, (low, cue.start()), (cue.end(), that.start()), words)
        quotes.append(
            Quote(
                span=Span(start=start, end=end),
                kind="indirect",
                speaker=found.speaker,
                speaker_span=found.speaker_span,
                role=found.role,
                cue=found.cue,
                medium=found.medium,
                certain=found.is_named,
            ),
        )
    return quotes
