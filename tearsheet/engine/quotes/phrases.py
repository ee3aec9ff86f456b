"""Noun phrases beside a cue: where a subject begins, where its head ends, which part of it is a name."""

from dataclasses import dataclass

from .lexicon import Lexicon
from .tokens import Tokens

#: The longest subject, and the longest insertion between commas, in tokens.
_SUBJECT = 30
_INSERTION = 40
_INSIDE = frozenset("-–&'’.")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A subject: tokens, half-open.

    Attributes:
        first, end: all of it, with what is inserted between commas.
        head_end: where its head ends: before the first comma, preposition or "who".
        antecedent: where the name may stand that a "who" is about.
    """

    first: int
    end: int
    head_end: int
    antecedent: tuple[int, int] | None = None


def read_left(tokens: Tokens, low: int, end: int, lexicon: Lexicon) -> Phrase | None:
    """The subject that ends before token `end` and begins at `low` or later; None if there is none."""
    if end <= low:
        return None
    words = tokens.words
    inner_end = end
    if words[end - 1] == ",":
        comma = _find_comma(tokens, max(low, end - _INSERTION), end - 1)
        if comma is None:
            return None
        inner_end = comma
    if tokens.lows[inner_end - 1] in lexicon.relative:
        return Phrase(inner_end - 1, inner_end, inner_end, _find_antecedent(tokens, low, inner_end - 1))
    if tokens.lows[inner_end - 1] in lexicon.pronouns:
        return Phrase(inner_end - 1, inner_end, inner_end)
    at = inner_end
    stop = max(low, inner_end - _SUBJECT)
    while at > stop:
        word = words[at - 1]
        if not word or (not word[0].isalnum() and word not in _INSIDE and word != "$"):
            break
        if tokens.lows[at - 1] in lexicon.breaks and not _is_acronym(word):
            if tokens.lows[at - 1] not in ("and", "&") or not _joins_names(tokens, at - 1, stop):
                break
        at -= 1
    first = _skip_fronted(tokens, at, inner_end, lexicon)
    if first >= inner_end:
        return None
    open_name = _find_open_name(tokens, low, first, inner_end, lexicon)
    if open_name:
        return Phrase(low, end, open_name)
    if words[end - 1] == ",":
        end -= 1
    return Phrase(first, end, _find_head_end(tokens, first, inner_end, lexicon))


def read_right(tokens: Tokens, first: int, high: int, lexicon: Lexicon) -> Phrase | None:
    """The phrase that begins at token `first` and ends at `high` or before; None if nothing nominal begins there."""
    words, lows = tokens.words, tokens.lows
    at = first
    while at < high:
        word = words[at]
        if not word or (not word[0].isalnum() and word not in _INSIDE):
            break
        low = lows[at]
        if at > first and low in lexicon.breaks and low != "and" and not _is_acronym(word):
            break
        if at > first and low in lexicon.times and not (low in lexicon.determiners and _goes_on(tokens, at, high, lexicon)):
            break
        at += 1
    if at == first or lows[first] in lexicon.that:
        return None
    return Phrase(first, at, _find_head_end(tokens, first, at, lexicon))


def read_phrase(tokens: Tokens, first: int, high: int, lexicon: Lexicon) -> Phrase | None:
    """The phrase after a cue in any language: by nouns where they are capitalised, else `read_right`."""
    if not lexicon.is_verb_second:
        return read_right(tokens, first, high, lexicon)
    from .verb_second import read_noun_phrase

    return read_noun_phrase(tokens, first, high, lexicon)


def _is_acronym(word: str) -> bool:
    """Whether a word is all capitals: "US" is not "us"."""
    return len(word) > 1 and word.isupper()


def _goes_on(tokens: Tokens, at: int, high: int, lexicon: Lexicon) -> bool:
    """Whether a preposition belongs to the name before it: "mayor of", "professor at Alder College"."""
    return at + 1 < high and tokens.is_capital(at + 1) and tokens.lows[at + 1] not in lexicon.times and tokens.lows[at] in ("at", "from", "with")


def _find_open_name(tokens: Tokens, low: int, first: int, end: int, lexicon: Lexicon) -> int | None:
    """Where a name ends whose role has no second comma: "Ida Brenn, leader of the harbour board told ..."; else None."""
    comma = first - 1
    if comma <= low or tokens.words[comma] != "," or first + 1 >= end or tokens.lows[first].endswith("s"):
        return None
    if not tokens.words[first][0].islower() or tokens.lows[first + 1] not in lexicon.prepositions:
        return None
    is_name = all(tokens.is_capital(at) and tokens.lows[at] not in lexicon.fronted for at in range(low, comma))
    return comma if is_name and tokens.lows[first] not in lexicon.determiners else None


def _find_antecedent(tokens: Tokens, low: int, end: int) -> tuple[int, int] | None:
    """The capitalised words right before "who"."""
    if end > low and tokens.words[end - 1] == ",":
        end -= 1
    first = end
    while first > low and (tokens.is_capital(first - 1) or (first < end and tokens.words[first - 1] in (".", "-"))):
        first -= 1
    return (first, end) if first < end else None


def _find_comma(tokens: Tokens, low: int, end: int) -> int | None:
    """The comma that opens the insertion which the comma at `end` closes; None if a quotation stands between."""
    found: int | None = None
    for at in range(end - 1, low, -1):
        word = tokens.words[at]
        if not word or word in ":;":
            break
        if word == "," and tokens.words[at - 1] and at < end - 1:
            if found is not None and not tokens.words[at + 1][:1].islower() and not tokens.words[at+1].isdigit():
                break
            found = at
    return found


def _joins_names(tokens: Tokens, at: int, low: int) -> bool:
    return at - 1 >= low and tokens.is_capital(at - 1) and at + 1 < len(tokens) and tokens.is_capital(at + 1)


def _skip_fronted(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> int:
    """Where the subject begins after "On Tuesday", "In an interview", "But"."""
    at = first
    while at < end and tokens.lows[at] in lexicon.fronted:
        if tokens.lows[at] in lexicon.determiners:
            last = max((spot for spot in range(at, end) if tokens.lows[spot] in lexicon.times and spot > at), default=at)
            at = last + 1
        else:
            at += 1
    return at if at < end else first


def _find_head_end(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> int:
    for at in range(first + 1, end):
        if tokens.lows[at] in lexicon.prepositions or tokens.lows[at] in lexicon.relative:
            return at
    return end


def find_name(tokens: Tokens, phrase: Phrase, lexicon: Lexicon) -> tuple[int, int] | None:
    """The name at the end of a phrase's head, without titles; None if the head is a common noun or a possessive."""
    end = _find_late_name(tokens, phrase, lexicon) or phrase.head_end
    first = end
    while first > phrase.first:
        word = tokens.words[first - 1]
        low = tokens.lows[first - 1]
        if not (word[:1].isupper() or word in _INSIDE or (first < end and low in _PARTICLES)):
            break
        if low.endswith(("'s", "’s")) and first < end:
            break
        first -= 1
    while first < end and (
        tokens.lows[first] in lexicon.titles
        or tokens.lows[first] in lexicon.not_names
        or tokens.lows[first] in lexicon.determiners
        or tokens.words[first] in _INSIDE
    ):
        first += 1
    if first >= end or tokens.lows[end - 1].endswith(("'s", "’s")) and end < phrase.end and False:
        return None
    return first, end


def _find_late_name(tokens: Tokens, phrase: Phrase, lexicon: Lexicon) -> int | None:
    """Where a name ends that stands behind the whole of a role: "master of ceremonies Asa Berg"; else None."""
    end = phrase.head_end
    if end >= phrase.end or tokens.is_capital(end - 1):
        return None
    while end < phrase.end and tokens.words[end] != ",":
        end += 1
    first = end
    while first > phrase.head_end and tokens.is_capital(first - 1):
        first -= 1
    before = tokens.lows[first - 1]
    is_name = first < end and before[:1].isalpha() and before not in lexicon.determiners and before not in lexicon.breaks
    return end if is_name and before not in lexicon.prepositions else None


_PARTICLES = frozenset({"de", "la", "del", "da", "von", "van", "der", "den", "bin", "ibn", "al", "el", "di", "du", "le", "zu", "dos"})
