"""Where what is said begins after a cue, and where it ends."""

from .lexicon import Lexicon
from .phrases import read_left
from .sentences import Cue, Sentence
from .tokens import Tokens

#: How far "that" may be from its cue ("said in a statement on Tuesday that"), and how soon another cue ends the search.
_THAT, _SOON = 14, 3
#: The longest time between a cue and what is said ("late on Tuesday night").
_TIME = 5
#: How far after a quotation its own cue may stand.
_OWN = 9
_CLOSERS = (",", ";", "-", "–", "—", ")")


def find_start(sentence: Sentence, cue: Cue) -> int:
    """Where what is said begins after a cue: past who was told, when and in what."""
    tokens, lexicon, end = sentence.tokens, sentence.lexicon, sentence.end
    opened = _find_opener(sentence, cue)
    if opened is not None:
        return opened
    at = cue.end
    if tokens.lows[cue.first] in lexicon.tell:
        at = _skip_listener(tokens, at, end, lexicon)
    return sentence.skip_colon(_skip_time(tokens, at, end, lexicon))


def _find_opener(sentence: Sentence, cue: Cue) -> int | None:
    """A quotation after a comma, a colon, or "that", if one stands soon after the cue."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    lows, words = tokens.lows, tokens.words
    for at in range(cue.end, min(sentence.end, cue.end + _THAT)):
        if words[at] == "":
            return at if at == cue.end or words[at - 1] in (",", ":") else None
        if words[at] == ":":
            return sentence.skip_colon(at + 1)
        if lows[at] in lexicon.that and (at == cue.end or lows[at - 1] not in lexicon.prepositions):
            return at
        if lows[at] in lexicon.cues and at > cue.end + _SOON:
            return None
    return None


def _skip_listener(tokens: Tokens, at: int, end: int, lexicon: Lexicon) -> int:
    """Past who was told: a word for listeners, or a name with its article."""
    if at < end and tokens.lows[at] in lexicon.listeners:
        return at + 1
    first = at
    while first < end and tokens.lows[first] in lexicon.determiners and tokens.lows[first] not in lexicon.prepositions:
        first += 1
    stop = first
    while stop < end and tokens.is_capital(stop) and tokens.lows[stop] not in lexicon.pronouns:
        stop += 1
    return stop if stop > first else at


def _skip_time(tokens: Tokens, at: int, end: int, lexicon: Lexicon) -> int:
    """Past "on Tuesday", if a day is in it."""
    stop = at
    while stop < end and stop - at < _TIME:
        low = tokens.lows[stop]
        if low not in lexicon.times and low not in lexicon.determiners and not low.isdigit():
            break
        stop += 1
    is_time = at < end and tokens.lows[at] in lexicon.times
    return stop if is_time and any(low in lexicon.days for low in tokens.lows[at:stop]) else at


def find_end(sentence: Sentence, start: int, *, is_relative: bool, is_saying: bool) -> int:
    """Where what is said ends: with its sentence, or before the next attribution that is joined to it.

    Args:
        sentence: where it stands.
        start: where it begins.
        is_relative: whether its subject is a "who": then a comma before a cue ends it.
        is_saying: whether its cue is one of saying: one of thinking gives way sooner.
    """
    tokens, lexicon = sentence.tokens, sentence.lexicon
    for at in range(start, sentence.end):
        if tokens.words[at] == "" and _is_attributed(sentence, at):
            return at
        if tokens.words[at] == "" and _is_left(sentence, at):
            return at + 1
        if at > start and tokens.lows[at] in lexicon.cues:
            cut = _find_cut(sentence, start, at, is_relative=is_relative, is_saying=is_saying)
            if cut is not None:
                return cut
    return sentence.end


def _is_left(sentence: Sentence, at: int) -> bool:
    """Whether a quotation ends what is said: it ends with a comma, and a participle follows (“...,” referring to Norda)."""
    tokens = sentence.tokens
    is_comma = tokens.text[tokens.ends[at] - 1] == "," or tokens.words[at + 1 : at + 2] == [","]
    after = at + 1 + (tokens.words[at + 1 : at + 2] == [","])
    endings = sentence.lexicon.verb_endings[:1]
    return is_comma and after < sentence.end and bool(endings) and tokens.lows[after].endswith(endings)


def _find_cut(sentence: Sentence, start: int, at: int, *, is_relative: bool, is_saying: bool) -> int | None:
    """Where what began at `start` ends because of the cue at `at`; None if it does not."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    lows, words = tokens.lows, tokens.words
    group = at
    while group > start and lows[group - 1] in lexicon.auxiliaries:
        group -= 1
    if words[group - 1] == "," and (lows[at] in lexicon.participles or is_relative or lows[at] == "according"):
        return group - 1
    if lows[at] not in lexicon.sayings or lows[at] in lexicon.ambiguous:
        return None
    if lows[group - 1] in lexicon.conjunctions:
        return group - 1 - (words[group - 2] == ",")
    return _find_joint(sentence, start, group, is_saying=is_saying)


def _find_joint(sentence: Sentence, start: int, group: int, *, is_saying: bool) -> int | None:
    """Where a clause with another subject is joined: "..., after Brenn said"; None if none is."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    subject = read_left(tokens, start, group, lexicon)
    if subject is None or subject.first - 1 <= start:
        return None
    joint = subject.first - 1
    if tokens.words[joint - 1] == "," and tokens.lows[joint] in lexicon.joints:
        return joint - 1
    if tokens.words[joint] == "," and not is_saying:
        return joint
    return joint if tokens.lows[joint] in lexicon.contrasts else None


def _is_attributed(sentence: Sentence, at: int) -> bool:
    """Whether a quotation is followed by an attribution of its own: “...,” she said."""
    tokens, lexicon, end = sentence.tokens, sentence.lexicon, sentence.end
    for spot in range(at + 1, min(end, at + _OWN)):
        low = tokens.lows[spot]
        if low in lexicon.sayings and low not in lexicon.participles:
            after = spot + 1
            if after >= end or tokens.words[after] in (",", ".", "") or is_tail(sentence, after):
                return True
            return spot == at + 1 and tokens.is_capital(after)
        if tokens.words[spot] in ("", ",") or low in lexicon.breaks:
            return False
    return False


def is_tail(sentence: Sentence, at: int) -> bool:
    """Whether nothing but time, place and medium follows an attribution."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    if at >= sentence.end or tokens.words[at] in _CLOSERS:
        return True
    return tokens.lows[at] in lexicon.times and not any(low in lexicon.that for low in tokens.lows[at : sentence.end])
