"""Attributions in languages whose verb stands second, as in German: by clauses between commas rather than by phrases."""

from .frames import Frame
from .lexicon import Lexicon
from .phrases import Phrase, read_left
from .tokens import Tokens

#: A quotation of so many words may be a name ("dem „Tagesspiegel“").
_NAME_WORDS = 3
_SUBJECT = 28
_PARTS = frozenset({"der", "des", "von", "vom", "aus", "und", "für", "eines", "einer", "im", "in", "bei"})
_OBJECTS = frozenset({"dies", "das", "dieses", "darüber"})
_COMMAS = (",", "-", "–", "—")


def read_frames(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> list[Frame]:
    """The attributions of the sentence that the tokens `first` to `end` make, in order; at most one a stretch."""
    frames: list[Frame] = []
    taken = first
    for at in range(first, end):
        if at < taken or tokens.lows[at] not in lexicon.cues:
            continue
        frame = _read_frame(tokens, first, end, taken, at, lexicon)
        if frame:
            frames.append(frame)
            taken = max(frame.cue[1], *(piece[1] for piece in frame.contents))
    return frames


def read_reported(tokens: Tokens, first: int, end: int, before: Frame | None, lexicon: Lexicon) -> list[Frame]:
    """A sentence that goes on reporting the speaker of the one before it, as its verb shows ("sei", "habe")."""
    if before is None or tokens.words[first - 1] == "\n":
        return []
    verb = next((at for at in range(first, end) if tokens.lows[at] in lexicon.reported), None)
    if verb is None:
        return []
    cue = before.cue if before.is_reported else (verb, verb + 1)
    return [Frame(cue, before.subject, ((first, end),), (first, first), before.is_saying, True, False, is_reported=True)]


def _read_frame(tokens: Tokens, first: int, end: int, taken: int, at: int, lexicon: Lexicon) -> Frame | None:
    lows, words = tokens.lows, tokens.words
    cue = (at, at + max((1 + len(rest) for rest in lexicon.cues[lows[at]] if tuple(lows[at + 1 : at + 1 + len(rest)]) == rest), default=0))
    if cue[1] == at:
        return None
    if lows[at] in lexicon.according:
        return _read_according(tokens, first, end, taken, cue, lexicon)
    if lows[at] in lexicon.behind:
        return _read_behind(tokens, first, end, taken, cue, lexicon)
    if words[at][:1].isupper():
        return None
    start = at
    while start > taken and words[start - 1] not in (",", "", ":", ";", "–", "—", "-"):
        start -= 1
    stop = _find_clause_end(tokens, cue[1], end)
    if lows[at] in lexicon.split and not any(low in lexicon.split[lows[at]] for low in lows[at:stop]):
        return None
    if any(low in lexicon.passive for low in lows[start:stop]) and (lows[at] in lexicon.perfect or lows[at].endswith("t")):
        return None
    if start < at == stop - 1 and start > taken and lows[start] in lexicon.relative:
        return None
    verb = next((spot for spot in range(start, at) if lows[spot] in lexicon.auxiliaries), at)
    if verb != at and at + 1 < stop and tokens.is_capital(at + 1):
        return None
    if verb == at and lows[at] in lexicon.perfect:
        verb = next((spot for spot in range(at, stop) if lows[spot] in lexicon.auxiliaries), -1)
        if verb < 0:
            return None
    if start < at and lows[start] in lexicon.as_told:
        # “..., wie die Polizei mitteilte”; “Wie die Polizei mitteilte, ...”; “..., so vermutet die Polizei”
        subject = read_noun_phrase(tokens, start + 1, at, lexicon) or read_noun_phrase(tokens, at + 1, stop, lexicon)
        if start == taken:
            content = _find_content(tokens, stop, stop, end, lexicon)
            if subject is None or content is None:
                return None
            return Frame(cue, subject, ((content, end),), (cue[1], content), True, False, False)
        return _make_before(tokens, taken, start, cue, subject, end, lexicon)
    if lows[start] in _OBJECTS and verb == start + 1:
        return None
    if start < verb and lows[start] in lexicon.that:
        return None
    subject = _read_subject(tokens, taken, start, verb, stop, lexicon)
    if subject is None:
        return None
    is_saying = lows[at] in lexicon.sayings
    gap = start
    while gap > taken and words[gap - 1] in _COMMAS:
        gap -= 1
    is_inserted = subject.end <= start and start == verb
    if start == verb and not is_inserted and gap > taken and (gap < start or words[gap - 1] == ""):
        return _make_before(tokens, taken, gap, cue, subject, end, lexicon)
    content = _find_content(tokens, max(cue[1], subject.end if subject.end <= end else cue[1]), stop, end, lexicon)
    if content is not None and content < end and tokens.words[content - 1] == "," and (
        lows[content] in lexicon.reasons or _is_relative(tokens, content, end, lexicon)
    ):
        content = None
    if content is None:
        if "nicht" in lows[at:stop]:
            return None
        piece = (min(start, subject.first), max(stop, cue[1]))
        quoted = tokens.has_quoted(*piece)
        return Frame(cue, subject, (piece,), (cue[1], stop), is_saying, False, quoted)
    if content >= end:
        return None
    return Frame(cue, subject, ((content, end),), (cue[1], content), is_saying, False, words[content] == "")


def _is_relative(tokens: Tokens, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a clause after a comma is about the noun before it: “..., die im Mai fährt”, not “..., die Fähre fahre”."""
    if tokens.lows[at] not in lexicon.relative or at + 2 >= end:
        return False
    if tokens.is_capital(at + 1) or tokens.words[at + 1] == "":
        return False
    low = tokens.lows[at + 1]
    is_adjective = low.endswith(("e", "en", "er", "es", "em")) and (tokens.is_capital(at + 2) or tokens.words[at + 2] == "" or tokens.lows[at+2].endswith(("e","en")))
    return low in lexicon.prepositions or low in lexicon.articles or not is_adjective


def _find_clause_end(tokens: Tokens, at: int, end: int) -> int:
    while at < end and tokens.words[at] not in (",", ":", ";", ""):
        at += 1
    return at


def _find_content(tokens: Tokens, at: int, stop: int, end: int, lexicon: Lexicon) -> int | None:
    """What is said begins after the comma or colon that ends the cue's clause, or with a quotation; None if it is in the clause."""
    spot = max(stop, at)
    while spot < end and tokens.words[spot] == ",":
        # An insertion (“Brenn, die Bürgermeisterin, ...”) has no verb of its own: go on to the next comma only for "die/der".
        following = _find_clause_end(tokens, spot + 1, end)
        if following < end and tokens.words[following] == "," and tokens.lows[spot + 1] in lexicon.relative and following - spot < _SUBJECT:
            spot = following
            continue
        break
    if spot >= end:
        return None
    if tokens.words[spot] == "":
        return None if len(tokens.span(spot, spot + 1).of(tokens.text).split()) <= _NAME_WORDS else spot
    while spot < end and tokens.words[spot] in (",", ":", ";", "\n"):
        spot += 1
    return spot


def _read_subject(tokens: Tokens, taken: int, start: int, verb: int, stop: int, lexicon: Lexicon) -> Phrase | None:
    """Before the verb if the clause opens with a noun phrase, else right after it."""
    lows, words = tokens.lows, tokens.words
    if start == verb and start > taken and words[start - 1] == ",":
        inserted = read_left(tokens, taken, start, lexicon)
        if inserted and inserted.end - inserted.head_end > 1 and inserted.first == taken and _opens_phrase(tokens, inserted.first, lexicon):
            return inserted
    if start < verb and _opens_phrase(tokens, start, lexicon):
        return _whole(tokens, start, verb, lexicon)
    right = verb + 1
    while right < stop and (lows[right] in lexicon.fronted or lows[right] in ("sich", "es")):
        right += 1
    if right >= stop or lows[right] in lexicon.prepositions:
        if start < verb and tokens.is_capital(start) and lows[start] not in lexicon.fronted:
            return _whole(tokens, start, verb, lexicon)
        return None
    return read_noun_phrase(tokens, right, stop, lexicon)


def _opens_phrase(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    low = tokens.lows[at]
    if low in lexicon.pronouns or low in lexicon.articles:
        return True
    if tokens.words[at] == "":
        return True
    if not tokens.is_capital(at) or low in lexicon.fronted or low in lexicon.prepositions:
        return False
    following = tokens.words[at + 1 : at + 2]
    if not following or not following[0][:1].islower():
        return not any(word in lexicon.times for word in tokens.lows[at : at + 2])
    return tokens.lows[at + 1] in lexicon.cues or tokens.lows[at + 1] in lexicon.auxiliaries or tokens.lows[at + 1] in _PARTS


def _whole(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> Phrase:
    stop = first
    while stop < end and tokens.words[stop] != ",":
        stop += 1
    return Phrase(first, end, _head_end(tokens, first, stop, lexicon))


def _head_end(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> int:
    for at in range(first + 1, end):
        if tokens.words[at] == "(" or (tokens.lows[at] in lexicon.prepositions and tokens.words[at][0].islower() and tokens.is_capital(at - 1)):
            return at
    return end


def read_noun_phrase(tokens: Tokens, first: int, high: int, lexicon: Lexicon) -> Phrase | None:
    """The noun phrase that begins at `first`: articles, adjectives before nouns, nouns, genitives, "von" with its noun."""
    lows, words = tokens.lows, tokens.words
    at = first
    high = min(high, first + _SUBJECT)
    if at < high and lows[at] in lexicon.pronouns:
        return Phrase(at, at + 1, at + 1)
    while at < high:
        word = words[at]
        if not word:
            if len(tokens.span(at, at + 1).of(tokens.text).split()) > _NAME_WORDS:
                break
        elif word == "(":
            close = next((spot for spot in range(at, min(high, at + 6)) if words[spot] == ")"), None)
            if close is None:
                break
            at = close
        elif not word[0].isalnum():
            if word not in "./&-" or at + 1 >= high or not words[at + 1][:1].isupper():
                break
        elif at > first and word[0].islower() and words[at - 1][:1].isupper() and lows[at] in lexicon.articles and lows[at] not in lexicon.genitives:
            break
        elif word[0].islower() and not _goes_into_noun(tokens, at, high, lexicon):
            break
        at += 1
    if at == first:
        return None
    return Phrase(first, at, _head_end(tokens, first, at, lexicon))


def _goes_into_noun(tokens: Tokens, at: int, high: int, lexicon: Lexicon) -> bool:
    """Whether a small word belongs to a noun to come: an article, an adjective or a preposition before it."""
    low = tokens.lows[at]
    if low not in lexicon.articles and low not in lexicon.prepositions and at > 0 and tokens.is_capital(at - 1) and tokens.lows[at - 1] not in lexicon.fronted and tokens.lows[at - 1] not in lexicon.according:
        if tokens.lows[at - 1].endswith(tuple(lexicon.reports)) and low.endswith("er"):
            return at + 1 < high and tokens.is_capital(at + 1)
        return low == "und" and at + 1 < high and (tokens.is_capital(at + 1) or tokens.lows[at+1] in lexicon.articles)
    for spot in range(at + 1, min(high, at + 5)):
        if tokens.is_capital(spot) or tokens.words[spot] == "":
            return True
        if not tokens.words[spot][:1].isalpha() or tokens.lows[spot] in lexicon.auxiliaries:
            return False
    return False


def _make_before(
    tokens: Tokens, taken: int, gap: int, cue: tuple[int, int], subject: Phrase | None, end: int, lexicon: Lexicon
) -> Frame | None:
    """What is said stands before its attribution; a quotation after it goes on."""
    while gap > taken and tokens.words[gap - 1] in _COMMAS:
        gap -= 1
    start = taken
    while start < gap and tokens.words[start] and (not tokens.words[start][0].isalnum() or tokens.lows[start] in lexicon.conjunctions):
        start += 1
    if subject is None or start >= gap:
        return None
    contents = [(start, gap)]
    after = max(cue[1], subject.end)
    rest = (after, end)
    following = _find_clause_end(tokens, after, end)
    if following < end and tokens.words[following] in (",", "", ":"):
        spot = following + (tokens.words[following] != "")
        if spot < end and tokens.words[spot] == "":
            contents.append((spot, end))
            rest = (after, following)
    return Frame(cue, subject, tuple(contents), rest, True, False, tokens.words[gap - 1] == "")


def _read_according(
    tokens: Tokens, first: int, end: int, taken: int, cue: tuple[int, int], lexicon: Lexicon
) -> Frame | None:
    """“Laut Polizei ...”, “..., so die Polizei”, “nach Angaben der Polizei”."""
    lows, words = tokens.lows, tokens.words
    at = cue[0]
    subject = read_noun_phrase(tokens, cue[1], end, lexicon)
    if subject is None:
        return None
    is_after_comma = at > taken and words[at - 1] in (",", "")
    if lows[at] in lexicon.only_after and not (is_after_comma and (subject.end >= end or words[subject.end] in (",", ":", "", "."))):
        return None
    if lows[at] in lexicon.needs_report and not any(
        low.endswith(tuple(lexicon.reports)) for low in lows[cue[1] : subject.head_end]
    ):
        return None
    if is_after_comma and lows[at] in lexicon.only_after:
        return _make_before(tokens, taken, at, cue, subject, end, lexicon)
    start = subject.end
    while start < end and words[start] and words[start] in ",:":
        start += 1
    pieces = []
    if at > taken:
        stop = at - (words[at - 1] == ",")
        if stop > taken:
            pieces.append((taken, stop))
    if start < end:
        pieces.append((start, end))
    if not pieces:
        return None
    return Frame(cue, subject, tuple(pieces), (subject.end, subject.end), True, False, False)


def _read_behind(
    tokens: Tokens, first: int, end: int, taken: int, cue: tuple[int, int], lexicon: Lexicon
) -> Frame | None:
    """“Dem Bericht zufolge ...”."""
    at = cue[0]
    start = at
    while start > taken and tokens.words[start - 1] and tokens.words[start - 1] not in ",;:" and at - start < _SUBJECT:
        if start < at and tokens.words[start][0].islower() and not _goes_into_noun(tokens, start, at, lexicon):
            start += 1
            break
        start -= 1
    if start >= at:
        return None
    pieces = [piece for piece in ((taken, start), (cue[1], end)) if piece[0] < piece[1]]
    if not pieces:
        return None
    return Frame(cue, Phrase(start, at, _head_end(tokens, start, at, lexicon)), tuple(pieces), (at, at), True, False, False)
