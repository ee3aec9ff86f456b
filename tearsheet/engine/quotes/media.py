"""Where something was said: who was told, or what it was said in."""

from .lexicon import match_phrase
from .phrases import read_proper
from .sentences import Frame, Sentence

#: How far behind its preposition a thing may stand ("in a long and angry letter").
_REACH = 6


def read_medium(sentence: Sentence, frame: Frame) -> str | None:
    """The medium of an attribution, in the words on the page: "Facebook", "a statement", "journalists"; or None."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    first, end = frame.rest
    first = max(first, frame.cue.end)
    if frame.cue.words in lexicon.tell:
        told = read_proper(tokens, frame.cue.end, sentence.end, lexicon)
        if told:
            is_titled = any(low in lexicon.titles for low in tokens.lows[told.first : told.end])
            return None if is_titled else tokens.span(told.first, told.end).of(tokens.text)
        at = frame.cue.end
        is_listener = at < sentence.end and tokens.lows[at] in lexicon.listeners
        return tokens.words[at] if is_listener and tokens.lows[at] not in lexicon.objects else None
    for at in range(first, end):
        if tokens.lows[at] in lexicon.inside:
            found = _read_thing(sentence, at + 1, end) or _read_place(sentence, at, end)
            if found:
                return found
    return None


def _read_thing(sentence: Sentence, first: int, end: int) -> str | None:
    """A thing after "in": "a statement"."""
    tokens = sentence.tokens
    for at in range(first, min(end, first + _REACH)):
        if not tokens.words[at][:1].isalnum():
            return None
        length = match_phrase(tokens.lows, at, sentence.lexicon.media)
        if length:
            return tokens.span(first, at + length).of(tokens.text)
    return None


def _read_place(sentence: Sentence, at: int, end: int) -> str | None:
    """A name after "on": "Facebook", not "Tuesday"."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    if tokens.lows[at] not in lexicon.via:
        return None
    named = read_proper(tokens, at + 1, end, lexicon)
    if named is None or tokens.lows[named.first] in lexicon.times or tokens.lows[named.first] in lexicon.not_names:
        return None
    return tokens.span(named.first, named.end).of(tokens.text)
