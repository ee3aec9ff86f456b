"""Attributions in a sentence: a cue, its subject, and what is attributed, by the order in which they stand."""

from collections.abc import Sequence
from dataclasses import replace

from .certainty import is_sentence
from .contents import find_end, find_start, is_tail
from .lexicon import Lexicon
from .phrases import Phrase, find_head_end, may_begin, read_left, read_right
from .sentences import COMMAS, Cue, Frame, Sentence

#: How long what stands before a comma may be without being a clause of its own ("On Tuesday, ..."), and a name's head.
_FRONT, _HEAD = 6, 8
#: Begin a clause whose verb follows.
_NOMINATIVE = frozenset({"i", "he", "she", "we", "they"})
#: Before a participle that shares its subject: “opened by saying ...”.
_HOW = ("by",)
#: The longest subject of a verb that we do not know, with the verb.
_UNKNOWN = 7
#: The longest subject between a quotation and its verb; shorter than the second, `read_left` reads it as well.
_BESIDE, _PLAIN = 25, 3


def read_frames(sentence: Sentence) -> list[Frame]:
    """The attributions of a sentence, in order; no token belongs to two."""
    frames: list[Frame] = []
    taken = sentence.first
    for cue in sentence.find_cues():
        frame = _read_frame(sentence, taken, cue, frames) if cue.first >= taken else None
        if frame:
            frames.append(frame)
            taken = frame.end
    if not frames:
        frames.extend(filter(None, [_read_unknown(sentence)]))
    last = _read_without_verb(sentence, frames[-1].end if frames else taken)
    return [*frames, last] if last else frames


def _read_unknown(sentence: Sentence) -> Frame | None:
    """A short subject and a verb that we do not know, right after a quotation: “...,” Brenn surmised."""
    tokens, lexicon, first = sentence.tokens, sentence.lexicon, sentence.first
    if tokens.words[first] or not lexicon.verb_endings or tokens.text[tokens.ends[first] - 1] not in ",?!":
        return None
    at = first + 1
    while at < min(sentence.end, first + _UNKNOWN) and not is_tail(sentence, at):
        at += 1
    verb, opener = at - 1, first + 1
    if verb <= opener or not is_tail(sentence, at) or not may_begin(tokens, opener, lexicon):
        return None
    low = tokens.lows[verb]
    others = (lexicon.auxiliaries, lexicon.passive, lexicon.breaks, lexicon.times, lexicon.prepositions)
    if not tokens.words[verb][0].islower() or any(low in words for words in others):
        return None
    is_verb = low.endswith(("ed", "s")) or low in lexicon.cues
    if not is_verb or any(not word[:1].isalnum() and word != "." for word in tokens.words[opener:verb]):
        return None
    subject = Phrase(opener, verb, find_head_end(tokens, opener, verb, lexicon))
    return _make_before(sentence, first, opener, Cue(verb, at, low, is_saying=True), subject)


def _read_without_verb(sentence: Sentence, taken: int) -> Frame | None:
    """A quotation after a colon or comma, of whom its sentence is about: “Brenn leaned over and boomed: ‘...’”."""
    tokens = sentence.tokens
    at = sentence.end - 1
    if at <= max(taken, sentence.first + 1) or tokens.words[at] != "" or tokens.words[at - 1] not in (":", ","):
        return None
    if not is_sentence(tokens.span(at, at + 1).of(tokens.text)):
        return None
    subject = _find_first(sentence, at - 1)
    if subject is None:
        return None
    cue = Cue(at - 1, at, tokens.words[at - 1], is_saying=True)
    return Frame(cue=cue, subject=subject, contents=((at, at + 1),), rest=(at, at), is_shared=True, is_close=True)


def _read_frame(sentence: Sentence, taken: int, cue: Cue, before: Sequence[Frame]) -> Frame | None:
    lexicon = sentence.lexicon
    if cue.words in lexicon.according:
        return _read_according(sentence, taken, cue)
    if cue.words in lexicon.pronouns:
        # A cue that holds its pronoun: « ... », dit-elle.
        gap = sentence.skip_commas_back(cue.first, taken)
        return _make_before(sentence, taken, gap, cue, Phrase(cue.first, cue.end, cue.end)) if gap > taken else None
    group = _find_group(sentence, taken, cue)
    return _read_verb(sentence, taken, group, cue, before=before) if group is not None else None


def _read_verb(sentence: Sentence, taken: int, group: int, cue: Cue, *, before: Sequence[Frame]) -> Frame | None:
    """A verb of saying or thinking that begins, with its auxiliaries, at token `group`."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    is_at_border = group == sentence.first or tokens.words[group - 1] in ("", *COMMAS)
    if cue.words in lexicon.participles and (is_at_border or tokens.lows[group - 1] in (*_HOW, *lexicon.media)):
        return _read_participle(sentence, group, cue, before)
    if group == sentence.first and cue.is_saying:
        return _read_opening(sentence, cue)
    inverted = _read_inverted(sentence, taken, group, cue) if is_at_border else None
    if inverted:
        return inverted
    if before and before[-1].subject and tokens.lows[group - 1] in lexicon.conjunctions:
        other = next((at for at in range(group - 2, before[-1].cue.end, -1) if tokens.lows[at] in _NOMINATIVE), None)
        subject = before[-1].subject if other is None else Phrase(other, other + 1, other + 1)
        is_shared = other is not None or not before[-1].cue.is_saying
        return _read_after(sentence, cue, subject, is_shared=is_shared) if cue.is_saying else None
    if cue.is_saying and not before and tokens.lows[group - 1] in lexicon.conjunctions:
        first = _find_first(sentence, group)
        return _read_after(sentence, cue, first, is_shared=True) if first else None
    return _read_plain(sentence, taken, group, cue, before)


def _find_group(sentence: Sentence, taken: int, cue: Cue) -> int | None:
    """Where a verb begins with its auxiliaries; None if it is passive, or a noun after an article or a preposition."""
    lows, lexicon = sentence.tokens.lows, sentence.lexicon
    group = cue.first
    words = sentence.tokens.words
    while group > taken and (lows[group - 1] in lexicon.auxiliaries or _is_adverb(words[group - 1], lexicon)):
        if lows[group - 1] in lexicon.passive and not cue.words.endswith("ing"):
            return None
        group -= 1
    return None if group > sentence.first and lows[group - 1] in lexicon.determiners else group


def _is_adverb(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is one like "quickly", and none like "Kelly" or "family"."""
    return word.endswith("ly") and word[0].islower() and word not in lexicon.not_adverbs


def _read_plain(sentence: Sentence, taken: int, group: int, cue: Cue, before: Sequence[Frame]) -> Frame | None:
    """A subject right before its verb: “...,” Ida Brenn said; Ida Brenn said that ...; The ferry will sail, Ida Brenn said."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    is_insertion = tokens.words[group - 1] == "," and before and before[-1].is_relative
    subject = _find_beside(sentence, taken, group) if cue.is_saying else None
    subject = subject or read_left(tokens, sentence.first if is_insertion else taken, group, lexicon)
    if subject is None or not _may_be_verb(sentence, subject, cue):
        return None
    as_told = _find_as(sentence, taken, subject, cue)
    if as_told is not None:
        return _make_before(sentence, taken, as_told, cue, subject)
    gap = sentence.skip_commas_back(subject.first, taken)
    if cue.is_saying and gap > taken:
        has_tail = is_tail(sentence, cue.end)
        is_front = tokens.lows[taken] in lexicon.fronted
        if tokens.words[gap - 1] == "" and (has_tail or gap - 1 == taken or not is_front):
            return _make_before(sentence, taken, gap, cue, subject)
        if gap < subject.first and has_tail and (gap - taken > _FRONT or not is_front):
            return _make_before(sentence, taken, gap, cue, subject)
    return _read_after(sentence, cue, subject)


def _find_as(sentence: Sentence, taken: int, subject: Phrase, cue: Cue) -> int | None:
    """Where what is said ends before "as Brenn put it"; None if no such clause ends its sentence."""
    tokens, at = sentence.tokens, subject.first - 1
    if at <= taken or tokens.lows[at] != "as" or sentence.end - cue.end > _FRONT or not cue.is_saying:
        return None
    if tokens.words[cue.end : cue.end + 1] == [","] or tokens.words[at - 1] not in ("", *COMMAS):
        return None
    return sentence.skip_commas_back(at, taken)


def _find_beside(sentence: Sentence, taken: int, group: int) -> Phrase | None:
    """All that stands between a quotation and a verb that ends its clause: “...,” a friend, Ida Brenn, told Norda."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    at = group - 1
    while at > max(taken, group - _BESIDE) and tokens.words[at]:
        at -= 1
    first = at + 1 + (tokens.words[at + 1] == ",")
    if tokens.words[at] or group - first < _PLAIN or not _opens_role(sentence, first):
        return None
    if tokens.text[tokens.ends[at] - 1] not in ",.?!" and first == at + 1:
        return None
    if any(low in lexicon.cues or low in lexicon.passive for low in tokens.lows[first:group]):
        return None
    head = find_head_end(tokens, first, group, lexicon)
    comma = next((spot for spot in range(first, head) if tokens.words[spot] == ","), head)
    return Phrase(first, group, comma)


def _may_be_verb(sentence: Sentence, subject: Phrase, cue: Cue) -> bool:
    """Whether a word that is as often a noun is a verb here: after a name, a pronoun, "who" or a plural, or before “that”."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    if cue.words not in lexicon.ambiguous:
        return True
    following = tokens.lows[cue.end] if cue.end < sentence.end else None
    if following is not None and (following in ("", ":") or following in lexicon.that):
        return True
    if subject.first > sentence.first and tokens.lows[subject.first - 1] in ("", "as"):
        return True
    low = tokens.lows[subject.end - 1]
    if low.endswith(("'s", "’s", "s'", "s’")):
        return False
    if tokens.is_capital(subject.end - 1) or low in lexicon.pronouns or low in lexicon.relative:
        return True
    if following in lexicon.prepositions:
        return False
    return low.endswith("s") or tokens.words[subject.end] == ","


def _read_opening(sentence: Sentence, cue: Cue) -> Frame | None:
    """A cue that opens its sentence, its subject, and what is said after a colon or "that": “Dijo Ida Brenn: ...”."""
    tokens = sentence.tokens
    subject = read_right(tokens, cue.end, sentence.end, sentence.lexicon)
    if subject is None or subject.end >= sentence.end or tokens.lows[subject.first] in sentence.lexicon.breaks:
        return None
    is_before_marks = tokens.words[subject.end] == "," and tokens.words[subject.end + 1 : subject.end + 2] == [""]
    is_opened = tokens.words[subject.end] in ("", ":") or tokens.lows[subject.end] in sentence.lexicon.that
    if not is_opened and not is_before_marks:
        return None
    return _make_after(sentence, cue, subject, sentence.skip_colon(subject.end), sentence.end)


def _read_participle(sentence: Sentence, group: int, cue: Cue, before: Sequence[Frame]) -> Frame | None:
    """A verb that borrows its subject: “..., adding that”; “Calling it a mistake, the mayor left”."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    last = before[-1] if before else None
    if last is None or last.subject is None:
        if group == sentence.first:
            return _read_front(sentence, cue)
        subject = _find_first(sentence, group)
        found = _read_after(sentence, cue, subject, is_shared=True) if subject else None
    else:
        goes_on = tokens.words[group - 1] == "," and last.cue.is_saying and cue.is_saying
        is_whole = not any(low in lexicon.breaks for low in tokens.lows[last.cue.end + 1 : group])
        found = _read_after(sentence, cue, last.subject, is_shared=not (goes_on and is_whole))
    return replace(found, is_joined=True) if found else None


def _read_front(sentence: Sentence, cue: Cue) -> Frame | None:
    """A participle that opens its sentence: its subject follows the comma."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    for at in range(cue.end + 1, sentence.end):
        is_quoted = tokens.words[at] == "" and tokens.text[tokens.ends[at] - 1] == ","
        if tokens.words[at] != "," and not is_quoted:
            continue
        subject = read_right(tokens, at + 1, min(sentence.end, at + 1 + _FRONT), lexicon)
        if subject is None or not may_begin(tokens, at + 1, lexicon):
            return None
        verb = next((spot for spot in range(at + 2, subject.end) if tokens.lows[spot] in lexicon.cues), subject.end)
        subject = Phrase(subject.first, verb, min(subject.head_end, verb))
        piece = (cue.end, at + is_quoted)
        return Frame(cue=cue, subject=subject, contents=(piece,), rest=(cue.end, cue.end), is_shared=True)
    return None


def _find_first(sentence: Sentence, end: int) -> Phrase | None:
    """The subject of a sentence whose verb we do not know: the name or pronoun that it begins with."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    first = sentence.first
    while first < end and tokens.lows[first] in lexicon.fronted:
        first += 1
    if first < end and tokens.lows[first] in lexicon.pronouns:
        return Phrase(first, first + 1, first + 1)
    start = first + (first < end and tokens.lows[first] in lexicon.determiners)
    at = start
    while at < end and (tokens.is_capital(at) or (at > start and tokens.words[at] == ".")):
        at += 1
    if at == start or tokens.lows[at - 1].endswith(("'s", "’s")):
        return None
    # "The Courier columnist Ida Brenn", "Partial transcript": a noun may follow, and it is no name.
    is_bare = start == first and (at - start > 1 or tokens.lows[first] not in lexicon.not_names)
    if not is_bare and at < end and not tokens.lows[at].endswith(lexicon.verb_endings[1:] or ("",)):
        return None
    return Phrase(first, at, at)


def _read_inverted(sentence: Sentence, taken: int, group: int, cue: Cue) -> Frame | None:
    """“...,” said Ida Brenn; The ferry will sail, said Ida Brenn."""
    tokens, lexicon, end = sentence.tokens, sentence.lexicon, sentence.end
    gap = sentence.skip_commas_back(group, taken)
    is_quoted = tokens.words[gap - 1] == ""
    if not (cue.is_saying or is_quoted) or cue.end >= end or gap == taken:
        return None
    if tokens.words[group - 1] == "," and _is_inserted(sentence, group, cue):
        return None
    subject = read_right(tokens, cue.end, end, lexicon)
    if subject is None or tokens.lows[subject.first] in lexicon.times:
        return None
    has_name = any(tokens.is_capital(at) for at in range(subject.first, subject.end))
    is_role = is_quoted and (has_name or is_tail(sentence, subject.end)) and _opens_role(sentence, subject.first)
    if not (is_role or may_begin(tokens, cue.end, lexicon)) or not (is_quoted or is_tail(sentence, subject.end)):
        return None
    return _make_before(sentence, taken, gap, cue, subject)


def _opens_role(sentence: Sentence, at: int) -> bool:
    """Whether a word after a verb of saying may begin its subject: “...,” said one sailor; not “...,” she said of it."""
    low, lexicon = sentence.tokens.lows[at], sentence.lexicon
    if low in lexicon.prepositions or low in lexicon.that or low in lexicon.listeners or low in lexicon.times:
        return False
    return (
        low not in lexicon.breaks and low not in lexicon.fronted and not _is_adverb(sentence.tokens.words[at], lexicon)
    )


def _is_inserted(sentence: Sentence, group: int, cue: Cue) -> bool:
    """Whether the comma before a cue closes an insertion: "Ida Brenn, the mayor, said the ferry would sail"."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    is_told = tokens.lows[cue.end - 1] in lexicon.tell
    if tokens.is_capital(cue.end) and not is_told:
        return False
    phrase = read_left(tokens, sentence.first, group, lexicon)
    if phrase is None or phrase.head_end - phrase.first > _HEAD:
        return False
    if not any(tokens.is_capital(at) for at in range(phrase.first, phrase.head_end)):
        return False
    right = read_right(tokens, cue.end, sentence.end, lexicon)
    return is_told or right is None or right.end < sentence.end


def _read_according(sentence: Sentence, taken: int, cue: Cue) -> Frame | None:
    """The ferry will sail, according to Ida Brenn; According to Ida Brenn, the ferry will sail."""
    tokens = sentence.tokens
    subject = read_right(tokens, cue.end, sentence.end, sentence.lexicon)
    if subject is None:
        return None
    if cue.first > taken + 2 or (cue.first > sentence.first and tokens.words[cue.first - 1] == ""):
        gap = sentence.skip_commas_back(cue.first, taken)
        return _make_before(sentence, taken, gap, cue, subject)
    comma = next((at for at in range(subject.end, sentence.end) if tokens.words[at] == ","), subject.end)
    frame = _make_after(sentence, cue, subject, sentence.skip_colon(comma), sentence.end)
    return replace(frame, is_close=False) if frame else None


def _read_after(sentence: Sentence, cue: Cue, subject: Phrase, *, is_shared: bool = False) -> Frame | None:
    """What is said stands after its cue."""
    start = find_start(sentence, cue)
    is_relative = subject.antecedent is not None
    end = find_end(sentence, start, is_relative=is_relative, is_saying=cue.is_saying)
    if not cue.is_saying and end < sentence.end and sentence.tokens.words[end] == "":
        return None  # The quotation has an attribution of its own.
    frame = _make_after(sentence, cue, subject, start, end)
    return replace(frame, is_shared=is_shared) if frame else None


def _make_after(sentence: Sentence, cue: Cue, subject: Phrase, start: int, end: int) -> Frame | None:
    if start >= end:
        return None
    is_close = sentence.tokens.has_quoted(start, end)
    return Frame(cue=cue, subject=subject, contents=((start, end),), rest=(cue.end, start), is_close=is_close)


def _make_before(sentence: Sentence, taken: int, gap: int, cue: Cue, subject: Phrase) -> Frame | None:
    """What is said stands before its attribution; a quotation after it goes on: “...,” he said, “...”."""
    tokens = sentence.tokens
    start = sentence.skip_marks(taken, gap)
    if start >= gap:
        return None
    if tokens.words[gap - 1] == "" and gap - 1 > start and tokens.words[gap - 2] in (":", "("):
        start = gap - 1
    contents = [(start, gap)]
    after = max(cue.end, subject.end)
    rest = (after, sentence.end)
    is_close = tokens.words[gap - 1] == ""
    again = _find_again(sentence, after, is_close=is_close)
    if again is not None:
        contents.append((again, sentence.end))
        rest = (after, again)
    return Frame(cue=cue, subject=subject, contents=tuple(contents), rest=rest, is_close=is_close)


def _find_again(sentence: Sentence, after: int, *, is_close: bool) -> int | None:
    """Where what is said goes on after an attribution: “...,” he said, “...”; The ferry, he said, is “...”; or None."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    again = next((at for at in range(after, sentence.end) if tokens.words[at] == ""), None)
    if again is not None and not any(low in lexicon.cues for low in tokens.lows[after:again]):
        joins = tokens.lows[again - 1] in lexicon.conjunctions and tokens.words[again - 2] == ","
        if joins or tokens.words[again - 1] in (".", ":", *COMMAS):
            return again
    start = after + 1
    if is_close or start >= sentence.end or tokens.words[after] != ",":
        return None
    low = tokens.lows[start]
    others = (lexicon.fronted, lexicon.participles, lexicon.conjunctions, lexicon.relative, lexicon.joints)
    return None if any(low in words for words in others) or low in lexicon.according else start
