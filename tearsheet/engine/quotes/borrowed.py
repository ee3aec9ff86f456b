"""Attributions that borrow their subject, or have no verb that we know: the reader of last resort."""

from collections.abc import Sequence
from dataclasses import replace

from .certainty import is_sentence
from .contents import is_tail
from .phrases import Phrase, find_head_end, may_begin, read_right
from .pieces import make_before, read_after
from .sentences import Cue, Frame, Sentence

#: How many tokens the subject behind an opening participle may take.
_FRONT = 6
#: The longest subject of a verb that we do not know, with the verb.
_UNKNOWN = 7
#: Before who signs a line, the longest name there, and the longest role behind it.
_DASHES = ("-", "–", "—", "―")
_NAME, _SIGNED_ROLE = 6, 16


def read_unknown(sentence: Sentence) -> Frame | None:
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
    return make_before(sentence, first, opener, Cue(verb, at, low, is_saying=True), subject)


def read_signed(sentence: Sentence) -> Frame | None:
    """A line that is a quotation, a dash and a name: “The ferry must sail again.” — Ida Brenn, mayor of Alder."""
    tokens, first = sentence.tokens, sentence.first
    dash, name = first + 1, first + 2
    if name + 1 >= sentence.end or tokens.words[first] or tokens.words[dash] not in _DASHES:
        return None
    if not _is_line(sentence) or not is_sentence(tokens.span(first, dash).of(tokens.text)):
        return None
    end = next((at for at in range(name, sentence.end) if tokens.words[at] in (",", "(")), sentence.end)
    is_name = all(tokens.is_capital(at) or tokens.words[at] == "." for at in range(name, end))
    if not is_name or not 1 < end - name <= _NAME or sentence.end - end > _SIGNED_ROLE:
        return None
    subject = Phrase(name, sentence.end, end)
    return make_before(sentence, first, dash, Cue(dash, name, tokens.words[dash], is_saying=True), subject)


def _is_line(sentence: Sentence) -> bool:
    """Whether a sentence is a line of its own."""
    words, end = sentence.tokens.words, sentence.end
    end += words[end : end + 1] == ["."]
    return (sentence.first == 0 or words[sentence.first - 1] == "\n") and words[end : end + 1] in ([], ["\n"])


def read_without_verb(sentence: Sentence, taken: int) -> Frame | None:
    """A quotation after a colon or comma, of whom its sentence is about: “Brenn leaned over and boomed: ‘...’”."""
    tokens = sentence.tokens
    at = sentence.end - 1
    colon = at - 1
    while colon > taken and tokens.words[colon] == "\n":
        colon -= 1
    if colon < max(taken, sentence.first + 1) or tokens.words[at] != "" or tokens.words[colon] not in (":", ","):
        return None
    if not is_sentence(tokens.span(at, at + 1).of(tokens.text)):
        return None
    subject = find_first(sentence, colon)
    if subject is None:
        return None
    cue = Cue(colon, colon + 1, tokens.words[colon], is_saying=True)
    return Frame(cue=cue, subject=subject, contents=((at, at + 1),), rest=(at, at), is_shared=True, is_close=True)


def read_participle(sentence: Sentence, group: int, cue: Cue, before: Sequence[Frame]) -> Frame | None:
    """A verb that borrows its subject: “..., adding that”; “Calling it a mistake, the mayor left”."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    last = before[-1] if before else None
    if last is None or last.subject is None:
        if group == sentence.first:
            return _read_front(sentence, cue)
        subject = find_first(sentence, group)
        found = read_after(sentence, cue, subject, is_shared=True) if subject else None
    else:
        goes_on = tokens.words[group - 1] == "," and last.cue.is_saying and cue.is_saying
        is_whole = not any(low in lexicon.breaks for low in tokens.lows[last.cue.end + 1 : group])
        found = read_after(sentence, cue, last.subject, is_shared=not (goes_on and is_whole))
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


def find_first(sentence: Sentence, end: int) -> Phrase | None:
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
