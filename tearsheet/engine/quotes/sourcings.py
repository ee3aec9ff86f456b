"""Who reports citing whom."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tearsheet.engine.model import Span

from .lexicon import Lexicon, match_phrase
from .nouns import read_noun_phrase
from .phrases import Phrase, find_name, read_left, read_proper, read_right
from .tokens import Tokens, read_tokens

#: What a phrase may be that is cited, in tokens.
_CITED = 30
_PUNCTUATION = frozenset(",;:()[]–—\n")


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


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text being read: its tokens, its language, and the names that are outlets or people's."""

    tokens: Tokens
    lexicon: Lexicon
    known: frozenset[str]
    surnames: frozenset[str]

    def name_of(self, phrase: Phrase) -> tuple[str, Span] | None:
        found = find_name(self.tokens, phrase, self.lexicon)
        if found is None:
            return None
        span = self.tokens.span(*found)
        return span.of(self.tokens.text).removesuffix("'s").removesuffix("’s"), span

    def is_person(self, name: str) -> bool:
        """Whether a name is a person's: a known surname, or one with a first name that we know."""
        if name.casefold() in self.known:
            return False
        first, *rest = name.split()
        low = first.lower()
        return name in self.surnames or bool(rest and (low in self.lexicon.women or low in self.lexicon.men))

    def is_anonymous(self, first: int, end: int) -> bool:
        return any(low in self.lexicon.anonymous for low in self.tokens.lows[first:end])


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
    tokens = read_tokens(text, language)
    lexicon = tokens.lexicon
    known = frozenset(name.casefold() for name in outlets)
    reading = _Reading(tokens, lexicon, known, _find_surnames(tokens, lexicon, known))
    found = [one for first, end in tokens.sentences for one in _read_sentence(reading, first, end)]
    told = frozenset(one.outlet.casefold() for one in found if one.outlet)
    reading = _Reading(tokens, lexicon, known | told, reading.surnames)
    for first, end in tokens.sentences:
        found.extend(_read_accordings(reading, first, end))
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end)))


def _find_surnames(tokens: Tokens, lexicon: Lexicon, known: frozenset[str]) -> frozenset[str]:
    """The last words of names of two or more words."""
    surnames = set()
    words = tokens.words
    for at in range(1, len(words)):
        if (
            words[at][:1].isupper()
            and words[at - 1][:1].isupper()
            and tokens.lows[at - 1] not in lexicon.not_names
            and f"{tokens.lows[at - 1]} {tokens.lows[at]}" not in known
        ):
            surnames.add(words[at].removesuffix("'s").removesuffix("’s"))
    return frozenset(surnames)


def _read_sentence(reading: _Reading, first: int, end: int) -> Iterator[Sourcing]:
    """Reports and what outlets are told; nothing is read twice."""
    lows, lexicon = reading.tokens.lows, reading.lexicon
    low = first
    for at in range(first, end):
        if at < low:
            continue
        found: tuple[Sourcing, int] | None = None
        if lows[at] in lexicon.report:
            found = _read_report(reading, low, at, end)
        elif lows[at] in lexicon.tell:
            found = _read_told(reading, low, at, end)
        elif lows[at] in lexicon.citing and reading.tokens.words[at - 1] == ",":
            found = _read_inserted(reading, low, at, end)
        if found:
            yield found[0]
            low = found[1]
        elif lows[at] in lexicon.tell or lows[at] in lexicon.report:
            low = at + 1


def _read_report(reading: _Reading, low: int, at: int, end: int) -> tuple[Sourcing, int] | None:
    """`The Courier reported on Saturday, citing harbour sources`; `..., reports the Courier`."""
    tokens, lexicon = reading.tokens, reading.lexicon
    found = _find_reporter(reading, low, at, end)
    if found is None:
        return None
    outlet, span, stop = found
    cue = tokens.span(at, at + 1).of(tokens.text)
    start = min(span.start, tokens.starts[at])
    other = _find_reporting(reading, stop, end)
    if other:
        whole = Span(start=start, end=other[1].end)
        return Sourcing(outlet=outlet, cites=other[0], cue=cue, span=whole, anonymous=False), stop
    citing = next((spot for spot in range(at + 1, end) if match_phrase(tokens.lows, spot, lexicon.citing)), None)
    if citing is None:
        whole = Span(start=start, end=max(span.end, tokens.ends[at]))
        return Sourcing(outlet=outlet, cites=None, cue=cue, span=whole, anonymous=False), stop
    last = citing + match_phrase(tokens.lows, citing, lexicon.citing)
    cited = _read_cited(tokens, last, end)
    if cited is None:
        return None
    sourcing = Sourcing(
        outlet=outlet,
        cites=tokens.span(*cited).of(tokens.text),
        cue=f"{cue}, {tokens.span(citing, last).of(tokens.text)}",
        span=Span(start=start, end=tokens.ends[cited[1] - 1]),
        anonymous=reading.is_anonymous(*cited),
    )
    return sourcing, cited[1]


def _find_reporter(reading: _Reading, low: int, at: int, end: int) -> tuple[str, Span, int] | None:
    """The outlet beside a verb of reporting, where its name stands, and where reading goes on; None if there is none."""
    tokens, lexicon = reading.tokens, reading.lexicon
    group = at
    while group > low and tokens.lows[group - 1] in lexicon.auxiliaries:
        group -= 1
    phrase = read_left(tokens, low, group, lexicon)
    if phrase is None and group > low and tokens.words[group - 1] in ("", ","):
        phrase = _read_phrase(tokens, at + 1, end, lexicon)
    name = reading.name_of(phrase) if phrase else None
    if phrase is None or name is None or phrase.head_end <= phrase.first < phrase.end:
        return None
    is_report = tokens.lows[at] in lexicon.reporting or name[0].casefold() in reading.known
    return (*name, max(at + 1, phrase.end)) if is_report and not reading.is_person(name[0]) else None


def _find_reporting(reading: _Reading, at: int, end: int) -> tuple[str, Span] | None:
    """Another outlet whose report is reported: "... that the Courier reported"; None if what follows is no such thing."""
    tokens, lexicon = reading.tokens, reading.lexicon
    if at >= end or tokens.lows[at] not in lexicon.that:
        return None
    verb = next((spot for spot in range(at + 1, end) if tokens.lows[spot] in lexicon.report), end)
    phrase = read_left(tokens, at + 1, verb, lexicon) if verb < end else None
    found = reading.name_of(phrase) if phrase and phrase.first == at + 1 else None
    return found if found and not reading.is_person(found[0]) else None


def _read_inserted(reading: _Reading, low: int, at: int, end: int) -> tuple[Sourcing, int] | None:
    """`The Courier, citing harbour sources, said ...`."""
    tokens, lexicon = reading.tokens, reading.lexicon
    first = at - 1
    while first > low and tokens.is_capital(first - 1):
        first -= 1
    name = find_name(tokens, Phrase(first, at - 1, at - 1), lexicon) if first < at - 1 else None
    last = at + match_phrase(tokens.lows, at, lexicon.citing)
    cited = _read_cited(tokens, last, end) if name and last > at else None
    if name is None or cited is None or not (cited[1] < end and tokens.words[cited[1]] == ","):
        return None
    span = tokens.span(*name)
    outlet = span.of(tokens.text)
    if reading.is_person(outlet) or tokens.lows[cited[1] + 1 : cited[1] + 2] == []:
        return None
    if tokens.lows[cited[1] + 1] not in lexicon.sayings and outlet.casefold() not in reading.known:
        return None
    found = Sourcing(
        outlet=outlet,
        cites=tokens.span(*cited).of(tokens.text),
        cue=tokens.span(at, last).of(tokens.text),
        span=Span(start=span.start, end=tokens.ends[cited[1] - 1]),
        anonymous=reading.is_anonymous(*cited),
    )
    return found, cited[1]


def _read_told(reading: _Reading, low: int, at: int, end: int) -> tuple[Sourcing, int] | None:
    """`a harbour official told the Courier`."""
    tokens, lexicon = reading.tokens, reading.lexicon
    told = read_proper(tokens, at + 1, end, lexicon)
    name = find_name(tokens, told, lexicon) if told else None
    if told is None or name is None:
        return None
    span = tokens.span(*name)
    outlet = span.of(tokens.text).removesuffix("'s").removesuffix("’s")
    if reading.is_person(outlet) or any(low_word in lexicon.titles for low_word in tokens.lows[told.first : name[0]]):
        return None
    group = at
    while group > low and tokens.lows[group - 1] in lexicon.auxiliaries:
        group -= 1
    subject = read_left(tokens, low, group, lexicon)
    start, cites, is_anonymous = tokens.starts[at], None, False
    if subject:
        start = tokens.starts[subject.first]
        speaker = reading.name_of(subject)
        is_anonymous = speaker is None and reading.is_anonymous(subject.first, subject.end)
        cites = speaker[0] if speaker else tokens.span(subject.first, subject.end).of(tokens.text)
    cue = tokens.span(at, at + 1).of(tokens.text)
    whole = Span(start=start, end=span.end)
    return Sourcing(outlet=outlet, cites=cites, cue=cue, span=whole, anonymous=is_anonymous), told.end


def _read_accordings(reading: _Reading, first: int, end: int) -> Iterator[Sourcing]:
    low = first
    for at in range(first, end):
        length = match_phrase(reading.tokens.lows, at, reading.lexicon.according_phrases) if at >= low else 0
        if length and at + length < end:
            found = _read_according(reading, at, at + length, end)
            if found:
                yield found
            low = at + length


def _read_according(reading: _Reading, at: int, start: int, end: int) -> Sourcing | None:
    """`according to a draft seen by the Courier`, `according to the Courier`."""
    tokens, lexicon = reading.tokens, reading.lexicon
    if lexicon.is_verb_second:
        phrase = _read_phrase(tokens, start, end, lexicon)
        cited = (phrase.first, phrase.end) if phrase else None
    else:
        cited = _read_cited(tokens, start, end)
    if cited is None:
        return None
    cue = tokens.span(at, start).of(tokens.text)
    begin = tokens.starts[at]
    seen = next((spot for spot in range(*cited) if match_phrase(tokens.lows, spot, lexicon.seen)), None)
    if seen is not None and seen > cited[0]:
        by = _read_phrase(tokens, seen + match_phrase(tokens.lows, seen, lexicon.seen), cited[1], lexicon)
        name = find_name(tokens, Phrase(by.first, by.head_end, by.head_end), lexicon) if by else None
        cited = (cited[0], seen)
        return Sourcing(
            outlet=tokens.span(*name).of(tokens.text) if name else None,
            cites=tokens.span(*cited).of(tokens.text),
            cue=cue,
            span=Span(start=begin, end=tokens.ends[name[1] - 1] if name else tokens.ends[cited[1] - 1]),
            anonymous=reading.is_anonymous(*cited),
        )
    name = find_name(tokens, Phrase(cited[0], cited[1], cited[1]), lexicon)
    words = tokens.span(*cited).of(tokens.text)
    if name and all(low in lexicon.determiners or low in lexicon.articles for low in tokens.lows[cited[0] : name[0]]):
        outlet = tokens.span(*name).of(tokens.text)
        if outlet.casefold() in reading.known or (" " not in outlet and not reading.is_person(outlet)):
            whole = Span(start=begin, end=tokens.ends[name[1] - 1])
            return Sourcing(outlet=outlet, cites=None, cue=cue, span=whole, anonymous=False)
    last = _skip_who(tokens, cited[1], end, lexicon)
    return Sourcing(
        outlet=None,
        cites=tokens.span(cited[0], last).of(tokens.text) if last > cited[1] else words,
        cue=cue,
        span=Span(start=begin, end=tokens.ends[last - 1]),
        anonymous=name is None and reading.is_anonymous(cited[0], last),
    )


def _read_phrase(tokens: Tokens, first: int, high: int, lexicon: Lexicon) -> Phrase | None:
    """The phrase after a cue, in any language."""
    return (read_noun_phrase if lexicon.is_verb_second else read_right)(tokens, first, high, lexicon)


def _read_cited(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """The words from `start` to the end of their clause."""
    while start < end and tokens.words[start] in _PUNCTUATION:
        start += 1
    at = start
    while at < end and at - start < _CITED and tokens.words[at] and tokens.words[at] not in _PUNCTUATION:
        at += 1
    return (start, at) if at > start else None


def _skip_who(tokens: Tokens, at: int, end: int, lexicon: Lexicon) -> int:
    """Where ", who asked not to be named" ends, if it stands there."""
    if at + 1 < end and tokens.words[at] == "," and tokens.lows[at + 1] in lexicon.relative:
        cited = _read_cited(tokens, at + 1, end)
        return cited[1] if cited else at
    return at
