"""Noun phrases beside a cue: where a subject begins, where its head ends, which part of it is a name."""

from dataclasses import dataclass

from .lexicon import Lexicon
from .tokens import Tokens

#: The longest subject, and the longest insertions between commas and brackets, in tokens.
_SUBJECT, _INSERTION, _BRACKETS = 30, 40, 8
_INSIDE = frozenset("-–&'’.")
_PARTICLES = frozenset("de la del da von van der den bin ibn al el di du le zu dos".split())  # noqa: SIM905  (readable)
_POSSESSIVE = ("'s", "’s")


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
    inner_end = end
    if end > low and tokens.words[end - 1] == ",":
        comma = _find_comma(tokens, max(low, end - _INSERTION), end - 1)
        if comma is None:
            return None
        inner_end, end = comma, end - 1
    if inner_end <= low:
        return None
    last = inner_end - 1
    if tokens.lows[last] in lexicon.relative or tokens.lows[last] in lexicon.pronouns:
        is_relative = tokens.lows[last] in lexicon.relative
        return Phrase(last, inner_end, inner_end, _find_antecedent(tokens, low, last) if is_relative else None)
    at = inner_end
    while at > max(low, inner_end - _SUBJECT):
        opening = _find_bracket(tokens, low, at - 1) if tokens.words[at - 1] == ")" else None
        if opening is None and not _may_hold(tokens, at - 1, low, lexicon):
            break
        at = at - 1 if opening is None else opening
    first = _skip_fronted(tokens, at, inner_end, lexicon)
    if first >= inner_end:
        return None
    open_name = _find_open_name(tokens, low, first, inner_end, lexicon=lexicon)
    return Phrase(low if open_name else first, end, open_name or find_head_end(tokens, first, inner_end, lexicon))


def read_right(tokens: Tokens, first: int, high: int, lexicon: Lexicon) -> Phrase | None:
    """The phrase that begins at token `first` and ends at `high` or before; None if nothing nominal begins there."""
    if first >= high or tokens.lows[first] in lexicon.that:
        return None
    at = first
    while at < high and (tokens.words[at][:1].isalnum() or tokens.words[at] in _INSIDE):
        low = tokens.lows[at]
        if at > first and low in lexicon.breaks and low != "and" and not _is_acronym(tokens.words[at]):
            break
        is_bare = at == first + 1 and _is_article(tokens.lows[first], lexicon)
        if at > first and low in lexicon.times and not is_bare and not _goes_on(tokens, at, high, lexicon):
            break
        at += 1
    return Phrase(first, at, find_head_end(tokens, first, at, lexicon)) if at > first else None


def read_proper(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> Phrase | None:
    """The capitalised words at `first`, after an article; None if a common noun goes on ("US lawmakers")."""
    start = first
    while start < end and not tokens.is_capital(start) and _is_article(tokens.lows[start], lexicon):
        start += 1
    at = start
    while at < end and tokens.is_capital(at) and tokens.lows[at] not in lexicon.pronouns:
        at += 1
    if at == start:
        return None
    low = tokens.lows[at] if at < end else ""
    goes_on = low[:1].isalpha() and not any(
        low in words
        for words in (
            lexicon.pronouns,
            lexicon.determiners,
            lexicon.prepositions,
            lexicon.breaks,
            lexicon.that,
            lexicon.times,
            lexicon.auxiliaries,
            lexicon.fronted,
        )
    )
    return None if goes_on else Phrase(start, at, at)


def _is_article(low: str, lexicon: Lexicon) -> bool:
    return low in lexicon.articles or (low in lexicon.determiners and low not in lexicon.prepositions)


def may_begin(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether a noun phrase may begin here: with a name, an article, a pronoun or a number."""
    low = tokens.lows[at]
    if tokens.is_capital(at) or low[:1].isdigit() or low in lexicon.pronouns:
        return True
    return _is_article(low, lexicon)


def find_name(tokens: Tokens, phrase: Phrase, lexicon: Lexicon) -> tuple[int, int] | None:
    """The name at the end of a phrase's head, without titles; None if the head is a common noun."""
    late = _find_late_name(tokens, phrase, lexicon)
    end = late or phrase.head_end
    first = end
    while first > phrase.first:
        word, low = tokens.words[first - 1], tokens.lows[first - 1]
        if not (word[:1].isupper() or word in _INSIDE or (first < end and low in _PARTICLES)):
            break
        if first < end and low.endswith(_POSSESSIVE):
            break
        first -= 1
    while first < end and (
        tokens.words[first] in _INSIDE
        or any(tokens.lows[first] in words for words in (lexicon.titles, lexicon.not_names, lexicon.determiners))
        or (late and tokens.lows[first] in lexicon.things)
    ):
        first += 1
    # "Senate Leader Ida Brenn": a title among the capitals ends what is no name.
    titled = next((at for at in range(end - 2, first - 1, -1) if tokens.lows[at] in lexicon.titles), None)
    first = first if titled is None else titled + 1
    while first < end and tokens.words[first] in _INSIDE:
        first += 1
    return (first, end) if first < end else None


def find_noun_head(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> int:
    """Where a phrase's head ends if nouns have capitals: before a bracket, or a preposition after a noun."""
    for at in range(first + 1, end):
        word = tokens.words[at]
        if word == "(" or (tokens.lows[at] in lexicon.prepositions and word[0].islower() and tokens.is_capital(at - 1)):
            return at
    return end


def _find_bracket(tokens: Tokens, low: int, end: int) -> int | None:
    """Where the bracket opens that `end` closes: "Ida Brenn (Alder)"."""
    return next((at for at in range(end - 1, max(low, end - _BRACKETS), -1) if tokens.words[at] == "("), None)


def _may_hold(tokens: Tokens, at: int, low: int, lexicon: Lexicon) -> bool:
    """Whether a subject may hold this token."""
    word = tokens.words[at]
    if not word or (not word[0].isalnum() and word not in _INSIDE and word != "$"):
        return False
    if tokens.lows[at] not in lexicon.breaks or _is_acronym(word):
        return True
    is_joint = tokens.lows[at] == "and" and at > low and at + 1 < len(tokens)
    return is_joint and tokens.is_capital(at - 1) and tokens.is_capital(at + 1)


def _is_acronym(word: str) -> bool:
    """Whether a word is all capitals: "US" is not "us"."""
    return len(word) > 1 and word.isupper()


def _goes_on(tokens: Tokens, at: int, high: int, lexicon: Lexicon) -> bool:
    """Whether a preposition belongs to the name before it: "professor at Alder College", not "at Tuesday's meeting"."""
    if tokens.lows[at] not in ("at", "from", "with") or at + 1 >= high:
        return False
    return tokens.is_capital(at + 1) and tokens.lows[at + 1] not in lexicon.times


def _find_comma(tokens: Tokens, low: int, end: int) -> int | None:
    """The comma that opens the insertion which the comma at `end` closes; insertions of small words are one."""
    found: int | None = None
    for at in range(end - 1, low, -1):
        word = tokens.words[at]
        if not word or word in ":;":
            break
        if word == "," and tokens.words[at - 1] and at < end - 1:
            following = tokens.words[at + 1]
            if found is not None and not following[:1].islower() and not following.isdigit():
                break
            found = at
    return found


def _find_open_name(tokens: Tokens, low: int, first: int, end: int, *, lexicon: Lexicon) -> int | None:
    """Where a name ends whose role has no second comma: "Ida Brenn, leader of the board told ..."; else None."""
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


def _skip_fronted(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> int:
    """Where the subject begins after "On Tuesday", "In an interview", "But"."""
    at = first
    while at < end and tokens.lows[at] in lexicon.fronted:
        if tokens.lows[at] in lexicon.determiners:
            times = (spot for spot in range(at + 1, end) if tokens.lows[spot] in lexicon.times)
            at = max(times, default=at) + 1
        else:
            at += 1
    return at if at < end else first


def find_head_end(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> int:
    """Where a phrase's head ends: before its first preposition, bracket or "who"."""
    for at in range(first + 1, end):
        if tokens.words[at] == "(" or tokens.lows[at] in lexicon.prepositions or tokens.lows[at] in lexicon.relative:
            return at
    return end


def _find_late_name(tokens: Tokens, phrase: Phrase, lexicon: Lexicon) -> int | None:
    """Where a name ends that stands behind the whole of a role: "master of ceremonies Asa Berg"; else None."""
    end = phrase.head_end
    is_title = tokens.lows[end - 1] in lexicon.titles
    if end >= phrase.end or (tokens.is_capital(end - 1) and not is_title):
        return None
    while end < phrase.end and tokens.words[end] != ",":
        end += 1
    first = end
    while first > phrase.head_end and (
        tokens.is_capital(first - 1) or (first < end and tokens.words[first - 1] == ".")
    ):
        first -= 1
    if first == end:
        return None
    if is_title:
        # "Secretary of State Ida Brenn", not "President of Norda".
        return end if tokens.lows[first] in lexicon.things and first + 1 < end else None
    before = tokens.lows[first - 1]
    if not before[:1].isalpha() or before in lexicon.determiners or before in lexicon.breaks:
        return None
    return end if before not in lexicon.prepositions else None
