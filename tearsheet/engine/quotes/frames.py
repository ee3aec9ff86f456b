"""Attributions in a sentence: a cue, its subject, and what is attributed, by the order in which they stand."""

from collections.abc import Sequence
from dataclasses import replace

from .borrowed import find_first, read_participle, read_signed, read_unknown, read_without_verb
from .certainty import is_sentence
from .contents import is_tail
from .lexicon import Lexicon
from .phrases import Phrase, find_head_end, may_begin, read_left, read_right
from .pieces import make_after, make_before, read_after
from .sentences import COMMAS, Cue, Frame, Sentence

#: How long what stands before a comma may be without being a clause of its own ("On Tuesday, ..."), and a name's head.
_FRONT, _HEAD = 6, 8
#: Begin a clause whose verb follows.
_NOMINATIVE = frozenset({"i", "he", "she", "we", "they"})
#: Before a participle that shares its subject: “opened by saying ...”.
_HOW = ("by",)
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
        frames.extend(filter(None, [read_signed(sentence) or read_unknown(sentence)]))
    last = read_without_verb(sentence, frames[-1].end if frames else taken)
    return [*frames, last] if last else frames


def read_lead(sentence: Sentence) -> tuple[Cue, Phrase] | None:
    """A sentence that is no more than a subject and a verb of saying, before what it announces: Oto Varga agreed. “...”."""
    for cue in sentence.find_cues():
        if not cue.is_saying or not is_tail(sentence, cue.end) or cue.words in sentence.lexicon.participles:
            return None
        group = _find_group(sentence, sentence.first, cue)
        subject = None if group is None else read_left(sentence.tokens, sentence.first, group, sentence.lexicon)
        if subject is None or not _may_be_verb(sentence, subject, cue) or sentence.end - cue.end > _FRONT:
            return None
        opening = sentence.tokens.lows[sentence.first : subject.first]
        return (cue, subject) if all(low in sentence.lexicon.fronted for low in opening) else None
    return None


def _read_frame(sentence: Sentence, taken: int, cue: Cue, before: Sequence[Frame]) -> Frame | None:
    lexicon = sentence.lexicon
    if cue.words in lexicon.according:
        return _read_according(sentence, taken, cue)
    if cue.words in lexicon.pronouns:
        # A cue that holds its pronoun: « ... », dit-elle.
        gap = sentence.skip_commas_back(cue.first, taken)
        return make_before(sentence, taken, gap, cue, Phrase(cue.first, cue.end, cue.end)) if gap > taken else None
    group = _find_group(sentence, taken, cue)
    return _read_verb(sentence, taken, group, cue, before=before) if group is not None else None


def _read_verb(sentence: Sentence, taken: int, group: int, cue: Cue, *, before: Sequence[Frame]) -> Frame | None:
    """A verb of saying or thinking that begins, with its auxiliaries, at token `group`."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    is_at_border = group == sentence.first or tokens.words[group - 1] in ("", *COMMAS)
    if cue.words in lexicon.participles and (is_at_border or tokens.lows[group - 1] in (*_HOW, *lexicon.media)):
        return read_participle(sentence, group, cue, before)
    if group == sentence.first and cue.is_saying:
        return _read_opening(sentence, cue)
    inverted = _read_inverted(sentence, taken, group, cue) if is_at_border else None
    if inverted:
        return inverted
    if before and before[-1].subject and tokens.lows[group - 1] in lexicon.conjunctions:
        other = next((at for at in range(group - 2, before[-1].cue.end, -1) if tokens.lows[at] in _NOMINATIVE), None)
        subject = before[-1].subject if other is None else Phrase(other, other + 1, other + 1)
        is_shared = other is not None or not before[-1].cue.is_saying
        return read_after(sentence, cue, subject, is_shared=is_shared) if cue.is_saying else None
    if cue.is_saying and not before and tokens.lows[group - 1] in lexicon.conjunctions:
        first = find_first(sentence, group)
        return read_after(sentence, cue, first, is_shared=True) if first else None
    return _read_plain(sentence, taken, group, cue, before)


def _find_group(sentence: Sentence, taken: int, cue: Cue) -> int | None:
    """Where a verb begins with its auxiliaries; None if it is passive, or a noun after an article or a preposition."""
    lows, lexicon = sentence.tokens.lows, sentence.lexicon
    group = cue.first
    words = sentence.tokens.words
    while group > taken and (lows[group - 1] in lexicon.auxiliaries or is_adverb(words[group - 1], lexicon)):
        if lows[group - 1] in lexicon.passive and not cue.words.endswith("ing"):
            return None
        group -= 1
    return None if group > sentence.first and lows[group - 1] in lexicon.determiners else group


def is_adverb(word: str, lexicon: Lexicon) -> bool:
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
        return make_before(sentence, taken, as_told, cue, subject)
    gap = sentence.skip_commas_back(subject.first, taken)
    if cue.is_saying and gap > taken:
        has_tail = is_tail(sentence, cue.end)
        is_front = tokens.lows[taken] in lexicon.fronted
        is_own = has_tail or gap - 1 == taken or not is_front or _is_led(sentence, gap - 1, cue)
        if tokens.words[gap - 1] == "" and is_own:
            return make_before(sentence, taken, gap, cue, subject)
        if gap < subject.first and has_tail and (gap - taken > _FRONT or not is_front):
            return make_before(sentence, taken, gap, cue, subject)
    return read_after(sentence, cue, subject)


def _is_led(sentence: Sentence, at: int, cue: Cue) -> bool:
    """Whether an attribution is the quotation's before it, in spite of what opens the sentence: Of course, “...,” he told."""
    tokens = sentence.tokens
    said = tokens.span(at, at + 1).of(tokens.text)
    is_open = said[-1:] in (",", "?", "!") or tokens.words[at + 1] == ","
    is_over = tokens.lows[cue.end : cue.end + 1] and tokens.lows[cue.end] in sentence.lexicon.prepositions
    return is_open and (is_sentence(said) or bool(is_over))


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
    is_before = following is not None and (following in ("", ":") or following in lexicon.that)
    if is_before or (subject.first > sentence.first and tokens.lows[subject.first - 1] in ("", "as")):
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
    return make_after(sentence, cue, subject, sentence.skip_colon(subject.end), sentence.end)


def _read_inverted(sentence: Sentence, taken: int, group: int, cue: Cue) -> Frame | None:
    """“...,” said Ida Brenn; The ferry will sail, said Ida Brenn."""
    tokens, lexicon, end = sentence.tokens, sentence.lexicon, sentence.end
    gap = sentence.skip_commas_back(group, taken)
    is_quoted = tokens.words[gap - 1] == ""
    if not (cue.is_saying or is_quoted) or cue.end >= end or gap == taken:
        return None
    if cue.words in lexicon.tell and not is_quoted:
        return None  # Whoever was told follows.
    if tokens.words[group - 1] == "," and _is_inserted(sentence, group, cue):
        return None
    subject = read_right(tokens, cue.end, end, lexicon)
    if subject is None or tokens.lows[subject.first] in lexicon.times:
        return None
    has_name = any(tokens.is_capital(at) for at in range(subject.first, subject.end))
    is_role = is_quoted and (has_name or is_tail(sentence, subject.end)) and _opens_role(sentence, subject.first)
    if not (is_role or may_begin(tokens, cue.end, lexicon)) or not (is_quoted or is_tail(sentence, subject.end)):
        return None
    return make_before(sentence, taken, gap, cue, subject)


def _opens_role(sentence: Sentence, at: int) -> bool:
    """Whether a word after a verb of saying may begin its subject: “...,” said one sailor; not “...,” she said of it."""
    low, lexicon = sentence.tokens.lows[at], sentence.lexicon
    if low in lexicon.prepositions or low in lexicon.that or low in lexicon.listeners or low in lexicon.times:
        return False
    return (
        low not in lexicon.breaks and low not in lexicon.fronted and not is_adverb(sentence.tokens.words[at], lexicon)
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
        return make_before(sentence, taken, gap, cue, subject)
    comma = next((at for at in range(subject.end, sentence.end) if tokens.words[at] == ","), subject.end)
    frame = make_after(sentence, cue, subject, sentence.skip_colon(comma), sentence.end)
    return replace(frame, is_close=False) if frame else None
