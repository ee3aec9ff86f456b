"""How much an edit of a source's words matters: a slip of the pen, other words, another figure or name, other speakers.

The rank is a reading aid for editors, read from word lists and spelling: it never decides whether anything may be
published. Where it cannot tell it takes the graver rank. German writes all nouns with a capital letter, so there a name
is only seen beside another capitalised word or a word of saying; scripts without capitals show no names, and no change
of letters is called a slip there.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files

from .differences import Difference, word_differences
from .normalisation import DOUBLE_MARKS, normalise

_TOKEN = re.compile(r"\w+(?:['’.,\-\u2010\u2011]\w+)*|[^\w\s]")
_SENTENCE_END = re.compile(r"[.!?…؟۔。！？]")
_THOUSANDS = re.compile(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}(?:\D|$))")
#: How many words beside a difference are looked at, and in how many characters they are looked for.
_NEAR, _CONTEXT = 3, 120
_SENTENCE_WORDS = 6
_REST = 3
_SHORT, _LONG = 5, 8
_CAPITAL_NOUNS = "de"


class EditRank(IntEnum):
    """What an edit touched, from the least to the gravest.

    A slip is spelling, case, punctuation or a doubled word. A figure or name includes days and words that deny. An
    attribution is who says it, and how sure: words of saying, names beside them, quotation marks. Withdrawn is a
    sentence, or the whole passage, that is no longer there.
    """

    NONE = 0
    TYPO = 1
    WORDING = 2
    FIGURE_OR_NAME = 3
    ATTRIBUTION = 4
    WITHDRAWN = 5


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one language, or of all where it is not known: each form in lower case, and what it is a form of."""

    figures: Mapping[str, str]
    sayings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word with what its place says: whether it begins a sentence, has a capitalised neighbour, stands before a figure."""

    text: str
    is_first: bool
    has_capital_beside: bool
    is_sign: bool

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()


def rank_edit(before: str, after: str, *, language: str | None = None) -> EditRank:
    """Rank what became of a passage.

    Args:
        before: the passage as it was.
        after: what stands there now; "" if it is gone.
        language: of the passage, as a BCP 47 tag; None if unknown (the words of all languages are looked for).

    Returns:
        The gravest rank of all differences; `NONE` if only the named normalisation tells them apart.
    """
    old, new = normalise(before), normalise(after)
    if old == new:
        return EditRank.NONE
    if not old:
        return EditRank.WORDING
    if not new:
        return EditRank.WITHDRAWN
    differences = word_differences(before, after)
    if not differences:
        return EditRank.TYPO
    words = _word_lists(_primary(language))
    return max(_rank(difference, before, words, _primary(language)) for difference in differences)


def _primary(language: str | None) -> str:
    return (language or "").lower().partition("-")[0]


@cache
def _word_lists(language: str) -> _Words:
    stored = json.loads(files(__package__).joinpath("data", "edit_words.json").read_text(encoding="utf-8"))
    chosen = [stored[language]] if language in stored else list(stored.values())
    return _Words(
        figures={word: word for lists in chosen for name in ("negations", "numbers") for word in lists[name]},
        sayings={form: forms.split()[0] for lists in chosen for forms in lists["sayings"] for form in forms.split()},
    )


def _rank(difference: Difference, text: str, words: _Words, language: str) -> EditRank:
    start, end = difference.span.start, difference.span.end
    old = _tokens(difference.before, text[:start], text[end:])
    new = _tokens(difference.after, text[:start], text[end:])
    if _drops_sentence(difference, old, new):
        return EditRank.WITHDRAWN
    beside = _beside(text, start, end)
    if _tells_others(old, new, beside, words, language):
        return EditRank.ATTRIBUTION
    if _figures(old, words) != _figures(new, words):
        return EditRank.FIGURE_OR_NAME
    if _letters(difference.before) != _letters(difference.after) and _names(old, language) != _names(new, language):
        return EditRank.FIGURE_OR_NAME
    return EditRank.TYPO if _is_slip(difference.before, difference.after, beside) else EditRank.WORDING


def _tokens(text: str, before: str, after: str) -> list[_Token]:
    """The words of a stretch, each with what its place tells."""
    found = _TOKEN.findall(text)
    all_left = _TOKEN.findall(before[-_CONTEXT:])
    left, right = all_left[-_NEAR:], _TOKEN.findall(after[:_CONTEXT])[:1]
    line = [*left, *found, *right]
    is_text_start = len(before) <= _CONTEXT and len(left) == len(all_left)
    firsts = list(_find_firsts(line, is_text_start=is_text_start))
    return [
        _Token(
            text=word,
            is_first=firsts[at],
            has_capital_beside=any(
                line[other][:1].isupper() and not firsts[other] for other in (at - 1, at + 1) if 0 <= other < len(line)
            ),
            is_sign=at + 1 < len(line) and line[at + 1][:1].isdigit(),
        )
        for at, word in enumerate(line)
    ][len(left) : len(left) + len(found)]


def _find_firsts(line: Iterable[str], *, is_text_start: bool) -> Iterator[bool]:
    """Whether each word begins a sentence."""
    begins = is_text_start
    for word in line:
        yield begins
        if word not in DOUBLE_MARKS:
            begins = bool(_SENTENCE_END.fullmatch(word)) or word in ":—–"


def _beside(text: str, start: int, end: int) -> list[str]:
    """The few words before and after a difference, in lower case."""
    before = [word for word in _TOKEN.findall(text[:start][-_CONTEXT:]) if word[:1].isalnum()]
    after = [word for word in _TOKEN.findall(text[end:][:_CONTEXT]) if word[:1].isalnum()]
    return [word.casefold() for word in (*before[-_NEAR:], *after[:_NEAR])]


def _drops_sentence(difference: Difference, old: Sequence[_Token], new: Sequence[_Token]) -> bool:
    """Whether a sentence went without another in its place."""
    old_count, new_count = (sum(token.text[:1].isalnum() for token in tokens) for tokens in (old, new))
    unspaced = len(difference.before) >= _SENTENCE_WORDS * 3
    ends = bool(_SENTENCE_END.search(difference.before))
    long_enough = old_count >= _SENTENCE_WORDS or (old_count <= _REST and unspaced)
    return ends and long_enough and len(difference.after) * _REST < len(difference.before) and new_count <= old_count


def _tells_others(
    old: Sequence[_Token], new: Sequence[_Token], beside: Sequence[str], words: _Words, language: str
) -> bool:
    """Whether who says it, or that somebody says it, has changed."""
    if _count(old, words.sayings) != _count(new, words.sayings):
        return True
    marks = [sum(token.text in DOUBLE_MARKS for token in tokens) for tokens in (old, new)]
    if marks[0] != marks[1]:
        return True
    near = any(_known(word, words.sayings) for word in beside)
    loose = _names(old, language, beside_saying=True) != _names(new, language, beside_saying=True)
    return near and loose


def _count(tokens: Iterable[_Token], wanted: Mapping[str, str]) -> Counter[str]:
    found = (_known(token.text.casefold(), wanted) for token in tokens)
    return Counter(filter(None, found))


def _known(word: str, wanted: Mapping[str, str]) -> str:
    """What a word is a form of, or ""; Arabic writes "and" and "so" on to the word that follows."""
    return wanted.get(word) or (wanted.get(word[1:], "") if word[0] in "وف" else "")


def _figures(tokens: Sequence[_Token], words: _Words) -> Counter[str]:
    """Numbers, signs that belong to them, words that count, days, and words that deny."""
    counts = _count(tokens, words.figures)
    for token in tokens:
        word = token.text
        if any(character.isdigit() for character in word):
            counts[unicodedata.normalize("NFKC", _THOUSANDS.sub("", word)).casefold()] += 1
        elif word in "%‰°" or unicodedata.category(word[0]) == "Sc" or (token.is_sign and word in "+-−±<>"):
            counts[word] += 1
        elif word.casefold().endswith(("n't", "n’t")):
            counts["not"] += 1
    return counts


def _names(tokens: Iterable[_Token], language: str, *, beside_saying: bool = False) -> Counter[str]:
    """Capitalised words that are names as far as their place tells; beside a word of saying, every one."""
    return Counter(
        token.text
        for token in tokens
        if token.is_capital
        and (
            beside_saying
            or token.has_capital_beside
            or (token.text.isupper() and len(token.text) > 1)
            or not (token.is_first or language == _CAPITAL_NOUNS)
        )
    )


def _is_slip(before: str, after: str, beside: Sequence[str]) -> bool:
    """Whether only spelling, case, punctuation or a doubled word was mended."""
    if ("?" in before) != ("?" in after):
        return False
    old, new = (_letters(text) for text in (before, after))
    if old == new:
        return True
    if not new or not old:
        return (old or new) in beside
    old_words, new_words = ([word for word in _TOKEN.findall(text) if word[:1].isalnum()] for text in (before, after))
    return len(old_words) == len(new_words) and all(
        _is_near(one.casefold(), other.casefold()) for one, other in zip(old_words, new_words, strict=True)
    )


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _is_near(one: str, other: str) -> bool:
    """Whether two words are spellings of one: first and last letter stay, and what is between differs little.

    Slips keep the ends of a word; endings ("closed", "closes") and beginnings ("affect", "effect") carry meaning.
    """
    if one == other:
        return True
    if not (one[0].isalpha() and one[0].upper() != one[0].lower()) or one[0] != other[0] or one[-1] != other[-1]:
        return False
    length = max(len(one), len(other))
    if len(one) == len(other) and sorted(one) == sorted(other):
        return sum(left != right for left, right in zip(one, other, strict=True)) == 2  # noqa: PLR2004 - two changed places
    return length >= _SHORT and _distance(one, other) <= (2 if length >= _LONG else 1)


def _distance(one: str, other: str) -> int:
    """Letters put in, left out or exchanged between two words (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for number, left in enumerate(one, 1):
        above, row[0] = row[0], number
        for at, right in enumerate(other, 1):
            above, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, above + (left != right))
    return row[-1]
