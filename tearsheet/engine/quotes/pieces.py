"""What is attributed by a cue and its subject, before or after them."""

from dataclasses import replace

from .contents import find_end, find_start
from .phrases import Phrase
from .sentences import COMMAS, Cue, Frame, Sentence


def read_after(sentence: Sentence, cue: Cue, subject: Phrase, *, is_shared: bool = False) -> Frame | None:
    """What is said stands after its cue, and is looked for there; None if nothing is."""
    start = find_start(sentence, cue)
    is_relative = subject.antecedent is not None
    end = find_end(sentence, start, is_relative=is_relative, is_saying=cue.is_saying)
    if not cue.is_saying and end < sentence.end and sentence.tokens.words[end] == "":
        return None  # The quotation has an attribution of its own.
    frame = make_after(sentence, cue, subject, start, end)
    return replace(frame, is_shared=is_shared) if frame else None


def make_after(sentence: Sentence, cue: Cue, subject: Phrase, start: int, end: int) -> Frame | None:
    """What is said stands after its cue, from token `start` to `end`; None if that is nothing."""
    if start >= end:
        return None
    is_close = sentence.tokens.has_quoted(start, end)
    return Frame(cue=cue, subject=subject, contents=((start, end),), rest=(cue.end, start), is_close=is_close)


def make_before(sentence: Sentence, taken: int, gap: int, cue: Cue, subject: Phrase) -> Frame | None:
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
