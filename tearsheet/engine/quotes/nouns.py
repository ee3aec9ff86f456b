"""Noun phrases where every noun has a capital: articles, adjectives before nouns, nouns, genitives, "von" with its noun."""

from .lexicon import Lexicon
from .phrases import Phrase, find_noun_head
from .tokens import Tokens

_LONGEST = 28
#: How far before its noun an adjective may stand; how long "(CDU)" may be; how many quoted words are a name.
_ADJECTIVES, _BRACKETS, _NAME_WORDS = 5, 6, 3
#: What follows a noun without an article that begins a sentence as its subject.
_PARTS = frozenset({"der", "des", "von", "vom", "aus", "und", "für", "eines", "einer", "im", "in", "bei"})


def read_noun_phrase(tokens: Tokens, first: int, high: int, lexicon: Lexicon) -> Phrase | None:
    """The noun phrase that begins at `first` and ends before `high`; None if none does."""
    high = min(high, first + _LONGEST)
    if first < high and tokens.lows[first] in lexicon.pronouns:
        return Phrase(first, first + 1, first + 1)
    at = first
    while at < high:
        step = _find_step(tokens, first, at, high, lexicon=lexicon)
        if step == at:
            break
        at = step
    return Phrase(first, at, find_noun_head(tokens, first, at, lexicon)) if at > first else None


def _find_step(tokens: Tokens, first: int, at: int, high: int, *, lexicon: Lexicon) -> int:
    """Where the phrase goes on after the token at `at`; `at` itself if that is no part of it."""
    word = tokens.words[at]
    if not word:
        return at + (len(tokens.span(at, at + 1).of(tokens.text).split()) <= _NAME_WORDS)
    if word == "(":
        return next((spot + 1 for spot in range(at, min(high, at + _BRACKETS)) if tokens.words[spot] == ")"), at)
    if not word[0].isalnum():
        return at + (word in "./&-" and at + 1 < high and tokens.is_capital(at + 1))
    if not word[0].islower():
        return at + 1
    low = tokens.lows[at]
    if at > first and tokens.is_capital(at - 1) and low in lexicon.articles and low not in lexicon.genitives:
        return at
    return at + _leads_to_noun(tokens, at, high, lexicon)


def _leads_to_noun(tokens: Tokens, at: int, high: int, lexicon: Lexicon) -> bool:
    """Whether a small word belongs to a noun to come: an article, an adjective or a preposition before it."""
    low = tokens.lows[at]
    is_after_noun = at > 0 and tokens.is_capital(at - 1)
    if is_after_noun and low not in lexicon.articles and low not in lexicon.prepositions:
        before = tokens.lows[at - 1]
        if before not in lexicon.fronted and before not in lexicon.according:
            has_noun = at + 1 < high and tokens.is_capital(at + 1)
            if before.endswith(tuple(lexicon.reports)) and low.endswith("er"):
                return has_noun
            return low == "und" and (has_noun or (at + 1 < high and tokens.lows[at + 1] in lexicon.articles))
    for spot in range(at + 1, min(high, at + _ADJECTIVES)):
        if tokens.is_capital(spot) or tokens.words[spot] == "":
            return True
        if not tokens.words[spot][:1].isalpha() or tokens.lows[spot] in lexicon.auxiliaries:
            return False
    return False


def opens_noun_phrase(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether a clause begins with a noun phrase in the nominative, as far as its first words tell."""
    low = tokens.lows[at]
    if tokens.words[at] == "" or low in lexicon.pronouns or low in lexicon.articles:
        return not _is_oblique(tokens, at, lexicon)
    if not tokens.is_capital(at) or low in lexicon.fronted or low in lexicon.prepositions:
        return False
    following = tokens.words[at + 1 : at + 2]
    if not following or not following[0][:1].islower():
        return not any(word in lexicon.times for word in tokens.lows[at : at + 2])
    after = tokens.lows[at + 1]
    return after in lexicon.cues or after in lexicon.auxiliaries or after in _PARTS


def _is_oblique(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether article and adjective cannot be a nominative: "der englischen Zeitung"."""
    follows = tokens.words[at + 1 : at + 2]
    return (
        tokens.lows[at] in lexicon.genitives and bool(follows) and follows[0][:1].islower() and follows[0][-2:] == "en"
    )
