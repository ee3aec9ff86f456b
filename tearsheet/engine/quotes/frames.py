"""Attributions in a sentence: a cue, its subject, and what is attributed, by the order in which they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .lexicon import Lexicon
from .phrases import Phrase, read_left, read_right
from .tokens import Tokens

#: How long what stands before a comma may be without being a clause of its own ("On Tuesday, ...").
_FRONT = 6
#: How far "that" may be from its cue ("said in a statement on Tuesday that").
_THAT = 14
#: How far after a quotation its own cue may stand.
_OWN = 9


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution: all in tokens, half-open.

    Attributes:
        cue: the cue's tokens.
        subject: who; None where the sentence does not say.
        contents: what, in one or two pieces.
        rest: what stands beside the cue and is neither: where to look for a medium.
        is_saying: whether the cue is a word of saying.
        is_shared: whether the subject is another cue's ("and added").
        is_close: whether quotation, subject and cue stand side by side.
        is_reported: whether only the form of its verb attributes a sentence to the speaker before.
        is_joined: whether a participle goes on from an attribution before it ("..., adding that").
    """

    cue: tuple[int, int]
    subject: Phrase | None
    contents: tuple[tuple[int, int], ...]
    rest: tuple[int, int]
    is_saying: bool
    is_shared: bool
    is_close: bool
    is_joined: bool = False
    is_reported: bool = False

    @property
    def is_relative(self) -> bool:
        """Whether the subject is a "who"."""
        return self.subject is not None and self.subject.antecedent is not None


def read_frames(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> list[Frame]:
    """The attributions of the sentence that the tokens `first` to `end` make, in order."""
    frames: list[Frame] = []
    taken = first
    for cue in _find_cues(tokens, first, end, lexicon):
        if cue[0] < taken:
            continue
        frame = _read_frame(tokens, first, end, taken, cue, frames, lexicon)
        if frame is None:
            continue
        frames.append(frame)
        taken = max(frame.cue[1], *(piece[1] for piece in frame.contents))
    return frames


def _find_cues(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    cues, lows = lexicon.cues, tokens.lows
    for at in range(first, end):
        if lows[at] in cues and (at == first or tokens.words[at][0].islower()):
            for rest in cues[lows[at]]:
                stop = at + 1 + len(rest)
                if stop <= end and tuple(lows[at + 1 : stop]) == rest:
                    found.append((at, stop))
                    break
    return found


def _read_frame(
    tokens: Tokens,
    first: int,
    end: int,
    taken: int,
    cue: tuple[int, int],
    before: Sequence[Frame],
    lexicon: Lexicon,
) -> Frame | None:
    lows, words = tokens.lows, tokens.words
    phrase = " ".join(lows[cue[0] : cue[1]])
    if phrase in lexicon.according:
        return _read_according(tokens, first, end, taken, cue, lexicon)
    is_saying = phrase in lexicon.sayings
    if phrase in lexicon.pronouns:
        return _read_fused(tokens, taken, end, cue, lexicon)
    group = cue[0]
    while group > taken and (lows[group - 1] in lexicon.auxiliaries or lows[group - 1].endswith("ly")):
        if lows[group - 1] in lexicon.passive and not phrase.endswith("ing"):
            return None
        group -= 1
    previous = lows[group - 1] if group > first else None
    previous_word = words[group - 1] if group > first else None
    if previous in lexicon.determiners:
        return None
    shared = before[-1].subject if before else None
    subject: Phrase | None = None
    if group == first and is_saying and phrase not in lexicon.participles:
        return _read_opening(tokens, cue, end, lexicon)
    # “...,” said Ida Brenn; The ferry will sail, said Ida Brenn.
    if group == first or previous_word in ("", ",", "-", "–", "—"):
        if phrase in lexicon.participles:
            if group == first and shared is None:
                return _read_front(tokens, cue, end, is_saying, lexicon)
            subject = shared or _read_first(tokens, first, group, lexicon)
            is_shared = not (
                shared
                and previous_word == ","
                and before[-1].is_saying
                and is_saying
                and not any(low in lexicon.breaks for low in lows[before[-1].cue[1] + 1 : group])
            )
            if subject is None:
                return None
            found = _read_after(tokens, group, end, cue, subject, is_saying, is_shared, lexicon)
            return replace(found, is_joined=True) if found else None
        inverted = None if previous_word == "," and _is_inserted(tokens, first, group, cue[1], end, lexicon) else _read_inverted(tokens, first, end, taken, cue, group, is_saying, lexicon)
        if inverted:
            return inverted
    if previous in lexicon.conjunctions and shared:
        if not is_saying:
            return None
        return _read_after(tokens, group, end, cue, shared, is_saying, not before[-1].is_saying, lexicon)
    low = first if previous_word == "," and before and before[-1].is_relative else taken
    subject = read_left(tokens, low, group, lexicon)
    if subject is None:
        return None
    if phrase in lexicon.ambiguous and not (cue[1] < end and (words[cue[1]] in ("", ":") or lows[cue[1]] in lexicon.that)) and not _may_be_verb(tokens, subject, cue, lexicon):
        return None
    # “...,” Ida Brenn said; The ferry will sail, Ida Brenn said on Tuesday.
    closer = subject.first
    gap = closer
    while gap > taken and words[gap - 1] in (",", "-", "–", "—"):
        gap -= 1
    is_answer = gap - 1 > taken and lows[taken] in lexicon.fronted and not _is_tail(tokens, cue[1], end, lexicon)
    if gap > taken and words[gap - 1] == "" and is_saying and not is_answer:
        return _make_post(tokens, taken, end, gap, cue, subject, lexicon, is_close=True)
    if (
        is_saying
        and gap < closer
        and (gap - taken > _FRONT or lows[taken] not in lexicon.fronted)
        and _is_tail(tokens, cue[1], end, lexicon)
    ):
        return _make_post(tokens, taken, end, gap, cue, subject, lexicon, is_close=False)
    return _read_after(tokens, group, end, cue, subject, is_saying, False, lexicon)


def _read_fused(tokens: Tokens, taken: int, end: int, cue: tuple[int, int], lexicon: Lexicon) -> Frame | None:
    """A cue that holds its pronoun: « ... », dit-elle."""
    gap = cue[0]
    while gap > taken and tokens.words[gap - 1] in (",", "-", "–", "—"):
        gap -= 1
    if gap == taken:
        return None
    is_close = tokens.words[gap - 1] == ""
    return _make_post(tokens, taken, end, gap, cue, Phrase(cue[0], cue[1], cue[1]), lexicon, is_close=is_close)


def _read_opening(tokens: Tokens, cue: tuple[int, int], end: int, lexicon: Lexicon) -> Frame | None:
    """A cue that opens its sentence, its subject, and what is said after a colon or "that": “Dijo Ida Brenn: ...”."""
    subject = read_right(tokens, cue[1], end, lexicon)
    if subject is None or subject.end >= end:
        return None
    if tokens.words[subject.end] not in ("", ":") and tokens.lows[subject.end] not in lexicon.that:
        return None
    start = _skip_space(tokens, subject.end, end)
    if start >= end:
        return None
    return Frame(cue, subject, ((start, end),), (subject.end, start), True, False, tokens.words[start] == "")


def _read_front(tokens: Tokens, cue: tuple[int, int], end: int, is_saying: bool, lexicon: Lexicon) -> Frame | None:
    """A participle that opens its sentence: "Calling the plan “a mistake,” the mayor left"."""
    for at in range(cue[1] + 1, end):
        if tokens.words[at] == "," or (tokens.words[at] == "" and tokens.text[tokens.ends[at] - 1] == ","):
            stop = at + (tokens.words[at] == "")
            subject = read_right(tokens, at + 1, min(end, at + 1 + _FRONT), lexicon)
            if subject is None or not _may_be_subject(tokens, at + 1, lexicon):
                return None
            stops = [spot for spot in range(subject.first, subject.end) if tokens.lows[spot] in lexicon.cues]
            if stops and stops[0] > subject.first:
                subject = Phrase(subject.first, stops[0], min(subject.head_end, stops[0]))
            return Frame(cue, subject, ((cue[1], stop),), (cue[1], cue[1]), is_saying, True, False)
    return None


def _read_first(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> Phrase | None:
    """The subject of a sentence whose verb we do not know: the name or pronoun that it begins with."""
    at = first
    while at < end and (tokens.lows[at] in lexicon.fronted or tokens.lows[at] in lexicon.determiners):
        at += 1
    start = at
    while at < end and (tokens.is_capital(at) or (at > start and tokens.words[at] == ".")):
        at += 1
    if at > start:
        return Phrase(start, at, at)
    if start < end and tokens.lows[start] in lexicon.pronouns:
        return Phrase(start, start + 1, start + 1)
    return None


def _is_inserted(tokens: Tokens, low: int, group: int, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the comma before a cue closes an insertion: "Ida Brenn, the mayor, said the ferry would sail"."""
    if at >= end:
        return False
    is_told = tokens.lows[at - 1] in lexicon.tell
    if tokens.is_capital(at) and not is_told:
        return False
    phrase = read_left(tokens, low, group, lexicon)
    if phrase is None or not any(tokens.is_capital(spot) for spot in range(phrase.first, phrase.head_end)):
        return False
    if phrase.head_end - phrase.first > _FRONT + 2:
        return False
    return is_told or not _may_be_subject(tokens, at, lexicon) or read_right(tokens, at, end, lexicon).end < end


def _may_be_subject(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether a noun phrase may begin here: with a name, an article or a number."""
    low = tokens.lows[at]
    return tokens.is_capital(at) or low[:1].isdigit() or low in lexicon.pronouns or (low in lexicon.determiners and low not in lexicon.prepositions)


def _read_inverted(
    tokens: Tokens,
    first: int,
    end: int,
    taken: int,
    cue: tuple[int, int],
    group: int,
    is_saying: bool,
    lexicon: Lexicon,
) -> Frame | None:
    if not is_saying or cue[1] >= end:
        return None
    subject = read_right(tokens, cue[1], end, lexicon)
    if subject is None or tokens.lows[subject.first] in lexicon.times or not _may_be_subject(tokens, cue[1], lexicon):
        return None
    gap = group
    while gap > taken and tokens.words[gap - 1] in (",", "-", "–", "—"):
        gap -= 1
    if gap == taken:
        return None
    is_quoted = tokens.words[gap - 1] == ""
    if not is_quoted and not (subject.end >= end or tokens.words[subject.end] == "," or _is_tail(tokens, subject.end, end, lexicon)):
        return None
    return _make_post(tokens, taken, end, gap, cue, subject, lexicon, is_close=is_quoted)


def _make_post(
    tokens: Tokens,
    taken: int,
    end: int,
    gap: int,
    cue: tuple[int, int],
    subject: Phrase,
    lexicon: Lexicon,
    *,
    is_close: bool,
) -> Frame:
    """What is said stands before its attribution; a quotation after it goes on: “...,” he said, “...”."""
    start = taken
    while start < gap and tokens.lows[start] in lexicon.conjunctions:
        start += 1
    while start < gap and tokens.words[start] and not tokens.words[start][0].isalnum():
        start += 1
    contents = [(start, gap)]
    after = max(cue[1], subject.end)
    rest = (after, end)
    for at in range(after, end):
        if tokens.words[at] == "":
            if tokens.words[at - 1] in (",", ".", ":", "-", "–", "—") and not any(
                tokens.lows[spot] in lexicon.cues for spot in range(after, at)
            ):
                contents.append((at, end))
                rest = (after, at)
            break
    return Frame(cue, subject, tuple(contents), rest, True, False, is_close)


def _read_after(
    tokens: Tokens,
    group: int,
    end: int,
    cue: tuple[int, int],
    subject: Phrase,
    is_saying: bool,
    is_shared: bool,
    lexicon: Lexicon,
) -> Frame | None:
    """What is said stands after its cue."""
    start = _find_content(tokens, cue, end, lexicon)
    stop = _find_content_end(tokens, start, end, lexicon, is_relative=subject.antecedent is not None, is_saying=is_saying)
    if start >= stop or (not is_saying and stop < end and tokens.words[stop] == ""):
        return None
    quoted = tokens.words[start] == ""
    return Frame(cue, subject, ((start, stop),), (cue[1], start), is_saying, is_shared, quoted or tokens.has_quoted(start, stop))


def _find_content(tokens: Tokens, cue: tuple[int, int], end: int, lexicon: Lexicon) -> int:
    """Where what is said begins after a cue: past who was told, when and in what."""
    lows, words = tokens.lows, tokens.words
    at = cue[1]
    high = min(end, at + _THAT)
    for spot in range(at, high):
        if words[spot] == "":
            if spot == at or words[spot - 1] in (",", ":"):
                return spot
            break
        if words[spot] == ":":
            return _skip_space(tokens, spot + 1, end)
        if lows[spot] in lexicon.that and (spot == at or lows[spot-1] not in lexicon.prepositions):
            return spot
        if lows[spot] in lexicon.cues and spot > at + 3:
            break
    phrase = lows[cue[0]]
    if phrase in lexicon.tell:
        at = _skip_listener(tokens, at, end, lexicon)
    if at < end and lows[at] in lexicon.times:
        stop = at
        while stop < end and stop - at < 5 and (lows[stop] in lexicon.times or lows[stop] in lexicon.determiners or lows[stop].isdigit()):
            stop += 1
        if any(lows[spot] in lexicon.days for spot in range(at, stop)):
            at = stop
    return _skip_space(tokens, at, end)


def _skip_listener(tokens: Tokens, at: int, end: int, lexicon: Lexicon) -> int:
    """Past who was told: a word for listeners, or a name with its article."""
    if at < end and tokens.lows[at] in lexicon.listeners:
        return at + 1
    spot = at
    while spot < end and tokens.lows[spot] in lexicon.determiners and tokens.lows[spot] not in lexicon.prepositions:
        spot += 1
    stop = spot
    while stop < end and tokens.is_capital(stop) and tokens.lows[stop] not in lexicon.pronouns:
        stop += 1
    return stop if stop > spot else at




def _skip_space(tokens: Tokens, at: int, end: int) -> int:
    while at < end and tokens.words[at] and tokens.words[at] in ",:\n":
        at += 1
    return at


def _find_content_end(tokens: Tokens, start: int, end: int, lexicon: Lexicon, *, is_relative: bool, is_saying: bool) -> int:
    """Where what is said ends: with its sentence, or before the next attribution that is joined to it."""
    lows, words = tokens.lows, tokens.words
    for at in range(start, end):
        if words[at] == "" and _is_attributed(tokens, at, end, lexicon):
            return at
        if at == start:
            continue
        if lows[at] in lexicon.cues:
            group = at
            while group > start and lows[group - 1] in lexicon.auxiliaries:
                group -= 1
            if words[group - 1] == "," and (lows[at] in lexicon.participles or is_relative):
                return group - 1
            if lows[group - 1] in lexicon.conjunctions and lows[at] in lexicon.sayings and lows[at] not in lexicon.ambiguous:
                return group - 1 - (words[group - 2] == ",")
            if lows[at] in lexicon.sayings and lows[at] not in lexicon.ambiguous:
                cut = _find_joint(tokens, start, group, lexicon, is_saying=is_saying)
                if cut is not None:
                    return cut
            if lows[at] == "according" and words[group - 1] == ",":
                return group - 1
    return end


def _find_joint(tokens: Tokens, start: int, group: int, lexicon: Lexicon, *, is_saying: bool) -> int | None:
    """Where a clause with another subject is joined: "..., after Brenn said", "... while Brenn said"; None if it is not."""
    subject = read_left(tokens, start, group, lexicon)
    if subject is None or subject.first - 1 <= start:
        return None
    joint = subject.first - 1
    if tokens.words[joint - 1] == "," and tokens.lows[joint] in lexicon.joints:
        return joint - 1
    if tokens.words[joint] == "," and not is_saying:
        return joint
    return joint if tokens.lows[joint] in lexicon.contrasts else None


def _is_attributed(tokens: Tokens, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a quotation is followed by an attribution of its own: “...,” she said."""
    stop = min(end, at + _OWN)
    for spot in range(at + 1, stop):
        if tokens.lows[spot] in lexicon.sayings and tokens.lows[spot] not in lexicon.participles:
            return spot + 1 >= end or tokens.words[spot + 1] in (",", ".", "") or _is_tail(tokens, spot + 1, end, lexicon) or (spot == at+1 and tokens.is_capital(spot+1))
        if tokens.words[spot] in ("", ",") or tokens.lows[spot] in lexicon.breaks:
            return False
    return False


def _is_tail(tokens: Tokens, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether nothing but time, place and medium follows an attribution."""
    return at >= end or tokens.words[at] in (",", ";", "-", "–", "—", ")") or (tokens.lows[at] in lexicon.times and not any(low in lexicon.that for low in tokens.lows[at:end]))


def _may_be_verb(tokens: Tokens, subject: Phrase, cue: tuple[int, int], lexicon: Lexicon) -> bool:
    """Whether a word that is as often a noun is a verb here: after a name, a pronoun, "who" or a plural."""
    last = subject.end - 1
    low = tokens.lows[last]
    if low.endswith(("'s", "’s", "s'", "s’")):
        return False
    if cue[1] < len(tokens) and tokens.lows[cue[1]] in lexicon.prepositions and lexicon.cues.get(low) != ((),):
        return tokens.is_capital(last) or low in lexicon.pronouns or low in lexicon.relative
    return tokens.is_capital(last) or low in lexicon.pronouns or low in lexicon.relative or low.endswith("s") or tokens.words[subject.end : subject.end + 1] == [","]


def _read_according(
    tokens: Tokens, first: int, end: int, taken: int, cue: tuple[int, int], lexicon: Lexicon
) -> Frame | None:
    subject = read_right(tokens, cue[1], end, lexicon)
    if subject is None:
        return None
    if cue[0] > taken + 2:
        gap = cue[0]
        while gap > taken and tokens.words[gap - 1] in (",", "-", "–", "—"):
            gap -= 1
        start = taken
        while start < gap and tokens.words[start] and not tokens.words[start][0].isalnum():
            start += 1
        return Frame(cue, subject, ((start, gap),), (subject.end, end), True, False, tokens.words[gap - 1] == "")
    at = subject.end
    while at < end and tokens.words[at] != ",":
        at += 1
    start = _skip_space(tokens, at if at < end else subject.end, end)
    if start >= end:
        return None
    return Frame(cue, subject, ((start, end),), (cue[1], start), True, False, False)
