"""Clauses between commas, in languages whose verb stands second."""

from .sentences import Sentence

#: The longest clause that is stepped over, and the longest quotation that is a name, in tokens and words.
_STEP, _NAME_WORDS = 28, 3


def find_clause_end(sentence: Sentence, at: int) -> int:
    """The next comma, colon, semicolon or quotation."""
    while at < sentence.end and sentence.tokens.words[at] not in (",", ":", ";", ""):
        at += 1
    return at


def find_content(sentence: Sentence, at: int) -> int | None:
    """Where what is said begins, after the comma or colon that ends the cue's clause; None if it is in the clause."""
    tokens, end = sentence.tokens, sentence.end
    while at < end and tokens.words[at] == ",":
        # “Brenn sagte dem Boten, der darüber schrieb, die Fähre fahre”: a relative clause is stepped over.
        following = find_clause_end(sentence, at + 1)
        is_comma = following < end and tokens.words[following] == "," and following - at < _STEP
        if not is_comma or tokens.lows[at + 1] not in sentence.lexicon.relative:
            break
        at = following
    if at >= end:
        return None
    if tokens.words[at] == "":
        return at if len(tokens.span(at, at + 1).of(tokens.text).split()) > _NAME_WORDS else None
    return sentence.skip_colon(at)


def is_relative(sentence: Sentence, at: int) -> bool:
    """Whether a clause after a comma is about the noun before it: “..., die im Mai fährt”, not “..., die Fähre fahre”."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    if tokens.lows[at] not in lexicon.relative or at + 2 >= sentence.end:
        return False
    if tokens.is_capital(at + 1) or tokens.words[at + 1] == "":
        return False
    low, after = tokens.lows[at + 1], tokens.lows[at + 2]
    is_adjective = low.endswith(("e", "en", "er", "es", "em")) and (
        after == "" or tokens.is_capital(at + 2) or after.endswith(("e", "en"))
    )
    return low in lexicon.prepositions or low in lexicon.articles or not is_adjective
